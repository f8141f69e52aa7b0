from __future__ import annotations

from fractions import Fraction

import pytest

from verify.match.wording.lexicon import lexicon
from verify.match.wording.numerals import value_of

EN = lexicon("en")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve", 12),
        ("twenty five", 25),
        ("two hundred and six", 206),
        ("two hundred thousand", 200_000),
        ("1.2 million", 1_200_000),
        ("34,000", 34_000),
        ("3 m", 3_000_000),
    ],
)
def test_one_number(words: str, value: int) -> None:
    assert value_of(words.split(), EN) == Fraction(value)


@pytest.mark.parametrize(
    "words", ["", "boats", "5 6", "five six", "twenty boats", "and", "one " * 13, "1/0", "1.2.3"]
)
def test_anything_else_has_no_value(words: str) -> None:
    assert value_of(words.split(), EN) is None
