"""The figure axis: does the source give the article's number, of the same thing and the same whole?"""

from __future__ import annotations

from bisect import bisect_right

from verify.match.figure.bind import (
    AboutWords,
    Candidate,
    Sentence,
    about_sentences,
    candidates,
    pieces,
    same_script,
)
from verify.match.figure.claimed import Claimed, claimed, understood
from verify.match.figure.compare import FAR_BOUND, FAR_SOURCE, Comparison, compare
from verify.match.figure.grammar import read_figures
from verify.match.figure.model import Figure, Widths
from verify.match.figure.sense import YEAR, claim_said, source_said, turned
from verify.match.prepared import Prepared
from verify.model.match import Axis, Check, Outcome
from verify.model.policy import MatchPolicy
from verify.model.text import Zone
from verify.text.figure_words import FigureWords, figure_words

_TOO_MANY = "too many sentences with such a figure to weigh each"
_MOST_SENTENCES = 200  # of one text, weighed for what they say about the claim's figure
_SHOWN = 3
_HEADLINES = (Zone.heading, Zone.nav)
_ORDER = (Outcome.agrees, Outcome.overlaps, Outcome.differs, Outcome.undecided)

Judged = tuple[Candidate, Comparison]


def match_figure(
    figure: str,
    about: tuple[str, ...],
    prepared: Prepared,
    policy: MatchPolicy,
    *,
    language: str,
    sentence: str = "",
) -> Check:
    """Compare the claim's `figure` with the figures of the text that stand with the `about` words.

    Outcomes: agrees, overlaps, differs, missing, or undecided with the reason. `language` is the BCP 47
    tag of the claim's words. `sentence` is the claim's whole sentence: the hedges beside the figure's words
    in it count, and what it says about the figure is held against the source's sentence. `span` and
    `found` are the source's whole expression, hedges and base included.
    """
    words = figure_words(language)
    refusal = _refusal(words, prepared, language)
    if words is None or refusal:
        return _undecided(refusal)
    widths = Widths.of(policy)
    claim = claimed(figure, sentence, words, widths)
    if claim is None:
        return _undecided(f'the claim\'s "{figure[:60]}" was not understood as a figure')
    return _search(_Wanted(claim, prepared, words, widths), about)


def weigh_figures(
    figure: str,
    about: tuple[str, ...],
    prepared: Prepared,
    policy: MatchPolicy,
    *,
    language: str,
    sentence: str = "",
) -> list[Judged]:
    """Every figure of the claim's kind near its `about` words, compared with the claim, in text order."""
    words, widths = figure_words(language), Widths.of(policy)
    claim = claimed(figure, sentence, words, widths) if words else None
    if words is None or claim is None:
        return []
    wanted = _Wanted(claim, prepared, words, widths)
    found = candidates(prepared, about_sentences(prepared, AboutWords(about)), claim.figure, words, widths)
    return [(item, wanted.against(item)) for item in sorted(found, key=lambda c: c.span)]


class _Wanted:
    """The claim's figure and sentence, held against one candidate of the text after the other."""

    def __init__(self, claim: Claimed, prepared: Prepared, words: FigureWords, widths: Widths) -> None:
        self.claim, self.prepared, self.words, self.widths = claim.figure, prepared, words, widths
        self._said = claim_said(claim, words, widths)
        self._left = _MOST_SENTENCES

    def against(self, candidate: Candidate) -> Comparison:
        """The comparison, turned by what the two sentences say about the figure."""
        found = compare(self.claim, candidate.figure, self.widths)
        if self._said is None or found.outcome not in (Outcome.agrees, Outcome.overlaps):
            return found
        if not self._left:
            return Comparison(Outcome.undecided, _TOO_MANY)
        self._left -= 1
        theirs = source_said(self.prepared, candidate.span, self.words, self.widths)
        return turned(self._said, theirs, found)


def _search(wanted: _Wanted, about: tuple[str, ...]) -> Check:
    """Tier by tier: the first that holds a figure of the claim's kind decides."""
    claim, prepared, words, widths = wanted.claim, wanted.prepared, wanted.words, wanted.widths
    sentences = about_sentences(prepared, AboutWords(about))
    weak: list[Candidate] = []
    for tier in sorted({sentence.tier for sentence in sentences}):
        of_tier = [sentence for sentence in sentences if sentence.tier == tier]
        found = _told(candidates(prepared, of_tier, claim, words, widths), prepared)
        if any(candidate.likeness for candidate in found):
            return _chosen(wanted, found, bound=bool(about))
        if tier == 0 and (needed := _arithmetic(claim, of_tier, words, widths)):
            return _undecided(needed)
        weak = weak or found
    return _chosen(wanted, weak, bound=bool(about)) if weak else _missing(claim, about)


def _told(found: list[Candidate], prepared: Prepared) -> list[Candidate]:
    """A headline rounds: where the text itself gives the figure, the text counts."""
    starts = [block.start for block in prepared.source.blocks]
    body = [item for item in found if _zone(prepared, starts, item.span[0]) not in _HEADLINES]
    return body or found


def _zone(prepared: Prepared, starts: list[int], offset: int) -> Zone:
    index = bisect_right(starts, offset) - 1
    return prepared.source.blocks[index].zone if index >= 0 else Zone.body


