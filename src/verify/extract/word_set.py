"""A set of words written as one string, so that long tables stay readable."""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())
