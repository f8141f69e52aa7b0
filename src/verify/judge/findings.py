"""From verdicts to what an editor must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.registry import Place, Registry
from verify.model.run import Sighting
from verify.model.verdict import Severity, Status, Verdict

_ORDER = list(Severity)


def claim_findings(registries: Sequence[Registry], verdicts: Iterable[Verdict]) -> list[Finding]:
    """One finding for each remark of each verdict, the severest first, then in the article's order."""
    by_slug = {registry.slug: registry for registry in registries}
    found = [item for verdict in verdicts for item in _findings(by_slug, verdict)]
    return sorted(found, key=lambda item: _ORDER.index(item.severity))


def reference_findings(registries: Sequence[Registry], sightings: Iterable[Sighting]) -> list[Finding]:
    """What references themselves call for: a note with the new URL where one has moved for good."""
    by_slug = {registry.slug: registry for registry in registries}
    return [
        Finding(
            "reference-moved", Severity.note, item.reference,
            f"{item.url} moved for good to {item.sight.moved_to}", _place(by_slug, item.reference),
        )
        for item in sightings
        if item.sight.moved_to
    ]  # fmt: skip


def unconfirmed(findings: Iterable[Finding], drifts: Iterable[Drift]) -> list[Finding]:
    """The findings, those of claims whose loss is not confirmed yet marked as such.

    A claim that was altered before and is now gone failed already, and goes on to.
    """
    fresh = {item.claim for item in drifts if item.unconfirmed and item.before is not Status.altered}
    return [replace(item, unconfirmed=True) if item.subject in fresh else item for item in findings]


def _place(by_slug: dict[str, Registry], subject: str) -> Place:
    slug, _, local = subject.partition("/")
    return by_slug[slug].place(local)


def _findings(by_slug: dict[str, Registry], verdict: Verdict) -> Iterator[Finding]:
    place = _place(by_slug, verdict.claim)
    for remark in verdict.remarks:
        if remark.severity is not Severity.none:
            yield Finding(
                remark.rule, remark.severity, verdict.claim, remark.message, place, verdict.evidence
            )
