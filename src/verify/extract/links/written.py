"""What the readers of the formats hand over: links as they are written, by their offset in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from verify.model.link import LinkKind

MAX_LINKS = 200_000
MAX_BYTES = 16 * 2**20


class Written(NamedTuple):
    """A link as written. `at` counts the characters before it (in a PDF it is the page, from 0);
    `base` is set where the place itself says what it is relative to (xml:base, an XHTML part); `also` are
    the lines, from 1, of a definition that stands elsewhere."""

    at: int
    target: str
    kind: LinkKind = LinkKind.page
    base: str | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class Complaint:
    """Something at `at` that could not be read as a link or as the rest of the document."""

    at: int
    message: str
    mend: str = ""


@dataclass(frozen=True)
class Reading:
    """All that one document holds. `base` is the document's own (<base href>)."""

    links: tuple[Written, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    base: str | None = None


class Positions:
    """Offsets of a text as lines and columns, both from 1. A line ends at a line feed."""

    def __init__(self, text: str) -> None:
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._starts = list(accumulate(lengths, initial=0))[:-1]

    def __call__(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 1."""
        return self._starts[line - 1] + column - 1


Place = Callable[[int], tuple[int, int]]
"""From `Written.at` to line and column."""


def by_page(at: int) -> tuple[int, int]:
    """In a PDF the line is the page."""
    return at + 1, 1