def claimed_figure(text: str, words: FigureWords, widths: Widths) -> Figure | None:
    """The figure the article's words name, None where they are not understood whole."""
    return understood(text, words, widths)


def _refusal(words: FigureWords | None, prepared: Prepared, language: str) -> str:
    if words is None:
        return f"no number words are known for language {language}"
    theirs = (prepared.source.language or "").replace("_", "-").partition("-")[0].casefold()
    if theirs and theirs != words.language:
        return f"the source is in {theirs}, the claim's words in {words.language}"
    if not theirs and not same_script(prepared.source.text, words.script):
        return f"the source is not in the script of {words.language}"
    return ""


def _chosen(wanted: _Wanted, found: list[Candidate], *, bound: bool) -> Check:
    claim, judged = wanted.claim, _judged(wanted, found)
    best = min(judged, key=lambda pair: _rank(*pair))
    if best[1].outcome is Outcome.differs and any(pair[1].reason == _TOO_MANY for pair in judged):
        return _undecided(f"{_TOO_MANY}; claim: {_said(claim)}")
    if _loose(best, judged):
        return _undecided(f"{best[1].reason}, and other figures differ; claim: {_said(claim)}")
    if best[1].outcome is Outcome.differs and not _decided(judged, best, bound=bound):
        seen = "; ".join(dict.fromkeys(pair[0].figure.text for pair in judged[:_SHOWN]))
        return _undecided(f"it is not clear which figure is meant: {seen}; claim: {_said(claim)}")
    if best[1].reason.startswith(FAR_BOUND) and not bound:
        return _undecided(
            f"no figure near the claim's bound, and no words to look for it by; claim: {_said(claim)}"
        )
    return _check(claim, best, wanted.prepared)


def _judged(wanted: _Wanted, found: list[Candidate]) -> list[Judged]:
    """Each candidate compared, up to the first that settles the matter."""
    judged: list[Judged] = []
    for candidate in found:
        judged.append((candidate, wanted.against(candidate)))
        if candidate.likeness == 2 and judged[-1][1].outcome is Outcome.agrees:
            break
    return judged


def _rank(candidate: Candidate, comparison: Comparison) -> tuple[int, bool, int, int]:
    """Agreement first; then the number of another year, what counts the same thing, what stands first."""
    other_year = comparison.outcome is Outcome.differs and comparison.reason.startswith(YEAR)
    return _ORDER.index(comparison.outcome), not other_year, -candidate.likeness, candidate.span[0]


def _loose(best: Judged, judged: list[Judged]) -> bool:
    """A ceiling that merely leaves the claim open does not outweigh figures that differ."""
    rivals = (pair for pair in judged if pair[1].outcome is Outcome.differs)
    open_only = best[1].outcome is Outcome.overlaps and best[1].reason.startswith(FAR_SOURCE)
    return open_only and any(pair[0].likeness >= best[0].likeness for pair in rivals)


def _decided(judged: list[Judged], best: Judged, *, bound: bool) -> bool:
    """Whether figures that all differ decide: one alone does; several only if bound to the same thing."""
    if best[1].reason.startswith(("base", "rate", YEAR)):
        return True
    if best[0].likeness == 0:
        return False
    rivals = {(pair[0].figure.low, pair[0].figure.high) for pair in judged if pair[0].likeness}
    return len(rivals) == 1 or (bound and best[0].likeness == 2)


def _arithmetic(claim: Figure, sentences: list[Sentence], words: FigureWords, widths: Widths) -> str:
    """`147 of 212` for "about 70 percent": a figure that would have to be computed."""
    for sentence in sentences:
        for figure in read_figures(next(pieces(sentence.text))[1], words.language, widths):
            share = claim.unit == "percent" and figure.unit is None and figure.base is not None
            count = claim.unit is None and figure.unit == "percent" and figure.base is not None
            if share or count:
                return f"needs arithmetic; source: {figure.text}; claim: {_said(claim)}"
    return ""


def _check(claim: Figure, best: Judged, prepared: Prepared) -> Check:
    candidate, comparison = best
    start, end = candidate.span
    notes = "; ".join(dict.fromkeys(claim.notes + candidate.figure.notes))
    reason = f"{comparison.reason}; source: {_said(candidate.figure)}; claim: {_said(claim)}"
    # The number alone would agree; whether the sentence says the same is for a person to see.
    outcome = Outcome.undecided if comparison.edits else comparison.outcome
    return Check(
        Axis.figure,
        outcome,
        edits=comparison.edits,
        span=candidate.span,
        found=prepared.source.text[start:end],
        zone=prepared.source.zone_at(start),
        reason=f"{reason}; {notes}" if notes else reason,
    )


def _said(figure: Figure) -> str:
    unit = f" {figure.unit}" if figure.unit else ""
    base = f" of {figure.base.interval()}" if figure.base else ""
    return f"{figure.text} = {figure.interval()}{unit}{base}"


def _undecided(reason: str) -> Check:
    return Check(Axis.figure, Outcome.undecided, reason=reason)


def _missing(claim: Figure, about: tuple[str, ...]) -> Check:
    where = f" in a sentence or paragraph with {', '.join(about)}" if about else ""
    return Check(Axis.figure, Outcome.missing, reason=f"no such figure{where}; claim: {_said(claim)}")
