"""The order of two columns that a PDF draws line by line across the page.

Most PDFs hold their words in reading order. Some do not: their lines run over the gutter, and every
sentence of the page comes out cut in two. Boxes show it: (left, bottom, right, top) in points, y upwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Box = tuple[float, float, float, float]

_MIN_LINES = 6  # of each column
_MIN_WIDTH = 0.3  # a column's usual line, as a share of the page's words: cells of a table are narrower
_MAX_CROSSING = 0.25  # headings over both columns, as a share of all lines
_MAX_PIECES = 3000
_HYPHENS = "\u0002\ufffe"


def gutter(boxes: Sequence[Box]) -> float | None:
    """The x between two columns that alternate line by line; None where the order is right as it is.

    `boxes` are the pieces of lines, in the order of the file.
    """
    if not 2 * _MIN_LINES <= len(boxes) <= _MAX_PIECES:
        return None
    gaps = [(one[2], two[0]) for one, two in pairwise(boxes) if one[2] < two[0] and _level(one, two)]
    if len(gaps) < _MIN_LINES - 1:
        return None
    x = _busiest(gaps)
    return x if _parts(boxes, x) else None


def _level(one: Box, two: Box) -> bool:
    return one[1] < (two[1] + two[3]) / 2 < one[3]


def _busiest(gaps: list[tuple[float, float]]) -> float:
    """The middle of the stretch that most gaps share."""
    edges = sorted([(start, 1) for start, _ in gaps] + [(end, -1) for _, end in gaps])
    depth = best = 0
    middle = edges[0][0]
    for (at, change), (following, _) in pairwise(edges):
        depth += change
        if depth > best:
            best, middle = depth, (at + following) / 2
    return middle


def _parts(boxes: Sequence[Box], x: float) -> bool:
    """Whether `x` has a column of prose on either side, drawn in turns."""
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    sides = [-1 if box[2] <= x else 1 if box[0] >= x else 0 for box in boxes]
    first = [box for box, side in zip(boxes, sides, strict=True) if side < 0]
    second = [box for box, side in zip(boxes, sides, strict=True) if side > 0]
    if min(len(first), len(second)) < _MIN_LINES or sides.count(0) > _MAX_CROSSING * len(sides):
        return False
    if min(median(box[2] - box[0] for box in column) for column in (first, second)) < _MIN_WIDTH * width:
        return False
    back = sum(now < 0 < before for before, now in pairwise(sides))
    return back >= 0.5 * min(len(first), len(second)) - 1


@dataclass
class _Piece:
    text: str
    left: float
    bottom: float
    right: float
    top: float

    def takes(self, box: Box, x: float) -> bool:
        """Whether a character at `box` goes on the same line on the same side of the gutter."""
        middle = (box[1] + box[3]) / 2
        beyond = self.right <= x <= box[0] or box[2] <= x <= self.left
        return not beyond and self.bottom - 1 <= middle <= self.top + 1

    def add(self, char: str, box: Box) -> None:
        self.text += char
        self.left, self.right = min(self.left, box[0]), max(self.right, box[2])
        self.bottom, self.top = min(self.bottom, box[1]), max(self.top, box[3])


def in_columns(text: str, box_at: Callable[[int], Box], x: float) -> str:
    """The page's lines in reading order: the left column, then the right, down to a line that crosses `x`.

    `box_at` gives the box of `text[index]`. White space has none and is never asked for.
    """
    pieces: list[_Piece] = []
    space = False
    for index, char in enumerate(text):
        if char.isspace():
            space = True
            continue
        box = box_at(index)
        if pieces and (char in _HYPHENS or pieces[-1].takes(box, x)):
            pieces[-1].add(f" {char}" if space else char, box)
        else:
            pieces.append(_Piece(char, *box))
        space = False
    return "\n".join(piece.text for piece in _ordered(pieces, x))


def _ordered(pieces: list[_Piece], x: float) -> list[_Piece]:
    ordered: list[_Piece] = []
    columns: tuple[list[_Piece], list[_Piece]] = ([], [])
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if piece.left < x < piece.right:
            ordered += [*columns[0], *columns[1], piece]
            columns[0].clear()
            columns[1].clear()
        else:
            columns[piece.left >= x].append(piece)
    return [*ordered, *columns[0], *columns[1]]
