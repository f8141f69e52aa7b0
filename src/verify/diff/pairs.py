"""Which sentence of one side is another wording of which sentence of the other.

Similarity only chooses what is shown beside what; whether a sentence changed is decided by its words.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

SAME_PLACE = 55.0
"""Least similarity (0..100, rapidfuzz ratio) of two sentences between the same kept neighbours."""
ELSEWHERE = 75.0
"""The same for sentences from different places, where chance resemblances are many."""
_CELLS = 250_000
_LONGEST = 2_000


class Pair(NamedTuple):
    """Indexes of a sentence before and of the one after that it is paired with."""

    before: int
    after: int


class _Scored(NamedTuple):
    cost: float  # lower is better, so that sorting puts the best first and ties in text order
    before: int
    after: int


def pair_in_order(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The most similar pairs that do not cross, best first taken, in rising order.

    Sizes beyond 250,000 comparisons give none: such a gap is another text.
    """
    taken: list[Pair] = []
    for _, i, j in _candidates(before, after, SAME_PLACE):
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
    for _, i, j in _candidates(before, after, ELSEWHERE):
        if i not in used_before and j not in used_after:
            used_before.add(i)
            used_after.add(j)
            out.append(Pair(i, j))
    return out


def _candidates(before: Sequence[str], after: Sequence[str], least: float) -> list[_Scored]:
    if len(before) * len(after) > _CELLS:
        return []
    choices = [sentence[:_LONGEST] for sentence in after]
    out = []
    for i, sentence in enumerate(before):
        rows = process.extract(
            sentence[:_LONGEST], choices, scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        out += [_Scored(-score, i, j) for _, score, j in rows]
    return sorted(out)


def _rest(length: int, taken: set[int]) -> list[int]:
    return [index for index in range(length) if index not in taken]
