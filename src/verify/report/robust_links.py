"""Robust Links (robustlinks.mementoweb.org/spec): an HTML link that says what was cited, as of when, and
where that state is kept.

`href` is what a reader gets, `data-originalurl` the address that was cited, `data-versionurl` a snapshot of
it and `data-versiondate` the day whose state is meant, as YYYY-MM-DD: the form that every version of the
specification takes.
"""

from __future__ import annotations

import datetime as dt
from html import escape

from verify.report.clean import clean


def robust_link(*, href: str, original: str, text: str, date: dt.date, snapshot: str | None = None) -> str:
    """One `<a>` on one line, every value escaped. `snapshot` None: only the original address and the day are
    told, by which any Memento client finds one."""
    given = {"href": href, "data-originalurl": original}
    if snapshot is not None:
        given["data-versionurl"] = snapshot
    given["data-versiondate"] = date.isoformat()
    attributes = " ".join(f'{name}="{escape(clean(value))}"' for name, value in given.items())
    return f"<a {attributes}>{escape(clean(text), quote=False)}</a>"
