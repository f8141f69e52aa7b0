"""Dates as HTTP writes them (RFC 9110 5.6.7), and Retry-After."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import format_datetime, parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,9}\Z")
_LONGEST = 64


def http_date(moment: dt.datetime) -> str:
    """An aware time as `Thu, 17 May 2018 00:00:00 GMT`; parts of a second are lost."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)


def read_http_date(text: str | None) -> dt.datetime | None:
    """The time in UTC, in any of the forms that are about; None where it cannot be read."""
    text = (text or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110 10.2.3), 0 for a date gone by, None if unreadable."""
    value = (value or "").strip()
    if _SECONDS.match(value):
        return float(value)
    until = read_http_date(value)
    return None if until is None else max(0.0, (until - now).total_seconds())
