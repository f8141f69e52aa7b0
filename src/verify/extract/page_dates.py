"""Dates as pages write them, read only where they can mean one day, month or year.

`03/04/2018` is left alone: half of the world reads it as March, half as April.
"""

from __future__ import annotations

import calendar
import re

_MAX_LENGTH = 100
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_NUMBERS = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)(.{0,60})\Z", re.DOTALL)
_YEAR = re.compile(r"\d{4}\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{2}:?\d{2})?)?\Z")
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9},?\s{1,3})?(\d{1,2})\s{1,3}([A-Za-z]{3,9})\.?,?\s{1,3}(\d{4})(?!\d)(.{0,60})\Z"
)
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9},?\s{1,3})?([A-Za-z]{3,9})\.?\s{1,3}(\d{1,2}),?\s{1,3}(\d{4})(?!\d)(.{0,60})\Z"
)
_TIME = re.compile(
    r"[T ,]{1,3}(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s?(Z|GMT|UTC|[+-]\d{2}:?\d{2})?"
    r"(?![\d:]|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}


def read_date(value: object) -> str | None:
    """ISO 8601 date or date-time, as precise as `value` is; None for anything that is no date for certain.

    Reads ISO 8601 (extended, basic, reduced), year-month-day with slashes or dots, and days with
    English month names (RFC 5322). A time that does not parse is left out, an impossible date is None.
    """
    text = value.strip() if isinstance(value, str) and len(value) <= _MAX_LENGTH else ""
    if _YEAR.match(text):
        return text if _possible(int(text), None, None) else None
    return _numbers(text) or _compact(text) or _words(text)


def _numbers(text: str) -> str | None:
    found = _NUMBERS.match(text)
    if not found:
        return None
    year, _, month, day, rest = found.groups()
    if rest and rest[0] not in "T ,Z+(":
        return None
    return _iso(int(year), int(month), int(day) if day else None, rest)


def _compact(text: str) -> str | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    time = f"T{hour}:{minute}{f':{second}' if second else ''}{zone or ''}" if hour else ""
    return _iso(int(year), int(month), int(day), time)


def _words(text: str) -> str | None:
    found = _DAY_FIRST.match(text)
    if found:
        day, name, year, rest = found.groups()
    elif found := _MONTH_FIRST.match(text):
        name, day, year, rest = found.groups()
    else:
        return None
    month = _MONTHS.get(name.lower()) or _SHORT.get(name.lower())
    return _iso(int(year), month, int(day), rest) if month else None


def _iso(year: int, month: int, day: int | None, rest: str) -> str | None:
    if not _possible(year, month, day):
        return None
    date = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
    return date + _time(rest) if day else date


def _possible(year: int, month: int | None, day: int | None) -> bool:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= (1 if month is None else month) <= 12:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1]


def _time(rest: str) -> str:
    found = _TIME.match(rest)
    if not found:
        return ""
    clock, zone = found.group(1), (found.group(2) or "").upper()
    parts = [int(part) for part in clock.split(":")]
    if parts[0] > 23 or max(parts[1:]) > 59:
        return ""
    return f"T{clock}{'Z' if zone in ('GMT', 'UTC') else zone}"
