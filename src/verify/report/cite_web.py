"""{{cite web}} (Citation Style 1 of the English Wikipedia), every value escaped for wikitext."""

from __future__ import annotations

import re
from collections.abc import Mapping

from verify.model.dates import DateSpan, PartialDate
from verify.report.clean import clean

_IN_ADDRESSES = {ord(char): f"%{ord(char):02X}" for char in " \"'<>[]{|}"}
"""What ends an external link, a template's parameter or the template (Template:MediaWiki URL rules)."""
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"} | {
    ord(char): f"&#{ord(char)};" for char in "|[]{}"
}
_MARKUP = re.compile(r"''+|~~~+|__+|://|(?<=\w):(?=//)")
"""Runs that mean italics, a signature, a magic word or an address; one of each character alone does not."""
_MAGIC = re.compile(r"~~~+|__+")
"""Runs that a wiki reads as a signature or a magic word inside an address too."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def cite_web(parameters: Mapping[str, str]) -> str:
    """The template on one line with the parameters in the order given, empty ones left out.

    Those named `url` or ending in `-url` are addresses and percent-encoded where wikitext needs it; all
    others are text. An equals sign in a value is safe: all parameters are named.
    """
    told = [f"|{name}={_value(name, value)}" for name, value in parameters.items() if clean(value).strip()]
    return f"{{{{cite web {' '.join(told)}}}}}"


def _value(name: str, value: str) -> str:
    line = " ".join(clean(value).split())
    if name == "url" or name.endswith("-url"):
        return _MAGIC.sub(_percent, line.translate(_IN_ADDRESSES))
    return _MARKUP.sub(
        lambda run: "".join(f"&#{ord(char)};" for char in run.group()), line.translate(_IN_TEXT)
    )


def _percent(run: re.Match[str]) -> str:
    return "".join(f"%{ord(char):02X}" for char in run.group())


def cited_date(written: str) -> str:
    """A date or interval of ours (ISO 8601) in a form that the template takes: it refuses `2018-06`.

    `2018-06-03` and `2018` stay, `2018-06` is `June 2018`, intervals get an en dash. "" stays "".
    """
    if not written:
        return ""
    span = DateSpan.parse(written)
    start, end = span.start, span.end
    if start == end:
        return written if start.day or not start.month else _long(start)
    if start.month is None and end.month is None:
        return f"{start.year}–{end.year}"
    if start.month and end.month and start.year == end.year and start.day is end.day is None:
        return f"{_MONTHS[start.month - 1]}–{_long(end)}"
    return f"{_long(start)} – {_long(end)}"


def _long(date: PartialDate) -> str:
    """`3 June 2018`, `June 2018`, `2018`."""
    parts = [str(date.year).zfill(4)]
    parts += [_MONTHS[date.month - 1]] if date.month else []
    parts += [str(date.day)] if date.day else []
    return " ".join(reversed(parts))
