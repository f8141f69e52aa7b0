"""The table format: for people at a terminal. Everything fetched is cleaned before it is shown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tabulate import tabulate

from verify.model.drift import Drift, Movement
from verify.model.finding import Finding
from verify.model.match import Axis, Outcome
from verify.model.reference import Role
from verify.model.run import Change, Run, Sighting
from verify.model.verdict import Evidence, Severity, Status, Verdict
from verify.report.clean import clean, shorten
from verify.report.json_v1 import moment
from verify.text.counting import counted

_WIDTH = 100
_HEADINGS = {
    Severity.error: "ERRORS",
    Severity.warning: "WARNINGS",
    Severity.note: "NOTES",
}


def grid(rows: Iterable[Sequence[object]], headers: Sequence[str]) -> str:
    """A plain table with cleaned cells; numbers stay as they are written. Ends in a newline."""
    cells = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    return tabulate(cells, headers=headers, tablefmt="simple", disable_numparse=True) + "\n"


def render(run: Run, *, everything: bool = False) -> str:
    """Changes first, then what an editor must look at, then what fails nothing, then the counts.

    `everything` lists every claim, and how each one moved.
    """
    parts = [_changes(run.changes)]
    if everything:
        parts.append(verdict_grid(run.verdicts))
    levels = [Severity.error, Severity.warning] + ([Severity.note] if everything else [])
    judged = _Judged(
        {verdict.claim: verdict for verdict in run.verdicts}, {item.claim: item for item in run.drifts}
    )
    for level in levels:
        listed = [item for item in run.findings if item.severity is level and item.counts]
        parts.append(_section(level, listed, judged))
    parts += [_waiting(run.findings, judged), _accepted(run.findings), *_listed(run.drifts, everything)]
    parts.append(counts(run, notes_shown=everything))
    return "\n".join(part for part in parts if part)


def _changes(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    rows = [(item.claim, _moved(item), shorten(clean(item.reason), 60)) for item in changes]
    return f"SINCE THE LAST RUN ({len(changes)})\n" + grid(rows, ["claim", "status", "why"])


def _moved(item: Change) -> str:
    return f"{item.before} -> {item.after}" if item.before != item.after else item.what


def verdict_grid(verdicts: Iterable[Verdict]) -> str:
    """One row a claim."""
    rows = [
        (
            verdict.claim,
            verdict.status,
            ", ".join(f"{check.axis} {check.outcome}" for check in verdict.checks),
            shorten(clean(verdict.reason), 60),
        )
        for verdict in verdicts
    ]
    return grid(rows, ["claim", "status", "checks", "why"])


@dataclass(frozen=True)
class _Judged:
    """Verdicts and drifts by claim."""

    verdicts: Mapping[str, Verdict]
    drifts: Mapping[str, Drift]


def _section(level: Severity, findings: Sequence[Finding], judged: _Judged) -> str:
    """One block for each claim, however many findings it has at this level."""
    if not findings:
        return ""
    by_subject: dict[str, list[Finding]] = {}
    for finding in findings:
        by_subject.setdefault(finding.subject, []).append(finding)
    unread, told = _unread(by_subject, judged.verdicts)
    blocks = [
        _block(group, judged.verdicts.get(subject), judged.drifts.get(subject))
        for subject, group in told.items()
    ]
    blocks += unread
    return f"{_HEADINGS[level]} ({len(findings)})\n\n" + "\n\n".join(blocks) + "\n"


def _unread(
    groups: dict[str, list[Finding]], verdicts: Mapping[str, Verdict]
) -> tuple[list[str], dict[str, list[Finding]]]:
    """One block for all claims that one unreadable page leaves open, and the groups that remain."""
    pages: dict[tuple[str, str], list[str]] = {}
    for subject in groups:
        verdict = verdicts.get(subject)
        if verdict and verdict.status is Status.unknown and verdict.evidence is None and verdict.reading:
            pages.setdefault((verdict.reading.url or "", verdict.reason), []).append(subject)
    several = {key: subjects for key, subjects in pages.items() if len(subjects) > 1}
    blocks = []
    for (url, reason), subjects in several.items():
        lines = [f"unknown  {counted(len(subjects), 'claim')} on one page", *_labelled("why", reason)]
        lines += [*_labelled("claims", ", ".join(subjects)), f"  {'where':<8}{clean(url)}"]
        blocks.append("\n".join(lines))
    grouped = {subject for subjects in several.values() for subject in subjects}
    return blocks, {subject: group for subject, group in groups.items() if subject not in grouped}


def _block(findings: Sequence[Finding], verdict: Verdict | None, drift: Drift | None) -> str:
    first = findings[0]
    rules = ", ".join(dict.fromkeys(finding.rule for finding in findings))
    status = f"{verdict.status}  " if verdict else ""
    lines = [clean(f"{status}{first.subject}  [{rules}]  {first.place.path}:{first.place.line}")]
    for finding in findings:
        lines += _labelled("why", finding.message)
    if drift and drift.movement in (Movement.altered, Movement.lost):
        lines += _labelled("since", _dates(drift))
    if verdict:
        lines += _labelled("article", shorten(clean(verdict.text), 240))
        lines += _pinned(verdict)
    return "\n".join(lines + _where(first.evidence, verdict))


def _dates(drift: Drift) -> str:
    """`2026-01-15T…, and 2026-01-22T…; before, it held on 2026-01-08T…`."""
    first, last = moment(drift.first_seen) or "", moment(drift.confirmed)
    seen = first if last in (None, first) else f"{first}, confirmed {last}"
    word = "held" if drift.before is Status.holds else f"was {drift.before}"
    return f"{seen}; it {word} on {moment(drift.since)}"


def _waiting(findings: Sequence[Finding], judged: _Judged) -> str:
    """Losses that another look has to confirm."""
    rows = []
    for name, message in {item.subject: item.message for item in findings if item.unconfirmed}.items():
        drift = judged.drifts.get(name)
        seen = (f"{drift.count} of {drift.needed}", moment(drift.first_seen)) if drift else ("", "")
        rows.append((name, *seen, shorten(clean(message), 60)))
    if not rows:
        return ""
    heading = f"NOT CONFIRMED YET ({len(rows)}): gone, and seen so too seldom to count"
    return f"{heading}\n\n" + grid(rows, ["claim", "looks", "first seen", "why"])


def _accepted(findings: Sequence[Finding]) -> str:
    """What an editor knows and called fine."""
    known = {item.subject: item.accepted for item in findings if item.accepted}
    if not known:
        return ""
    rows = [
        (name, item.status, item.by, item.expires or "never", shorten(clean(item.note), 60))
        for name, item in known.items()
    ]
    return f"ACCEPTED ({len(rows)})\n\n" + grid(rows, ["claim", "status", "by", "expires", "note"])


def _listed(drifts: Sequence[Drift], everything: bool) -> list[str]:
    """Movements that ask nothing of anybody."""
    passing = [item for item in drifts if item.transient]
    anew = [item for item in drifts if item.movement is Movement.rebaselined]
    quiet = [item for item in drifts if everything and item.movement in (Movement.moved, Movement.reworded)]
    parts = []
    if passing:
        rows = [(item.claim, moment(item.since), moment(item.first_seen)) for item in passing]
        parts.append(f"GONE AND BACK ({len(rows)})\n\n" + grid(rows, ["claim", "last held", "holds again"]))
    if anew:
        moves = [(item.claim, f"{item.before} -> {item.after}", item.reason) for item in anew]
        heading = f"JUDGED ANEW ({len(moves)}): the pages say what they said"
        parts.append(f"{heading}\n\n" + grid(moves, ["claim", "status", "why"]))
    if quiet:
        told = [(item.claim, item.movement, shorten(clean(item.reason), 80)) for item in quiet]
        parts.append(f"MOVED ({len(told)}): the claims hold\n\n" + grid(told, ["claim", "how", "what"]))
    return parts


def _pinned(verdict: Verdict) -> list[str]:
    """The words a passage was pinned by, where they no longer stand as they did."""
    for check in verdict.checks:
        if check.axis is Axis.passage and check.outcome is not Outcome.intact and check.wanted:
            return _labelled("pinned", shorten(clean(check.wanted), 400))
    return []


def _where(evidence: Evidence | None, verdict: Verdict | None) -> list[str]:
    if evidence is not None:
        quoted = _labelled("source", shorten(clean(evidence.excerpt), 400)) if evidence.excerpt else []
        word = "dated" if evidence.origin else "read"
        when = "" if evidence.by_hand else f"{word} {moment(evidence.fetched)}, "
        seen = f"{_role(evidence.role)}, {when}{evidence.digest[:19]}"
        brought = _labelled("", evidence.origin) if evidence.origin else []
        return [*quoted, f"  {'where':<8}{clean(evidence.url)}", f"  {'':<8}{clean(seen)}", *brought]
    reading = verdict.reading if verdict else None
    if reading is None or reading.url is None:
        return []
    seen = f", looked at {moment(reading.at)}" if reading.at else ""
    return [f"  {'where':<8}{clean(reading.url)}", f"  {'':<8}{_role(reading.role)}{seen}"]


def _role(role: Role | None) -> str:
    return "own page" if role in (Role.own, None) else str(role)


def _labelled(label: str, text: str) -> list[str]:
    wrapped = textwrap.wrap(clean(text), _WIDTH - 10, break_on_hyphens=False) or [""]
    return [f"  {label if index == 0 else '':<8}{line}" for index, line in enumerate(wrapped)]


def counts(run: Run, *, notes_shown: bool = True) -> str:
    """`63 claims: 9 hold, 4 altered, …`, and where the notes are."""
    if not run.verdicts:
        return ""
    words = {
        Status.holds: "hold" if len(run.verdicts) > 1 else "holds",
        Status.altered: "altered",
        Status.missing: "missing",
        Status.unknown: "could not be read",
        Status.unverifiable: "not for a program to decide",
    }
    found = [verdict.status for verdict in run.verdicts]
    parts = [f"{found.count(status)} {word}" for status, word in words.items() if status in found]
    line = f"{counted(len(found), 'claim')}: {', '.join(parts)}\n"
    notes = sum(item.severity is Severity.note and item.counts for item in run.findings)
    if notes and not notes_shown:
        line += f"{counted(notes, 'note')} not shown: --all lists every claim\n"
    return line


def sighting_grid(sightings: Iterable[Sighting]) -> str:
    """One row a URL, as it was last looked at."""
    rows = [
        (
            item.reference,
            item.sight.availability,
            item.role or "",
            {True: "changed", False: "same", None: ""}[item.changed],
            moment(item.at) or "",
            shorten(clean(item.url or item.sight.cause), 70),
            shorten(clean(item.sight.cause), 50) if item.url else "",
        )
        for item in sightings
    ]
    return grid(rows, ["reference", "availability", "role", "body", "looked at", "url", "cause"])
