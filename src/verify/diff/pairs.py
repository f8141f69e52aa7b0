"""Which sentence of one side is another wording of which sentence of the other.

Similarity only chooses what is shown beside what; whether a sentence changed is decided by its words.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

SAME_PLACE = 55.0
"""Least similarity (0..100, rapidfuzz ratio) of two sentences between the same kept neighbours."""
ELSEWHERE = 75.0
"""The same for sentences from different places, where chance resemblances are many."""
_BAND = 24
"""In a long gap a sentence is compared with so many on either side of its own place, not with all."""
_CELLS = 250_000
"""Most comparisons of one gap; a gap of thousands of sentences is another text."""
_LONGEST = 2_000
_RAREST = 3
"""A sentence from elsewhere must share one of so many of its rarest words."""
_SHARED = 40
"""A word that more sentences of the other side hold than this tells nothing."""


class Pair(NamedTuple):
    """Indexes of a sentence before and of the one after that it is paired with."""

    before: int
    after: int


class _Scored(NamedTuple):
    cost: float  # lower is better, so that sorting puts the best first and ties in text order
    before: int
    after: int


def similar(before: str, after: str) -> bool:
    """Whether two sentences between the same kept neighbours are a pair."""
    return bool(fuzz.ratio(before[:_LONGEST], after[:_LONGEST], score_cutoff=SAME_PLACE))


def pair_in_order(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The most similar pairs that do not cross, best first taken, in rising order.

    Gaps beyond 250,000 comparisons, in a band along their diagonal, give none.
    """
    taken: list[Pair] = []
    for _, i, j in _scored(before, after, _banded(len(before), len(after)), SAME_PLACE):
        at = bisect_left(taken, (i, j))
        behind = at == 0 or (taken[at - 1].before < i and taken[at - 1].after < j)
        if behind and (at == len(taken) or (taken[at].before > i and taken[at].after > j)):
            insort(taken, Pair(i, j))
    return taken


def pair_anywhere(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pairs whatever their order: equal sentences first, then similar ones. Sorted by the place after."""
    equal = _equal(before, after)
    left = _rest(len(before), {pair.before for pair in equal})
    right = _rest(len(after), {pair.after for pair in equal})
    similar = _best([before[i] for i in left], [after[j] for j in right])
    found = equal + [Pair(left[i], right[j]) for i, j in similar]
    return sorted(found, key=lambda pair: pair.after)


def _equal(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, sentence in enumerate(before):
        places[sentence].append(i)
    return [Pair(places[sentence].popleft(), j) for j, sentence in enumerate(after) if places.get(sentence)]


def _best(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    out: list[Pair] = []
    used_before: set[int] = set()
    used_after: set[int] = set()
    for _, i, j in _scored(before, after, _sharing(before, after), ELSEWHERE):
        if i not in used_before and j not in used_after:
            used_before.add(i)
            used_after.add(j)
            out.append(Pair(i, j))
    return out


def _banded(before: int, after: int) -> list[Sequence[int]]:
    """For each sentence before, those after that it is compared with."""
    if before * after <= 4 * _BAND * _BAND:
        return [range(after)] * before
    if before * (2 * _BAND + 1) > _CELLS:
        return []
    places = [i * after // before for i in range(before)]
    return [range(max(0, place - _BAND), min(after, place + _BAND + 1)) for place in places]


def _sharing(before: Sequence[str], after: Sequence[str]) -> list[Sequence[int]]:
    """As `_banded`, whatever the place: the sentences that share a rare word."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for j, sentence in enumerate(after):
        for word in set(sentence.split()):
            holding[word].append(j)
    return [_sharing_one(sentence, holding) for sentence in before]


def _sharing_one(sentence: str, holding: dict[str, list[int]]) -> Sequence[int]:
    shared = [holding[word] for word in dict.fromkeys(sentence.split()) if word in holding]
    rare = sorted((places for places in shared if len(places) <= _SHARED), key=len)[:_RAREST]
    return sorted({j for places in rare for j in places})


def _scored(
    before: Sequence[str], after: Sequence[str], compared: Sequence[Sequence[int]], least: float
) -> list[_Scored]:
    """The comparisons that reach `least`, best first."""
    return sorted(_scores([text[:_LONGEST] for text in before], [text[:_LONGEST] for text in after],
                          compared, least))  # fmt: skip


def _scores(
    before: Sequence[str], after: Sequence[str], compared: Sequence[Sequence[int]], least: float
) -> Iterator[_Scored]:
    ratio = fuzz.ratio
    for i, (old, places) in enumerate(zip(before, compared, strict=False)):
        for j in places:
            score = ratio(old, after[j], score_cutoff=least)
            if score:
                yield _Scored(-score, i, j)


def _rest(length: int, taken: set[int]) -> list[int]:
    return [index for index in range(length) if index not in taken]
