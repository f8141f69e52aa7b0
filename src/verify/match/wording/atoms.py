"""Atoms: what a quote and a source are compared by, with everything that is only typography left out.

Left out: quotation marks, commas, stops, brackets, dashes between words. Kept and compared exactly:
words, numbers, and every other sign (currency, %, slash, plus, a dash or minus at a number), because
those change a meaning. Two texts with equal keys in equal order differ by typography or spelling only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, Flag, auto

from verify.match.wording.lexicon import Lexicon, PhraseTable
from verify.text.tokens import Token, TokenKind, tokenize

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


class Role(Flag):
    none = 0
    number = auto()
    negation = auto()
    hedge = auto()
    modal = auto()
    attribution = auto()
    function = auto()


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
    role: Role = Role.none
    soft: int | None = None
    outside: str = ""
    hyphen: bool = False


def atomize(folded: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of folded[start:end], with offsets into `folded` and roles marked."""
    piece = folded[start:end]
    tokens = tokenize(piece)
    atoms: list[Atom] = []
    index = 0
    while index < len(tokens):
        index += _take(tokens, index, piece, lexicon, atoms)
    atoms = _merge_same(atoms, lexicon)
    if start:
        for atom in atoms:
            atom.start += start
            atom.end += start
    mark_roles(atoms, lexicon)
    return atoms


def _take(tokens: Sequence[Token], index: int, text: str, lexicon: Lexicon, atoms: list[Atom]) -> int:
    """Turn the token at `index` into atoms; how many tokens were used."""
    token = tokens[index]
    if token.kind is TokenKind.word:
        _add_word(token, lexicon, atoms)
    elif token.kind is TokenKind.number:
        return _add_number(tokens, index, text, lexicon, atoms)
    elif token.text == "[" and _is_footnote(tokens, index, text):
        return 3
    elif token.text == "&" and lexicon.language == "en":
        atoms.append(Atom("and", "&", token.start, token.end, AtomKind.word))
    elif _is_sign(token, text):
        atoms.append(Atom(token.text, token.text, token.start, token.end, AtomKind.sign))
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
    key = token.text.casefold()
    parts = _expanded(key, lexicon)
    if parts:
        for part in parts:
            atoms.append(Atom(part, token.text, token.start, token.end, AtomKind.word, joined=True))
        return
    start = token.start
    for piece in _pieces(token.text, lexicon):
        end = start + len(piece)
        hyphen = token.text[end - token.start : end - token.start + 1] == "-"
        if piece:
            _add_piece(piece, start, lexicon, atoms)
            atoms[-1].hyphen = hyphen
        start = end + hyphen


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


def _add_piece(piece: str, start: int, lexicon: Lexicon, atoms: list[Atom]) -> None:
    noted = _NOTED.match(piece)
    key = (noted.group(1) if noted else piece).casefold()
    end = start + len(piece)
    if key in lexicon.same_words:
        sign = lexicon.same_words[key]
        atoms.append(Atom(sign, piece, start, end, AtomKind.sign))
    elif key in lexicon.numbers:
        value = lexicon.numbers[key]
        plain = value == int(value) and value < 100
        atoms.append(
            Atom(f"#{int(value)}" if plain and len(key) > 1 else key, piece, start, end, AtomKind.number)
        )
    elif key in lexicon.ordinals:
        atoms.append(Atom(f"#{int(lexicon.ordinals[key])}th", piece, start, end, AtomKind.number))
    else:
        atoms.append(Atom(lexicon.spelling(key), piece, start, end, AtomKind.word))


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
        atoms.append(Atom(key + "th", text[token.start : end], token.start, end, AtomKind.number))
        return used
    stop = end - len(glued)
    atoms.append(Atom(key, text[token.start : stop], token.start, stop, AtomKind.number))
    if glued:
        atoms.append(Atom(glued.casefold(), glued, stop, end, AtomKind.number))
    return used


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


def _merge_same(atoms: list[Atom], lexicon: Lexicon) -> list[Atom]:
    """Join phrases that are one sign ("per cent")."""
    for phrase, sign in lexicon.same:
        index = 0
        while index + len(phrase) <= len(atoms):
            run = atoms[index : index + len(phrase)]
            if run[0].key == phrase[0] and tuple(atom.key for atom in run) == phrase:
                surface = " ".join(atom.text for atom in run)
                atoms[index : index + len(phrase)] = [
                    Atom(sign, surface, run[0].start, run[-1].end, AtomKind.sign)
                ]
            index += 1
    return atoms


def _tables(lexicon: Lexicon) -> tuple[tuple[PhraseTable, Role], ...]:
    return (
        (lexicon.negations, Role.negation),
        (lexicon.hedges, Role.hedge),
        (lexicon.modals, Role.modal),
        (lexicon.attributions, Role.attribution),
    )


def mark_roles(atoms: Sequence[Atom], lexicon: Lexicon) -> None:
    """Mark negations, hedges, attributions, numbers and function words; phrases mark all their words."""
    keys = [_role_key(atom) for atom in atoms]
    for index, atom in enumerate(atoms):
        if atom.kind is AtomKind.number or (atom.kind is AtomKind.sign and _counts(atom.key)):
            atom.role |= Role.number
        if not lexicon.known or atom.kind is AtomKind.gap:
            continue
        if keys[index] in lexicon.function_words:
            atom.role |= Role.function
        for table, role in _tables(lexicon):
            if role is not Role.modal or not _is_month(atom, index, lexicon):
                _mark_phrase(atoms, keys, index, table, role)
        if keys[index] in lexicon.number_hedges:
            _mark_number_hedge(atoms, keys, index, lexicon.number_hedges)
        if keys[index] in lexicon.number_hedges_after and index and atoms[index - 1].role & Role.number:
            _mark_phrase(atoms, keys, index, lexicon.number_hedges_after, Role.hedge)


def _is_month(atom: Atom, index: int, lexicon: Lexicon) -> bool:
    """The month of May, not the verb: a capital that no sentence start explains."""
    return index > 0 and atom.text[:1].isupper() and atom.text.casefold() in lexicon.lists.months


def _counts(sign: str) -> bool:
    return sign in "%‰-+<>=:~°±/×" or unicodedata.category(sign[0]) == "Sc"


def _role_key(atom: Atom) -> str:
    if atom.joined:
        return atom.key
    return atom.text.casefold()


def phrase_length(keys: Sequence[str], index: int, table: PhraseTable) -> int:
    """How many words the longest phrase of `table` at `index` has; 0 for none."""
    for phrase in table.get(keys[index], ()):
        if tuple(keys[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _mark_phrase(
    atoms: Sequence[Atom], keys: Sequence[str], index: int, table: PhraseTable, role: Role
) -> None:
    for atom in atoms[index : index + phrase_length(keys, index, table)]:
        atom.role |= role


def _mark_number_hedge(atoms: Sequence[Atom], keys: Sequence[str], index: int, table: PhraseTable) -> None:
    size = phrase_length(keys, index, table)
    following = atoms[index + size : index + size + 2]
    if size and any(atom.kind in (AtomKind.number, AtomKind.sign) for atom in following):
        for atom in atoms[index : index + size]:
            atom.role |= Role.hedge
