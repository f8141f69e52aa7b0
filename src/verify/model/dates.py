"""Dates of reduced precision (ISO 8601-1: YYYY, YYYY-MM, YYYY-MM-DD) and intervals of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A year, a month or a day. `month` and `day` are None where the precision ends."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2018`, `2018-06` or `2018-06-01`. Raises ValueError for anything else."""
        found = _PARTIAL.match(text)
        if not found:
            raise ValueError(f"{text!r} is not a date like 2018, 2018-06 or 2018-06-01")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        dt.date(year, 1 if month is None else month, 1 if day is None else day)  # ValueError for month 13
        return cls(year, month, day)

    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True)
class DateSpan:
    """An interval of partial dates, both ends included; a single date is its own interval."""

    start: PartialDate
    end: PartialDate

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read `2018-06` or `2017-08/2017-09`. Raises ValueError, also when the end lies before the start."""
        start, slash, end = text.partition("/")
        first = PartialDate.parse(start)
        last = PartialDate.parse(end) if slash else first
        if last.last() < first.first():
            raise ValueError(f"{text!r} ends before it starts")
        return cls(first, last)

    def overlaps(self, other: DateSpan) -> bool:
        """Whether the two intervals share a day; each end counts at its own precision."""
        return self.start.first() <= other.end.last() and other.start.first() <= self.end.last()

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"
