"""Quotations of a text: outermost, closed within their paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “never.”", ["no", "never."]),
        ('He said "no" and "never".', ["no", "never"]),
        ("Она сказала «нет» вчера.", ["нет"]),
        ("Er sagte „nein“ dazu.", ["nein"]),
        ("他说「不」。", ["不"]),
        ("Told “to hand them in ‘for safe-keeping.’” Then.", ["to hand them in ‘for safe-keeping.’"]),
        ("Opened “and never closed\n\nNext “one” here", ["one"]),
        ("No marks, don't ask.", []),
        ("He said ‘we don’t know yet’ and left.", ["we don’t know yet"]),
        ("He said 'we don't know yet' and left.", ["we don't know yet"]),
        ("The farmers' dogs and the bakers' cats.", []),
        ("A ‘word’ of it, “and ‘more of’ it” here.", ["and ‘more of’ it"]),
        ("“” “ ”", []),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert [item.words for item in quotations(text)] == expected


@given(st.text('ab “”„"«»\n', max_size=80))
def test_spans_lie_in_the_text_in_order_and_hold_the_words(text: str) -> None:
    end = 0
    for item in quotations(text):
        assert end <= item.start < item.end <= len(text)
        assert text[item.start : item.end].strip() == item.words
        end = item.end
