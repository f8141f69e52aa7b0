"""The atoms of a text, made a cell at a time when they are asked for, and kept."""

from __future__ import annotations

from bisect import bisect_left

from verify.match.wording.atoms import Atom, atomize
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.roles import Role

_CELL = 512  # characters
_REACH = 64  # characters read on both sides of a cell: a phrase or a number may cross its edge
_PHRASED = Role.negation | Role.hedge | Role.modal | Role.attribution
_CELLS_KEPT = 2048  # a megabyte of text


class SourceAtoms:
    """The atoms of the folded `text` in one language. They are shared: nobody may change them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._cells: dict[int, tuple[list[int], list[Atom]]] = {}

    def between(self, start: int, end: int) -> list[Atom]:
        """The atoms that lie in text[start:end] as a whole."""
        start, end = max(0, start), min(end, len(self._text))
        if start >= end:
            return []
        first, last = start // _CELL, (end - 1) // _CELL
        out: list[Atom] = []
        for number in range(first, last + 1):
            starts, atoms = self._cell(number)
            low = bisect_left(starts, start) if number == first else 0
            high = bisect_left(starts, end) if number == last else len(atoms)
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
            starts, atoms = self._cell(before) if before >= 0 else ([], [])
            index = bisect_left(starts, at)
            if index:
                return atoms[index - 1].end > at
        return False

    def _cell(self, number: int) -> tuple[list[int], list[Atom]]:
        """The atoms that begin in a cell."""
        found = self._cells.get(number)
        if found is None:
            if len(self._cells) >= _CELLS_KEPT:
                self._cells.clear()
            found = self._cells[number] = self._made(number * _CELL)
        return found

    def _made(self, at: int) -> tuple[list[int], list[Atom]]:
        low, high = to_space(self._text, at - _REACH, -1), to_space(self._text, at + _CELL + _REACH, 1)
        atoms = atomize(self._text, self._lexicon, low, high)
        atoms = [atom for atom in atoms if at <= atom.start < at + _CELL]
        return [atom.start for atom in atoms], atoms


def to_space(text: str, at: int, step: int) -> int:
    """`at` moved to white space, so that it cuts no word; at most 200 characters."""
    at = max(0, at)
    for _ in range(200):
        if not 0 < at < len(text) or text[at if step > 0 else at - 1] == " ":
            break
        at += step
    return min(at, len(text))
