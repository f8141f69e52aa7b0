"""Which items of two sequences stand in both, in the same order: the skeleton of every diff here.

Items that stand once on either side are the anchors (the patience method): the longest rising row of them is
found in O(n log n) and grown in both directions. What lies between two anchors and still repeats goes to
difflib with its junk heuristic off; that algorithm's work grows with how often items repeat, so a page of a
hundred thousand equal lines is left at its anchors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORK = 4_000_000
"""Most pairs of equal items, over both sides, that difflib is given."""


class Run(NamedTuple):
    """`before[before:before+size] == after[after:after+size]`."""

    before: int
    after: int
    size: int


def align(before: Sequence[str], after: Sequence[str]) -> list[Run]:
    """Equal runs in rising order on both sides, not overlapping. Deterministic."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [Run(0, 0, head)]
    runs += [Run(run.before + head, run.after + head, run.size) for run in _inner(left, right)]
    runs.append(Run(len(before) - tail, len(after) - tail, tail))
    return [run for run in runs if run.size]


def gaps(runs: Sequence[Run], before: int, after: int) -> list[tuple[range, range]]:
    """What lies before, between and after the runs, as index ranges; both may be empty.

    `before` and `after` are the lengths of the two sequences. There is one more gap than there are runs.
    """
    out = []
    i = j = 0
    for run in (*runs, Run(before, after, 0)):
        out.append((range(i, run.before), range(j, run.after)))
        i, j = run.before + run.size, run.after + run.size
    return out


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    size = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        size += 1
    return size


def _inner(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The anchors' runs, and those that difflib finds between them."""
    anchors = list(_by_anchors(before, after))
    for number, (left, right) in enumerate(gaps(anchors, len(before), len(after))):
        if left and right:
            yield from _between(before, after, left, right)
        if number < len(anchors):
            yield anchors[number]


def _between(before: Sequence[str], after: Sequence[str], left: range, right: range) -> Iterator[Run]:
    old, new = before[left.start : left.stop], after[right.start : right.stop]
    if set(old).isdisjoint(new) or _work(old, new) > _WORK:
        return
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if block.size:
            yield Run(block.a + left.start, block.b + right.start, block.size)


def _work(before: Sequence[str], after: Sequence[str]) -> int:
    left, right = Counter(before), Counter(after)
    equal = sum(count * right[item] for item, count in left.items() if item in right)
    return equal + len(before) + len(after)


def _by_anchors(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    i = j = 0  # the first items that no run has taken
    for x, y in _rising(_unique_pairs(before, after)):
        if x < i or y < j:
            continue
        while x > i and y > j and before[x - 1] == after[y - 1]:
            x, y = x - 1, y - 1
        size = 1
        while x + size < len(before) and y + size < len(after) and before[x + size] == after[y + size]:
            size += 1
        yield Run(x, y, size)
        i, j = x + size, y + size


def _unique_pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    left, right = Counter(before), Counter(after)
    places = {item: j for j, item in enumerate(after) if right[item] == 1}
    return [(i, places[item]) for i, item in enumerate(before) if left[item] == 1 and item in places]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest subsequence whose second members rise; `pairs` rise in the first."""
    tails: list[int] = []  # smallest last member of a rising run of each length
    ends: list[int] = []  # index into pairs of that member
    before: list[int] = []  # for each pair, the index of the one before it in its run
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [j]
        ends[length : length + 1] = [index]
    out = []
    index = ends[-1] if ends else -1
    while index >= 0:
        out.append(pairs[index])
        index = before[index]
    return out[::-1]
