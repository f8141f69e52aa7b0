"""Where quoted speech begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.speaker.quotes import quotations

CASES = [
    ("“one” and “two”", ["one", "two"]),
    ('"one" and "two"', ["one", "two"]),
    ("„eins“ und „zwei“", ["eins", "zwei"]),
    ("«один» и «два»", ["один", "два"]),
    ("「一」", ["一"]),
    ("‘one’ and ‘it’s two’", ["one", "it’s two"]),
    ("“he wore ‘Islamic’ clothing”", ["he wore ‘Islamic’ clothing"]),
    ("the students’ teachers’ books", []),
    ("don't, can't, won't", []),
    ("“never closed", ["never closed"]),
]


@pytest.mark.parametrize(("text", "inside"), CASES)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quotations(text)] == inside


def test_an_unclosed_quotation_says_so() -> None:
    assert [quote.closed for quote in quotations("“one” “two")] == [True, False]


@given(st.text(alphabet="ab “”\"'‘’«»„「」.", max_size=80))
def test_quotations_stand_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for quote in quotations(text):
        assert end <= quote.start <= quote.end <= len(text)
        end = quote.end
