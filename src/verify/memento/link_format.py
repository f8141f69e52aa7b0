"""Links as the Link header and `application/link-format` write them (RFC 8288, RFC 6690). Pure.

Commas and semicolons inside `<…>` and inside quotation marks are part of what stands there, and archives
put both into TimeMaps.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from verify.text.http_dates import read_http_date

_TARGET = re.compile(r"\s*<([^<>]*)>")
_PARAMETER = re.compile(
    r"""\s* ; \s* ([^\s=;,"<>]+) \s* (?: = \s* (?: "((?:[^"\\]|\\.)*)" | ([^\s;,"]*) ) )?""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NEXT = re.compile(r"[,<]")


@dataclass(frozen=True)
class Link:
    """`target` as written; parameters by their names in lower case, the first of a name counting."""

    target: str
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> str | None:
        return next((value for key, value in self.parameters if key == name), None)

    @property
    def rels(self) -> frozenset[str]:
        """Relations, in lower case: `first memento` are two."""
        return frozenset((self.parameter("rel") or "").lower().split())

    @property
    def at(self) -> dt.datetime | None:
        """The time of a memento (RFC 7089 2.2.4)."""
        return read_http_date(self.parameter("datetime"))


def read_links(text: str) -> tuple[Link, ...]:
    """Every link that can be read, in order. What stands between two that is none is passed over."""
    return tuple(_links(text))


def write_links(links: tuple[Link, ...]) -> str:
    """As one field value, every parameter quoted."""
    return ", ".join(_written(link) for link in links)


def _links(text: str) -> Iterator[Link]:
    place = 0
    while place < len(text):
        found = _TARGET.match(text, place)
        if found is None:
            later = _NEXT.search(text, place)
            if later is None:
                return
            place = later.start() if later.group() == "<" and later.start() > place else later.end()
            continue
        parameters, place = _parameters(text, found.end())
        yield Link(found[1].strip(), parameters)


def _parameters(text: str, place: int) -> tuple[tuple[tuple[str, str], ...], int]:
    pairs = []
    while found := _PARAMETER.match(text, place):
        quoted = found[2]
        value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else found[3] or ""
        pairs.append((found[1].lower(), value))
        place = found.end()
    return tuple(pairs), place


def _written(link: Link) -> str:
    parts = [f"<{link.target}>"]
    for name, value in link.parameters:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        parts.append(f'{name}="{escaped}"')
    return "; ".join(parts)
