"""Where in a text a quote may stand. Locating only proposes places; match/edits judges each of them.

Exact places come from a search of the folded characters. Other places come from seeds: the quote's words
are looked up in the text, rare ones first, and the stretches that hold the most of them become windows.
The work is bounded by `HITS` word hits and `SEEDS` words, whatever the length of quote or page.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from verify.match.wording.atoms import Atom, AtomKind

HITS = 20_000
SEEDS = 64
_SEEDS_READ, _HITS_READ = 8, 250  # the rarest words are always looked up, common ones while there is room
PLACES = 101
"""Most places of one quote that are looked at; a page may repeat a sentence without end."""
_WINDOWS = 4
_GAP_ROOM = 420  # characters an ellipsis may jump


@dataclass(frozen=True)
class Window:
    """A stretch of the folded text that may hold the quote; `score` is the weight of the seeds in it."""

    start: int
    end: int
    score: float


def exact_places(text: str, quote: str) -> list[tuple[int, int]]:
    """Spans of `quote` in `text` that begin and end between words; at most PLACES of them."""
    found: list[tuple[int, int]] = []
    if not quote:
        return found
    at = text.find(quote)
    tries = 0
    while at >= 0 and len(found) < PLACES and tries < HITS:
        tries += 1
        if bounded(text, at, at + len(quote)):
            found.append((at, at + len(quote)))
            at = text.find(quote, at + len(quote))
        else:
            at = text.find(quote, at + 1)
    return found


def bounded(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is cut between words and numbers, never inside one ("50" of "1,250")."""
    return _free(text, start, -1) and _free(text, end - 1, 1)


def _free(text: str, edge: int, step: int) -> bool:
    inner = text[edge]
    near = text[edge + step : edge + step + 1] if edge + step >= 0 else ""
    if not near or not (inner.isalnum() or inner == "_"):
        return True
    if _spaceless(inner) or _spaceless(near):
        return True
    if near.isalnum() or near == "_":
        return False
    far = text[edge + 2 * step : edge + 2 * step + 1] if edge + 2 * step >= 0 else ""
    if near in ".,'\u066b\u066c" and inner.isdigit() and far.isdigit():
        return False
    return not (near == "'" and step > 0 and far.isalnum())


def _spaceless(char: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between its words."""
    return (
        "\u3005" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003134f"
    )


def windows(lowered: str, atoms: list[Atom], gaps: int) -> list[Window]:
    """The stretches of the text that hold the most of the quote's words, best first."""
    seeds = _seeds(lowered, atoms)
    hits = _hits(lowered, seeds)
    if not hits:
        return []
    length = atoms[-1].end - atoms[0].start
    room = length + max(200, length // 2) + gaps * _GAP_ROOM
    found = _densest(hits, {seed: weight for seed, _, weight in seeds}, room)
    best = found[0].score if found else 0.0
    return [_widened(window, length, len(lowered)) for window in found if window.score >= 0.6 * best]


def _widened(window: Window, length: int, limit: int) -> Window:
    """With room for words that were no seeds, and for the whole quote where it repeats its few words."""
    margin = max(80, length // 3, length - (window.end - window.start))
    return Window(max(0, window.start - margin), min(limit, window.end + margin), window.score)


def _seeds(lowered: str, atoms: list[Atom]) -> list[tuple[str, int, float]]:
    """(word, occurrences, weight), rarest first. Ideographs are taken three at a time."""
    counts: dict[str, int] = {}
    for seed in _sampled(_seed_words(atoms)):
        counts[seed] = lowered.count(seed)
    rare = sorted((count, seed) for seed, count in counts.items() if count)
    return [(seed, count, 1 / (1 + math.log1p(count))) for count, seed in rare]


def _seed_words(atoms: list[Atom]) -> list[str]:
    out: list[str] = []
    for index, atom in enumerate(atoms):
        text = atom.text.lower()
        if atom.kind is AtomKind.gap or len(text) != len(atom.text):
            continue
        if len(text) == 1 and _spaceless(text):
            run = "".join(other.text for other in atoms[index : index + 2])
            text = run if len(run) == 2 and all(map(_spaceless, run)) else text
        out.append(text)
    return list(dict.fromkeys(out))


def _sampled(words: list[str]) -> list[str]:
    """At most SEEDS words, the longest ones of evenly spaced stretches."""
    if len(words) <= SEEDS:
        return words
    step = len(words) / SEEDS
    return [max(words[int(i * step) : int((i + 1) * step)], key=len) for i in range(SEEDS)]


def _hits(lowered: str, seeds: list[tuple[str, int, float]]) -> list[tuple[int, str]]:
    hits: list[tuple[int, str]] = []
    for used, (seed, count, _) in enumerate(seeds):
        room = HITS if used < _SEEDS_READ else _HITS_READ
        if hits and len(hits) + count > room:
            break
        at = lowered.find(seed)
        while at >= 0 and len(hits) < HITS:
            if bounded(lowered, at, at + len(seed)):
                hits.append((at, seed))
            at = lowered.find(seed, at + len(seed))
    hits.sort()
    return hits


def _densest(hits: list[tuple[int, str]], weights: dict[str, float], room: int) -> list[Window]:
    """Slide a stretch of `room` characters over the hits; keep the best ones that do not overlap."""
    held: Counter[str] = Counter()
    score = 0.0
    first = 0
    found: list[Window] = []
    for last, (at, seed) in enumerate(hits):
        score += weights[seed] if not held[seed] else 0.0
        held[seed] += 1
        while at - hits[first][0] > room:
            gone = hits[first][1]
            held[gone] -= 1
            score -= weights[gone] if not held[gone] else 0.0
            first += 1
        found.append(Window(hits[first][0], hits[last][0] + len(seed), score))
    found.sort(key=lambda window: (-window.score, window.end - window.start, window.start))
    return _apart(found)


def _apart(found: list[Window]) -> list[Window]:
    chosen: list[Window] = []
    for window in found:
        if all(window.end <= other.start or other.end <= window.start for other in chosen):
            chosen.append(window)
            if len(chosen) == _WINDOWS:
                break
    return chosen
