"""Atoms: what a quote and a source are compared by, with everything that is only typography left out.

Left out: quotation marks, commas, stops, brackets, dashes between words. Kept and compared exactly:
words, numbers, and every other sign (currency, %, slash, plus, a dash or minus at a number), because
those change a meaning. Two texts with equal keys in equal order differ by typography or spelling only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from verify.match.wording.cutting import Atom as Atom
from verify.match.wording.cutting import AtomKind as AtomKind
from verify.match.wording.cutting import read
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.roles import Opening, When, counts, role_table
from verify.match.wording.roles import Role as Role
from verify.match.wording.roles import phrase_length as phrase_length
from verify.text.tokens import tokenize

Form = tuple[str, str, int, int, AtomKind, bool, int, bool, int, str]
"""An atom that does not hang on its neighbours: key, text, start and end in its stretch, kind, joined, role,
hyphen, which phrases may begin with it (_ROLES, _SAME), and what it is looked up by."""
_ROLES, _SAME = 1, 2  # phrases that have a role, phrases that are one sign
_LONGEST_KEPT = 40  # characters of a stretch whose forms are remembered
_STRETCHES_KEPT = 32768
_BROKEN = re.compile(r"\w- ")
_HANGING = re.compile(r"[\d<>]|-\Z")


class _Stretches(dict[str, tuple[Form, ...] | None]):
    """What stands between two spaces as atoms, each made once; None where it hangs on what is beyond."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, stretch: str) -> tuple[Form, ...] | None:
        forms = _forms(stretch, self._lexicon)
        if len(stretch) <= _LONGEST_KEPT:
            if len(self) >= _STRETCHES_KEPT:
                self.clear()
            self[stretch] = forms
        return forms


@lru_cache(maxsize=64)
def _stretches(lexicon: Lexicon) -> _Stretches:
    return _Stretches(lexicon)


class _Keys(dict[str, tuple[str, ...] | None]):
    """The keys of the words between two spaces; None for a long stretch, which is not worth the reading."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, stretch: str) -> tuple[str, ...] | None:
        if len(stretch) > _LONGEST_KEPT:
            return None
        if len(self) >= _STRETCHES_KEPT:
            self.clear()
        atoms = read(stretch, tokenize(stretch), self._lexicon)
        keys = self[stretch] = tuple(atom.key for atom in atoms if atom.kind is AtomKind.word)
        return keys


@lru_cache(maxsize=64)
def _stretch_keys(lexicon: Lexicon) -> _Keys:
    return _Keys(lexicon)


def word_keys(piece: str, lexicon: Lexicon) -> list[str] | None:
    """The keys of all words of `piece` in order, far quicker than its atoms; None where only these can tell.

    Holds at least the key of every atom of kind word that `atomize` makes of any text around `piece`.
    """
    if "- " in piece and _BROKEN.search(piece):
        return None
    known = _stretch_keys(lexicon)
    out: list[str] = []
    for stretch in piece.split(" "):
        keys = known[stretch]
        if keys is None:
            return None
        out += keys
    return out


def atomize(folded: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of folded[start:end], with offsets into `folded` and roles marked.

    What stands between two spaces is looked up as a whole; only numbers, and signs that may belong to a
    number, are read together with what stands around them.
    """
    piece = folded[start:end] if start or end is not None else folded
    known = _stretches(lexicon)
    atoms: list[Atom] = []
    openers: list[int] = []
    lows: list[str] = []  # `role_key` of each atom
    at, opening, hanging = start, 0, -1
    for stretch in piece.split(" "):
        forms = known[stretch]
        if forms is None:
            hanging = at if hanging < 0 else hanging
        else:
            if hanging >= 0:
                opening |= _read_together(piece, hanging - start, at - start, lexicon, start, atoms, openers)
                lows += map(role_key, atoms[len(lows) :])
                hanging = -1
            for key, text, low, high, kind, joined, role, hyphen, opens, looked in forms:
                if opens:
                    openers.append(len(atoms))
                    opening |= opens
                lows.append(looked)
                atoms.append(Atom(key, text, at + low, at + high, kind, joined, role, None, "", hyphen))
        at += len(stretch) + 1
    if hanging >= 0:
        opening |= _read_together(piece, hanging - start, len(piece), lexicon, start, atoms, openers)
    if opening & _SAME:
        openers = _merge_same(atoms, openers, lexicon)
        lows = []
    lows += map(role_key, atoms[len(lows) :])
    _mark_phrases(atoms, openers, lows, lexicon)
    return atoms


