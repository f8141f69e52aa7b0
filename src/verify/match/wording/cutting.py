"""Cut tokens into atoms: the words of a contraction, the parts of a hyphened word, numbers in one spelling.

What phrases mean is left to match/wording/atoms; here a token is read with its neighbours at most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from verify.match.wording.lexicon import Lexicon
from verify.match.wording.roles import Role, counts, role_table
from verify.text.tokens import Token, TokenKind

PUNCTUATION = frozenset(".,;:!?'\"()[]{}<>-*_|•·¡¿…、。，；：！？（）【】《》〈〉「」『』・،؛؟٫٬«»‹›†‡¶\\")
_GROUPED = re.compile(r"\d{1,3}(?:([,'\u066c])\d{3})(?:\1\d{3})*+(?:[.\u066b]\d+)?\Z")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})++(?:,\d+)?\Z")
_COMMA = re.compile(r"\d+,\d+\Z")
_GROUP = re.compile(r"\d{3}(?:\.\d++|,\d{1,2})?\Z")  # of a number grouped by spaces
_NUMBER = re.compile(r"(\d++(?:[.,'\u066b\u066c]\d++)*+)(.*)\Z", re.DOTALL)
_NOTED = re.compile(r"([^\W\d_]{4,})[\u00b9\u00b2\u00b3\u2070-\u2079]+\Z")  # "million¹": a note, not a power
_ORDINAL = frozenset(("st", "nd", "rd", "th"))


class AtomKind(Enum):
    word = auto()
    number = auto()
    sign = auto()
    gap = auto()  # an editor's ellipsis


@dataclass(slots=True)
class Atom:
    """`text` is the surface, `key` what is compared; [start, end) counts characters of the folded text.

    `joined` marks a part of a contraction ("wasn't"). `hyphen` says that
    a hyphen joins it to the next atom. `soft` is the number of the editor's bracket the
    atom stands in, `outside` its letters that stand outside of it ("walk" of "walk[ed]").
    """

    key: str
    text: str
    start: int
    end: int
    kind: AtomKind
    joined: bool = False
    role: int = Role.none
    soft: int | None = None
    outside: str = ""
    hyphen: bool = False


def read(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Atom]:
    """The atoms of tokens of `text`, with the roles that a word has alone; no phrase is marked yet."""
    atoms: list[Atom] = []
    index = 0
    while index < len(tokens):
        index += _take(tokens, index, text, lexicon, atoms)
    return atoms


def _take(tokens: Sequence[Token], index: int, text: str, lexicon: Lexicon, atoms: list[Atom]) -> int:
    """Turn the token at `index` into atoms; how many tokens were used."""
    token = tokens[index]
    if token.kind is TokenKind.word:
        _add_word(token, lexicon, atoms)
        return 1
    if token.kind is TokenKind.number:
        return _add_number(tokens, index, text, lexicon, atoms)
    if token.text == "[" and _is_footnote(tokens, index, text):
        return 3
    if token.text == "&" and lexicon.language == "en":
        atoms.append(Atom("and", "&", token.start, token.end, AtomKind.word))
    elif _is_sign(token, text):
        role = Role.number if counts(token.text) else Role.none
        atoms.append(Atom(token.text, token.text, token.start, token.end, AtomKind.sign, role=role))
    elif token.text == "-" and atoms and atoms[-1].end == token.start:
        atoms[-1].hyphen = True  # a word broken at the end of a line, "exam- ple"
    return 1


def _is_footnote(tokens: Sequence[Token], index: int, text: str) -> bool:
    """`word[12]`: a reference mark glued to what it stands behind is not the author's text."""
    mark, inner = tokens[index], tokens[index + 1 : index + 3]
    if not mark.start or text[mark.start - 1].isspace() or len(inner) < 2:
        return False
    return inner[0].kind is TokenKind.number and len(inner[0].text) <= 3 and inner[1].text == "]"


def _is_sign(token: Token, text: str) -> bool:
    if token.text == "-":
        return _dash_counts(text, token.start)
    if token.text in "<>":  # a comparison stands before a number, a quotation mark does not
        return text[token.end : token.end + 2].strip()[:1].isdigit()
    if token.text == ":":
        return text[token.start - 1 : token.start].isdigit() and text[token.end : token.end + 1].isdigit()
    return token.text not in PUNCTUATION


