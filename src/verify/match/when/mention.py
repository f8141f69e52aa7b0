"""What a text says of a time, before it is set against the day on which it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["early", "mid", "late", "so-far"]
Unit = Literal["day", "week", "weekend", "month", "year"]


@dataclass(frozen=True)
class Calendar:
    """A date as the calendar names it. `year` None: not said; `turn`: "last year" is -1.

    `day` and `last_day` are a run of days of one month. `season` is the first of its three months.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    turn: int | None = None
    season: bool = False
    years: int = 1  # ten for a decade


@dataclass(frozen=True)
class Weekday:
    """0 is Monday. `turn`: -1 for "last Monday", 1 for "next Monday", 0 for "on Monday".

    `week` counts weeks where the text names one: -1 for "Monday of last week".
    """

    day: int
    turn: int = 0
    week: int | None = None


@dataclass(frozen=True)
class Shift:
    """`unit` counted from the day of writing: "last week" is (week, -1)."""

    unit: Unit
    by: int


Moment = Calendar | Weekday | Shift


@dataclass(frozen=True)
class Mention:
    """One expression; [start, end) counts characters of the folded piece it was read from.

    `until` is the other end of a range. `told`: the date of a telling ("said on Monday"); `future`: the
    sentence speaks of what is to come.
    """

    words: str
    start: int
    end: int
    moment: Moment
    part: Part | None = None
    until: Moment | None = None
    until_part: Part | None = None
    told: bool = False
    future: bool = False
