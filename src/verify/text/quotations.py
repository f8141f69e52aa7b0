"""The quotations of a text: what stands between quotation marks.

Double marks of every style; single ones where an apostrophe cannot be meant, around two words or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_MARKS = re.compile('[“”„«»「」『』"]|\n\\s*\n')
# Counted repeats: a text full of apostrophes must not be read to its end from each of them.
_SINGLE = re.compile(
    r"(?<![\w’'])"
    r"(?:‘(?P<curly>[^‘’\n]{1,2000}+(?:’\w[^‘’\n]{0,2000}+){0,20}+)’"
    r"|'(?P<straight>[^'\n]{1,2000}+(?:'\w[^'\n]{0,2000}+){0,20}+)')"
    r"(?!\w)"
)
_LONGEST = 5000


@dataclass(frozen=True)
class Quotation:
    """`words` without the outer marks; [start, end) are their characters in the text."""

    words: str
    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Every outermost quotation in order. A mark that nothing closes within its paragraph opens none."""
    found = list(_double(text))
    edges = [0, *(edge for item in found for edge in (item.start - 1, item.end + 1)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += _single(text, start, end)
    return sorted(found, key=lambda item: item.start)


def _double(text: str) -> Iterator[Quotation]:
    opened: tuple[str, int] | None = None
    for mark in _MARKS.finditer(text):
        sign = mark.group()
        if "\n" in sign:
            opened = None
        elif opened is None:
            opened = (sign, mark.end()) if sign in _PAIRS else None
        elif sign in _PAIRS[opened[0]]:
            words = text[opened[1] : mark.start()]
            if words.strip() and len(words) <= _LONGEST:
                yield Quotation(words.strip(), opened[1], mark.start())
            opened = None


def _single(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Those between the double ones; one word between single marks is as often an elision ('tis)."""
    for found in _SINGLE.finditer(text, start, max(start, end)):
        group = found.lastgroup or "curly"
        words = found.group(group).strip()
        if len(words.split()) > 1 and len(words) <= _LONGEST:
            yield Quotation(words, *found.span(group))
