"""What a run may leave out: claims that stand as they stood, or whose verdict has not moved since a date."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from verify.extract.version import EXTRACTOR
from verify.judge.acceptance import plainly
from verify.match.prepared import MATCHER
from verify.model.claim import Claim
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.verdict import Severity, Status, Verdict
from verify.pipeline.ports import Selection, Store, StoredVerdict
from verify.pipeline.reading import newest_own
from verify.pipeline.selecting import claims, references
from verify.report import json_v1
from verify.text.counting import counted

SETTLED = (Status.holds, Status.unverifiable)
"""Statuses that ask nothing of anybody until something changes, where nothing severe is remarked."""
_QUIET = (Severity.note.value, Severity.none.value)


def footing(registry: Registry, claim: Claim, store: Store, policy: MatchPolicy) -> str:
    """A digest (`sha256:<hex>`) of all that a verdict stands on: the claim's words, what is said of its
    references, what was last seen at each of their addresses, and the versions that read and judge."""
    cited = [registry.reference_by_id[name] for name in claim.references]
    seen = [_seen(store, copy) for reference in cited for copy in reference.locations()]
    whole = (EXTRACTOR, MATCHER, sorted(policy.vague.items()), registry.article, claim, cited, seen)
    return "sha256:" + hashlib.sha256(repr(whole).encode("utf-8", "backslashreplace")).hexdigest()


def _seen(store: Store, copy: Copy) -> tuple[str, ...]:
    """The answer with its body, or the failure, of our newest look, and what others brought."""
    own = newest_own(store, copy.address)
    brought = [look for look in store.looks(copy.address) if look.origin is not None]
    digests = [look.snapshot.digest for look in brought if look.snapshot]
    if own is None:
        return ("", *digests)
    came = own.failure.kind.value if own.failure else ""
    shot = own.snapshot
    status = (str(shot.status), shot.final_url, shot.media_type or "", shot.digest) if shot else ()
    return (came, *status, *digests)


def footings(selection: Selection, store: Store, policy: MatchPolicy) -> dict[str, str]:
    """The footing of every selected claim, by slug/id."""
    return {
        registry.qualified(claim.id): footing(registry, claim, store, policy)
        for registry, claim in claims(selection)
    }


def without_settled(selection: Selection, store: Store, now: dict[str, str]) -> Selection | None:
    """The selection without the claims that were settled when last judged and stand on the same footing
    `now`; None where none is left. References that no claim rests on stay."""
    chosen = list(claims(selection))
    names = [registry.qualified(claim.id) for registry, claim in chosen]
    wanted = {name for name in names if not _settled(store.verdicts(name), now[name])}
    if not wanted:
        return None
    cited = {registry.qualified(name) for registry, claim in chosen for name in claim.references}
    loose = {registry.qualified(reference.id) for registry, reference in references(selection)} - cited
    return replace(selection, ids=frozenset(wanted | loose))


def nothing_left(selection: Selection, command: str) -> Run:
    """The run in which nothing had to be judged."""
    return Run(command, {registry.slug: registry.path for registry in selection.registries})


def left_out(count: int) -> str:
    """What a run says of the claims it did not judge."""
    return f"{counted(count, 'claim')} left out: settled when last judged, and nothing changed since"


def _settled(recorded: Collection[StoredVerdict], now: str) -> bool:
    last = next(reversed(list(recorded)), None)
    if last is None or Status(last.status) not in SETTLED:
        return False
    return last.payload.get("severity") in _QUIET and last.payload.get("footing") == now


def moved_since(run: Run, selection: Selection, store: Store, since: dt.datetime) -> Run:
    """The run, telling only of claims that are not what was last recorded of them before `since`: their
    status, the outcome of an axis, what is remarked or, where they do not hold, what was found.

    A claim that had no verdict then has moved, as has one whose loss was confirmed or which was altered
    since, or whose acceptance does not cover it any more. Findings of references stay, but for references
    that carry only claims left out. The notes say from what each claim came, and how many were left out.
    """
    before = {verdict.claim: _recorded(store, verdict.claim, since) for verdict in run.verdicts}
    fresh = _befallen(run, since) | _uncovered(run, selection)
    kept = [
        verdict for verdict in run.verdicts if verdict.claim in fresh or _news(before[verdict.claim], verdict)
    ]
    names = {verdict.claim for verdict in kept}
    quiet = _quiet(selection, {verdict.claim for verdict in run.verdicts} - names)
    left = len(run.verdicts) - len(kept)
    told = [_told(before[verdict.claim], verdict) for verdict in kept]
    told.append(f"{counted(left, 'claim')} left out, as before {since:%Y-%m-%d}")
    return replace(
        run,
        verdicts=tuple(kept),
        findings=tuple(finding for finding in run.findings if finding.subject not in quiet),
        changes=tuple(change for change in run.changes if change.claim in names),
        drifts=tuple(drift for drift in run.drifts if drift.claim in names),
        notes=(*run.notes, *told),
    )


def _recorded(store: Store, claim: str, since: dt.datetime) -> StoredVerdict | None:
    return next((each for each in reversed(store.verdicts(claim)) if each.at < since), None)


def _news(before: StoredVerdict | None, verdict: Verdict) -> bool:
    if before is None:
        return True
    return _shape(before.payload) != _shape(json_v1.verdict(verdict))


def _befallen(run: Run, since: dt.datetime) -> set[str]:
    """Claims that a loss or an alteration counts against from `since` on, whatever was recorded before."""
    return {drift.claim for drift in run.drifts if drift.confirmed is not None and drift.confirmed >= since}


def _uncovered(run: Run, selection: Selection) -> set[str]:
    """Claims that do not hold and fail although they were accepted once."""
    failing = {finding.subject for finding in run.findings if finding.counts}
    failing &= {verdict.claim for verdict in run.verdicts if verdict.status is not Status.holds}
    return {
        name
        for registry, claim in claims(selection)
        if claim.accepted is not None and (name := registry.qualified(claim.id)) in failing
    }


def _shape(payload: Mapping[str, Any]) -> tuple[object, ...]:
    """What a json v1 verdict says, without where and when it was read."""
    told = payload.get("status") not in (Status.holds.value, Status.unknown.value)
    checks = {
        check["axis"]: (check["outcome"], plainly(check.get("found")) if told else "")
        for check in payload.get("checks", [])
    }
    return payload.get("status"), checks, sorted(remark["rule"] for remark in payload.get("remarks", []))


def _told(before: StoredVerdict | None, verdict: Verdict) -> str:
    return f"{verdict.claim}: {before.status if before else 'new'} -> {verdict.status.value}"


def _quiet(selection: Selection, left: set[str]) -> set[str]:
    """The claims left out, with the references that carry no other claim but some of these."""
    carried: dict[str, set[str]] = {}
    for registry, claim in claims(selection):
        for name in claim.references:
            carried.setdefault(registry.qualified(name), set()).add(registry.qualified(claim.id))
    return left | {reference for reference, carries in carried.items() if carries <= left}
