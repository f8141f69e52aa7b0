"""Superscripts: note marks go, powers and ordinals stay.

Typed flat, `million<sup>1</sup>` would read "million1" and `10<sup>2</sup>` "102", so a source would
be quoted with numbers that it never gave.
"""

from __future__ import annotations

import re

from verify.extract.word_set import word_set
from verify.extract.zones import Attributes

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MARK = re.compile(
    r"\s{0,5}[\[(]?\s{0,5}(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,4})(?:[,;–-]\s?\d{1,3}){0,9}\s{0,5}[\])]?\s{0,5}\Z"
)
_BRACKETED = re.compile(r"\s{0,5}\[[^\[\]]{1,60}\]\s{0,5}\Z")
_NOTE_CLASS = re.compile(r"\b(?:foot|end)?note(?:ref|s|-ref|-link)?\b|\breference\b|\bfnref\b", re.IGNORECASE)
_DIGITS = re.compile(r"\s{0,5}[\d,\s]{1,12}\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]{4,})\Z|[.,;:!?”’\"»)\]]\Z")
_UNITS = word_set(
    "mile miles metre metres meter meters foot feet inch inches yard yards acre acres",
    "kilometre kilometres kilometer kilometers centimetre centimetres centimeter centimeters",
    "метр метра метров километр километра километров",
)


def note_role(attributes: Attributes) -> bool:
    """Whether a link says of itself that it is a note mark (DPUB-ARIA, EPUB)."""
    return "noteref" in f"{attributes.get('role') or ''} {attributes.get('epub:type') or ''}".lower()


def is_note_mark(text: str, attributes: Attributes, linked: bool, before: str) -> bool:
    """Whether a <sup> is a note mark. `before` is the text in front of it, a few characters are enough.

    A mark is a short number, letter or sign that is a link, says so by its class, or stands in square
    brackets. Bare digits after a word (but not after a unit) or after punctuation are one too.
    """
    says_so = linked or note_role(attributes) or bool(_NOTE_CLASS.search(attributes.get("class") or ""))
    if _BRACKETED.match(text):
        return says_so or bool(_MARK.match(text))
    if says_so:
        return bool(_MARK.match(text))
    word = _WORD_BEFORE.search(before[-40:])
    return bool(_DIGITS.match(text) and word and (word[1] or "").lower() not in _UNITS)


def raised(text: str) -> str:
    """`text` with its digits and signs as superscript characters; letters (4th, Mme) stay as they are."""
    return text.translate(_RAISED) if any(char.isdigit() for char in text) else text


def lowered(text: str, before: str) -> str:
    """A subscript: plain after a letter (CO2 is written so), as subscript characters after a digit."""
    return text.translate(_LOWERED) if before[-1:].isdigit() else text
