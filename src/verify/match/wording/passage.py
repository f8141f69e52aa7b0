"""The passage axis: does the passage an editor pinned (W3C TextQuoteSelector) still stand, and where.

The pinned words are the source's own, in its language, so that brackets and
ellipses in them are ordinary text.
"""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from verify.match.prepared import Prepared
from verify.match.wording import explain
from verify.match.wording.atoms import atomize
from verify.match.wording.edges import Around
from verify.match.wording.edits import Difference
from verify.match.wording.lexicon import Lexicon, lexicon
from verify.match.wording.marks import QuoteAtoms
from verify.match.wording.place import Part, Place, edged, near_places, places, rank
from verify.match.wording.quote import QUOTE_MOST
from verify.model.claim import Selector
from verify.model.match import Axis, Check, Edit, Outcome
from verify.text.fold import fold_text
from verify.text.language import script_of

_NEIGHBOUR = 40  # characters of prefix and suffix that are compared
_SAME_NEIGHBOUR = 85.0  # of 100: a neighbour may have been edited a little and still be the neighbour


def match_passage(selector: Selector, prepared: Prepared) -> Check:
    """Intact, moved (other neighbours now), altered (with edits) or missing. Never raises for any text."""
    lex = lexicon(prepared.source.language)
    if len(selector.exact) > QUOTE_MOST:
        return Check(
            Axis.passage, Outcome.undecided, reason=f"the passage is longer than {QUOTE_MOST} characters"
        )
    part = _part(selector.exact, lex)
    if not part.quote.atoms:
        return Check(Axis.passage, Outcome.undecided, reason="the pinned passage holds no words")
    found = places(part, prepared, lex)
    if not found:
        return _absent(selector, prepared)
    best, moved = _best(found, part, selector, prepared, lex)
    return _check(best, moved, found, prepared, lex)


def _absent(selector: Selector, prepared: Prepared) -> Check:
    """Missing, unless the page is written in another script: a translation cannot hold the pinned words."""
    pinned, written = script_of(selector.exact), script_of(prepared.source.text)
    if pinned and written and pinned != written:
        reason = f"the passage was pinned in {pinned} script, the page is in {written}"
        return Check(Axis.passage, Outcome.undecided, reason=reason)
    return Check(Axis.passage, Outcome.missing, reason="the source no longer has this passage")


def _part(exact: str, lex: Lexicon) -> Part:
    folded = fold_text(exact).strip()
    return Part(exact, folded, QuoteAtoms(folded, tuple(atomize(folded, lex)), marked=False))


def _best(
    found: list[Place], part: Part, selector: Selector, prepared: Prepared, lex: Lexicon
) -> tuple[Place, bool]:
    """The place that is the pinned one, and whether its neighbours are others than those pinned."""
    whole = [place for place in found if place.outcome in (Outcome.verbatim, Outcome.typographic)]
    if not whole:
        return max(found, key=lambda p: (-rank(p), neighbours(p, selector, prepared))), False
    pinned = bool(selector.prefix.strip() or selector.suffix.strip())
    home = max(whole, key=lambda place: neighbours(place, selector, prepared))
    moved = pinned and neighbours(home, selector, prepared) == 0
    changed = _changed_at_home(whole, part, selector, prepared, lex) if moved else None
    if changed:
        return changed, False
    return _edged(home, part, selector, prepared, lex), moved


def _changed_at_home(
    whole: list[Place], part: Part, selector: Selector, prepared: Prepared, lex: Lexicon
) -> Place | None:
    """A changed passage between its pinned neighbours: the same words elsewhere must not hide it.

    The whole copies are blotted out, so that only what differs is left to be found.
    """
    text = prepared.source.text
    for place in whole:
        low, high = prepared.folded.original(place.start, place.end)
        text = text[:low] + "|" * (high - low) + text[high:]
    blotted = Prepared(replace(prepared.source, text=text))
    for place in near_places(part, blotted, lex):
        if place.differences and neighbours(place, selector, blotted) > 0:
            span = blotted.folded.original(place.start, place.end)
            start, end = prepared.folded.folded(*span)
            return replace(place, start=start, end=end, differences=_carried(place, blotted, prepared))
    return None


def _carried(place: Place, blotted: Prepared, prepared: Prepared) -> tuple[Difference, ...]:
    """Differences with their spans counted in the other text's folded characters."""
    return tuple(
        replace(d, span=prepared.folded.folded(*blotted.folded.original(*d.span)))
        if d.span and d.span[1] > d.span[0]
        else replace(d, span=None)
        for d in place.differences
    )


def neighbours(place: Place, selector: Selector, prepared: Prepared) -> int:
    """How many of the pinned neighbours still stand at a place, 0 to 2."""
    text = prepared.folded.text
    count = 0
    prefix = fold_text(selector.prefix).strip()[-_NEIGHBOUR:]
    if prefix:
        near = text[max(0, place.start - len(prefix) - 1) : place.start].strip()
        count += fuzz.ratio(prefix, near) >= _SAME_NEIGHBOUR
    suffix = fold_text(selector.suffix).strip()[:_NEIGHBOUR]
    if suffix:
        near = text[place.end : place.end + len(suffix) + 1].strip()
        count += fuzz.ratio(suffix, near) >= _SAME_NEIGHBOUR
    return count


def _edged(place: Place, part: Part, selector: Selector, prepared: Prepared, lex: Lexicon) -> Place:
    """The place with a "not" or an "according to" that stands at its edges now and was not pinned there."""
    judged = edged(place, part, prepared, lex, Around())
    pinned = f"{fold_text(selector.prefix)} {fold_text(selector.suffix)}".casefold()
    new = tuple(d for d in judged.differences if not d.unsure and not _was_there(d, pinned))
    return replace(judged, differences=new) if new else place


def _was_there(difference: Difference, pinned: str) -> bool:
    """Whether the words at the edge stood there when the passage was pinned; a suffix may end within them."""
    words = difference.source.casefold()
    return words in pinned or (len(words) > 12 and pinned.rstrip().endswith(words[: len(words) // 2]))


def _check(best: Place, moved: bool, found: list[Place], prepared: Prepared, lex: Lexicon) -> Check:
    span = prepared.folded.original(best.start, best.end)
    edits = tuple(difference.edit(prepared.folded) for difference in best.differences)
    fine = best.outcome in (Outcome.verbatim, Outcome.typographic)
    outcome = Outcome.altered if not fine else Outcome.moved if moved else Outcome.intact
    also = tuple(
        sorted(
            prepared.folded.original(place.start, place.end)
            for place in found
            if place.base == best.base and (place.start, place.end) != (best.start, best.end)
        )
    )
    return Check(
        Axis.passage,
        outcome,
        span,
        prepared.source.text[span[0] : span[1]],
        prepared.source.zone_at(span[0]),
        edits,
        _reason(best, outcome, edits, lex),
        also,
    )


def _reason(best: Place, outcome: Outcome, edits: tuple[Edit, ...], lex: Lexicon) -> str:
    if outcome is Outcome.intact:
        return "the passage stands as it was pinned"
    if outcome is Outcome.moved:
        return "the passage stands word for word, but what stood before and after it does not"
    if best.note:
        return best.note.replace("quote", "passage")
    unknown = None if lex.known else lex.language
    return explain.wording(Outcome.altered, edits, "", (), unknown).replace("the quote", "the pinned passage")
