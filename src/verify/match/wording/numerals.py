"""The value of a number in a few words ("two hundred thousand"), only to see that two are equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from verify.match.wording.lexicon import Lexicon

_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})++(?:,\d+)?\Z")
_LETTER_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 10**3}


def value_of(words: Sequence[str], lexicon: Lexicon) -> Fraction | None:
    """The value of words that are one number and nothing else; None for anything else."""
    if not words or len(words) > 12:
        return None
    total = current = Fraction(0)
    for index, word in enumerate(words):
        key = word.casefold()
        value = _digits(key, lexicon) if key[:1].isdigit() else _word(key, lexicon)
        if value is None:
            if key in ("and", "und", "y") and index:
                continue
            return None
        if value >= 100 and index:  # a scale multiplies what stands before it
            if value >= 1000:
                total, current = total + (current or 1) * value, Fraction(0)
            else:
                current = (current or 1) * value
        else:
            if current and not _adds(current, value):
                return None
            current += value
    return total + current


def _adds(current: Fraction, value: Fraction) -> bool:
    """twenty five, two hundred six: each smaller than the last one's unit; never "5 6"."""
    if current.denominator != 1 or value.denominator != 1:
        return False
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and 0 < value < 10)


def _digits(text: str, lexicon: Lexicon) -> Fraction | None:
    """The value as the language writes it: `34.000` is 34,000 in German and 34 in English."""
    plain = text.replace(" ", "").replace("'", "")
    if lexicon.comma_decimals:
        plain = plain.replace(".", "") if _DOTTED.match(plain) else plain
        plain = plain.replace(",", ".")
    else:
        plain = plain.replace(",", "")
    try:
        return Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None


def _word(key: str, lexicon: Lexicon) -> Fraction | None:
    if key in _LETTER_SCALES:
        return Fraction(_LETTER_SCALES[key])
    value = lexicon.numbers.get(key)
    return None if value is None else Fraction(value)
