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
from verify.match.figure.compare import FAR_BOUND, Comparison, compare
from verify.match.figure.grammar import read_figures
from verify.match.figure.model import Figure, Widths
from verify.match.prepared import Prepared
from verify.model.match import Axis, Check, Outcome
from verify.model.policy import MatchPolicy
from verify.model.text import Zone
from verify.text.figure_words import FigureWords, figure_words
from verify.text.fold import fold_text

_LONGEST_CLAIM = 2000
_SHOWN = 3
_HEADLINES = (Zone.heading, Zone.nav)
_ORDER = (Outcome.agrees, Outcome.overlaps, Outcome.differs, Outcome.undecided)

Judged = tuple[Candidate, Comparison]


def match_figure(
    figure: str, about: tuple[str, ...], prepared: Prepared, policy: MatchPolicy, *, language: str
) -> Check:
    """Compare the claim's `figure` with the figures of the text that stand with the `about` words.

    Outcomes: agrees, overlaps, differs, missing, or undecided with the reason. `language` is the BCP 47
    tag of the claim's words. `span` and `found` are the source's whole expression, hedges and base included.
    """
    words = figure_words(language)
    refusal = _refusal(words, prepared, language)
    if words is None or refusal:
        return _undecided(refusal)
    widths = Widths.of(policy)
    claim = claimed_figure(figure, words, widths)
    if claim is None:
        return _undecided(f'the claim\'s "{figure[:60]}" was not understood as a figure')
    return _search(claim, about, prepared, words, widths)


def weigh_figures(
    figure: str, about: tuple[str, ...], prepared: Prepared, policy: MatchPolicy, *, language: str
) -> list[Judged]:
    """Every figure of the claim's kind near its `about` words, compared with the claim, in text order."""
    words, widths = figure_words(language), Widths.of(policy)
    claim = claimed_figure(figure, words, widths) if words else None
    if words is None or claim is None:
        return []
    found = candidates(prepared, about_sentences(prepared, AboutWords(about)), claim, words, widths)
    return [(item, compare(claim, item.figure, widths)) for item in sorted(found, key=lambda c: c.span)]


def _search(
    claim: Figure, about: tuple[str, ...], prepared: Prepared, words: FigureWords, widths: Widths
) -> Check:
    """Tier by tier: the first that holds a figure of the claim's kind decides."""
    sentences = about_sentences(prepared, AboutWords(about))
    weak: list[Candidate] = []
    for tier in sorted({sentence.tier for sentence in sentences}):
        of_tier = [sentence for sentence in sentences if sentence.tier == tier]
        found = _told(candidates(prepared, of_tier, claim, words, widths), prepared)
        if any(candidate.likeness for candidate in found):
            return _chosen(claim, found, prepared, widths, bound=bool(about))
        if tier == 0 and (needed := _arithmetic(claim, of_tier, words, widths)):
            return _undecided(needed)
        weak = weak or found
    return _chosen(claim, weak, prepared, widths, bound=bool(about)) if weak else _missing(claim, about)


def _told(found: list[Candidate], prepared: Prepared) -> list[Candidate]:
    """A headline rounds: where the text itself gives the figure, the text counts."""
    starts = [block.start for block in prepared.source.blocks]
    body = [item for item in found if _zone(prepared, starts, item.span[0]) not in _HEADLINES]
    return body or found


def _zone(prepared: Prepared, starts: list[int], offset: int) -> Zone:
    index = bisect_right(starts, offset) - 1
    return prepared.source.blocks[index].zone if index >= 0 else Zone.body


def claimed_figure(text: str, words: FigureWords, widths: Widths) -> Figure | None:
    """The figure the article's words name: the first, a year only where there is nothing else."""
    found = read_figures(fold_text(text[:_LONGEST_CLAIM]), words.language, widths)
    return next((figure for figure in found if not figure.is_year), found[0] if found else None)


def _refusal(words: FigureWords | None, prepared: Prepared, language: str) -> str:
    if words is None:
        return f"no number words are known for language {language}"
    theirs = (prepared.source.language or "").replace("_", "-").partition("-")[0].casefold()
    if theirs and theirs != words.language:
        return f"the source is in {theirs}, the claim's words in {words.language}"
    if not theirs and not same_script(prepared.source.text, words.script):
        return f"the source is not in the script of {words.language}"
    return ""


def _chosen(
    claim: Figure, found: list[Candidate], prepared: Prepared, widths: Widths, *, bound: bool
) -> Check:
    judged = _judged(claim, found, widths)
    best = min(judged, key=lambda pair: _rank(*pair))
    if best[1].outcome is Outcome.differs and not _decided(judged, best, bound=bound):
        seen = "; ".join(dict.fromkeys(pair[0].figure.text for pair in judged[:_SHOWN]))
        return _undecided(f"it is not clear which figure is meant: {seen}; claim: {_said(claim)}")
    if best[1].reason.startswith(FAR_BOUND) and not bound:
        return _undecided(
            f"no figure near the claim's bound, and no words to look for it by; claim: {_said(claim)}"
        )
    return _check(claim, best, prepared)


def _judged(claim: Figure, found: list[Candidate], widths: Widths) -> list[Judged]:
    """Each candidate compared, up to the first that settles the matter."""
    judged: list[Judged] = []
    for candidate in found:
        judged.append((candidate, compare(claim, candidate.figure, widths)))
        if candidate.likeness == 2 and judged[-1][1].outcome is Outcome.agrees:
            break
    return judged


def _rank(candidate: Candidate, comparison: Comparison) -> tuple[int, int, int]:
    """Agreement first; then what counts the same thing, then what stands first."""
    return _ORDER.index(comparison.outcome), -candidate.likeness, candidate.span[0]


def _decided(judged: list[Judged], best: Judged, *, bound: bool) -> bool:
    """Whether figures that all differ decide: one alone does; several only if bound to the same thing."""
    if best[1].reason.startswith(("base", "rate")):
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
    return Check(
        Axis.figure,
        comparison.outcome,
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
