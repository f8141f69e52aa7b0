"""What a word may be for the meaning of its sentence, and the tables that say so for each language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from verify.match.wording.lexicon import Lexicon, PhraseTable


class Role:
    """Bits of `Atom.role`: plain integers, because an enum's operators would take most of the time."""

    none = 0
    number = 1
    negation = 2
    hedge = 4
    modal = 8
    attribution = 16
    function = 32


class When(Enum):
    """Under which condition a phrase has its role."""

    always = auto()
    no_month = auto()  # May, the month
    before_number = auto()
    behind_number = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """The phrases of one table that begin with one word, the longest first, with their role."""

    phrases: tuple[tuple[str, ...], ...]
    role: int
    when: When


@dataclass(frozen=True)
class RoleTable:
    """`alone`: the roles a word has whatever follows it; `openings`: what still has to be looked at.

    `seconds` are the words of which one has to follow, for words that only open phrases of several.
    """

    alone: dict[str, int]
    openings: dict[str, tuple[Opening, ...]]
    seconds: dict[str, frozenset[str]]


@lru_cache(maxsize=64)
def role_table(lexicon: Lexicon) -> RoleTable:
    """The roles of a language's words and phrases, made once for each lexicon."""
    alone: dict[str, int] = dict.fromkeys(lexicon.function_words, Role.function)
    openings: dict[str, list[Opening]] = {}
    for table, role, when in _tables(lexicon):
        for first, phrases in table.items():
            if when is When.always and len(phrases[-1]) == 1:
                alone[first] = alone.get(first, 0) | role
            if when is not When.always or len(phrases[0]) > 1:
                openings.setdefault(first, []).append(Opening(phrases, role, when))
    seconds = {
        first: frozenset(phrase[1] for opening in found for phrase in opening.phrases if len(phrase) > 1)
        for first, found in openings.items()
        if all(len(opening.phrases[-1]) > 1 or opening.when is When.always for opening in found)
    }
    whole = {first: tuple(found) for first, found in openings.items()}
    return RoleTable(alone, whole, seconds)


def _tables(lexicon: Lexicon) -> tuple[tuple[PhraseTable, int, When], ...]:
    return (
        (lexicon.negations, Role.negation, When.always),
        (lexicon.hedges, Role.hedge, When.always),
        (lexicon.modals, Role.modal, When.no_month),
        (lexicon.attributions, Role.attribution, When.always),
        (lexicon.number_hedges, Role.hedge, When.before_number),
        (lexicon.number_hedges_after, Role.hedge, When.behind_number),
    )


def counts(sign: str) -> bool:
    """Whether a sign belongs to the number it stands at."""
    return sign in "%‰-+<>=:~°±/×" or unicodedata.category(sign[0]) == "Sc"


def phrase_length(keys: Sequence[str], index: int, table: PhraseTable) -> int:
    """How many words the longest phrase of `table` at `index` has; 0 for none."""
    for phrase in table.get(keys[index], ()):
        if len(phrase) == 1 or tuple(keys[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0
