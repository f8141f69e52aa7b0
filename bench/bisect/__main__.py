"""Changes found and captures read, ours beside bisection by the ends and by fixed grids; results/bisect.md.

    python -m bench.bisect [--each 10] [--workers 2]

The plan was tuned on the development set alone; the held-out set has other seeds and other parameters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bench.bisect.histories import KINDS, Assumptions, History, histories
from bench.bisect.measure import Outcome, by_length, outcomes, share
from bench.bisect.strategies import Strategy, by_ends, by_grid, ours
from bench.machine import facts, report

DEVELOPMENT = Assumptions("development", (3, 12), 350, 0.8, 1.0, 0.5, 0.29, 0.2, (0.1, 0.3))
HELD_OUT = Assumptions("held-out", (2, 15), 250, 1.0, 0.5, 0.4, 0.25, 0.3, (0.1, 0.3))
SHORT_LIVED = Assumptions("short-lived", (2, 15), 30, 1.0, 0.5, 0.4, 0.25, 0.3, (0.1, 0.3))
SIZES = {
    "development": (100, 200, 500, 1000, 2000),
    "held-out": (100, 150, 350, 800, 1600, 2000),
    "short-lived": (100, 300, 1000),
}
AS_MEASURED = (20, 30, 40, 50, 70, 80)
"""Sizes about the mean of the real documents (49 versions) on which the plain ways were measured."""
SMALL = (20, 35, 60, 90)
FEW = 100
WAYS: dict[str, Strategy] = {
    "by the ends": by_ends,
    "grid of 17": partial(by_grid, size=17),
    "grid of 33": partial(by_grid, size=33),
    f"ours, {FEW} requests": partial(ours, most=FEW),
    "ours, half": ours,
}
LENGTHS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("1", lambda length: length == 1),
    ("2", lambda length: length == 2),
    ("3 to 4", lambda length: 3 <= length <= 4),
    ("5 to 9", lambda length: 5 <= length <= 9),
    ("10 to 29", lambda length: 10 <= length <= 29),
    ("30 and more", lambda length: length >= 30),
)
INTRODUCTION = (
    "Synthetic histories with known changes, each read by every way. *Found* is the share of changes that a",
    "reported bracket holds alone, with no readable capture between its ends. *Read* is the mean number of",
    "captures fetched for a history, and their share. *Wrong* counts brackets in which nothing changed.",
    "",
    "What is assumed (bench/bisect/histories.py says more): a page changes at nearly every capture, its",
    "sentence seldom; 25 to 29 % of captures have the body of an earlier one, and an index gives digests in",
    "70 to 80 % of histories; captures come in bursts; a state lasts 350 days in the middle (log-normal,",
    "sigma 0.8; held-out 250 and 1.0), so that few last for one capture alone. In noisy histories 10 to 30 %",
    "of captures cannot be told, half of them in stretches. No way of looking sees a state that lies between",
    "two captures that it read: how much is missed hangs on how short states are, which is why found is told",
    "by their length too. A state of one or two captures mostly lies where captures are far apart in time,",
    "and there the plan reads nearly all of them. Short-lived histories have states of 30 days (median).",
    "",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Finding every change of a history with few probes.")
    parser.add_argument("--each", type=int, default=10, help="histories of every kind and size")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    machine = facts()
    lines = [*INTRODUCTION, *as_measured(chosen.each, chosen.workers)]
    for assumed in (DEVELOPMENT, HELD_OUT, SHORT_LIVED):
        tried = list(histories(assumed, SIZES[assumed.seed], chosen.each))
        found = {name: outcomes(way, tried, chosen.workers) for name, way in WAYS.items()}
        lines += table(assumed.seed, tried, found)
        if assumed is HELD_OUT:
            lines += sizes_table(found)
        if assumed is not DEVELOPMENT:
            lines += lengths_table(assumed.seed, found)
    lines += small(chosen.each, chosen.workers)
    report("bisect", "Finding the changes of a claim among captures", lines, machine)


def as_measured(each: int, workers: int) -> list[str]:
    """How hard the development set is, beside what was measured on real pages."""
    tried = list(histories(DEVELOPMENT, AS_MEASURED, each * 2))
    ways = {name: WAYS[name] for name in ("by the ends", "grid of 17", "grid of 33")}
    told = [f"{name} {_percent(*share(outcomes(way, tried, workers)))}" for name, way in ways.items()]
    return [
        f"On {len(tried)} development histories of 20 to 80 captures the plain ways find:",
        f"{', '.join(told)}.",
        "On real pages of such sizes they had found 30, 86 and 98 %.",
        "",
    ]


def table(name: str, tried: Sequence[History], found: Mapping[str, list[Outcome]]) -> list[str]:
    """One row a way, over histories of 100 captures and more."""
    sizes = [len(history.keys) for history in tried]
    changes = sum(len(history.transitions) for history in tried)
    moving = [kind for kind in KINDS if kind != "still"]
    lines = [
        f"## {name.capitalize()}, 100 captures and more",
        "",
        f"{len(tried)} histories of {min(sizes)} to {max(sizes)} captures with {changes} changes.",
        "",
        f"| | found | {' | '.join(moving)} | read | wrong | over half |",
        "|---" * (len(moving) + 5) + "|",
    ]
    for way, listed in found.items():
        kinds = [_percent(*share(each for each in listed if each.kind == kind)) for kind in moving]
        over = sum(each.probes > each.size / 2 for each in listed)
        wrong = sum(each.wrong for each in listed)
        cells = [way, f"**{_percent(*share(listed))}**", *kinds, _read(listed), str(wrong), str(over)]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def sizes_table(found: Mapping[str, list[Outcome]]) -> list[str]:
    """Held-out histories by size: found and read."""
    lines = [
        "## Held-out, by the number of captures",
        "",
        f"| captures | {' | '.join(found)} |",
        "|---" * (len(found) + 1) + "|",
    ]
    for size in SIZES["held-out"]:
        cells = []
        for listed in found.values():
            of_size = [each for each in listed if each.size == size]
            cells.append(
                f"{_percent(*share(of_size))}, {sum(each.probes for each in of_size) / len(of_size):.0f} read"
            )
        lines.append(f"| {size} | {' | '.join(cells)} |")
    return [*lines, ""]


def lengths_table(name: str, found: Mapping[str, list[Outcome]]) -> list[str]:
    """Changes by the length of the shorter state beside them: what is short is missed first."""
    lines = [
        f"## {name.capitalize()}, by the readable captures of the shorter of the two states",
        "",
        f"| captures | changes | {' | '.join(found)} |",
        "|---" * (len(found) + 2) + "|",
    ]
    for length, fits in LENGTHS:
        cells = [by_length(listed, fits) for listed in found.values()]
        lines.append(f"| {length} | {cells[0][1]} | {' | '.join(_percent(*cell) for cell in cells)} |")
    return [*lines, ""]


def small(each: int, workers: int) -> list[str]:
    """Histories of fewer captures, of which more than half may be read."""
    tried = list(histories(HELD_OUT, SMALL, each))
    listed = outcomes(ours, tried, workers)
    return [
        f"Of {len(tried)} held-out histories of {min(SMALL)} to {max(SMALL)} captures up to 50 may be read:",
        f"ours finds {_percent(*share(listed))} and reads {_read(listed)}.",
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _read(listed: Sequence[Outcome]) -> str:
    probes, captures = sum(each.probes for each in listed), sum(each.size for each in listed)
    return f"{probes / len(listed):.0f} ({100 * probes / captures:.0f} %)"


if __name__ == "__main__":
    main()
