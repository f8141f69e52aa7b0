"""Other people's words in Markdown as GitHub has it (CommonMark, tables, mentions): shown, never obeyed."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from verify.report.clean import clean

_URL = re.compile(r"""(https?://[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}])""", re.IGNORECASE)
_MARKS = re.compile(r"[\\`*_\[\]~$#@|<>&]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_NOTHING = "&#8203;"
"""A space of no width: behind @, # and www it keeps GitHub from calling people and making links."""
_WWW = re.compile(r"(?i)(www)(?=\.)")
_SAFE_IN_URL = ":/?#[]@!$&'*+,=%-._~"
"""Without ; no entity, without ( ) < > | \\ and spaces nothing that ends a link or a cell."""


def escaped(text: str) -> str:
    """`text` on one line, to stand anywhere but at the beginning of a line, table cells included. Addresses
    in it are links to themselves."""
    parts = _URL.split(" ".join(clean(text).split()))
    return "".join(f"<{_address(part)}>" if odd % 2 else _words(part) for odd, part in enumerate(parts))


def link(url: str) -> str:
    """A link that shows its host; an address that is not http(s) is shown and leads nowhere."""
    cleaned = clean(url).strip()
    try:
        parts = urlsplit(cleaned)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    return f"[{_marked(host)}](<{_address(cleaned)}>)" if host else _words(cleaned)


def cells(*values: str) -> str:
    """One row of a table; the values are escaped already."""
    return f"| {' | '.join(values)} |"


def _words(text: str) -> str:
    return _WWW.sub(rf"\1{_NOTHING}", _marked(text))


def _marked(text: str) -> str:
    return _MARKS.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    mark = found.group()
    if mark in "@#":
        return mark + _NOTHING
    return _ENTITIES.get(mark) or f"\\{mark}"


def _address(url: str) -> str:
    return quote(url, safe=_SAFE_IN_URL)
