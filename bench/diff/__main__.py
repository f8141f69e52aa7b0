"""What changed in texts of 1,000 to 16,000 words: 5 % and 60 % of the sentences edited, one paragraph moved.

    python -m bench.diff [--rounds 15] [--ours]

Ours beside difflib, rapidfuzz, redlines, lxml's htmldiff and git's word diff; writes results/diff.md. A peer
that is not installed is named there.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.diff.corpus import Case, case
from bench.diff.tools import Ours, Said, Tool, absent, tools, workplace
from bench.machine import facts, report

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)
SHARES = (0.05, 0.6)
LIMIT = 4.0
"""Seconds after which a tool is not asked again, and once it needed them not at a larger size."""


@dataclass(frozen=True)
class Took:
    """Milliseconds of each round at one size, and what was said."""

    size: int
    times: Sequence[float]
    said: Said
    planted: int
    to_move: int

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def timed(work: Callable[[], Any], rounds: int) -> tuple[list[float], Any]:
    out: list[float] = []
    result = None
    while len(out) < rounds and sum(out) < LIMIT * 1e3:
        started = time.perf_counter()
        result = work()
        out.append((time.perf_counter() - started) * 1e3)
    return out, result


def measured(tool: Tool, cases: Sequence[Case], rounds: int) -> list[Took]:
    out: list[Took] = []
    for each in cases:
        if out and out[-1].median > LIMIT * 1e3:
            break
        work = tool.prepared(each)
        work()  # once to warm up
        times, result = timed(work, rounds)
        out.append(Took(each.words, times, tool.said(each, result), each.planted, each.moved))
    return out


def exponent(rows: Sequence[Took]) -> float:
    """The slope of log time over log size, by least squares: 1 is linear, 2 quadratic."""
    if len(rows) < 2:
        return math.nan
    line = statistics.linear_regression(
        [math.log(row.size) for row in rows], [math.log(min(row.times)) for row in rows]
    )
    return line.slope


def row(tool: Tool, rows: Sequence[Took]) -> str:
    cells = [f"{each.median:.1f} ({min(each.times):.1f})" for each in rows]
    cells += ["too slow"] * (len(SIZES) - len(rows))
    last = rows[-1]
    move = "yes" if last.said.moved else "no"
    told = f"{last.said.words} / {last.planted}" + ("" if len(rows) == len(SIZES) else f" at {last.size}")
    return f"| {tool.name} | {' | '.join(cells)} | {exponent(rows):.2f} | {told} | {move} |"


def table(share: float, chosen: Sequence[Tool], rounds: int) -> list[str]:
    cases = [case(size, share) for size in SIZES]
    head = "".join(f" {each.words:,} words |" for each in cases)
    return [
        f"## {share:.0%} of the sentences edited",
        "",
        f"The paragraph that moved has {cases[-1].moved} words in the largest text.",
        "",
        f"| |{head} exponent | words said / planted | move named |",
        "|---" * (len(SIZES) + 4) + "|",
        *(row(tool, measured(tool, cases, rounds)) for tool in chosen),
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="What changed in a text, beside peers.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--ours", action="store_true", help="without the peers; nothing is written")
    chosen = parser.parse_args()
    if chosen.ours:
        print("\n".join(line for share in SHARES for line in table(share, [Ours()], chosen.rounds)))
        return
    machine = facts()
    with workplace() as folder:
        ready = list(tools(Path(folder)))
        lines = [line for share in SHARES for line in table(share, ready, chosen.rounds)]
    about = (
        f"Milliseconds, median of up to {chosen.rounds} rounds (least in brackets). Words said are those "
        "called removed or added in the largest text; where a move is not named its words count among them, "
        "twice."
    )
    ends = [f"Not run: {why}." for why in absent()]
    report("diff", "What changed in a text, beside peers", [about, "", *lines, *ends], machine)


if __name__ == "__main__":
    main()
