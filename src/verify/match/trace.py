"""How an outcome came about: the places and figures that were weighed, for `check --explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.match.figure.check import weigh_figures
from verify.match.prepared import Prepared
from verify.match.wording.lexicon import lexicon
from verify.match.wording.place import Place, part_of, places
from verify.model.claim import Claim
from verify.model.match import Axis, Check, Outcome, Span
from verify.model.policy import MatchPolicy

_MOST = 12


@dataclass(frozen=True)
class Weighed:
    """One candidate: where it stands, what it says, what comparing it gave, and whether it was chosen.

    `share` is the weighted share (0 to 1) of the quote's words found in order there; it only tells an altered
    quote from one that is not there. None for figures.
    """

    axis: Axis
    span: Span
    text: str
    outcome: Outcome
    note: str
    share: float | None
    chosen: bool


def weighed(
    claim: Claim, prepared: Prepared, policy: MatchPolicy, checks: tuple[Check, ...], *, language: str
) -> tuple[Weighed, ...]:
    """The candidates behind `checks`, at most twelve an axis, in the order of the text. Pure."""
    decided = {check.axis: check for check in checks if check.outcome is not Outcome.undecided or check.edits}
    found: list[Weighed] = []
    if Axis.wording in decided:
        found += list(_places(claim, prepared, decided[Axis.wording], language))
    if Axis.figure in decided and claim.figure:
        found += list(_figures(claim.figure, claim, prepared, policy, decided[Axis.figure], language))
    return tuple(found)


def _places(claim: Claim, prepared: Prepared, check: Check, language: str) -> Iterator[Weighed]:
    lex = lexicon(language)
    for part in (part_of(text, lex) for text in claim.quote):
        for place in sorted(places(part, prepared, lex), key=lambda p: p.start)[:_MOST]:
            span = prepared.folded.original(place.start, place.end)
            inside = check.span is not None and check.span[0] <= span[0] and span[1] <= check.span[1]
            text = prepared.source.text[span[0] : span[1]]
            yield Weighed(Axis.wording, span, text, place.outcome, _differences(place), place.share, inside)


def _differences(place: Place) -> str:
    """The differences in words, before what stands around the place is looked at."""
    told = [f"{item.kind}: “{item.claim}” / “{item.source}”" for item in place.differences]
    return "; ".join([*told, place.note] if place.note else told)


def _figures(
    figure: str, claim: Claim, prepared: Prepared, policy: MatchPolicy, check: Check, language: str
) -> Iterator[Weighed]:
    said = claim.text
    compared = weigh_figures(figure, claim.about, prepared, policy, language=language, sentence=said)
    for candidate, comparison in compared[:_MOST]:
        text = prepared.source.text[candidate.span[0] : candidate.span[1]]
        chosen = candidate.span == check.span
        yield Weighed(Axis.figure, candidate.span, text, comparison.outcome, comparison.reason, None, chosen)
