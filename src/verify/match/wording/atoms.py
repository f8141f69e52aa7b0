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
from enum import Enum, auto
from functools import lru_cache

from verify.match.wording.lexicon import Lexicon
from verify.match.wording.roles import Opening, When, counts, longest, role_table
from verify.match.wording.roles import Role as Role
from verify.match.wording.roles import phrase_length as phrase_length
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


Form = tuple[str, str, int, int, AtomKind, bool, int, bool, bool]
"""An atom that does not hang on its neighbours: key, text, start and end in its stretch, kind, joined, role,
hyphen, and whether a phrase with a role may begin with it."""
_LONGEST_KEPT = 40  # characters of a stretch whose forms are remembered
_HANGING = re.compile(r"[\d<>]|-\Z")


def atomize(folded: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of folded[start:end], with offsets into `folded` and roles marked.

    What stands between two spaces is looked up as a whole; only numbers, and signs that may belong to a
    number, are read together with what stands around them.
    """
    piece = folded[start:end] if start or end is not None else folded
    atoms: list[Atom] = []
    openers: list[int] = []
    at = unread = 0
    for stretch in piece.split(" "):
        forms = _kept_forms(stretch, lexicon) if len(stretch) <= _LONGEST_KEPT else _forms(stretch, lexicon)
        if forms is not None:
            if unread < at:
                _read_together(piece, unread, at, lexicon, start, atoms, openers)
            base = start + at
            for key, text, low, high, kind, joined, role, hyphen, opens in forms:
                if opens:
                    openers.append(len(atoms))
                atoms.append(Atom(key, text, base + low, base + high, kind, joined, role, None, "", hyphen))
            unread = at + len(stretch) + 1
        at += len(stretch) + 1
    if unread < at:
        _read_together(piece, unread, at, lexicon, start, atoms, openers)
    if lexicon.same and _merge_same(atoms, lexicon):
        openers = [index for index, atom in enumerate(atoms) if _opens(atom, lexicon)]
    _mark_phrases(atoms, openers, lexicon)
    return atoms


@lru_cache(maxsize=32768)
def _kept_forms(stretch: str, lexicon: Lexicon) -> tuple[Form, ...] | None:
    return _forms(stretch, lexicon)


def _forms(stretch: str, lexicon: Lexicon) -> tuple[Form, ...] | None:
    """The atoms of what stands between two spaces; None where they hang on what is beyond the spaces."""
    if _HANGING.search(stretch):
        return None
    table = role_table(lexicon).openings
    return tuple(
        (a.key, a.text, a.start, a.end, a.kind, a.joined, a.role, a.hyphen, role_key(a) in table)
        for a in _read(stretch, tokenize(stretch), lexicon)
    )


def _read_together(
    piece: str, low: int, high: int, lexicon: Lexicon, shift: int, atoms: list[Atom], openers: list[int]
) -> None:
    """Add the atoms of piece[low:high], read with an eye to what stands around them."""
    tokens = [Token(t.text, t.start + low, t.end + low, t.kind) for t in tokenize(piece[low:high])]
    for atom in _read(piece, tokens, lexicon):
        atom.start += shift
        atom.end += shift
        if _opens(atom, lexicon):
            openers.append(len(atoms))
        atoms.append(atom)


def _read(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Atom]:
    """The atoms of tokens of a text."""
    atoms: list[Atom] = []
    index = 0
    while index < len(tokens):
        index += _take(tokens, index, text, lexicon, atoms)
    return atoms


def role_key(atom: Atom) -> str:
    """What an atom is looked up by in the tables of phrases."""
    return atom.key if atom.joined else atom.text.casefold()


def _opens(atom: Atom, lexicon: Lexicon) -> bool:
    return role_key(atom) in role_table(lexicon).openings


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


def _merge_same(atoms: list[Atom], lexicon: Lexicon) -> bool:
    """Join phrases that are one sign ("per cent"); whether there were any."""
    size = len(atoms)
    for phrase, sign in lexicon.same:
        first = phrase[0]
        for index in [index for index, atom in enumerate(atoms) if atom.key == first][::-1]:
            run = atoms[index : index + len(phrase)]
            if tuple(atom.key for atom in run) == phrase:
                surface = " ".join(atom.text for atom in run)
                role = Role.number if counts(sign) else Role.none
                atoms[index : index + len(phrase)] = [
                    Atom(sign, surface, run[0].start, run[-1].end, AtomKind.sign, role=role)
                ]
    return len(atoms) < size


def _mark_phrases(atoms: Sequence[Atom], openers: Sequence[int], lexicon: Lexicon) -> None:
    """Mark the roles that hang on more than the word itself; a phrase marks all of its words."""
    table = role_table(lexicon)
    for index in openers:
        seconds = table.seconds.get(role_key(atoms[index]))
        if seconds is not None and not (index + 1 < len(atoms) and role_key(atoms[index + 1]) in seconds):
            continue
        keys = [role_key(atom) for atom in atoms[index : index + table.longest]]
        for opening in table.openings[keys[0]]:
            size = longest(keys, 0, opening.phrases)
            if size and _holds(opening, atoms, index, size, lexicon):
                for atom in atoms[index : index + size]:
                    atom.role |= opening.role


def _holds(opening: Opening, atoms: Sequence[Atom], index: int, size: int, lexicon: Lexicon) -> bool:
    """Whether the condition of a phrase at `index` is met."""
    if opening.when is When.always:
        return True
    if opening.when is When.no_month:  # a capital that no sentence start explains: May, not the verb
        atom = atoms[index]
        month = index > 0 and atom.text[:1].isupper() and atom.text.casefold() in lexicon.lists.months
        return not month
    if opening.when is When.behind_number:
        return index > 0 and bool(atoms[index - 1].role & Role.number)
    following = atoms[index + size : index + size + 2]
    return any(atom.kind in (AtomKind.number, AtomKind.sign) for atom in following)