def _forms(stretch: str, lexicon: Lexicon) -> tuple[Form, ...] | None:
    """The atoms of what stands between two spaces; None where they hang on what is beyond the spaces."""
    if _HANGING.search(stretch):
        return None
    return tuple(
        (a.key, a.text, a.start, a.end, a.kind, a.joined, a.role, a.hyphen, _opens(a, lexicon), role_key(a))
        for a in read(stretch, tokenize(stretch), lexicon)
    )


def _read_together(
    piece: str, low: int, high: int, lexicon: Lexicon, shift: int, atoms: list[Atom], openers: list[int]
) -> int:
    """Add the atoms of piece[low:high], read with an eye to what stands around them; what phrases begin."""
    opening = 0
    for atom in read(piece, tokenize(piece, low, high), lexicon):
        atom.start += shift
        atom.end += shift
        opens = _opens(atom, lexicon)
        if opens:
            openers.append(len(atoms))
            opening |= opens
        atoms.append(atom)
    return opening


def role_key(atom: Atom) -> str:
    """What an atom is looked up by in the tables of phrases."""
    return atom.key if atom.joined else atom.text.casefold()


def _opens(atom: Atom, lexicon: Lexicon) -> int:
    """Which phrases may begin with an atom: _ROLES, _SAME, both or 0."""
    same = _SAME if any(atom.key == phrase[0] for phrase, _ in lexicon.same) else 0
    return same | (_ROLES if role_key(atom) in role_table(lexicon).openings else 0)


def _merge_same(atoms: list[Atom], openers: list[int], lexicon: Lexicon) -> list[int]:
    """Join phrases that are one sign ("per cent"); the indices `openers` as they are then."""
    before = atoms[:]
    for phrase, sign in lexicon.same:
        first = phrase[0]
        for index in [index for index, atom in enumerate(atoms) if atom.key == first][::-1]:
            run = atoms[index : index + len(phrase)]
            if tuple(atom.key for atom in run) == phrase:
                surface = " ".join(atom.text for atom in run)
                role = Role.number if counts(sign) else Role.none
                atoms[index : index + len(phrase)] = [
                    Atom(sign, surface, run[0].start, run[-1].end, AtomKind.sign, role=role)
                ]
    if len(atoms) == len(before):
        return openers
    opening, old = {id(before[index]) for index in openers}, set(map(id, before))
    return [
        index
        for index, atom in enumerate(atoms)
        if id(atom) in opening or (id(atom) not in old and _opens(atom, lexicon))
    ]


def _mark_phrases(
    atoms: Sequence[Atom], openers: Sequence[int], lows: Sequence[str], lexicon: Lexicon
) -> None:
    """Mark the roles that hang on more than the word itself; a phrase marks all of its words.

    `lows` is what each atom is looked up by.
    """
    table = role_table(lexicon)
    last = len(atoms) - 1
    for index in openers:
        first = lows[index]
        second = lows[index + 1] if index < last else ""
        seconds = table.seconds.get(first)
        if seconds is not None and second not in seconds:
            continue
        for opening in table.openings.get(first, ()):
            size = _phrase_size(lows, index, second, opening.phrases)
            if size and _holds(opening, atoms, index, size, lexicon):
                for marked in atoms[index : index + size]:
                    marked.role |= opening.role


def _phrase_size(lows: Sequence[str], index: int, second: str, phrases: Sequence[tuple[str, ...]]) -> int:
    """How many words the first of `phrases` has that stands at `index`, before `second`; 0 for none."""
    for phrase in phrases:
        size = len(phrase)
        if size == 1 or (phrase[1] == second and (size == 2 or phrase == tuple(lows[index : index + size]))):
            return size
    return 0


def _holds(opening: Opening, atoms: Sequence[Atom], index: int, size: int, lexicon: Lexicon) -> bool:
    """Whether the condition of a phrase at `index` is met."""
    if opening.when is When.always:
        return True
    if opening.when is When.no_month:  # a capital that no sentence start explains: May, not the verb
        atom = atoms[index]
        month = index > 0 and atom.text[:1].isupper() and atom.text.casefold() in lexicon.lists.months
        return not month
    if opening.when is When.behind_number:
        return index > 0 and bool(atoms[index - 1].role & Role.number)
    following = atoms[index + size : index + size + 2]
    return any(atom.kind in (AtomKind.number, AtomKind.sign) for atom in following)
