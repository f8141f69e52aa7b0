"""Words that a line end broke in two: "temp-" and "erature" are "temperature" where the quote says so.

A hyphen at a line's end may belong to the word ("well-known"): both readings stay open until a quote is
at hand.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from verify.match.wording.atoms import Atom, AtomKind
from verify.match.wording.lexicon import Lexicon


def mended(source: list[Atom], wanted: Set[str], text: str, lexicon: Lexicon) -> list[Atom]:
    """`source` with every broken word joined whose joined key is among the quote's. `text` is folded."""
    if not any(atom.hyphen and text.startswith("- ", atom.end) for atom in source):
        return source
    out: list[Atom] = []
    index = 0
    while index < len(source):
        pair = source[index : index + 2]
        joined = _joined(pair, text, lexicon) if len(pair) == 2 else None
        if joined is not None and joined.key in wanted:
            out.append(joined)
            index += 2
        else:
            out.append(source[index])
            index += 1
    return out


def _joined(pair: list[Atom], text: str, lexicon: Lexicon) -> Atom | None:
    one, other = pair
    words = one.kind is AtomKind.word and other.kind is AtomKind.word
    if not words or not one.hyphen or text[one.end : other.start] != "- ":
        return None
    whole = one.text + other.text
    key = lexicon.spelling(whole.casefold())
    return replace(one, key=key, text=whole, end=other.end, hyphen=other.hyphen)
