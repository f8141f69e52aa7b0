"""Numbers with their noun, for messages."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`; nouns whose plural takes an s."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
