"""What a figure is: a hedged interval with unit, noun, rate and base."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from verify.model.match import Span
from verify.model.policy import MatchPolicy

Number = Fraction | float
"""Exact, but for the open end of a one-sided interval, which is float infinity."""

INFINITY = float("inf")


@dataclass(frozen=True)
class Widths:
    """A MatchPolicy's widths in a form that can be a cache key."""

    vague: tuple[tuple[str, Fraction, Fraction], ...]
    near: Fraction
    just_over: Fraction

    @classmethod
    def of(cls, policy: MatchPolicy) -> Widths:
        rows = sorted((name, exact(low), exact(high)) for name, (low, high) in policy.vague.items())
        return cls(tuple(rows), exact(policy.near), exact(policy.just_over))

    def width(self, name: str) -> tuple[Fraction, Fraction] | None:
        return next(((low, high) for known, low, high in self.vague if known == name), None)


def exact(number: float) -> Fraction:
    """The decimal number a person wrote in the settings, not its binary neighbour."""
    return Fraction(str(number))


@dataclass(frozen=True)
class Figure:
    """[low, high] with open ends where `low_open`, `high_open`; `core` is the interval before its hedge.

    `unit` is a name of text/figures/units.toml or None for a bare count, `noun` the words counted, `per`
    the unit of a rate, `base` what a share is a share of. `span` counts characters of the folded sentence.
    """

    low: Number
    high: Number
    core: tuple[Number, Number]
    span: Span
    text: str
    low_open: bool = False
    high_open: bool = False
    hedge: str = "exact"
    hedge_words: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unit: str | None = None
    noun: tuple[str, ...] = ()
    per: str | None = None
    base: Figure | None = None
    notes: tuple[str, ...] = ()
    is_year: bool = False
    rounded: bool = False  # a third: 33.3 percent to the nearest point

    def interval(self) -> str:
        """For people: `[50]`, `(50, ∞)`, `[2, 5]`."""
        if self.is_year and self.high != INFINITY:
            return f"[{', '.join(dict.fromkeys((str(int(self.low)), str(int(self.high)))))}]"
        if self.low == self.high:
            return f"[{shown(self.low)}]"
        left = "(" if self.low_open else "["
        right = ")" if self.high_open or self.high == INFINITY else "]"
        return f"{left}{shown(self.low)}, {shown(self.high)}{right}"


def shown(number: Number) -> str:
    """A number for people, thousands parted by commas, at most four decimals."""
    if number == INFINITY:
        return "∞"
    value = Fraction(number)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")
