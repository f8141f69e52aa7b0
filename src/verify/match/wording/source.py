"""The atoms of a text, made a cell at a time when they are asked for, and kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from verify.match.wording.atoms import Atom, atomize
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.roles import Role

_CELL = 128  # characters
_REACH = 64  # characters read on both sides of a cell: a phrase or a number may cross its edge
_PHRASED = Role.negation | Role.hedge | Role.modal | Role.attribution
_CELLS_KEPT = 8192  # a megabyte of text
_START = attrgetter("start")
_ENDLESS = re.compile(r"[^\s\u2e80-\U0003ffff]{200}")  # longer than `to_space` looks; an ideograph is a word


class SourceAtoms:
    """The atoms of the folded `text` in one language. They are shared: nobody may change them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._cells: dict[int, list[Atom]] = {}

    def between(self, start: int, end: int) -> list[Atom]:
        """The atoms that lie in text[start:end] as a whole."""
        start, end = max(0, start), min(end, len(self._text))
        if start >= end:
            return []
        first, last = start // _CELL, (end - 1) // _CELL
        cells = self._read(first, last)
        out: list[Atom] = []
        for number, atoms in zip(range(first, last + 1), cells, strict=True):
            low = bisect_left(atoms, start, key=_START) if number == first else 0
            high = bisect_left(atoms, end, key=_START) if number == last else len(atoms)
            out += atoms[low:high]
        while out and out[-1].end > end:
            out.pop()
        return out

    def rest(self, start: int, end: int) -> list[Atom]:
        """The atoms of text[start:end] as if nothing stood before it: of "34 000" and "at least" cut in two,
        "000" and a bare "least"."""
        atoms = self.between(start, end)
        if self._cuts(start) or (atoms and atoms[0].role & _PHRASED and self._runs_into(atoms[0])):
            return atomize(self._text, self._lexicon, start, end)
        return atoms

    def _runs_into(self, atom: Atom) -> bool:
        """Whether the words before an atom may be of one phrase with it."""
        before = self.between(atom.start - _REACH, atom.start)
        return bool(before) and bool(before[-1].role & atom.role & _PHRASED)

    def _cuts(self, at: int) -> bool:
        number = max(0, at - 1) // _CELL
        for before in (number, number - 1):
            atoms = self._read(before, before)[0] if before >= 0 else []
            index = bisect_left(atoms, at, key=_START)
            if index:
                return atoms[index - 1].end > at
        return False

    def _read(self, first: int, last: int) -> list[list[Atom]]:
        """The atoms that begin in each of the cells `first` to `last`; cells in a row are made at once."""
        found = [self._cells.get(number) for number in range(first, last + 1)]
        if None not in found:
            return [cell for cell in found if cell is not None]
        if len(self._cells) + len(found) > _CELLS_KEPT:
            self._cells.clear()
        out: list[list[Atom]] = []
        for number, cell in enumerate(found, first):
            if cell is None and number not in self._cells:
                stop = next((n for n in range(number, last + 1) if found[n - first] is not None), last + 1)
                self._make(number, stop)
            out.append(cell if cell is not None else self._cells[number])
        return out

    def _make(self, first: int, stop: int) -> None:
        """Make the cells from `first` on, below `stop`; one by one where an endless word may be cut.

        What a cell holds must not hang on which cells were made with it.
        """
        start, end = first * _CELL, stop * _CELL
        low, high = to_space(self._text, start - _REACH, -1), to_space(self._text, end + _REACH, 1)
        if stop - first > 1 and _ENDLESS.search(self._text, low, high):
            for number in range(first, stop):
                self._make(number, number + 1)
            return
        made: list[list[Atom]] = [[] for _ in range(first, stop)]
        for atom in atomize(self._text, self._lexicon, low, high):
            if start <= atom.start < end:
                made[atom.start // _CELL - first].append(atom)
        self._cells.update(zip(range(first, stop), made, strict=True))


def to_space(text: str, at: int, step: int) -> int:
    """`at` moved to white space, so that it cuts no word; at most 200 characters."""
    at = max(0, at)
    for _ in range(200):
        if not 0 < at < len(text) or text[at if step > 0 else at - 1] == " ":
            break
        at += step
    return min(at, len(text))
