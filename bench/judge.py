"""How long it takes to judge 1,000 claims over 32 stored pages, offline: the path of `verify check`.

    python -m bench.judge [--claims 1000] [--pages 32] [--rounds 5]

Every round opens the archive anew and reads, parses, matches and judges everything. "first" has no text kept
from an earlier run; "again" finds the extracted texts in the ledger.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.machine import facts, report, spread
from bench.pages import Page, claims, intended, page

from verify.archive.store import Archive
from verify.model.policy import MatchPolicy
from verify.model.registry import Article, Registry
from verify.model.run import Run
from verify.model.source import Source
from verify.pipeline.checking import check
from verify.pipeline.ports import Selection
from verify.testing import EPOCH, answered


def clock() -> dt.datetime:
    """The moment of the stored looks; nothing that is measured reads it."""
    return EPOCH


def store(cache: Path, pages: list[Page]) -> None:
    """One look at every page, as `verify fetch` keeps it."""
    with Archive.open(cache, clock=clock, write=True) as archive:
        for each in pages:
            assert each.reference.url
            archive.append(answered(each.reference.url, each.html))


def judge(cache: Path, selection: Selection, *, keep: bool) -> tuple[float, Run]:
    """One whole check; `keep` lets the extracted texts stay in the ledger."""
    started = time.perf_counter()
    with Archive.open(cache, clock=clock, write=keep) as archive:
        run = check(selection, archive, MatchPolicy())
    return time.perf_counter() - started, run


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge many claims over stored pages.")
    parser.add_argument("--claims", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    machine = facts()
    pages = [page(number) for number in range(1, chosen.pages + 1)]
    references = tuple(each.reference for each in pages)
    made = tuple(claims(pages, chosen.claims))
    registry = Registry(
        "references.yaml",
        "bench",
        Article("A year in the valley"),
        (Source("valley", "Valley news"),),
        references,
        made,
    )
    selection = Selection((registry,))
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        store(cache, pages)
        first = [judge(cache, selection, keep=False) for _ in range(chosen.rounds)]
        judge(cache, selection, keep=True)
        again = [judge(cache, selection, keep=False) for _ in range(chosen.rounds)]
    rows = [
        _row("first", [took for took, _ in first], len(made)),
        _row("again", [took for took, _ in again], len(made)),
    ]
    statuses = [verdict.status.value for verdict in first[0][1].verdicts]
    wanted = intended(pages, len(made))
    right = sum(one == other for one, other in zip(statuses, wanted, strict=True))
    words = sum(len(" ".join(each.sentences).split()) for each in pages) // len(pages)
    lines = [
        f"{len(made)} claims over {len(pages)} pages of {words} words, {chosen.rounds} rounds.",
        "",
        "| | whole run, median (least to most) | each claim |",
        "|---|---|---|",
        *rows,
        "",
        f"Verdicts: {', '.join(f'{number} {status}' for status, number in Counter(statuses).items())};",
        f"{right} of {len(made)} are what the claim was made to be.",
    ]
    report("judge", "Judging stored pages offline", lines, machine)


def _row(name: str, seconds: list[float], count: int) -> str:
    return f"| {name} | {spread(seconds)} | {statistics.median(seconds) / count * 1e3:.2f} ms |"


if __name__ == "__main__":
    main()
