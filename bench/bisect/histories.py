"""Synthetic histories of archived pages, with every change of the claim known. Deterministic.

What is assumed, and where it comes from: of a page's changes about 2 % touch the tracked sentence (1.8 % of
58,771 changes of 878 real documents); 29 % of captures have the body of an earlier one (the same documents);
archives look often while a page is new and in bursts later; how long a state lasts is log-normal, its median
set so that on the development set bisecting by the ends and by grids of 17 and 33 finds about what it found
on real pages (30, 86 and 98 %).
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verify.judge.bisect import Spot

KINDS = ("still", "monotone", "relapsing", "noisy")
_EPOCH = dt.datetime(2012, 3, 1, tzinfo=dt.UTC)
_STATES = ("holds", "missing", "altered:number", "altered:negation", "altered:omitted")


@dataclass(frozen=True)
class Assumptions:
    """What a set of histories is made by. Times in days.

    `lasts` and `spread` are median and sigma of the log-normal time that a state lasts in a relapsing
    history; `shortest` is what the shortest state lasts. `repeats` is the share of captures whose body
    stood before, `silent` the share of histories whose index gives no digests.
    """

    seed: str
    years: tuple[float, float]
    lasts: float
    spread: float
    shortest: float
    early: float  # share of first changes that fall into the first tenth of the history
    repeats: float
    silent: float
    unreadable: tuple[float, float]


@dataclass(frozen=True)
class History:
    """`keys[i]` is what capture i says, `dark[i]` why it cannot be told: `body`, `moment` or empty."""

    kind: str
    spots: tuple[Spot, ...]
    keys: tuple[str, ...]
    dark: tuple[str, ...]

    @property
    def readable(self) -> list[int]:
        return [index for index, dark in enumerate(self.dark) if not dark]

    @property
    def transitions(self) -> frozenset[tuple[int, int]]:
        """Neighbours among the readable captures that say different things."""
        told = self.readable
        return frozenset(
            (left, right) for left, right in pairwise(told) if self.keys[left] != self.keys[right]
        )

    def shorter_side(self, transition: tuple[int, int]) -> int:
        """Readable captures in the shorter of the two states that a change parts; the outermost two states
        of a history count as long as its longest."""
        told = self.readable
        bounds = [0, *(told.index(right) for _, right in sorted(self.transitions)), len(told)]
        sizes = [right - left for left, right in pairwise(bounds)]
        at = sorted(self.transitions).index(transition)
        inner = [sizes[state] for state in (at, at + 1) if 0 < state < len(sizes) - 1]
        return min(inner, default=len(told))


def histories(assumed: Assumptions, sizes: Sequence[int], each: int) -> Iterator[History]:
    """`each` histories of every kind and size."""
    for kind in KINDS:
        for size in sizes:
            for number in range(each):
                yield _history(kind, size, assumed, random.Random(f"{assumed.seed}/{kind}/{size}/{number}"))


def _history(kind: str, size: int, assumed: Assumptions, chance: random.Random) -> History:
    length = 365 * chance.uniform(*assumed.years)
    times = _times(size, length, chance)
    wild = kind if kind != "noisy" else chance.choice(("monotone", "relapsing"))
    changes = {"still": _never, "monotone": _once, "relapsing": _again}[wild](length, assumed, chance)
    keys = _keys(times, changes, chance)
    share = chance.uniform(*assumed.unreadable) if kind == "noisy" else 0.0
    dark = _dark(size, share, chance)
    spots = _spots(times, keys, dark, assumed, chance)
    return History(kind, spots, keys, dark)


def _times(size: int, length: float, chance: random.Random) -> list[float]:
    """Three in ten captures while the page is new, three in ten in bursts, the rest at any time."""
    times = [0.0, length]
    while len(times) < size:
        way = chance.random()
        if way < 0.3:
            times.append(min(length, chance.expovariate(10 / length)))
        elif way < 0.7:
            times.append(chance.uniform(0, length))
        else:
            start, span = chance.uniform(0, length), chance.uniform(0.5, 20)
            times += [min(length, start + chance.uniform(0, span)) for _ in range(chance.randint(3, 12))]
    return sorted(times[:size])


def _never(length: float, assumed: Assumptions, chance: random.Random) -> list[float]:
    return []


def _once(length: float, assumed: Assumptions, chance: random.Random) -> list[float]:
    return [_first(length, assumed, chance)]


def _first(length: float, assumed: Assumptions, chance: random.Random) -> float:
    """A text is mended while it is new, or at any time."""
    return chance.uniform(0, length / 10 if chance.random() < assumed.early else length)


def _again(length: float, assumed: Assumptions, chance: random.Random) -> list[float]:
    """One change after another, eight at the most."""
    moment = _first(length, assumed, chance) * 0.7
    found: list[float] = []
    while moment < length and len(found) < 8:
        found.append(moment)
        moment += max(assumed.shortest, math.exp(chance.gauss(math.log(assumed.lasts), assumed.spread)))
    return found


def _keys(times: Sequence[float], changes: Sequence[float], chance: random.Random) -> tuple[str, ...]:
    """What each capture says; a state that went may come back, as a sentence taken out and put in again."""
    states = ["holds"]
    for _ in changes:
        others = [state for state in _STATES if state != states[-1]]
        back = len(states) > 1 and chance.random() < 0.6
        states.append(states[-2] if back else chance.choice(others))
    return tuple(states[sum(change <= moment for change in changes)] for moment in times)


def _dark(size: int, share: float, chance: random.Random) -> tuple[str, ...]:
    """Half of what cannot be told stands alone, half in stretches (a wall that stayed up for a while)."""
    dark = [""] * size
    for index in range(size):
        if chance.random() < share / 2:
            dark[index] = chance.choice(("body", "moment"))
    left = round(size * share / 2)
    while left > 0:
        run = min(left, chance.randint(2, max(2, size // 12)))
        start = chance.randrange(max(1, size - run))
        dark[start : start + run] = ["body"] * len(dark[start : start + run])
        left -= run
    return tuple(dark)


def _spots(
    times: Sequence[float],
    keys: Sequence[str],
    dark: Sequence[str],
    assumed: Assumptions,
    chance: random.Random,
) -> tuple[Spot, ...]:
    """Bodies: mostly new ones, some equal to the capture before, some to an older one that says the same."""
    silent = chance.random() < assumed.silent
    bodies: list[str] = []
    known: dict[str, list[str]] = {}
    for index, (key, why) in enumerate(zip(keys, dark, strict=True)):
        says = "wall" if why == "body" else key
        seen = known.setdefault(says, [])
        if seen and chance.random() < assumed.repeats:
            body = seen[-1] if chance.random() < 0.7 else chance.choice(seen)
        else:
            body = f"body-{index}"
        seen.append(body)
        bodies.append(body)
    return tuple(
        Spot(_EPOCH + dt.timedelta(days=moment), None if silent else body)
        for moment, body in zip(times, bodies, strict=True)
    )
