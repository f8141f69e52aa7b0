"""Edits on the source's side: it says who says so, or how sure that is, and the quote leaves it away."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from bench.match.cases import Case, Family
from bench.match.documents import Library
from bench.match.slots import FOLDER, Paragraph

from verify.model.text import plain

_INSIDE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should)\b(?= [a-z])")
_PLAIN_END = re.compile(r"[a-z]{3}\.$")


@cache
def tails(split: str) -> dict[str, list[str]]:
    """The words of a split by kind, from texts/tails.txt."""
    rows = (line.split(": ", 2) for line in (FOLDER / "tails.txt").read_text(encoding="utf-8").splitlines())
    return {row[1]: [word.strip() for word in row[2].split(" | ")] for row in rows if row[0] == split}


def every(library: Library, seed: str) -> Iterator[Case]:
    """One case of each kind for every English sentence that it fits, in a stable order."""
    turns = dict.fromkeys(tails(library.split), 0)
    for number, paragraph in enumerate(library.paragraphs):
        if paragraph.language != "en":
            continue
        for place, sentence in enumerate(paragraph.sentences):
            rng = random.Random(f"{seed} tails {number} {place}")
            cut_off = any(slot.kind == "ac" for slot in sentence.slots)
            id_ = f"{number}.{place}"
            if _PLAIN_END.search(sentence.text) and not cut_off:
                for kind in ("attribution", "hedge at the end"):
                    words = _next(library.split, kind, turns)
                    yield _ended(library, paragraph, place, kind, words, id_, rng)
            found = _INSIDE.search(sentence.text)
            if found:
                words = _next(library.split, "hedge inside", turns)
                yield from _inside(library, paragraph, place, found.end(), words, id_, rng)


def _next(split: str, kind: str, turns: dict[str, int]) -> str:
    words = tails(split)[kind]
    turns[kind] += 1
    return words[turns[kind] % len(words)]


def _ended(
    library: Library, paragraph: Paragraph, place: int, kind: str, tail: str, id_: str, rng: random.Random
) -> Case:
    text = paragraph.sentences[place].text
    source = f"{text[:-1]}{'' if tail.startswith(',') else ' '}{tail}."
    quote = rng.choice((text, text[:-1], f"{text[:-1]},"))
    name = "attribution cut off by rule" if kind == "attribution" else "hedge cut off by rule"
    right = {"attribution"} if kind == "attribution" else {"hedge", "attribution", "omitted"}
    return _case(library, paragraph, place, (f"{id_}.{kind}", name), source, quote, right, len(text) - 1, rng)


def _inside(
    library: Library, paragraph: Paragraph, place: int, at: int, hedge: str, id_: str, rng: random.Random
) -> Iterator[Case]:
    text = paragraph.sentences[place].text
    source = f"{text[:at]}, {hedge},{text[at:]}"
    gap = rng.choice(("…", "...", "[…]"))
    right = {"hedge", "attribution", "omitted"}
    for name, quote in (
        ("hedge dropped by rule", text),
        ("ellipsis over a hedge by rule", f"{text[:at]} {gap}{text[at:]}"),
    ):
        yield _case(
            library, paragraph, place, (f"{id_}.{name}", name), source, quote, right, len(source), rng
        )


def _case(
    library: Library,
    paragraph: Paragraph,
    place: int,
    called: tuple[str, str],
    source: str,
    quote: str,
    right: set[str],
    end: int,
    rng: random.Random,
) -> Case:
    """`end` is where the quoted part of `source` ends; a place that takes the rest in is right too."""
    sentences = [each.text for each in paragraph.sentences]
    sentences[place] = source
    document = library.around(paragraph, rng, inside=" ".join(sentences))
    start = document.at + sum(len(each) + 1 for each in sentences[:place])
    gold = ((start, start + end), (start, start + len(source)))
    id_, name = called
    return Case(id_, Family.material, name, "en", plain(document.text), quote, gold, frozenset(right), source)
