"""A language's word lists in the shape in which atoms are made and judged: sets, maps, phrase tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from verify.text.lists import WordList, primary, word_list
from verify.text.tokens import words as word_tokens

_Value = TypeVar("_Value")
PhraseTable = dict[str, tuple[tuple[str, ...], ...]]
"""First word -> the phrases that begin with it, longest first."""


@dataclass(frozen=True, eq=False)  # one instance for each language: compared by identity
class Lexicon:
    """`known` is False for a language without lists: then every table is empty."""

    language: str
    known: bool
    lists: WordList
    contractions: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, str]
    numbers: Mapping[str, float]
    ordinals: Mapping[str, float]
    same: tuple[tuple[tuple[str, ...], str], ...]
    same_words: Mapping[str, str]
    function_words: frozenset[str]
    negations: PhraseTable
    hedges: PhraseTable
    modals: PhraseTable
    possibility: frozenset[str]
    pronouns: frozenset[str]
    number_hedges: PhraseTable
    number_hedges_after: PhraseTable
    attributions: PhraseTable
    tail_openers: PhraseTable
    conditions: PhraseTable
    comma_decimals: bool

    def spelling(self, word: str) -> str:
        """One key for all house spellings of a casefolded word."""
        return _spelling(self, word)


@lru_cache(maxsize=64)
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a BCP 47 tag; an empty one where the house has no lists for it."""
    tag = primary(language)
    found = word_list(tag)
    lists = found or WordList(tag)
    joins = lists.elisions
    same = {_phrase(key, joins): sign for key, sign in (lists.same or {}).items()}
    return Lexicon(
        language=tag,
        known=found is not None,
        lists=lists,
        contractions={key: tuple(value.split()) for key, value in (lists.contractions or {}).items()},
        variants=_folded(lists.variants or {}),
        numbers=_folded(lists.numbers or {}),
        ordinals=_folded(lists.ordinals or {}),
        same=tuple((key, sign) for key, sign in same.items() if len(key) > 1),
        same_words={key[0]: sign for key, sign in same.items() if len(key) == 1},
        function_words=frozenset(word.casefold() for word in lists.function_words),
        negations=_table(lists.negations, joins),
        hedges=_table(lists.hedges, joins),
        modals=_table(lists.modals, joins),
        pronouns=frozenset(lists.pronouns),
        possibility=frozenset(word.casefold() for word in lists.possibility),
        number_hedges=_table(lists.number_hedges, joins),
        number_hedges_after=_table(lists.number_hedges_after, joins),
        attributions=_table([*lists.reporting, *lists.frames], joins),
        tail_openers=_table(lists.tail_openers, joins),
        conditions=_table(lists.conditions, joins),
        comma_decimals=tag in ("de", "es", "fr", "ru", "kk"),
    )


def _folded(table: Mapping[str, _Value]) -> dict[str, _Value]:
    """Keys casefolded as atoms are: ß is ss."""
    return {key.casefold(): value for key, value in table.items()}


def _phrase(text: str, elisions: Sequence[str]) -> tuple[str, ...]:
    """A phrase as the keys its words get: hyphens and elisions split, ideographs one by one."""
    parts = (part for token in word_tokens(text.casefold()) for part in token.text.split("-"))
    return tuple(piece for part in parts for piece in _elided(part, elisions))


def _elided(word: str, elisions: Sequence[str]) -> tuple[str, ...]:
    head, mark, tail = word.partition("'")
    return (head + mark, tail) if tail and head in elisions else (word,)


def _table(phrases: Iterable[str], elisions: Sequence[str]) -> PhraseTable:
    table: dict[str, list[tuple[str, ...]]] = {}
    for text in phrases:
        phrase = _phrase(text, elisions)
        if phrase:
            table.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in table.items()}


@lru_cache(maxsize=32768)
def _spelling(lexicon: Lexicon, word: str) -> str:
    plain = _without_accents(word)
    plain = lexicon.variants.get(plain, plain)
    for one, other in lexicon.lists.spelling_endings:
        if plain.endswith(one) and len(plain) - len(one) >= 3:
            return plain[: len(plain) - len(one)] + other
    return plain


def _without_accents(word: str) -> str:
    """Accents of Latin letters, ё's dots and Arabic vowel signs are house style; й's breve is a letter."""
    if word.isascii():
        return word
    word = word.replace("ё", "е")
    if not any("LATIN" in unicodedata.name(char, "") for char in word if char > "\x7f"):
        return word
    pieces = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in pieces if not "\u0300" <= c <= "\u036f"))
