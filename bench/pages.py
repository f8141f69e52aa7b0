"""Made-up news pages and claims about them, the same for the same seed. No sentence is anybody's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from verify.model.claim import Claim
from verify.model.reference import Reference

PLACES = [
    "the harbour",
    "a village school",
    "the upper valley",
    "the old market",
    "a border post",
    "the mill",
]
PEOPLE = ["a teacher", "the mayor", "two drivers", "a farmer", "an inspector", "the ferry company", "a nurse"]
VERBS = ["reported", "counted", "described", "repaired", "inspected", "remembered", "photographed"]
THINGS = ["broken bridges", "empty houses", "late buses", "wooden boats", "stone walls", "school books"]
ENDS = [
    "before the first snow closed the road",
    "while the council was still waiting for an answer",
    "although nobody had asked for a list",
    "because the spring flood had reached the cellars",
    "and sent a letter about it to the district office",
]


@dataclass(frozen=True)
class Page:
    """`sentences` stand in `html` between the usual furniture of a news site."""

    reference: Reference
    sentences: tuple[str, ...]
    html: str


def page(number: int, sentences: int = 70) -> Page:
    """A page of about 1,200 words."""
    chance = random.Random(number)
    told = tuple(_sentence(chance, number * 100 + n) for n in range(sentences))
    paragraphs = [" ".join(told[n : n + 3]) for n in range(0, len(told), 3)]
    menu = "".join(
        f"<li><a href='/{word}'>{word}</a></li>" for word in ("news", "sport", "weather", "archive")
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Valley news {number}</title>"
        f"<script>var n = {number};</script></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>Valley news, part {number}</h1>{body}</article>"
        "<footer>Write to us.</footer></body></html>"
    )
    url = f"https://valley.example/news/{number}"
    return Page(Reference(f"page-{number}", "valley", f"Valley news {number}", url=url), told, html)


def _sentence(chance: random.Random, number: int) -> str:
    who, verb, thing = chance.choice(PEOPLE), chance.choice(VERBS), chance.choice(THINGS)
    where, end = chance.choice(PLACES), chance.choice(ENDS)
    return f"{who.capitalize()} near {where} {verb} {number} {thing} {end}."


def claims(pages: list[Page], count: int) -> list[Claim]:
    """Claims in turn over the pages and over six kinds: true quotes, typography, falsified ones, figures."""
    out = []
    for n in range(count):
        origin = pages[n % len(pages)]
        sentence = origin.sentences[(n * 7) % len(origin.sentences)]
        make = KINDS[(n // len(pages)) % len(KINDS)]
        out.append(replace(make(sentence), id=f"claim-{n}", references=(origin.reference.id,)))
    return out


def _quote(words: str) -> Claim:
    return Claim("", (), f"It was reported: {words}", quote=(words,))


def _cut(sentence: str) -> Claim:
    return _quote(" ".join(sentence.rstrip(".").split()[3:14]))


def _typographic(sentence: str) -> Claim:
    return _quote(sentence.replace(" ", "\u00a0", 2).rstrip("."))


def _negated(sentence: str) -> Claim:
    words = sentence.rstrip(".").split()
    return _quote(" ".join([*words[:-4], "not", *words[-4:]]))


def _renumbered(sentence: str) -> Claim:
    words = sentence.rstrip(".").split()
    return _quote(" ".join(str(int(word) + 1) if word.isdigit() else word for word in words))


def _absent(sentence: str) -> Claim:
    return _quote(f"the glacier above the pass lost its third observatory in {len(sentence)} storms")


def _figure(sentence: str) -> Claim:
    words = sentence.split()
    at = next(n for n, word in enumerate(words) if word.isdigit())
    figure = " ".join(words[at : at + 3])
    return Claim("", (), f"There were {figure}.", figure=figure, about=(words[at + 2],))


KINDS: list[Callable[[str], Claim]] = [_cut, _typographic, _negated, _renumbered, _absent, _figure]
STATUSES = ["holds", "holds", "altered", "altered", "missing", "holds"]


def intended(pages: list[Page], count: int) -> list[str]:
    """The status each of `claims(pages, count)` was made to have."""
    return [STATUSES[(n // len(pages)) % len(STATUSES)] for n in range(count)]
