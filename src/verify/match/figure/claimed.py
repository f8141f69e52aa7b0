"""The claim's own figure: read whole or not at all, with the hedges its sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from verify.match.figure.grammar import read_figures
from verify.match.figure.lexemes import Lexeme, lexemes
from verify.match.figure.model import Figure, Widths
from verify.match.figure.negations import negations
from verify.model.match import Span
from verify.text.figure_words import FigureWords
from verify.text.fold import fold_text
from verify.text.lists import word_list

_LONGEST_CLAIM = 2000
_MOST_PLACES = 20
_JOINERS = frozenset({"and", "or", "to"})
_QUIET_MARKS = frozenset("\"'.,;:!?()[]«»")


@dataclass(frozen=True)
class Claimed:
    """The claim's figure; `sentence` is folded, `place` where the figure's words stand in it, if they do."""

    figure: Figure
    sentence: str = ""
    place: Span | None = None


def claimed(figure: str, sentence: str, words: FigureWords, widths: Widths) -> Claimed | None:
    """The figure with the hedges that stand with its words in the claim's sentence; None: not understood."""
    alone = understood(figure, words, widths)
    if alone is None:
        return None
    folded = fold_text(sentence[:_LONGEST_CLAIM])
    for place in _places(fold_text(figure).strip(), folded):
        for inside in read_figures(folded, words.language, widths):
            if _covers(inside, place) and _same(alone, inside):
                return Claimed(_hedged(alone, inside), folded, place)
    return _by_number(alone, folded, words, widths)


def _by_number(alone: Figure, folded: str, words: FigureWords, widths: Widths) -> Claimed:
    """The sentence words the figure in another way, `5.5%` for `5.5 percent`: the one equal number counts."""
    found = read_figures(folded, words.language, widths) if folded else ()
    equal = [inside for inside in found if _same(alone, inside) and inside.unit == alone.unit]
    if len(equal) != 1:
        return Claimed(alone, folded)
    return Claimed(_hedged(alone, equal[0]), folded, equal[0].span)


def understood(text: str, words: FigureWords, widths: Widths) -> Figure | None:
    """The one figure the article's words name, None where they name none or hold more than was read.

    What may stand beside it: what is counted and its whole, words of grammar, and a year.
    """
    folded = fold_text(text[:_LONGEST_CLAIM])
    found = read_figures(folded, words.language, widths)
    main = next((figure for figure in found if not figure.is_year), found[0] if found else None)
    if main is None or len(text) > _LONGEST_CLAIM:
        return None
    years = [figure.span for figure in found if figure.is_year and figure is not main]
    row = [item for item in lexemes(folded) if not any(_within(item, span) for span in years)]
    keys = [item.key for item in row]
    first = next(index for index, item in enumerate(row) if item.start >= main.span[0])
    after = next((index for index, item in enumerate(row) if item.start >= main.span[1]), len(row))
    if any(key in words.unread for key in keys) or not _quiet_before(row[:first], words):
        return None
    return main if _quiet_after(row[after:], words, named=bool(main.unit or main.noun)) else None


def _within(item: Lexeme, span: Span) -> bool:
    return span[0] <= item.start < span[1]


def _quiet_before(row: list[Lexeme], words: FigureWords) -> bool:
    """Only words of grammar, no hedge or negation that stands apart from its number."""
    keys = [item.key for item in row]
    known = word_list(words.language)
    grammar = words.breaks | words.articles | words.of | frozenset(known.function_words if known else ())
    index = 0
    while index < len(row):
        filler = words.fillers.at(keys, index)
        if words.hedges.at(keys, index) or negations(words.language).at(keys, index):
            return False
        if filler is None and keys[index] not in grammar and keys[index] not in _QUIET_MARKS:
            return False
        index = filler[1] if filler else index + 1
    return True


def _quiet_after(row: list[Lexeme], words: FigureWords, *, named: bool) -> bool:
    """No second number, sign of arithmetic or negation; no `and` where the figure itself goes on."""
    keys = [item.key for item in row]
    joined = any(table.at(keys, 0) for name, table in words.connectors.items() if name in _JOINERS)
    if (joined or (keys and keys[0] in words.joiners)) and not named:
        return False
    return not any(_loud(row[index], keys, index, words) for index in range(len(row)))


def _loud(item: Lexeme, keys: list[str], index: int, words: FigureWords) -> bool:
    if not item.is_word:
        return item.is_number or item.key not in _QUIET_MARKS
    numeric = (
        keys[index] in words.numbers or keys[index] in words.magnitudes or keys[index] in words.fractions
    )
    parts = words.mixed.at(keys, index) or words.mixed_alone.at(keys, index) or words.vague.at(keys, index)
    return numeric or bool(parts) or negations(words.language).at(keys, index) is not None


def _places(figure: str, sentence: str) -> Iterator[Span]:
    """Where the figure's words stand in the sentence, as whole words."""
    if not figure or not sentence:
        return
    wanted = r"(?<!\w)" + re.escape(figure) + r"(?!\w)" if figure[:1].isalnum() else re.escape(figure)
    for number, found in enumerate(re.finditer(wanted, sentence, re.IGNORECASE)):
        if number >= _MOST_PLACES:
            return
        yield found.span()


def _covers(inside: Figure, place: Span) -> bool:
    return inside.span[0] < place[1] and place[0] < inside.span[1]


def _same(alone: Figure, inside: Figure) -> bool:
    return alone.core == inside.core and alone.unit in (None, inside.unit) and alone.is_year == inside.is_year


def _hedged(alone: Figure, inside: Figure) -> Figure:
    """The figure under the hedges of its sentence: `300 people` of "More than 300 people signed"."""
    if inside.hedge == alone.hedge:
        return alone
    return replace(
        alone,
        low=inside.low,
        high=inside.high,
        low_open=inside.low_open,
        high_open=inside.high_open,
        hedge=inside.hedge,
        hedge_words=inside.hedge_words,
        notes=inside.notes,
        text=inside.text,
    )
