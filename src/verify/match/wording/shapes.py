"""A cut-off remainder of a sentence as words, and what its shape says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verify.match.wording.atoms import Atom
from verify.match.wording.phrasing import Word
from verify.model.match import EditKind


@dataclass(frozen=True)
class Shape:
    """What a remainder looks like: harmless (no kind), of a kind, or open (`unsure`).

    `clause`: it would be the main clause if what stands before it only led up to it.
    """

    kind: EditKind | None = None
    unsure: bool = False
    clause: bool = False


FINE = Shape()
OPEN = Shape(EditKind.omitted, unsure=True, clause=True)
SAYS = Shape(EditKind.attribution, clause=True)
MAY_SAY = Shape(EditKind.attribution, unsure=True, clause=True)


@dataclass(frozen=True)
class Remainder:
    """The words up to the next comma, dash, bracket or stop.

    `mark` is what parts them from the quote ("" for nothing), `closes` says that the sentence ends behind
    them, `named` that a capital stands before the mark, `listed` that a list goes on behind them, `spoken`
    that a verb of saying begins a later stretch between commas (", the clerk, by then old, insisted").
    """

    mark: str
    words: tuple[Word, ...]
    closes: bool
    named: bool = False
    listed: bool = False
    spoken: bool = False

    def without_first(self) -> Remainder:
        """The same without its first word, which left it as it is."""
        return replace(self, words=self.words[1:])


def words_of(atoms: Sequence[Atom]) -> tuple[Word, ...]:
    """The words of atoms in a row, a contraction once."""
    out: list[Word] = []
    last = -1
    for atom in atoms:
        if atom.start != last:
            out.append(Word(atom.text, atom.text.casefold(), atom.role, atom.hyphen))
        last = atom.start
    return tuple(out)
