"""What the article says itself around a quote: it takes an alarm back, about words outside of its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.match.wording.atoms import Atom, Role, atomize
from verify.match.wording.lexicon import Lexicon
from verify.model.match import EditKind
from verify.text.fold import fold_text

_NEAR = 60  # characters before the opening mark
_WORDS = 3


@dataclass(frozen=True)
class Around:
    """What the article itself says around the quote: its sentence, and the names of its speaker."""

    sentence: str = ""
    speaker: tuple[str, ...] = ()


def article_has(around: Around, quote: str, kind: EditKind, lexicon: Lexicon) -> bool:
    """Whether the article itself puts such a word right before the opening mark (had not "heard of it")."""
    wanted = Role.negation if kind is EditKind.negation else Role.hedge | Role.modal
    return any(atom.role & wanted for atom in _leading(around, quote, lexicon))


def article_counts(around: Around, quote: str, keys: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the article itself puts one of these words right before the opening mark (few "families")."""
    return any(atom.key in keys for atom in _leading(around, quote, lexicon))


def _leading(around: Around, quote: str, lexicon: Lexicon) -> list[Atom]:
    if not around.sentence or not quote:
        return []
    text = fold_text(around.sentence)
    at = text.find(fold_text(quote).strip()[:40])
    return atomize(text, lexicon, max(0, at - _NEAR), at)[-_WORDS:] if at > 0 else []


def outside(sentence: str, quote: str) -> str:
    """The article's sentence without the quoted words: they cannot name who said them."""
    folded, words = fold_text(sentence), fold_text(quote).strip(" ,.;:")
    return folded.replace(words, " ") if words else folded


def article_names(clause: Sequence[Atom], beyond: Sequence[Atom], lexicon: Lexicon, around: Around) -> bool:
    """Whether the article names the same speaker, so that nothing is lost.

    `beyond` is what follows the clause: "according to the engineer, Ann Lee" names her behind a comma.
    """
    whole = " ".join(atom.text for atom in (*clause, *beyond)).casefold()
    if any(fold_text(name).casefold() in whole for name in around.speaker if name.strip()):
        return True
    said = {atom.key for atom in atomize(fold_text(around.sentence), lexicon)}
    plain = Role.function | Role.attribution
    named = [atom for atom in clause if not atom.role & plain and len(atom.key) > 2]
    if named and all(atom.key in said for atom in named[:2]):
        return True
    names = [atom for atom in beyond if atom.text[:1].isupper() and not atom.role & plain]
    return bool(names) and all(atom.key in said for atom in names[:2])
