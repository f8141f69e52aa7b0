"""Two figures, the source's and the claim's, to an outcome with its reason. Nothing here guesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from verify.match.figure.model import INFINITY, Figure, Number, Widths, shown
from verify.model.match import Edit, Outcome
from verify.text.figure_words import Unit, units

_LOOSE = 2  # a one-sided bound reaches this many times its own number
_ROUNDING = Fraction(1, 100)  # the most that a conversion across systems may be rounded
FAR_BOUND = "true, but the claim's bound is far from the source's number"
FAR_SOURCE = "the source's bound"
_DIRECTIONS = (frozenset({"at_least", "above"}), frozenset({"at_most", "below"}))
_BOUNDS = _DIRECTIONS[0] | _DIRECTIONS[1]


@dataclass(frozen=True)
class Comparison:
    """`edits` name what turns an agreeing number into another statement: a denial, the other direction."""

    outcome: Outcome
    reason: str
    edits: tuple[Edit, ...] = ()


def compare(claim: Figure, source: Figure, widths: Widths) -> Comparison:
    """The outcome for a source figure whose unit is compatible with the claim's."""
    values = _values(claim, source, widths)
    if values.outcome in (Outcome.differs, Outcome.undecided):
        return values
    frame = _rate(claim, source) or _base(claim, source, widths)
    if frame is not None:
        return frame
    dropped = [word for word in dict.fromkeys(source.doubts) if word not in claim.doubts]
    if dropped:
        return Comparison(Outcome.overlaps, f"source hedges: {', '.join(dropped)}")
    if source.per is not None and claim.per is None:
        return Comparison(Outcome.overlaps, f"the claim drops the source's rate, per {source.per}")
    return values


def _rate(claim: Figure, source: Figure) -> Comparison | None:
    if claim.per is None or claim.per == source.per:
        return None
    if source.per is None:
        return Comparison(Outcome.undecided, f"the source names no rate, the claim says per {claim.per}")
    return Comparison(Outcome.differs, f"rate: source per {source.per}, claim per {claim.per}")


def _base(claim: Figure, source: Figure, widths: Widths) -> Comparison | None:
    """A share of another whole is another figure."""
    if claim.base is None:
        return None
    if source.base is None:
        return Comparison(
            Outcome.undecided, f"the source names no whole for its share, the claim {claim.base.text}"
        )
    reason = f"base differs: source: {source.text}; claim: of {claim.base.text}"
    if not comparable_units(claim.base, source.base):
        return Comparison(Outcome.differs, reason)
    found = compare(claim.base, source.base, widths)
    if found.outcome is Outcome.agrees:
        return None
    return Comparison(found.outcome, reason if found.outcome is Outcome.differs else f"base: {found.reason}")


def comparable_units(claim: Figure, source: Figure) -> bool:
    """Whether the two units are of one dimension."""
    return _dimension(claim.unit) == _dimension(source.unit)


def _dimension(unit: str | None) -> str | None:
    return units()[unit].dimension if unit else None


def _values(claim: Figure, source: Figure, widths: Widths) -> Comparison:
    if claim.unit != source.unit and claim.unit and source.unit:
        mine, theirs = units()[claim.unit], units()[source.unit]
        if mine.system != theirs.system:
            return _across_systems(claim, source, mine, theirs, widths)
        source = _scaled(source, theirs.factor / mine.factor)
    return _intervals(claim, source)


def _scaled(figure: Figure, factor: Fraction) -> Figure:
    def times(number: Number) -> Number:
        return number if number == INFINITY else number * factor

    core = (times(figure.core[0]), times(figure.core[1]))
    return replace(figure, low=times(figure.low), high=times(figure.high), core=core)


