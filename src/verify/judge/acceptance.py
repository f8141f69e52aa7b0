"""What an editor called fine, and whether it still is what she called fine. Pure; today is passed in.

An acceptance is bound to the verdict's *fingerprint*, not to the digest of the page: a page changes its date
or its advertisements every day, and what was accepted is a difference between the claim and the source's
words. Whatever decides that difference is in the fingerprint and nothing else, so the same difference stays
accepted on every later version of the page, and a different one fails again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from verify.judge.table import row_for
from verify.model.claim import Acceptance
from verify.model.dates import PartialDate
from verify.model.finding import Finding
from verify.model.match import Check
from verify.model.verdict import Severity, Status, Verdict
from verify.text.fold import fold_text


class Bond(StrEnum):
    """What an acceptance is worth for the verdict of today."""

    current = "current"
    expired = "expired"
    changed = "changed"  # another status, or the same one for another reason
    needless = "needless"  # the claim holds again


def fingerprint(verdict: Verdict) -> str:
    """`sha256:<hex>` over what decides a verdict: its status, the axes that have something to say with their
    outcomes, the words looked for and found there (folded, white space joined) and the kinds of their edits;
    of a page that could not be read, the name of its availability.

    Left out: axes that simply hold, places and excerpts, who was looked at when, and every reason in words.
    """
    told = [_told(check) for check in verdict.checks if row_for(check).severity is not Severity.none]
    seen = verdict.reading.sight.availability.value if verdict.reading else ""
    where = seen if verdict.status is Status.unknown else ""
    content = json.dumps(["verdict-2", verdict.status.value, where, told], ensure_ascii=True)
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def _told(check: Check) -> list[object]:
    return [
        check.axis.value,
        check.outcome.value,
        plainly(check.wanted),
        plainly(check.found),
        sorted({e.kind for e in check.edits}),
    ]


def plainly(words: str | None) -> str:
    """Words without what typography and layout do to them."""
    return " ".join(fold_text(words or "").split())


def accept(verdict: Verdict, *, by: str, note: str, expires: PartialDate | None) -> Acceptance:
    """An acceptance of what a verdict says now."""
    return Acceptance(verdict.status.value, by, note, expires, fingerprint(verdict))


def bond(acceptance: Acceptance, verdict: Verdict, today: dt.date) -> Bond:
    """Whether an acceptance covers a verdict. One written by hand without `evidence` covers its status whole;
    the last day of `expires` is included."""
    if verdict.status is Status.holds:
        return Bond.needless
    if acceptance.status != verdict.status.value:
        return Bond.changed
    if acceptance.evidence is not None and acceptance.evidence != fingerprint(verdict):
        return Bond.changed
    if acceptance.expires is not None and acceptance.expires.last() < today:
        return Bond.expired
    return Bond.current


def with_acceptances(
    findings: Iterable[Finding],
    verdicts: Iterable[Verdict],
    acceptances: Mapping[str, Acceptance],
    today: dt.date,
) -> tuple[Finding, ...]:
    """The findings, those of claims (`slug/id`) that are covered marked as accepted; the others say in words
    why an acceptance did not cover them."""
    bonds = {
        verdict.claim: (acceptances[verdict.claim], bond(acceptances[verdict.claim], verdict, today), verdict)
        for verdict in verdicts
        if verdict.claim in acceptances
    }
    return tuple(_bound(item, *bonds[item.subject]) if item.subject in bonds else item for item in findings)


def _bound(finding: Finding, acceptance: Acceptance, found: Bond, verdict: Verdict) -> Finding:
    if found is Bond.current:
        return replace(finding, accepted=acceptance)
    if found is Bond.expired:
        why = f"the acceptance by {acceptance.by} expired on {acceptance.expires}"
    elif found is Bond.changed:
        why = f"accepted as {acceptance.status} by {acceptance.by}, but now {_now(acceptance, verdict)}"
    else:
        return finding
    return replace(finding, message=f"{finding.message} ({why})")


def _now(acceptance: Acceptance, verdict: Verdict) -> str:
    if acceptance.status != verdict.status.value:
        return verdict.status.value
    return f"{verdict.status} in another way"
