"""Where a history changed: which capture to read next, and what the captures read so far show. Pure.

A plan knows when captures were made and which bodies an archive's index calls equal, never what they say.
It asks for one capture at a time, and which one depends on nothing but what has been read: a plan taken
up again goes on as if it had never stopped, whatever was read in the meantime by others.

Readings are three-state: a key (two readings with the same key say the same of the claim) or None, could
not be told. What could not be told decides nothing: it widens a bracket.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

GRID = 33
"""Captures that are read over the whole of a history before any bracket is narrowed."""
FEW = 50
"""A history of so many captures may be read whole; of a longer one at most half, and never less than this."""
_TIRED = 12
"""Unreadable captures in one bracket after which the rest of the history has its turn first."""
_BETWEEN_WALLS = 0.25


def allowance(count: int) -> int:
    """The most captures of `count` that a plan asks for: half of them, or FEW where that is more."""
    return max(count // 2, min(count, FEW))


@dataclass(frozen=True)
class Spot:
    """A capture before it is read. Equal `digest`: equal bodies, by the word of the index; None: no word.

    `free`: reading it costs no request.
    """

    at: dt.datetime
    digest: str | None = None
    free: bool = False


@dataclass(frozen=True)
class Mark:
    """What reading a capture showed; `key` None: could not be told.

    `of_body`: whether that is a fact of the body, which an equal body shares; a time-out is none.
    """

    key: str | None
    of_body: bool = True


class Stretch(NamedTuple):
    """What lies between two neighbouring captures that could be told, `left` and `right` (indexes).

    `left` is -1 before the first one, `right` the number of captures after the last. `vain` are the captures
    between them of which is known that they cannot be told.
    """

    left: int
    right: int
    vain: tuple[int, ...] = ()

    @property
    def waiting(self) -> int:
        """How many captures between the two nobody has read."""
        return self.right - self.left - 1 - len(self.vain)

    @property
    def unread(self) -> tuple[int, ...]:
        """Those captures."""
        vain = frozenset(self.vain)
        return tuple(index for index in range(self.left + 1, self.right) if index not in vain)


@dataclass(frozen=True)
class Told:
    """What is known of the captures: the key of each that could be told, by reading it or by an equal body.

    `vain`: captures of which is known that they cannot be told. `count`: captures in all.
    """

    keys: Mapping[int, str]
    vain: frozenset[int]
    count: int

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch between neighbours that could be told, open ends included."""
        bounds = [-1, *sorted(self.keys), self.count]
        vain = sorted(self.vain)
        cuts = [bisect_left(vain, bound) for bound in bounds]
        return tuple(
            Stretch(left, right, tuple(vain[start:stop]))
            for (left, right), (start, stop) in zip(pairwise(bounds), pairwise(cuts), strict=True)
        )

    def differs(self, stretch: Stretch) -> bool:
        """Whether the two ends say different things: somewhere between them it changed."""
        if stretch.left < 0 or stretch.right >= self.count:
            return False
        return self.keys[stretch.left] != self.keys[stretch.right]

    @cached_property
    def brackets(self) -> tuple[Stretch, ...]:
        """Every change seen, the oldest first. One that waits for nothing is as narrow as it can be."""
        return tuple(stretch for stretch in self.stretches if self.differs(stretch))


