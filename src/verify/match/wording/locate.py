"""Where in a text a quote may stand. Locating only proposes places; match/edits judges each of them.

Exact places come from a search of the folded characters. Other places come from seeds: the quote's words
are looked up in the text, rare ones first, and the stretches that hold the most of them become windows.
The work is bounded by `HITS` word hits and `SEEDS` words, whatever the length of quote or page.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from verify.match.wording.atoms import Atom, AtomKind
from verify.match.wording.bounds import bounded, spaceless
from verify.match.wording.words import HITS, WordPlaces

SEEDS = 64
_SEEDS_READ, _HITS_READ = 8, 250  # the rarest words are always looked up, common ones while there is room
PLACES = 101
"""Most places of one quote that are looked at; a page may repeat a sentence without end."""
_WINDOWS = 4
_NEAR_BEST = 0.6  # of the best window's score: what has less is not looked at
_UNIT = 1 << 30
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


def windows(words: WordPlaces, atoms: Sequence[Atom], gaps: int) -> list[Window]:
    """The stretches of the text that hold the most of the quote's words, best first."""
    seeds = _read(words, _seeds(words, atoms))
    if not seeds:
        return []
    length = atoms[-1].end - atoms[0].start
    room = length + max(200, length // 2) + gaps * _GAP_ROOM
    found = _dense(_hits(seeds, room), seeds, room)
    return [_widened(window, length, len(words.text)) for window in _apart(found)]


def _widened(window: Window, length: int, limit: int) -> Window:
    """With room for words that were no seeds, and for the whole quote where it repeats its few words."""
    margin = max(80, length // 3, length - (window.end - window.start))
    return Window(max(0, window.start - margin), min(limit, window.end + margin), window.score)


@dataclass(frozen=True, slots=True)
class _Seed:
    """A word of the quote. `weight` is a whole number: sums of such do not depend on their order."""

    size: int
    weight: int
    places: Sequence[int]


def _seeds(words: WordPlaces, atoms: Sequence[Atom]) -> list[tuple[int, str]]:
    """(occurrences, word), rarest first."""
    counts = ((words.count(seed), seed) for seed in _sampled(_seed_words(atoms)))
    return sorted((count, seed) for count, seed in counts if count)


def _seed_words(atoms: Sequence[Atom]) -> list[str]:
    """The words that are looked up. Ideographs are taken two at a time."""
    out: dict[str, None] = {}
    for index, atom in enumerate(atoms):
        text = atom.text.lower()
        if atom.kind is AtomKind.gap or len(text) != len(atom.text):
            continue
        if len(text) == 1 and spaceless(text):
            run = "".join(other.text for other in atoms[index : index + 2])
            text = run if len(run) == 2 and all(map(spaceless, run)) else text
        out[text] = None
    return list(out)


def _sampled(words: list[str]) -> list[str]:
    """At most SEEDS words, the longest ones of evenly spaced stretches."""
    if len(words) <= SEEDS:
        return words
    step = len(words) / SEEDS
    return [max(words[int(i * step) : int((i + 1) * step)], key=len) for i in range(SEEDS)]


def _read(words: WordPlaces, seeds: Sequence[tuple[int, str]]) -> list[_Seed]:
    """The seeds with their places, as many as there is room for."""
    out: list[_Seed] = []
    read = 0
    for count, seed in seeds:
        room = HITS if len(out) < _SEEDS_READ else _HITS_READ
        if read and read + count > room:
            break
        places = words.of(seed)[: HITS - read]
        read += len(places)
        out.append(_Seed(len(seed), round(_UNIT / (1 + math.log1p(count))), places))
    return [seed for seed in out if seed.places]


def _hits(seeds: Sequence[_Seed], room: int) -> list[tuple[int, int]]:
    """(place, number of the seed) in the order of the text, without those that no dense window can hold.

    A window lies within two neighbouring shelves of `room` characters, and the best one is no worse than the
    fullest shelf.
    """
    shelves: defaultdict[int, int] = defaultdict(int)
    shelved = [[place // room for place in seed.places] for seed in seeds]
    for seed, stands in zip(seeds, shelved, strict=True):
        for shelf in set(stands):
            shelves[shelf] += seed.weight
    enough = _NEAR_BEST * max(shelves.values())
    kept: set[int] = set()
    for shelf, weight in list(shelves.items()):
        if weight + shelves.get(shelf + 1, 0) >= enough:
            kept |= {shelf, shelf + 1}
    hits = [
        (place, number)
        for number, seed in enumerate(seeds)
        for place, shelf in zip(seed.places, shelved[number], strict=True)
        if shelf in kept
    ]
    hits.sort()
    return hits


def _dense(hits: Sequence[tuple[int, int]], seeds: Sequence[_Seed], room: int) -> list[Window]:
    """A stretch of `room` characters slid over the hits: where it holds nearly the most, best first."""
    held = [0] * len(seeds)
    sizes, weights = [seed.size for seed in seeds], [seed.weight for seed in seeds]
    score = first = 0
    start = hits[0][0]
    found: list[tuple[int, int, int]] = []
    for at, number in hits:
        if not held[number]:
            score += weights[number]
        held[number] += 1
        while at - start > room:
            gone = hits[first][1]
            held[gone] -= 1
            if not held[gone]:
                score -= weights[gone]
            first += 1
            start = hits[first][0]
        found.append((-score, at + sizes[number] - start, start))
    limit = _NEAR_BEST * min(found)[0]
    near = sorted(one for one in found if one[0] <= limit)
    return [Window(start, start + length, -score / _UNIT) for score, length, start in near]


def _apart(found: list[Window]) -> list[Window]:
    """The best ones that do not overlap."""
    chosen: list[Window] = []
    for window in found:
        if all(window.end <= other.start or other.end <= window.start for other in chosen):
            chosen.append(window)
            if len(chosen) == _WINDOWS:
                break
    return chosen
