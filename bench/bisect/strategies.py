"""Ways to look for the changes of a history: ours, and what others do. Each reads captures one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from bench.bisect.histories import History

from verify.judge.bisect import Mark, Plan


@dataclass
class Reading:
    """A history while it is read: `known` holds what was asked, one request each."""

    history: History
    known: dict[int, Mark] = field(default_factory=dict)

    def read(self, index: int) -> str | None:
        """What capture `index` says, None where it cannot be told."""
        why = self.history.dark[index]
        key = None if why else self.history.keys[index]
        self.known.setdefault(index, Mark(key, of_body=why != "moment"))
        return key


@dataclass(frozen=True)
class Found:
    """`brackets`: every change reported, by its two captures; `probes`: captures read."""

    brackets: frozenset[tuple[int, int]]
    probes: int


Strategy = Callable[[History], Found]


def ours(history: History, most: int | None = None) -> Found:
    """The plan of `verify bisect`, with at most `most` requests beside its own allowance."""
    reading, plan = Reading(history), Plan(history.spots)
    while most is None or len(reading.known) < most:
        index = plan.next_probe(reading.known)
        if index is None:
            break
        reading.read(index)
    brackets = plan.told(reading.known).brackets
    return Found(frozenset((each.left, each.right) for each in brackets), len(reading.known))


def by_ends(history: History) -> Found:
    """The two ends, then bisection: what finds one change where there are several."""
    return by_grid(history, 2)


def by_grid(history: History, size: int) -> Found:
    """`size` captures spread evenly by number, then bisection of each bracket; neighbours stand in for what
    cannot be told."""
    reading = Reading(history)
    last = len(history.keys) - 1
    spread = sorted({round(step * last / (size - 1)) for step in range(size)})
    told = [index for index in spread if reading.read(index) is not None]
    found = set()
    for left, right in pairwise(told):
        if history.keys[left] != history.keys[right]:
            found.add(_bisect(reading, left, right))
    return Found(frozenset(found), len(reading.known))


def _bisect(reading: Reading, left: int, right: int) -> tuple[int, int]:
    """One change between two captures that say different things."""
    while True:
        inside = sorted(range(left + 1, right), key=lambda index: abs(2 * index - left - right))
        middle = next((index for index in inside if reading.read(index) is not None), None)
        if middle is None:
            return left, right
        if reading.history.keys[middle] == reading.history.keys[left]:
            left = middle
        else:
            right = middle
