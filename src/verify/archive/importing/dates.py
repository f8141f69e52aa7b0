"""WARC-Date as others write it: W3C's profile of ISO 8601, from a year to nanoseconds."""

from __future__ import annotations

import datetime as dt

from verify.model.dates import PartialDate


def read_date(text: str | None) -> dt.datetime | None:
    """An aware time in UTC; the start of a day, month or year that is given alone; None for anything else."""
    if not text:
        return None
    try:
        return dt.datetime.combine(PartialDate.parse(text.strip()).first(), dt.time(), dt.UTC)
    except ValueError:
        pass
    try:
        found = dt.datetime.fromisoformat(text.strip())
        return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None
