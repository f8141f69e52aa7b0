"""From the pipeline's explanations to the report's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.model.policy import MatchPolicy
from verify.pipeline.ports import Selection, Store

if TYPE_CHECKING:
    from verify.pipeline.explaining import Explanation, PageStory
    from verify.report.explained import Step


def explained(selection: Selection, store: Store, policy: MatchPolicy) -> str:
    """Every step of each selected claim, as text."""
    from verify.pipeline.explaining import explain

    return "\n".join(_text(item) for item in explain(selection, store, policy))


def _text(item: Explanation) -> str:
    from verify.report.explained import render

    claim = item.claim
    sought = [
        ("quote", " … ".join(claim.quote)),
        ("figure", claim.figure or ""),
        ("about", ", ".join(claim.about)),
        ("speaker", " / ".join(claim.speaker)),
        ("passage", claim.passage.exact if claim.passage else ""),
        ("when", str(claim.when) if claim.when else ""),
    ]
    return render(item.verdict, [pair for pair in sought if pair[1]], [_step(page) for page in item.pages])


def _step(story: PageStory) -> Step:
    from verify.match.prepared import MATCHER
    from verify.report.explained import Step

    page = story.page
    source = page.prepared.source if page and page.prepared else None
    return Step(
        reference=story.reference,
        url=page.copy.url if page else None,
        role=page.copy.role.value if page else None,
        sight=page.sight if page else None,
        size=len(source.text) if source else None,
        language=source.language if source else None,
        versions=f"{source.extractor}, {MATCHER}" if source else "",
        reason=story.reason,
        rules=[(check, row.rule, row.status.value) for check, row in story.checks],
        candidates=story.candidates,
    )
