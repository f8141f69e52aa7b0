"""The markdown format: what an editor must look at, to paste into an issue or a pull request.

As the table has it: errors and warnings always, notes where everything is wanted. It is cut at the size that
GitHub takes, the gravest first, and says what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.model.drift import Drift, Movement
from verify.model.finding import Finding
from verify.model.run import Change, Run
from verify.model.verdict import Evidence, Severity, Verdict
from verify.report.clean import clean, shorten
from verify.report.grouped import LEVELS, by_subject, listed
from verify.report.json_v1 import moment
from verify.report.markdown_text import cells, escaped, link
from verify.report.table import counts
from verify.text.counting import counted

ISSUE = 65_000
"""Bytes: the text of an issue or a comment takes 65,536 characters."""
_HEADINGS = {Severity.error: "Errors", Severity.warning: "Warnings", Severity.note: "Notes"}
_ITEMS = ("- ", "| ")
_RESERVED = 300
"""Bytes kept for the last line."""


def render(run: Run, *, everything: bool = False, most: int = ISSUE) -> str:
    """At most `most` bytes of UTF-8. Whatever the sources hold is text in it: no link, mention or markup."""
    parts = list(_parts(run, everything))
    kept, used = [], 0
    for part in parts:
        used += len(part.encode("utf-8", "replace")) + 1
        if used > most - _RESERVED:
            break
        kept.append(part)
    left = sum(part.startswith(_ITEMS) for part in parts[len(kept) :])
    if left:
        kept.append(
            f"\n*{counted(left, 'item')} more did not fit here; `verify check --format json` has all.*"
        )
    return "\n".join(kept) + "\n"


def _parts(run: Run, everything: bool) -> Iterator[str]:
    """Each of them whole lines. Those that begin as _ITEMS are counted where they do not fit."""
    yield f"## verify {escaped(run.command)}\n"
    yield escaped(counts(run, notes_shown=everything).strip().replace("\n", "; ") or "No claim was checked.")
    yield from _changes(run.changes)
    for level in LEVELS if everything else LEVELS[:2]:
        yield from _section(_HEADINGS[level], listed(run.findings, level), run)
    yield from _section("Not confirmed yet", [item for item in run.findings if item.unconfirmed], run)
    accepted = [item for item in run.findings if item.accepted]
    if accepted:
        yield f"\n### Accepted ({len(accepted)})\n"
        yield from (_accepted(item) for item in accepted)
    if everything and run.verdicts:
        yield from _table(run.verdicts)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield f"\n### Since the last run ({len(changes)})\n"
    for item in changes:
        moved = f"{item.before} → {item.after}" if item.before != item.after else item.what
        yield f"- {escaped(item.claim)}: **{escaped(moved)}**. {_short(item.reason, 120)}"


def _section(heading: str, found: Sequence[Finding], run: Run) -> Iterator[str]:
    verdicts = {item.claim: item for item in run.verdicts}
    drifts = {item.claim: item for item in run.drifts}
    if found:
        yield f"\n### {heading} ({len(found)})\n"
    for name, group in by_subject(found).items():
        yield _block(group, verdicts.get(name), drifts.get(name))


def _block(findings: Sequence[Finding], verdict: Verdict | None, drift: Drift | None) -> str:
    """One entry of a list for each claim or reference, however many findings it has at this level."""
    first = findings[0]
    status = f"**{verdict.status}** " if verdict else ""
    lines = [f"{status}{escaped(first.subject)} ({escaped(f'{first.place.path}:{first.place.line}')})"]
    for item in findings:
        lines.append(f"why: {_short(item.message, 400)} *({escaped(item.rule)})*")
    if drift and drift.movement in (Movement.altered, Movement.lost):
        seen = f", seen by {drift.count} of {drift.needed} looks" if first.unconfirmed else ""
        lines.append(f"since: {moment(drift.first_seen)}{seen}; as before until {moment(drift.since)}")
    if verdict:
        lines.append(f"article: {_short(verdict.text, 240)}")
    if first.evidence:
        lines += _where(first.evidence)
    elif verdict and verdict.reading and verdict.reading.url:
        lines.append(f"where: {link(verdict.reading.url)}")
    return "- " + "\\\n  ".join(lines)


def _where(evidence: Evidence) -> list[str]:
    quoted = [f"source: {_short(evidence.excerpt, 400)}"] if evidence.excerpt else []
    origin = f", {escaped(evidence.origin)}" if evidence.origin else ""
    word = "dated" if evidence.origin else "read"
    when = "" if evidence.by_hand else f"{word} {moment(evidence.fetched)}, "
    read = f"{evidence.role} page, {when}{escaped(evidence.digest[:19])}"
    return [*quoted, f"where: {link(evidence.url)}, {read}{origin}"]


def _accepted(item: Finding) -> str:
    assert item.accepted is not None
    until = f", until {item.accepted.expires}" if item.accepted.expires else ""
    by = f"accepted by {item.accepted.by}{until}: {item.accepted.note}"
    return f"- {escaped(item.subject)}: {_short(item.message, 200)} *{_short(by, 300)}*"


def _table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    heads = cells("claim", "status", "checks", "why"), cells("---", "---", "---", "---")
    yield "\n### Every claim\n\n" + "\n".join(heads)
    for item in verdicts:
        checks = ", ".join(f"{check.axis} {check.outcome}" for check in item.checks)
        yield cells(escaped(item.claim), item.status, escaped(checks), _short(item.reason, 100))


def _short(text: str, width: int) -> str:
    return escaped(shorten(clean(text), width))
