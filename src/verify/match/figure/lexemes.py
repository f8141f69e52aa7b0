"""Lexemes of one sentence: what the figure grammar reads. Hyphenated words and glued suffixes are parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verify.text.tokens import Token, TokenKind, tokenize

_HEAD = re.compile(r"\d+(?:[.,'\u066b\u066c]\d+)*")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWERS = {"km²": "km2", "m²": "m2"}
_LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`key` is what is compared, [start, end) counts folded characters, `glued`: no space before it."""

    text: str
    key: str
    start: int
    end: int
    kind: TokenKind
    glued: bool = False

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.word

    @property
    def is_number(self) -> bool:
        return self.kind is TokenKind.number


def lexemes(sentence: str) -> list[Lexeme]:
    """The lexemes of a folded sentence, in order."""
    out: list[Lexeme] = []
    for token in tokenize(sentence):
        for text, start, kind in _parts(token):
            glued = bool(out) and out[-1].end == start
            if _is_abbreviation_dot(out, text, glued):
                continue
            out.append(Lexeme(text, _key(text, kind), start, start + len(text), kind, glued))
    return out


def _parts(token: Token) -> Iterator[tuple[str, int, TokenKind]]:
    if token.kind is TokenKind.mark:
        yield token.text, token.start, token.kind
        return
    start, rest = token.start, token.text
    head = _HEAD.match(rest) if token.kind is TokenKind.number else None
    if head:
        yield head.group(), start, TokenKind.number
        start, rest = start + head.end(), rest[head.end() :]
    for part in rest.split("-"):
        if part:
            yield part, start, TokenKind.word
        start += len(part) + 1


def _key(text: str, kind: TokenKind) -> str:
    if kind is not TokenKind.word:
        return text
    key = text.casefold()
    if key in _POWERS:
        return _POWERS[key]
    key = key.rstrip(_SUPERSCRIPTS) or key  # a footnote mark, as in million¹
    return key.removesuffix("'s").replace("'", "")


def _is_abbreviation_dot(before: list[Lexeme], text: str, glued: bool) -> bool:
    """The dot of `sq.`, `p.m.`: dropped, so that phrases are found across it."""
    return text == "." and glued and before[-1].is_word and len(before[-1].text) < _LONGEST_ABBREVIATION
