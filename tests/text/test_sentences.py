from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.text.sentences import sentence_at, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One ends. Two begins.", ["One ends.", "Two begins."]),
        ("Dr. Ott came at 5 p.m. on foot.", ["Dr. Ott came at 5 p.m. on foot."]),
        ("It cost 3.5 crowns. Nobody paid.", ["It cost 3.5 crowns.", "Nobody paid."]),
        ("“Who?” she asked. “I.”", ["“Who?”", "she asked.", "“I.”"]),
        ("A heading\nA paragraph", ["A heading", "A paragraph"]),
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(st.sampled_from("ab A.!?\n\"'。…"), max_size=80))
def test_sentences_stand_in_order_and_hold_all_letters(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    inside = sum(sum(not c.isspace() for c in text[s:e]) for s, e in spans)
    assert inside == sum(not c.isspace() for c in text)


def test_sentence_at_takes_the_one_before_a_gap() -> None:
    text = "One.  Two."
    assert sentence_at(sentences(text), 5) == (0, 4)
