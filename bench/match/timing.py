"""Milliseconds of processor time a quote: one quote on a text never seen, and many quotes on one text."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.match.documents import SIZES
from bench.match.edits import edited
from bench.match.filler import filler
from bench.match.matchers import Matcher
from bench.match.slots import Paragraph

from verify.match.prepared import Prepared
from verify.match.wording.lexicon import lexicon
from verify.model.text import SourceText, plain

MANY = 60


@dataclass(frozen=True)
class Timed:
    """Medians in ms: one quote with everything made anew, each of MANY quotes on one text, 12 in all."""

    size: int
    single: float
    slowest: float
    many: float
    twelve: float


def text_and_quotes(split: str, paragraphs: Sequence[Paragraph], size: int) -> tuple[SourceText, list[str]]:
    """A text of `size` characters and MANY quotes: a third word for word, a third altered, a third absent."""
    rng = random.Random(f"time {split} {size}")
    english = [each for each in paragraphs if each.language == "en"]
    there, gone = english[::2], english[1::2]
    blocks = [each.text for each in there]
    while sum(map(len, blocks)) > size:
        blocks.pop()
    present = there[: len(blocks)]
    blocks += filler(split, 9, max(0, size - sum(map(len, blocks))))
    rng.shuffle(blocks)
    sentences = [sentence for each in present for sentence in each.sentences]
    altered = [edited(s, slot, slot.others[0]).quote for s in sentences for slot in s.slots]
    absent = [s.text for each in gone for s in each.sentences]
    third = MANY // 3
    picks = [
        rng.choices([s.text for s in sentences], k=third),
        rng.sample(altered, third),
        rng.sample(absent, third),
    ]
    quotes = [quote for trio in zip(*picks, strict=True) for quote in trio]
    return plain("\n".join(blocks)[:size]), quotes


def timed(matcher: Matcher, split: str, paragraphs: Sequence[Paragraph]) -> list[Timed]:
    out = []
    for size in SIZES:
        source, quotes = text_and_quotes(split, paragraphs, size)
        matcher.answers(source, quotes[:3], "en")
        singles = [_took(matcher, source, [quote]) for quote in quotes[:24]]
        rounds = 3 if singles and statistics.median(singles) < 30 else 1
        many = statistics.median(_took(matcher, source, quotes) for _ in range(rounds)) / len(quotes)
        twelve = statistics.median(_took(matcher, source, quotes[:12]) for _ in range(rounds))
        out.append(Timed(size, statistics.median(singles), max(singles), many, twelve))
    return out


def by_sort(matcher: Matcher, split: str, paragraphs: Sequence[Paragraph]) -> list[tuple[float, ...]]:
    """ms a quote on one text, for each size: word for word, altered, absent; the last is one call for all."""
    out = []
    for size in SIZES:
        source, quotes = text_and_quotes(split, paragraphs, size)
        base = statistics.median(_took(matcher, source, quotes[:1]) for _ in range(5))
        sorts = [
            (_took(matcher, source, quotes[:1] + quotes[n::3]) - base) / len(quotes[n::3]) for n in range(3)
        ]
        out.append((*sorts, base))
    return out


def prepared_ms(split: str, paragraphs: Sequence[Paragraph]) -> list[float]:
    """What ours makes of a text once for many quotes: folded text, word places and atoms, for each size."""
    out = []
    for size in SIZES:
        source, _ = text_and_quotes(split, paragraphs, size)
        takes = []
        for _ in range(5):
            started = time.process_time()
            prepared = Prepared(source)
            _ = prepared.folded, prepared.words.of("the")
            prepared.atoms(lexicon("en")).between(0, len(prepared.folded.text))
            takes.append((time.process_time() - started) * 1e3)
        out.append(statistics.median(takes))
    return out


def _took(matcher: Matcher, source: SourceText, quotes: Sequence[str]) -> float:
    started = time.process_time()
    matcher.answers(source, quotes, "en")
    return (time.process_time() - started) * 1e3