def _across_systems(claim: Figure, source: Figure, mine: Unit, theirs: Unit, widths: Widths) -> Comparison:
    """Miles against kilometers: the exact factor, then the rounding the source's last digit allows."""
    factor = theirs.factor / mine.factor
    plain = _intervals(claim, _scaled(source, factor))
    step = min(_last_place(source.core[0]), Fraction(source.core[0]) * _ROUNDING)
    slack = Fraction(source.core[0]) * widths.near
    if _another(claim, source):
        return _converted_bound(claim, _scaled(source, factor), step * factor, slack * factor, mine, theirs)
    rounded = replace(source, low=source.low - step, high=source.high + step)
    if _inside(claim, _scaled(source, factor)) or (
        source.hedge == claim.hedge and _meet(claim, _scaled(rounded, factor))
    ):
        return _agreed_across(mine, theirs)
    wide = _scaled(replace(source, low=source.low - slack, high=source.high + slack), factor)
    if plain.outcome is Outcome.overlaps or _meet(claim, wide):
        return _near_across(mine, theirs)
    return Comparison(Outcome.differs, f"after conversion from {theirs.name} to {mine.name}")


def _converted_bound(
    claim: Figure, source: Figure, step: Fraction, slack: Fraction, mine: Unit, theirs: Unit
) -> Comparison:
    """Two bounds or two hedged numbers across systems: the numbers themselves must meet."""
    apart = max(abs(Fraction(a) - Fraction(b)) for a, b in zip(claim.core, source.core, strict=True))
    if apart <= step:
        same = _same_number(claim, replace(source, core=claim.core))
        return _agreed_across(mine, theirs) if same.outcome is Outcome.agrees else same
    if apart <= slack:
        return _near_across(mine, theirs)
    return Comparison(Outcome.differs, f"another bound after conversion from {theirs.name} to {mine.name}")


def _agreed_across(mine: Unit, theirs: Unit) -> Comparison:
    reason = f"converted from {theirs.name} to {mine.name}, within the source's rounding"
    return Comparison(Outcome.agrees, reason)


def _near_across(mine: Unit, theirs: Unit) -> Comparison:
    reason = f"conversion from {theirs.name} to {mine.name} is near, not equal"
    return Comparison(Outcome.undecided, reason)


def _last_place(number: Number) -> Fraction:
    value, place = Fraction(number), Fraction(1)
    while value.denominator != 1 and place > Fraction(1, 10**6):
        value, place = value * 10, place / 10
    while value and value % 10 == 0:
        value, place = value / 10, place * 10
    return place


def _intervals(claim: Figure, source: Figure) -> Comparison:
    if claim.core == source.core or (claim.rounded != source.rounded and _rounds_to(claim, source)):
        return _same_number(claim, source)
    if _another(claim, source) and not _same_ends(claim, source):
        what = "bound" if source.hedge in _BOUNDS else "figure"
        return Comparison(Outcome.differs, f"another {what} than the source's")
    if _inside(claim, source):
        return _within(claim, source)
    if not _meet(claim, source):
        return Comparison(Outcome.differs, "the figures do not meet")
    if not _reaches(claim, source):
        return _far(claim, source)
    if source.hedge_words and source.hedge != claim.hedge and claim.hedge == "exact":
        return Comparison(Outcome.overlaps, f'the claim drops "{" ".join(source.hedge_words)}"')
    if _opposed(claim.hedge, source.hedge):
        return Comparison(Outcome.overlaps, "the bounds point opposite ways and meet in part only")
    return Comparison(Outcome.overlaps, "the figures meet in part only")


def _another(claim: Figure, source: Figure) -> bool:
    """Whether both are bounds of one direction, or single numbers under one hedge: their numbers decide."""
    if "exact" in (claim.hedge, source.hedge):
        return False
    for row in _DIRECTIONS:
        if claim.hedge in row and source.hedge in row:
            return True
    single = claim.core[0] == claim.core[1] and source.core[0] == source.core[1]
    return claim.hedge == source.hedge and single


def _same_ends(claim: Figure, source: Figure) -> bool:
    """At least tens of thousands is at least 10,000."""
    return (claim.low, claim.high) == (source.low, source.high)


