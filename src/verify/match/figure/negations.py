"""The words of a language that turn a statement about a number round."""

from __future__ import annotations

from functools import lru_cache

from verify.text.lists import word_list
from verify.text.phrases import Phrases, phrase_words, phrases


@lru_cache(maxsize=16)
def reporting(language: str) -> frozenset[str]:
    """The language's reporting verbs of one word: what stands before one is about who speaks."""
    known = word_list(language)
    verbs = (phrase_words(phrase) for phrase in (known.reporting if known else ()))
    return frozenset(verb[0] for verb in verbs if len(verb) == 1)


@lru_cache(maxsize=16)
def negations(language: str) -> Phrases[bool]:
    """The language's negations as phrases; an empty table where it has no list."""
    known = word_list(language)
    return phrases((phrase, True) for phrase in (known.negations if known else ()))
