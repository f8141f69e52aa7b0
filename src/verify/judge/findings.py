"""From verdicts to what an editor must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verify.model.finding import Finding
from verify.model.registry import Registry
from verify.model.verdict import Severity, Verdict

_ORDER = list(Severity)


def claim_findings(registries: Sequence[Registry], verdicts: Iterable[Verdict]) -> list[Finding]:
    """One finding for each remark of each verdict, the severest first, then in the article's order."""
    by_slug = {registry.slug: registry for registry in registries}
    found = [item for verdict in verdicts for item in _findings(by_slug, verdict)]
    return sorted(found, key=lambda item: _ORDER.index(item.severity))


def _findings(by_slug: dict[str, Registry], verdict: Verdict) -> Iterator[Finding]:
    slug, _, local = verdict.claim.partition("/")
    place = by_slug[slug].place(local)
    for remark in verdict.remarks:
        if remark.severity is not Severity.none:
            yield Finding(
                remark.rule, remark.severity, verdict.claim, remark.message, place, verdict.evidence
            )