def _within(claim: Figure, source: Figure) -> Comparison:
    if claim.hedge == "exact" and claim.low != claim.high and not claim.notes:
        return Comparison(Outcome.overlaps, "the claim's range is wider than the source's figure")
    if claim.hedge in _BOUNDS and not _close(claim, source):
        return Comparison(Outcome.overlaps, FAR_BOUND)
    return Comparison(Outcome.agrees, "the source's figure lies within the claim's")


def _far(claim: Figure, source: Figure) -> Comparison:
    """A ceiling far above the claim's number leaves it open; a floor far below does not carry it."""
    number, words = shown(claim.core[1]), " ".join(source.hedge_words)
    rule = f"from the claim's {number} (more than {_LOOSE} times)"
    if source.hedge in _DIRECTIONS[1]:
        return Comparison(Outcome.overlaps, f'{FAR_SOURCE} "{words}" is far {rule} and leaves it open')
    return Comparison(Outcome.differs, f'{FAR_SOURCE} "{words}" is far {rule} and does not carry it')


def _same_number(claim: Figure, source: Figure) -> Comparison:
    """Equal numbers: the hedges decide."""
    if claim.hedge == source.hedge or _same_words(claim, source):
        return Comparison(Outcome.agrees, "the same figure")
    if source.hedge == "exact":
        if claim.hedge in ("above", "below"):
            return Comparison(Outcome.differs, f'the claim adds the bound "{" ".join(claim.hedge_words)}"')
        if claim.hedge == "near":
            return Comparison(Outcome.agrees, "the source's figure lies within the claim's")
        return Comparison(Outcome.overlaps, f'the claim adds "{" ".join(claim.hedge_words)}"')
    if _opposed(claim.hedge, source.hedge):
        return Comparison(Outcome.differs, "the bounds point opposite ways")
    what = "bound" if source.hedge in _BOUNDS else "hedge"
    words = " ".join(source.hedge_words)
    if claim.hedge == "exact":
        return Comparison(Outcome.overlaps, f'the claim drops the source\'s {what} "{words}"')
    return Comparison(Outcome.overlaps, f'the claim changes the source\'s {what} "{words}"')


def _same_words(claim: Figure, source: Figure) -> bool:
    """One and the same hedge, read once as how long and once as more than: `over three days`."""
    mine, theirs = (" ".join(figure.hedge_words).casefold() for figure in (claim, source))
    return bool(mine) and mine == theirs


def _opposed(one: str, other: str) -> bool:
    up, down = {"at_least", "above", "just_above"}, {"at_most", "below", "just_below"}
    return (one in up and other in down) or (one in down and other in up)


def _rounds_to(claim: Figure, source: Figure) -> bool:
    return abs(Fraction(claim.core[0]) - Fraction(source.core[0])) <= Fraction(1, 2)


def _inside(claim: Figure, source: Figure) -> bool:
    if source.low < claim.low or source.high > claim.high:
        return False
    low = source.low != claim.low or source.low_open or not claim.low_open
    high = source.high != claim.high or source.high_open or not claim.high_open
    return low and high


def _meet(claim: Figure, source: Figure) -> bool:
    if claim.high < source.low or source.high < claim.low:
        return False
    if claim.high == source.low:
        return not (claim.high_open or source.low_open)
    if source.high == claim.low:
        return not (source.high_open or claim.low_open)
    return True


def _close(claim: Figure, source: Figure) -> bool:
    """Whether a bound stands near the number it bounds."""
    if claim.hedge in ("at_least", "above"):
        return source.core[0] <= claim.core[1] * _LOOSE
    return claim.core[0] <= source.core[1] * _LOOSE


def _reaches(claim: Figure, source: Figure) -> bool:
    """An exact number far beyond the source's bound is not carried by it."""
    if claim.hedge != "exact" or source.hedge not in _BOUNDS:
        return True
    if source.hedge in ("at_least", "above"):
        return claim.core[0] <= source.core[1] * _LOOSE
    return source.core[0] <= claim.core[1] * _LOOSE
