"""The quotations of a text: what stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_MARKS = re.compile('[“”„«»「」『』"]|\n\\s*\n')
_LONGEST = 5000


@dataclass(frozen=True)
class Quotation:
    """`words` without the outer marks; [start, end) are their characters in the text."""

    words: str
    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Every outermost quotation in order. A mark that nothing closes within its paragraph opens none."""
    found: list[Quotation] = []
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
                found.append(Quotation(words.strip(), opened[1], mark.start()))
            opened = None
    return found
