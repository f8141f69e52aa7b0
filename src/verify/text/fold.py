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
_ONE = {char: plain for char, plain in _TABLE.items() if len(plain) == 1}
_SEVERAL = "".join(char for char, plain in _TABLE.items() if len(plain) > 1)
# Characters that change a text's length. A mark joins whatever stands before it, a dropped character too.
_MARK = re.compile(rf"[{_MARKS}]")
_UNEVEN = re.compile(rf"[{_MARKS}{_DROPPED}{_SEVERAL}]")
_ODD = re.compile(
    rf"[{''.join(map(re.escape, _ONE))}"
    r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"  # white space but the space
)
_ODD_ALONE = re.compile(rf"[^\S ]|[{''.join(map(re.escape, _ONE))}](?![{_MARKS}])")
_COMMONEST = (("\n", " "), *((char, _ONE[char]) for char in "\u201c\u201d\u2019"))
_ASCII_SPACES = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"), " ")
_SPACES = re.compile("(?P<gap>  +)")
_PIECES = re.compile(rf"(?P<gap>[ {_DROPPED}]{{2,}}|[{_DROPPED}])|(?P<several>[{_SEVERAL}])")
_PIECES_MARKED = re.compile(
    rf"(?P<cluster>[^ {_MARKS}][{_MARKS}]+)"
    rf"|(?P<gap>(?: |[{_DROPPED}](?![{_MARKS}])){{2,}}|[{_DROPPED}])"
    rf"|(?P<several>[{_SEVERAL}])"
)
_COUNT = array("L")  # 0, 1, 2 …: slices of it are far quicker than counting again
_COUNT_MOST = 1 << 18


@dataclass(frozen=True)
class Folded:
    """`text` folded; folded character i came from the original characters [starts[i], ends[i]).

    `even`: every character came from the one at its own place.
    """

    text: str
    starts: array[int]
    ends: array[int]
    even: bool = False

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span [start, end), which must not be empty."""
        return (start, end) if self.even else (self.starts[start], self.ends[end - 1])

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The folded span that covers the original span [start, end)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """Fold `text`. Leading and trailing white space folds to one space like any other."""
    plain = text
    for char, folded in _COMMONEST:  # far quicker than one by one, and most texts hold no others
        plain = plain.replace(char, folded)
    if plain.isascii():  # no mark, ligature or dropped character: white space alone is left to fold
        plain = plain.translate(_ASCII_SPACES)
        return _evened(plain, _SPACES) if "  " in plain else _even(plain)
    uneven = _UNEVEN.search(plain)
    if uneven and _MARK.search(text):
        return _evened(_ODD_ALONE.sub(_plain_one, text), _PIECES_MARKED)
    plain = _ODD.sub(_plain_one, plain)
    if uneven or "  " in plain:
        return _evened(plain, _PIECES if uneven else _SPACES)
    return _even(plain)


def _even(plain: str) -> Folded:
    return Folded(plain, _counted(0, len(plain)), _counted(1, len(plain) + 1), even=True)


def _evened(plain: str, pieces: re.Pattern[str]) -> Folded:
    """Fold what changes the length, in a text whose other characters are folded."""
    out: list[str] = []
    starts, ends = array("L"), array("L")
    last = 0
    for found in pieces.finditer(plain):
        start, end = found.span()
        if start > last:
            out.append(plain[last:start])
            starts.extend(_counted(last, start))
            ends.extend(_counted(last + 1, start + 1))
        last = end
        piece, start, end = _folded_piece(found, start, end)
        if piece:
            out.append(piece)
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    out.append(plain[last:])
    starts.extend(_counted(last, len(plain)))
    ends.extend(_counted(last + 1, len(plain) + 1))
    return Folded("".join(out), starts, ends)


def _folded_piece(found: re.Match[str], start: int, end: int) -> tuple[str, int, int]:
    """What a stretch of uneven length becomes, and the original span it stands for."""
    piece = found.group()
    if found.lastgroup == "cluster":
        return unicodedata.normalize("NFC", piece), start, end
    if found.lastgroup == "several":
        return _TABLE[piece], start, end
    spaces = piece.strip(_DROPPED)  # between the first and the last white space
    if not spaces:
        return "", start, end
    start += len(piece) - len(piece.lstrip(_DROPPED))
    return " ", start, start + len(spaces)


def _plain_one(found: re.Match[str]) -> str:
    return _ONE.get(found.group(), " ")


def _counted(start: int, end: int) -> array[int]:
    """The numbers from start on, below end."""
    if end > _COUNT_MOST:
        return array("L", range(start, end))
    if end > len(_COUNT):
        _COUNT.extend(range(len(_COUNT), end))
    return _COUNT[start:end]


def fold_text(text: str) -> str:
    """The folded string alone, for short strings such as a quote's words."""
    return fold(text).text
