"""The wording axis: is this quote in this text, and with what differences.

Located first, judged second. An exact place settles it; otherwise the likeliest stretches are aligned word by
word. What is fine is decided by equal keys alone (match/atoms), never by likeness; likeness only tells an
altered quote from one that is not there.
"""

from __future__ import annotations

from verify.match.prepared import Prepared
from verify.match.wording import explain
from verify.match.wording.edges import Around
from verify.match.wording.lexicon import lexicon
from verify.match.wording.place import Place, chosen, part_of, places
from verify.match.wording.split import match_parts
from verify.model.match import Axis, Check, Outcome

QUOTE_MOST = 200_000
"""Characters of the longest quote that is looked at."""


_SAME_WORDS = (Outcome.verbatim, Outcome.typographic, Outcome.marked)


def match_quote(
    quote: tuple[str, ...],
    prepared: Prepared,
    *,
    prefix: str = "",
    suffix: str = "",
    language: str = "en",
    around: Around = Around(),  # noqa: B008 - frozen
) -> Check:
    """Look for a quote, given as its parts, in a text.

    `language` is a BCP 47 tag of the quote's words. `prefix` and `suffix` choose among several places.
    `around` is what the article says itself around the quote; it only takes alarms back, about words that the
    article gives outside of its quotation marks. Never raises for any text.
    """
    lex = lexicon(language)
    if sum(map(len, quote)) > QUOTE_MOST:
        return Check(
            Axis.wording, Outcome.undecided, reason=f"the quote is longer than {QUOTE_MOST} characters"
        )
    parts = [part for text in quote if (part := part_of(text, lex)).words]
    if not parts:
        return Check(Axis.wording, Outcome.undecided, reason="the quote holds no words")
    if len(parts) > 1:
        return match_parts(parts, prepared, lex, around)
    found = places(parts[0], prepared, lex)
    best = chosen(found, parts[0], prepared, lex, around, prefix, suffix)
    if best is None:
        return Check(Axis.wording, Outcome.missing, reason="the source does not have these words")
    return check_of(best, found, prepared, lex.known, language)


def check_of(best: Place, found: list[Place], prepared: Prepared, known: bool, language: str) -> Check:
    """The place that was chosen as a Check, the other places of the same words as `also`."""
    span = prepared.folded.original(best.start, best.end)
    also = tuple(
        sorted(
            prepared.folded.original(place.start, place.end)
            for place in found
            if (place.start, place.end) != (best.start, best.end) and place.base == best.base in _SAME_WORDS
        )
    )
    edits = tuple(difference.edit(prepared.folded) for difference in best.differences)
    return Check(
        Axis.wording,
        best.outcome,
        span,
        prepared.source.text[span[0] : span[1]],
        prepared.source.zone_at(span[0]),
        edits if best.outcome is Outcome.altered else (),
        explain.wording(best.outcome, edits, best.note, also, None if known else language),
        also,
    )
