"""Where in a text a quote may stand. Locating only proposes places; match/edits judges each of them.

Exact places come from a search of the folded characters. Other places come from seeds: the quote's words
are looked up in the text, rare ones first, and the stretches that hold the most of them become windows.
The work is bounded by `HITS` word hits and `SEEDS` words, whatever the length of quote or page.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from verify.match.wording.atoms import Atom, AtomKind
from verify.match.wording.bounds import bounded, spaceless
from verify.match.wording.words import HITS, WordPlaces

SEEDS = 64
_MOSTLY = 0.7
_READ = ((_MOSTLY, 8, 250), (0.5, 4, 100), (0.0, 3, 60))
# Share of the quote's words the text has at all, then how many of the rarest are looked up whatever their
# number, then for how many places further ones are: where most words are lacking, common ones tell nothing.
PLACES = 101
"""Most places of one quote that are looked at; a page may repeat a sentence without end."""
_WINDOWS = 4
_NEAR_BEST = 0.6  # of the best window's score: what has less is not looked at
_ANCHORS = 3  # rare words around which the quote is looked for first
_ANCHORED = 2  # places of such a word at most
_SCANNED = 4  # places that are looked through one by one
_UNIT = 1 << 30
_GAP_ROOM = 420  # characters an ellipsis may jump


@dataclass(frozen=True)
class Window:
    """A stretch of the folded text that may hold the quote.

    `score` is the weight of the seeds in it, `share` about the part (0 to 1) of the quote's words that is.
    """

    start: int
    end: int
    score: float
    share: float = 0.0


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


def windows(words: WordPlaces, atoms: Sequence[Atom], gaps: int) -> Iterator[Window]:
    """Stretches of the text that hold the most of the quote's words, best first; none overlaps another."""
    seeds, known = _seeds(words, atoms)
    if not seeds:
        return
    length = atoms[-1].end - atoms[0].start
    room = length + max(200, length // 2) + gaps * _GAP_ROOM
    found = _anchored(seeds, room) if known >= _MOSTLY else []
    found = found or _dense(_hits(seeds, room), seeds, room)
    part = known / sum([weight for _, weight, _ in seeds])
    for stretch in _apart(found):
        yield _widened(stretch, length, len(words.text), part)


def _widened(stretch: _Stretch, length: int, limit: int, part: float) -> Window:
    """With room for words that were no seeds, and for the whole quote where it repeats its few words."""
    score, size, start = stretch
    margin = max(40, length // 4, length - size + 24)
    low, high = max(0, start - margin), min(limit, start + size + margin)
    return Window(low, high, -score / _UNIT, -score * part)


_Seed = tuple[int, int, Sequence[int]]
"""A word of the quote: its length, its weight, its places. Weights are whole: sums hang on no order."""
_Stretch = tuple[int, int, int]
"""Minus the weight of the seeds in a stretch of the text, its length, its start: the best sorts first."""


def _seeds(words: WordPlaces, atoms: Sequence[Atom]) -> tuple[list[_Seed], float]:
    """The quote's words with their places, the rarest first, as many as there is room for.

    Beside them the share of the words that the text has anywhere.
    """
    wanted = _sampled(_seed_words(atoms))
    counts = [(count, word) for word in wanted if (count := words.count(word))]
    counts.sort()
    known = len(counts) / max(1, len(wanted))
    fewest, room = next((seeds, hits) for share, seeds, hits in _READ if known >= share)
    out: list[_Seed] = []
    read = 0
    for count, word in counts:
        if read and read + count > (HITS if len(out) < fewest else room):
            break
        places = words.of(word)
        if len(places) > HITS - read:
            places = places[: HITS - read]
        if places:
            read += len(places)
            out.append((len(word), _weight(count), places))
    return out, known


@lru_cache(maxsize=1024)
def _weight(count: int) -> int:
    return round(_UNIT / (1 + math.log1p(count)))


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


def _anchored(seeds: Sequence[_Seed], room: int) -> list[_Stretch]:
    """What `_dense` finds in all of the text, read off around a rare word; [] where that is not sure.

    It is sure where the words that stand elsewhere too do not make up a second window.
    """
    for _, _, places in seeds[:_ANCHORS]:
        if len(places) > _ANCHORED:
            break
        for place in places:
            found = _dense(_near(seeds, place - 2 * room, place + 2 * room), seeds, room)
            score, length, start = min(found)
            if start <= place < start + length:
                stop = start + length
                elsewhere = sum(weight for _, weight, at in seeds if at[0] < start or at[-1] >= stop)
                if elsewhere < _NEAR_BEST * -score:
                    return found
    return []


def _near(seeds: Sequence[_Seed], low: int, high: int) -> list[tuple[int, int]]:
    """(place, number of the seed) of the words that begin from `low` on and below `high`, in order."""
    hits: list[tuple[int, int]] = []
    for number, (_, _, places) in enumerate(seeds):
        if len(places) > _SCANNED:
            places = places[bisect_left(places, low) : bisect_left(places, high)]
        for place in places:
            if low <= place < high:
                hits.append((place, number))
    hits.sort()
    return hits


def _hits(seeds: Sequence[_Seed], room: int) -> list[tuple[int, int]]:
    """(place, number of the seed) in the order of the text, without those that no dense window can hold.

    A window lies within two neighbouring shelves of `room` characters, and the best one is no worse than the
    fullest shelf.
    """
    shelves: defaultdict[int, int] = defaultdict(int)
    shelved = [[place // room for place in places] for _, _, places in seeds]
    for (_, weight, _), stands in zip(seeds, shelved, strict=True):
        for shelf in set(stands):
            shelves[shelf] += weight
    enough = _NEAR_BEST * max(shelves.values())
    kept: set[int] = set()
    for shelf, weight in list(shelves.items()):
        if weight + shelves.get(shelf + 1, 0) >= enough:
            kept |= {shelf, shelf + 1}
    hits = [
        (place, number)
        for number, (_, _, places) in enumerate(seeds)
        for place, shelf in zip(places, shelved[number], strict=True)
        if shelf in kept
    ]
    hits.sort()
    return hits


def _dense(hits: Sequence[tuple[int, int]], seeds: Sequence[_Seed], room: int) -> list[_Stretch]:
    """A stretch of `room` characters slid over the hits: where it holds nearly the most."""
    held = [0] * len(seeds)
    sizes, weights = [seed[0] for seed in seeds], [seed[1] for seed in seeds]
    score = first = 0
    start = hits[0][0]
    found: list[_Stretch] = []
    for at, number in hits:
        if not held[number]:
            score -= weights[number]
        held[number] += 1
        while at - start > room:
            gone = hits[first][1]
            held[gone] -= 1
            if not held[gone]:
                score += weights[gone]
            first += 1
            start = hits[first][0]
        found.append((score, at + sizes[number] - start, start))
    limit = _NEAR_BEST * min(found)[0]
    return [one for one in found if one[0] <= limit]


def _apart(found: list[_Stretch]) -> Iterator[_Stretch]:
    """The best ones that do not overlap."""
    for _ in range(_WINDOWS):
        if not found:
            return
        best = min(found)
        yield best
        start, end = best[2], best[2] + best[1]
        found = [one for one in found if one[2] >= end or one[2] + one[1] <= start]
