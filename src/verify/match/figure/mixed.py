"""What a number goes on with behind its unit: `a year and a half`, `two years and three months`."""

from __future__ import annotations

from fractions import Fraction

from verify.match.figure.kept_out import kept_out
from verify.match.figure.model import Figure
from verify.match.figure.nouns import NounReader, Trailer
from verify.match.figure.numbers import NumberReader
from verify.text.figure_words import units


def part_behind(
    numbers: NumberReader, nouns: NounReader, figure: Figure, trailer: Trailer
) -> tuple[Fraction, Trailer]:
    """What is to be added to the figure, in its own unit, and the trailer with it; 0 where nothing is.

    Only a single number with a unit goes on; a smaller unit of the same dimension is converted exactly.
    """
    single = figure.core[0] == figure.core[1] and not figure.is_year
    if trailer.unit is None or trailer.per or trailer.hedge_after or not single:
        return Fraction(0), trailer
    part = numbers.words.mixed.at(numbers.keys, trailer.end)
    part = part or _smaller_unit(numbers, trailer.unit, trailer.end)
    return (part[0], nouns.beyond(trailer, part[1])) if part else (Fraction(0), trailer)


def _smaller_unit(numbers: NumberReader, unit: str, index: int) -> tuple[Fraction, int] | None:
    joiner = numbers.words.connectors.get("and")
    joined = joiner.at(numbers.keys, index) if joiner else None
    start = joined[1] if joined else index
    if start >= len(numbers.row) or kept_out(numbers.row, start, numbers.words) is not None:
        return None
    amount = numbers.quantity(start)
    found = numbers.words.units.at(numbers.keys, amount.end) if amount else None
    if amount is None or found is None or amount.low != amount.high or amount.share:
        return None
    large, small = units()[unit], units()[found[0]]
    if (large.dimension, large.system) != (small.dimension, small.system) or small.factor >= large.factor:
        return None
    return amount.low * small.factor / large.factor, found[1]
