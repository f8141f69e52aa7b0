"""Findings put in order and in groups, as every format for people and for build servers wants them."""

from __future__ import annotations

from collections.abc import Iterable

from verify.model.finding import Finding
from verify.model.run import Run
from verify.model.verdict import Severity, Verdict

LEVELS = (Severity.error, Severity.warning, Severity.note)


def by_subject(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each claim or reference, in the order of their first appearance."""
    groups: dict[str, list[Finding]] = {}
    for item in findings:
        groups.setdefault(item.subject, []).append(item)
    return groups


def level_of(finding: Finding) -> Severity:
    """How loud it is told: what has not been confirmed is a note, whatever it may become."""
    return Severity.note if finding.unconfirmed else finding.severity


def fails(finding: Finding, bar: Severity) -> bool:
    """Whether it fails a run that fails at `bar` (`none`: no finding does)."""
    order = list(Severity)
    if bar is Severity.none or not finding.counts:
        return False
    return order.index(finding.severity) <= order.index(bar)


def listed(findings: Iterable[Finding], level: Severity) -> list[Finding]:
    """Those of that severity that an editor has to look at: neither accepted nor waiting to be confirmed."""
    return [item for item in findings if item.counts and item.severity is level]


def origin_of(verdict: Verdict) -> str:
    """What must be said of the page that decided if we did not fetch it ourselves, else ""."""
    if verdict.evidence and verdict.evidence.origin:
        return verdict.evidence.origin
    return verdict.reading.origin.label if verdict.reading and verdict.reading.origin else ""


def path_of(run: Run, subject: str) -> str:
    """The registry file in which a claim or reference (slug/id) stands."""
    return run.registries.get(subject.partition("/")[0], "")