def _dash_counts(text: str, at: int) -> bool:
    """A dash is a range between two numbers and a minus before a number that nothing else touches."""
    after = text[at + 1 : at + 3]
    before = text[max(0, at - 2) : at]
    if before.rstrip(" ")[-1:].isdigit() and after.lstrip(" ")[:1].isdigit():
        return True
    return after[:1].isdigit() and (not before or before[-1] in " (") and not before.rstrip(" ").endswith("-")


def _add_word(token: Token, lexicon: Lexicon, atoms: list[Atom]) -> None:
    """The atoms of one word: the words of a contraction, the parts of a hyphened word, else itself."""
    word, start, end, _ = token
    alone = role_table(lexicon).alone
    parts = _expanded(word.casefold(), lexicon)
    for part in parts:
        atoms.append(Atom(part, word, start, end, AtomKind.word, joined=True, role=alone.get(part, 0)))
    for piece in () if parts else _pieces(word, lexicon):
        hyphen = word[start - token.start + len(piece) :][:1] == "-"
        if piece:
            key, kind = _keyed(piece, lexicon)
            number = kind is AtomKind.number or (kind is AtomKind.sign and counts(key))
            role = alone.get(piece.casefold(), 0) | (Role.number if number else Role.none)
            atoms.append(Atom(key, piece, start, start + len(piece), kind, role=role, hyphen=hyphen))
        start += len(piece) + hyphen


def _pieces(word: str, lexicon: Lexicon) -> list[str]:
    pieces = word.split("-") if "-" in word else [word]
    if not lexicon.lists.elisions or "'" not in word:
        return pieces
    out: list[str] = []
    for piece in pieces:
        head, mark, tail = piece.partition("'")
        if tail and head.casefold() in lexicon.lists.elisions:
            out += [head + mark, tail]
        else:
            out.append(piece)
    return out


def _keyed(piece: str, lexicon: Lexicon) -> tuple[str, AtomKind]:
    """The key and kind of a word without hyphens."""
    noted = _NOTED.match(piece)
    key = (noted.group(1) if noted else piece).casefold()
    if key in lexicon.same_words:
        return lexicon.same_words[key], AtomKind.sign
    if key in lexicon.numbers:
        value = lexicon.numbers[key]
        plain = value == int(value) and value < 100
        return f"#{int(value)}" if plain and len(key) > 1 else key, AtomKind.number
    if key in lexicon.ordinals:
        return f"#{int(lexicon.ordinals[key])}th", AtomKind.number
    return lexicon.spelling(key), AtomKind.word


def _expanded(key: str, lexicon: Lexicon) -> tuple[str, ...]:
    found = lexicon.contractions.get(key)
    if found or lexicon.language != "en" or "'" not in key:
        return found or ()
    for tail, word in (("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have")):
        if key.endswith(tail) and len(key) > len(tail) + 1:
            return key[: -len(tail)], word
    return ()


def _add_number(tokens: Sequence[Token], index: int, text: str, lexicon: Lexicon, atoms: list[Atom]) -> int:
    """A number with its spaced thousands groups ("34 000") and whatever letters are glued to it."""
    used = 1
    token = tokens[index]
    surface, end = token.text, token.end
    if re.fullmatch(r"\d{1,3}", surface):
        while index + used < len(tokens) and _is_group(tokens[index + used], text, end):
            surface, end = surface + tokens[index + used].text, tokens[index + used].end
            used += 1
    found = _NUMBER.match(surface)
    digits, glued = found.groups() if found else (surface, "")
    key = "#" + _digits(digits, lexicon)
    if glued.casefold() in _ORDINAL:
        atoms.append(_number(key + "th", text[token.start : end], token.start, end))
        return used
    stop = end - len(glued)
    atoms.append(_number(key, text[token.start : stop], token.start, stop))
    if glued:
        atoms.append(_number(glued.casefold(), glued, stop, end))
    return used


def _number(key: str, text: str, start: int, end: int) -> Atom:
    return Atom(key, text, start, end, AtomKind.number, role=Role.number)


def _is_group(token: Token, text: str, end: int) -> bool:
    return token.start == end + 1 and text[end] == " " and bool(_GROUP.match(token.text))


def _digits(text: str, lexicon: Lexicon) -> str:
    """One key for all ways to group the same digits; ASCII digits whatever the script."""
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    if _GROUPED.match(text):
        return re.sub("[,'\u066c]", "", text)
    if lexicon.comma_decimals and _DOTTED.match(text):
        return text.replace(".", "").replace(",", ".")
    if lexicon.comma_decimals and _COMMA.match(text):
        return text.replace(",", ".")
    return text
