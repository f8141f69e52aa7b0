"""What a strategy finds in histories whose changes are known, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench.bisect.histories import History
from bench.bisect.strategies import Found, Strategy


@dataclass(frozen=True)
class Outcome:
    """One history read by one strategy. `hits` are the changes found, each with the length of the shorter of
    the two states it parts; `misses` likewise. `wrong` counts reported brackets in which nothing changed."""

    kind: str
    size: int
    probes: int
    hits: tuple[int, ...]
    misses: tuple[int, ...]
    wrong: int


def outcome(history: History, found: Found) -> Outcome:
    """A change is found where a bracket lies within its two neighbouring readable captures: it holds this
    change, no other, and cannot be narrower."""
    within = {
        change: any(change[0] <= left and right <= change[1] for left, right in found.brackets)
        for change in history.transitions
    }
    wrong = sum(
        not any(left <= change[1] and change[0] <= right for change in history.transitions)
        for left, right in found.brackets
    )
    lengths = {change: history.shorter_side(change) for change in within}
    return Outcome(
        history.kind,
        len(history.keys),
        found.probes,
        tuple(lengths[change] for change, hit in within.items() if hit),
        tuple(lengths[change] for change, hit in within.items() if not hit),
        wrong,
    )


@dataclass(frozen=True)
class Task:
    strategy: Strategy

    def __call__(self, history: History) -> Outcome:
        return outcome(history, self.strategy(history))


def outcomes(strategy: Strategy, histories: Sequence[History], workers: int) -> list[Outcome]:
    """One for each history, in their order."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(Task(strategy), histories, chunksize=4))


def share(found: Iterable[Outcome]) -> tuple[int, int]:
    """Changes found, and changes in all."""
    listed = list(found)
    hits = sum(len(each.hits) for each in listed)
    return hits, hits + sum(len(each.misses) for each in listed)


def by_length(found: Iterable[Outcome], fits: Callable[[int], bool]) -> tuple[int, int]:
    """As `share`, of the changes whose shorter side fits."""
    listed = list(found)
    hits = sum(fits(length) for each in listed for length in each.hits)
    return hits, hits + sum(fits(length) for each in listed for length in each.misses)
