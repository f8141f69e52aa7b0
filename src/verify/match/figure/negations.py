"""The words of a language that turn a statement about a number round."""

from __future__ import annotations

from functools import lru_cache

from verify.text.lists import word_list
from verify.text.phrases import Phrases, phrases


@lru_cache(maxsize=16)
def negations(language: str) -> Phrases[bool]:
    """The language's negations as phrases; an empty table where it has no list."""
    known = word_list(language)
    return phrases((phrase, True) for phrase in (known.negations if known else ()))
