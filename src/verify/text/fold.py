"""Fold away what is typography, with a map back to the original offsets.

Folded: quotation marks, dashes, white space of every kind (runs become one space), soft hyphens,
zero-width and bidi controls, presentation ligatures, full-width forms, canonical composition (NFC).
Never folded: case, super- and subscripts (10² is not 102), digits of other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_SINGLE = "‘’‚‛′ʼʹ`´＇"
_DOUBLE = "“”„‟″«»＂「」『』〝〞"
_DASHES = "‐‑‒–—―−﹘﹣－"
_DROPPED = (
    "\u00ad\u0002\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

_TABLE: dict[str, str] = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_DROPPED, ""),
    "‹": "'",
    "›": "'",
    "…": "...",
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＇＂－"},
}
_MARKS = "\u0300-\u036f\u0483-\u0487\u0653-\u0655\u3099\u309a"
_ODD = "".join(re.escape(char) for char in _TABLE)
_KEPT = rf"[^\s{_ODD}{_MARKS}]"
_PIECES = re.compile(
    rf"(?P<plain>(?:{_KEPT}|(?<={_KEPT})\x20(?={_KEPT}))+(?![{_MARKS}]))"
    rf"|(?P<space>\s+)|(?P<cluster>[^\s{_MARKS}][{_MARKS}]+)|(?P<odd>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Folded:
    """`text` folded; folded character i came from the original characters [starts[i], ends[i])."""

    text: str
    starts: array[int]
    ends: array[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span [start, end), which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The folded span that covers the original span [start, end)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """Fold `text`. Leading and trailing white space folds to one space like any other."""
    out: list[str] = []
    starts, ends = array("L"), array("L")

    def put(piece: str, start: int, end: int) -> None:
        if not piece:  # an empty last piece would hide that a space stood before a dropped character
            return
        out.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    for found in _PIECES.finditer(text):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "plain":
            out.append(found.group())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif kind == "space":
            if starts and out[-1] == " ":  # a dropped character stood between two spaces
                ends[-1] = end
            else:
                put(" ", start, end)
        elif kind == "cluster":
            put(unicodedata.normalize("NFC", found.group()), start, end)
        else:
            char = found.group()
            put(_TABLE.get(char, char), start, end)
    return Folded("".join(out), starts, ends)


def fold_text(text: str) -> str:
    """The folded string alone, for short strings such as a quote's words."""
    return fold(text).text
