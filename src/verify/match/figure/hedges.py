"""What a hedge makes of a number: an interval, open or closed, with the width policy gives it."""

from __future__ import annotations

from fractions import Fraction

from verify.match.figure.model import INFINITY, Figure, Number, Widths
from verify.match.figure.numbers import Quantity

Interval = tuple[Number, Number, bool, bool]

_ONE_SIDED = frozenset({"at_least", "above", "at_most", "below"})


def apply_hedge(quantity: Quantity, hedges: tuple[tuple[str, str], ...], widths: Widths) -> Figure:
    """The figure of a quantity under its hedges, (class, words) each; a bound counts before a nearness."""
    name = _strongest(hedges)
    low, high, low_open, high_open = _interval(quantity, name, widths)
    return Figure(
        low,
        high,
        (quantity.low, quantity.high),
        (0, 0),
        "",
        low_open,
        high_open,
        name,
        tuple(words for _, words in hedges),
        notes=_notes(quantity, name, hedges, widths),
    )


def _strongest(hedges: tuple[tuple[str, str], ...]) -> str:
    names = [name for name, _ in hedges]
    bound = next((name for name in names if name in _ONE_SIDED), None)
    return bound or next((name for name in names if name != "exact"), "exact")


def _interval(quantity: Quantity, name: str, widths: Widths) -> Interval:
    low, high, near = quantity.low, quantity.high, widths.near
    floor = quantity.floor if quantity.floor is not None else low
    table: dict[str, Interval] = {
        "at_least": (floor, INFINITY, False, False),
        "above": (floor, INFINITY, True, False),
        "just_above": (low, high * (1 + widths.just_over), True, False),
        "at_most": (Fraction(0), high, False, False),
        "below": (Fraction(0), high, False, True),
        "just_below": (low * (1 - near), high, False, True),
        "near": (low * (1 - near), high * (1 + near), False, False),
    }
    return table.get(name, (low, high, False, False))


def _notes(
    quantity: Quantity, name: str, hedges: tuple[tuple[str, str], ...], widths: Widths
) -> tuple[str, ...]:
    notes = [quantity.note] if quantity.note else []
    share = {"just_above": widths.just_over, "just_below": widths.near, "near": widths.near}.get(name)
    if share is not None:
        sign = {"just_above": "up to +", "just_below": "up to -", "near": "±"}[name]
        notes.append(f"{hedges[-1][1]} = {sign}{float(share * 100):g} % (policy)")
    return tuple(notes)
