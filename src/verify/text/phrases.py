"""Phrases of a language's word lists, found at a place in a row of words, the longest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from verify.text.fold import fold_text
from verify.text.tokens import tokenize

Value = TypeVar("Value")


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase: folded, caseless, one for each word, sign or ideograph; hyphens part words."""
    plain = fold_text(phrase).casefold().replace("-", " ").replace("²", "2").replace("'", "")
    return tuple(token.text for token in tokenize(plain))


@dataclass(frozen=True)
class Phrases(Generic[Value]):
    """`table` maps a first word to the phrases that start with it, the longest first."""

    table: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]]

    def at(self, keys: Sequence[str], index: int) -> tuple[Value, int] | None:
        """The value of the longest phrase that starts at `index`, and the index after it."""
        if index >= len(keys):
            return None
        for phrase, value in self.table.get(keys[index], ()):
            end = index + len(phrase)
            if tuple(keys[index:end]) == phrase:
                return value, end
        return None


def phrases(pairs: Iterable[tuple[str, Value]]) -> Phrases[Value]:
    """A table of (phrase, value) pairs; of the same phrase twice the first counts."""
    table: dict[str, dict[tuple[str, ...], Value]] = {}
    for phrase, value in pairs:
        keys = phrase_words(phrase)
        if keys:
            table.setdefault(keys[0], {}).setdefault(keys, value)
    return Phrases(
        {first: tuple(sorted(rest.items(), key=lambda item: -len(item[0]))) for first, rest in table.items()}
    )


def plain(word: str) -> str:
    """A word without case, apostrophes and the diacritics of Latin letters: so names are compared."""
    folded = fold_text(word).casefold().replace("'", "").replace("-", "").replace("ё", "е")
    out: list[str] = []
    latin = False
    for char in unicodedata.normalize("NFD", folded):
        if not unicodedata.combining(char):
            latin = "a" <= char <= "z"
        elif latin:
            continue
        out.append(char)
    return "".join(out)
