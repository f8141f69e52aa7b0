"""From what a text says of a time to days of the calendar, counted from the day of writing.

A week is Monday to Sunday (ISO 8601). The early, middle and late part of a month are its days 1 to 10, 11
to 20 and 21 to its end; of a year its first, second and last four months; of a week Monday and Tuesday,
Wednesday and Thursday, Friday to Sunday. A season is of the northern half of the world.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from verify.match.when.mention import Calendar, Mention, Moment, Part, Shift, Weekday
from verify.model.dates import DateSpan, PartialDate

Days = tuple[dt.date, dt.date]

_AHEAD = dt.timedelta(days=45)  # a date without a year may lie this far ahead of the day of writing
_PARTS: dict[str, dict[Part, tuple[int, int]]] = {
    "month": {"early": (1, 10), "mid": (11, 20), "late": (21, 31)},
    "year": {"early": (1, 4), "mid": (5, 8), "late": (9, 12)},
    "week": {"early": (0, 1), "mid": (2, 3), "late": (4, 6)},
}


@dataclass(frozen=True)
class Resolved:
    """A mention with its days. `relative`: counted from the source's date.

    `guessed`: the text names no year and the nearest was taken. `loose`: the source's own date is not
    known to the day, so the days are only an outer bound.
    """

    mention: Mention
    span: DateSpan
    relative: bool = False
    guessed: bool = False
    loose: bool = False


def resolve(mention: Mention, written: DateSpan | None, *, year: int | None = None) -> Resolved | None:
    """The days a mention means in a text of the date `written`; None where that cannot be told.

    `year` is the year that the same sentence names elsewhere. Pure.
    """
    if year is not None:
        mention = _in_year(mention, year)
    if not _counted(mention):
        span = _span(mention, dt.date(2000, 1, 1))
        return Resolved(mention, span) if span else None
    if written is None:
        return None
    spans = [_span(mention, day) for day in (written.start.first(), written.end.last())]
    if spans[0] is None or spans[1] is None:
        return None
    loose = spans[0] != spans[1]
    whole = DateSpan(spans[0].start, spans[1].end) if loose else spans[0]
    if whole.end.last() < whole.start.first():
        return None
    guessed = isinstance(mention.moment, Calendar) and mention.moment.turn is None
    return Resolved(mention, whole, relative=True, guessed=guessed, loose=loose)


def _in_year(mention: Mention, year: int) -> Mention:
    def dated(moment: Moment | None) -> Moment | None:
        if isinstance(moment, Calendar) and moment.year is None and moment.turn is None:
            return replace(moment, year=year)
        return moment

    first = dated(mention.moment)
    assert first is not None
    return replace(mention, moment=first, until=dated(mention.until))


def _counted(mention: Mention) -> bool:
    """Whether the day of writing is needed to tell the days."""
    ends = (mention.moment, mention.until or mention.moment)
    return any(not isinstance(end, Calendar) or end.year is None for end in ends)


def _span(mention: Mention, day: dt.date) -> DateSpan | None:
    try:
        first = _days(mention.moment, mention.part, day, future=mention.future)
        last = first
        if mention.until is not None:
            last = _days(mention.until, mention.until_part, day, future=mention.future)
            if last[1] < first[0]:
                return None
    except (ValueError, OverflowError):
        return None
    return _written(first[0], last[1])


def _written(first: dt.date, last: dt.date) -> DateSpan:
    """The interval at the precision it has: whole years, whole months or days."""
    month_end = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and month_end:
        if first.month == 1 and last.month == 12:
            return DateSpan(PartialDate(first.year), PartialDate(last.year))
        return DateSpan(PartialDate(first.year, first.month), PartialDate(last.year, last.month))
    return DateSpan(
        PartialDate(first.year, first.month, first.day), PartialDate(last.year, last.month, last.day)
    )


def _days(moment: Moment, part: Part | None, day: dt.date, *, future: bool) -> Days:
    if isinstance(moment, Weekday):
        return _weekday(moment, day, future=future)
    if isinstance(moment, Shift):
        return _shifted(moment, part, day)
    return _calendar(moment, part, day, future=future)


def _weekday(moment: Weekday, day: dt.date, *, future: bool) -> Days:
    """The nearest such day not after the day of writing; "last" before it, "next" or to come after it."""
    if moment.week is not None:
        found = day + dt.timedelta(weeks=moment.week, days=moment.day - day.weekday())
        return found, found
    back = (day.weekday() - moment.day) % 7
    if moment.turn > 0 or (future and moment.turn == 0):
        ahead = (moment.day - day.weekday()) % 7
        found = day + dt.timedelta(days=ahead or (7 if moment.turn > 0 else 0))
    else:
        found = day - dt.timedelta(days=back or (7 if moment.turn < 0 else 0))
    return found, found


def _shifted(moment: Shift, part: Part | None, day: dt.date) -> Days:
    if moment.unit == "day":
        found = day + dt.timedelta(days=moment.by)
        return found, found
    if moment.unit in ("week", "weekend"):
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=moment.by)
        days = monday, monday + dt.timedelta(days=6)
        return (
            (days[0] + dt.timedelta(days=5), days[1]) if moment.unit == "weekend" else _cut(days, part, day)
        )
    if moment.unit == "month":
        months = day.year * 12 + day.month - 1 + moment.by
        return _cut(_month(months // 12, months % 12 + 1), part, day)
    return _cut(_year(day.year + moment.by), part, day)


def _calendar(date: Calendar, part: Part | None, day: dt.date, *, future: bool) -> Days:
    if date.year is not None:
        return _of_year(date, date.year, part, day)
    if date.turn is not None:
        return _of_year(date, day.year + date.turn, part, day)
    years = [year for year in (day.year + 1, day.year, day.year - 1) if _exists(date, year)]
    choices = [_of_year(date, year, part, day) for year in years]
    if future:
        return next((days for days in reversed(choices) if days[1] >= day), choices[0])
    return next((days for days in choices if days[0] <= day + _AHEAD), choices[-1])


def _exists(date: Calendar, year: int) -> bool:
    return not (date.month == 2 and date.day == 29) or calendar.isleap(year)


def _of_year(date: Calendar, year: int, part: Part | None, day: dt.date) -> Days:
    if date.season and date.month is not None:
        first = dt.date(year, date.month, 1)
        months = year * 12 + date.month + 1
        return first, _month(months // 12, months % 12 + 1)[1]
    if date.month is None:
        return _cut((dt.date(year, 1, 1), dt.date(year + date.years - 1, 12, 31)), part, day)
    if date.day is None:
        return _cut(_month(year, date.month), part, day)
    return dt.date(year, date.month, date.day), dt.date(year, date.month, date.last_day or date.day)


def _month(year: int, month: int) -> Days:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _cut(days: Days, part: Part | None, day: dt.date) -> Days:
    """A part of a week, month or year; `so-far` ends with the day of writing."""
    first, last = days
    if part is None:
        return days
    if part == "so-far":
        return first, max(first, min(last, day))
    length = (last - first).days
    if length < 7:
        low, high = _PARTS["week"][part]
        return first + dt.timedelta(days=low), first + dt.timedelta(days=high)
    if length < 31:
        low, high = _PARTS["month"][part]
        return first.replace(day=low), first.replace(day=min(high, last.day))
    low, high = _PARTS["year"][part]
    return first.replace(month=low), _month(last.year, high)[1]
