"""Tokens of folded text: words, numbers, punctuation.

A number is whatever starts with a digit, with its separators and what is glued to it: `34,000`, `1.5m`,
`3rd`.
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import NamedTuple


class TokenKind(StrEnum):
    word = "word"
    number = "number"
    mark = "mark"


class Token(NamedTuple):
    """`text` is folded, case kept; [start, end) counts characters of the folded text."""

    text: str
    start: int
    end: int
    kind: TokenKind

    @property
    def key(self) -> str:
        """What tokens are compared by where case does not matter."""
        return self.text.casefold()


# An ideograph is a token of its own: those scripts put no spaces between words.
_IDEOGRAPH = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"(?P<number>\d++(?:[.,'\u066b\u066c]\d++)*+[^\W_{_IDEOGRAPH}]*)"
    rf"|(?P<word>[{_IDEOGRAPH}]|[^\W{_IDEOGRAPH}]+(?:['\u2019\u02bc-][^\W{_IDEOGRAPH}]+)*)"
    r"|(?P<mark>[^\w\s])"
)


_KINDS = {_TOKEN.groupindex[kind]: kind for kind in TokenKind}


def tokenize(folded: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """All tokens of folded[start:end], in order; their offsets count `folded`. White space is no token."""
    made = Token._make
    return [
        made((found[0], *found.span(), _KINDS[found.lastindex or 0]))
        for found in _TOKEN.finditer(folded, start, end)
    ]


def words(folded: str) -> list[Token]:
    """Tokens without the punctuation marks."""
    return [token for token in tokenize(folded) if token.kind is not TokenKind.mark]
