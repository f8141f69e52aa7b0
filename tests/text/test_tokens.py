from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.text.tokens import TokenKind, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34,000 men", ["34,000", "men"]),
        ("1.5m", ["1.5m"]),
        ("a 13-year-old", ["a", "13", "year-old"]),
        ("wasn't", ["wasn't"]),
        ("中文字 ok", ["中", "文", "字", "ok"]),
        ("3rd", ["3rd"]),
        ("қазақ тілі", ["қазақ", "тілі"]),
    ],
)
def test_words_and_numbers(text: str, expected: list[str]) -> None:
    assert [token.text for token in words(text)] == expected


def test_marks_are_tokens_of_their_own() -> None:
    assert [t.kind for t in tokenize("a, 5%")] == [
        TokenKind.word,
        TokenKind.mark,
        TokenKind.number,
        TokenKind.mark,
    ]


@given(st.text(max_size=80))
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    covered = "".join(token.text for token in tokens)
    assert covered.split() == "".join(text.split()).split() or all(c.isspace() or c in covered for c in text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_many_separators_are_read_in_linear_time() -> None:
    assert len(tokenize("1," * 50_000)) == 2  # one number, one comma


def test_many_hyphens_are_read_in_linear_time() -> None:
    assert words("a-" * 50_000)[0].text.count("-") == 49_999
