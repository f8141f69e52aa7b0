"""Two figures of one article that cannot both be right.

Only figures of the same thing are compared: the same noun, and the same `about` words or a sentence that
is mostly the same. A round number may stand for whatever rounds to it, so that "200,000" is no quarrel
with 199,800. What is hedged counts with its whole width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from verify.match.figure.bind import alike, stem
from verify.match.figure.check import claimed_figure
from verify.match.figure.compare import comparable_units
from verify.match.figure.grammar import read_figures
from verify.match.figure.model import INFINITY, Figure, Number, Widths, shown
from verify.model.claim import Claim
from verify.model.policy import MatchPolicy
from verify.model.registry import Registry
from verify.text.figure_words import FigureWords, figure_words
from verify.text.fold import fold_text
from verify.text.lists import word_list

_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST_TEXT = 2000
_MOST_FIGURES = 500  # pairs grow with the square
_SAME = Fraction(1, 2)  # of two sentences' words
_FINEST = 6  # decimals


@dataclass(frozen=True)
class Conflict:
    """`claim` stands after `other` in the file; `why` prints both figures as intervals."""

    claim: Claim
    other: Claim
    why: str


@dataclass(frozen=True)
class _Stated:
    """A claim's figure; `words` are the stems of its sentence, `low` and `high` its widened interval."""

    claim: Claim
    figure: Figure
    words: frozenset[str]
    low: Number
    high: Number
    said: str


def conflicts(registry: Registry) -> Iterator[Conflict]:
    """The pairs of claims whose figures of the same thing do not meet, in the file's order."""
    stated = [item for claim in registry.claims if (item := _stated(claim, registry.article.language))]
    for one, other in combinations(stated[:_MOST_FIGURES], 2):
        if _meet(one, other) or not _same_thing(one, other):
            continue
        yield Conflict(other.claim, one.claim, f"{one.said}; {other.said}")


def _stated(claim: Claim, language: str) -> _Stated | None:
    words = figure_words(claim.language or language)
    if claim.figure is None or words is None:
        return None
    figure = _figure(claim, words)
    if figure is None or figure.is_year:
        return None
    stems = _stems(claim.text, words.language)
    if figure.unit == "percent":
        return _share(claim, figure, stems)
    low, high = _widened(figure)
    return _Stated(claim, figure, stems, low, high, f'"{figure.text}" = {figure.interval()}')


def _figure(claim: Claim, words: FigureWords) -> Figure | None:
    """The claim's figure as its sentence has it, with the noun and the whole that stand there."""
    widths = Widths.of(MatchPolicy())
    alone = claimed_figure(claim.figure or "", words, widths)
    if alone is None:
        return None
    inside = read_figures(fold_text(claim.text[:_MOST_TEXT]), words.language, widths)
    found = next((item for item in inside if (item.core, item.unit) == (alone.core, alone.unit)), alone)
    return replace(found, noun=alone.noun or found.noun, base=alone.base or found.base)


def _share(claim: Claim, figure: Figure, stems: frozenset[str]) -> _Stated | None:
    """`14.3 percent of the 952,882` is a number of its own: 136,262 and what rounds to the share."""
    base = figure.base
    if base is None:
        return None
    slack = _half_step(figure.core[0])
    low = Fraction(max(figure.low - slack, 0)) / 100 * base.low
    high = (Fraction(figure.high) + slack) / 100 * base.high if figure.high != INFINITY else INFINITY
    exact = Fraction(figure.core[0]) / 100 * base.core[0]
    number = shown(round(exact) if isinstance(exact, Fraction) else exact)
    counted = Figure(low, high, (low, high), figure.span, figure.text, unit=base.unit, noun=base.noun)
    return _Stated(claim, counted, stems, low, high, f'"{figure.text}" = {number}')


def _widened(figure: Figure) -> tuple[Number, Number]:
    """A plain number with what rounds to it; a hedged one as it is."""
    if figure.hedge != "exact" or figure.low != figure.high:
        return figure.low, figure.high
    slack = _half_step(figure.low)
    return figure.low - slack, figure.high + slack


def _half_step(number: Number) -> Fraction:
    """Half of the last place that is written: 0.05 of 14.3, 50,000 of 200,000, 0.5 of 952,882."""
    if number == INFINITY or number == 0:
        return Fraction(0)
    value, step = Fraction(number), Fraction(1)
    for _ in range(_FINEST):
        if value.denominator == 1:
            break
        value, step = value * 10, step / 10
    while value.denominator == 1 and value % 10 == 0:
        value, step = value / 10, step * 10
    return step / 2


def _meet(one: _Stated, other: _Stated) -> bool:
    return one.low <= other.high and other.low <= one.high


def _same_thing(one: _Stated, other: _Stated) -> bool:
    """Whether both count one thing at one time; where in doubt they do not."""
    if not comparable_units(one.figure, other.figure) or one.figure.unit != other.figure.unit:
        return False
    if one.figure.per != other.figure.per or _apart(one.claim, other.claim):
        return False
    return _same_noun(one.figure, other.figure) and (
        _same_about(one.claim, other.claim) or _same_words(one, other)
    )


def _apart(one: Claim, other: Claim) -> bool:
    """Whether the two speak of different times."""
    first, second = one.as_of or one.when, other.as_of or other.when
    return first is not None and second is not None and not first.overlaps(second)


def _same_noun(one: Figure, other: Figure) -> bool:
    """Whether all words of one noun are among the other's; a noun may trail a verb ("settlers came")."""
    if not one.noun and not other.noun:
        return one.unit is not None
    few, many = sorted((one.noun, other.noun), key=len)
    return bool(few) and all(any(alike(word.casefold(), there.casefold()) for there in many) for word in few)


def _same_about(one: Claim, other: Claim) -> bool:
    """Whether the `about` words of one are among the other's; a claim without any asks for nothing."""
    few, many = sorted((_about(one), _about(other)), key=len)
    return bool(few) and few <= many


def _about(claim: Claim) -> frozenset[str]:
    return frozenset(
        stem(word) for entry in claim.about for word in _WORD.findall(fold_text(entry).casefold())
    )


def _same_words(one: _Stated, other: _Stated) -> bool:
    both, either = one.words & other.words, one.words | other.words
    return bool(either) and Fraction(len(both), len(either)) >= _SAME


def _stems(text: str, language: str) -> frozenset[str]:
    common = word_list(language)
    small = frozenset(common.function_words) if common else frozenset()
    words = _WORD.findall(fold_text(text[:_MOST_TEXT]).casefold())
    return frozenset(stem(word) for word in words if word not in small)
