"""What an editor put into a quotation: square brackets, ellipses, [sic].

Brackets and ellipses may stand for anything fair. Here they only become atoms: words in brackets are
`soft`, an ellipsis is a gap; match/edits decides whether what they stand for is fair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from verify.match.wording.atoms import Atom, AtomKind, Role, atomize
from verify.match.wording.lexicon import Lexicon

_MARK = re.compile(
    r"(?P<ellipsis>[\[(]?\s?\.\s?\.\s?\.(?:\s?\.)?\s?[\])]?)"
    r"|(?P<sic>\[\s?sic\.?!?\s?\])"
    r"|\[(?P<inside>[^\[\]]{0,400}+)\]",
    re.IGNORECASE,
)
_GAP = "\ue000"  # private use: stands for an ellipsis while the quote is cut into atoms


@dataclass(frozen=True)
class QuoteAtoms:
    """One part of a quote. `text` is what the offsets of `atoms` count, without the editor's brackets."""

    text: str
    atoms: tuple[Atom, ...]
    marked: bool

    @cached_property
    def hard(self) -> list[Atom]:
        """The words the quote gives as the source's own."""
        return [atom for atom in self.atoms if atom.soft is None and atom.kind is not AtomKind.gap]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(atom.key for atom in self.atoms)

    @cached_property
    def gaps(self) -> int:
        return sum(atom.kind is AtomKind.gap for atom in self.atoms)


def quote_atoms(folded: str, lexicon: Lexicon) -> QuoteAtoms:
    """Cut a folded quote into atoms, the editor's marks apart from the source's words."""
    folded = folded.replace(_GAP, "\ufffd")
    text, soft = _lifted(folded)
    atoms = atomize(text, lexicon)
    for atom in atoms:
        if atom.text == _GAP:
            atom.kind, atom.role = AtomKind.gap, Role.none
        else:
            _soften(atom, text, soft)
    return QuoteAtoms(text, tuple(atoms), bool(soft) or _MARK.search(folded) is not None)


def _lifted(folded: str) -> tuple[str, list[tuple[int, int]]]:
    """The quote without its editor's brackets, and the spans that stood in them."""
    out: list[str] = []
    soft: list[tuple[int, int]] = []
    length = last = 0
    for found in _MARK.finditer(folded):
        before = folded[last : found.start()]
        inside = found.group("inside")
        piece = f" {_GAP} " if found.lastgroup == "ellipsis" else inside or ""
        if inside:
            soft.append((length + len(before), length + len(before) + len(inside)))
        out += [before, piece]
        length += len(before) + len(piece)
        last = found.end()
    out.append(folded[last:])
    return "".join(out), soft


def _soften(atom: Atom, text: str, soft: list[tuple[int, int]]) -> None:
    for number, (start, end) in enumerate(soft):
        if atom.start < end and start < atom.end:
            atom.soft = number
            head = text[atom.start : max(atom.start, start)]
            atom.outside = (head + text[min(atom.end, end) : atom.end]).casefold()
            return