@dataclass(frozen=True)
class Plan:
    """Reads a history of `spots`, the oldest first: a grid, then every bracket, then the widest gaps.

    `every`: without an allowance, until every capture is known.
    """

    spots: tuple[Spot, ...]
    grid: int = GRID
    every: bool = False

    def next_probe(self, known: Mapping[int, Mark]) -> int | None:
        """The capture to read after `known`; None where nothing more is worth a request.

        In this order: both ends; a grid spread over time and over changes of the body alike; the middle of
        every bracket, the narrowest first; the ends of finished brackets that stand on the index's word
        alone; then the middle of the widest gap, again and again, until the allowance is used.
        """
        if self.used_up(known):
            return None
        found = self._end(known)
        return self._inside(self.told(known), known) if found is None else found

    def _inside(self, told: Told, known: Mapping[int, Mark]) -> int | None:
        widest = max((each for each in told.stretches if each.waiting), key=self._width, default=None)
        if widest is not None and self._width(widest) >= self._fine:
            return self._middle(widest, self._places)
        found = self._in_bracket(told)
        found = self._unproven(told, known) if found is None else found
        if found is None and widest is not None:
            return self._middle(widest, self._places)
        return found

    @cached_property
    def allowed(self) -> int:
        """Requests that the plan makes at most over all its runs."""
        count = sum(not spot.free for spot in self.spots)
        return count if self.every else allowance(count)

    def used_up(self, known: Mapping[int, Mark]) -> bool:
        """Whether the allowance is used, whoever used it."""
        return sum(not self.spots[index].free for index in known) >= self.allowed

    def told(self, known: Mapping[int, Mark]) -> Told:
        """What `known` says of every capture. Bodies that the index calls equal and that read differently
        prove it wrong: its word is then not taken for any of them."""
        marks: dict[int, Mark] = {}
        for digest, mark in self._shared(known).items():
            marks |= dict.fromkeys(self._alike[digest], mark)
        for index, mark in known.items():
            if mark.key is not None or mark.of_body or index not in marks:
                marks[index] = mark
        keys = {index: mark.key for index, mark in marks.items() if mark.key is not None}
        return Told(keys, frozenset(marks.keys() - keys.keys()), len(self.spots))

    @cached_property
    def _alike(self) -> Mapping[str, Sequence[int]]:
        """The captures of each digest."""
        found: dict[str, list[int]] = {}
        for index, spot in enumerate(self.spots):
            if spot.digest:
                found.setdefault(spot.digest, []).append(index)
        return found

    def _shared(self, known: Mapping[int, Mark]) -> dict[str, Mark]:
        """What every body of a digest says, by the digest."""
        found: dict[str, Mark] = {}
        doubtful: set[str] = set()
        for index, mark in known.items():
            digest = self.spots[index].digest
            if digest and mark.of_body and found.setdefault(digest, mark).key != mark.key:
                doubtful.add(digest)
        return {digest: mark for digest, mark in found.items() if digest not in doubtful}

    def _end(self, known: Mapping[int, Mark]) -> int | None:
        ends = (0, len(self.spots) - 1) if self.spots else ()
        return next((index for index in ends if index not in known), None)

    @cached_property
    def _fine(self) -> float:
        """Gaps are halved until they are about as wide as the grid's, into which a third of a short history
        may go."""
        return 1.5 / (min(self.grid, max(3, len(self.spots) // 3)) - 1)

    def _in_bracket(self, told: Told) -> int | None:
        """The middle of the bracket that is nearest to its end, those without unreadable captures first."""
        open_ones = [each for each in told.brackets if each.waiting and not _tiring(each)]
        if not open_ones:
            return None
        bracket = min(open_ones, key=lambda each: (len(each.vain) // 3, each.waiting, each.left))
        return self._middle(bracket, range(len(self.spots)))

    def _unproven(self, told: Told, known: Mapping[int, Mark]) -> int | None:
        """An end of a finished bracket that nobody has read."""
        finished = (bracket for bracket in told.brackets if not bracket.waiting)
        ends = (end for bracket in finished for end in (bracket.left, bracket.right))
        return next((end for end in ends if end not in known), None)

    def _width(self, stretch: Stretch) -> float:
        """How wide a stretch is; what was read there in vain counts against it."""
        left, right = max(stretch.left, 0), min(stretch.right, len(self.spots) - 1)
        return (self._places[right] - self._places[left]) / (1 + len(stretch.vain))

    @cached_property
    def _places(self) -> list[float]:
        """Where each capture stands, 0 to 1, half by its time and half by the bodies that came before it."""
        first, last = self.spots[0].at, self.spots[-1].at
        whole = (last - first).total_seconds() or 1.0
        bodies = list(_changes(self.spots))
        return [
            ((spot.at - first).total_seconds() / whole + body / (bodies[-1] or 1)) / 2
            for spot, body in zip(self.spots, bodies, strict=True)
        ]

    def _middle(self, stretch: Stretch, places: Sequence[float]) -> int:
        """The unread capture nearest to the middle; where some were read in vain, the middle of the longest
        run that nobody has read. A run between two unreadable captures counts a quarter: a wall that stood
        before and after it stood there too."""
        left, right = max(stretch.left, 0), min(stretch.right, len(self.spots) - 1)
        unread: Sequence[int] = stretch.unread
        if len(stretch.vain) > 2:
            unread = max(_runs(unread), key=lambda run: (self._worth(run, stretch, places), -run[0]))
            left, right = unread[0], unread[-1]
        middle = (places[left] + places[right]) / 2
        return min(self._distinct(unread), key=lambda index: (abs(places[index] - middle), index))

    def _worth(self, run: Sequence[int], stretch: Stretch, places: Sequence[float]) -> float:
        before, after = max(run[0] - 1, 0), min(run[-1] + 1, len(self.spots) - 1)
        return (places[after] - places[before]) * (1 if _at_edge(run, stretch) else _BETWEEN_WALLS)

    def _distinct(self, unread: Sequence[int]) -> Sequence[int]:
        """One capture of each body: the others will then be known."""
        first: dict[object, int] = {}
        for index in unread:
            first.setdefault(self.spots[index].digest or index, index)
        return list(first.values())


def _at_edge(run: Sequence[int], stretch: Stretch) -> bool:
    return run[0] == stretch.left + 1 or run[-1] == stretch.right - 1


def _tiring(stretch: Stretch) -> bool:
    """Much was read in vain, and what is left lies between walls."""
    return len(stretch.vain) >= _TIRED and not any(_at_edge(run, stretch) for run in _runs(stretch.unread))


def _changes(spots: Sequence[Spot]) -> Iterator[int]:
    """For each capture, how many times the body has changed up to it."""
    count = 0
    yield count
    for before, after in pairwise(spots):
        count += before.digest is None or before.digest != after.digest
        yield count


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """Indexes in order, cut where they do not follow one another."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
