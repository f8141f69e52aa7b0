"""Alerts raised against alerts due, over seeded revisions of made-up pages; results/drift.md.

    python -m bench.drift [--each 28] [--workers 2]

The default is a little more than 1,000 page changes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from bench.drift.article import article
from bench.drift.measure import Outcome, outcome, total
from bench.drift.revisions import KINDS, history
from bench.machine import facts, report

INTRODUCTION = (
    "Pages of about 1,200 words of our own sentences, each with five claims: a quote, a figure, a pinned",
    "passage, words with a speaker, words told by somebody. Each is audited as it was, then after a revision",
    "and once or twice more a week apart; every look brings another body, if only by a counter in a script.",
    "",
    "An alert is due for a number, negation, hedge or attribution changed under a claim, at the first look",
    "and with its kind; for a sentence removed or replaced at the second look that lacks it. Nothing else",
    "is: a soft 404 says nothing of the claims, and a sentence that is back at the next look was never lost.",
    "*Right* came at that look, of that claim, with that kind; *wrong* is every other alert. *New failures*",
    "are findings that newly make the exit code 1, due and not.",
    "",
)


def case(named: tuple[str, int]) -> Outcome:
    """One revision of one page; the same for the same name and number."""
    kind, number = named
    return outcome(history(kind, article(number + 1), random.Random(f"{kind}/{number}")))


def main() -> None:
    parser = argparse.ArgumentParser(description="Alerts raised against alerts due.")
    parser.add_argument("--each", type=int, default=28, help="pages for every kind of revision")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    machine = facts()
    cases = [(kind, number) for kind in KINDS for number in range(chosen.each)]
    with ProcessPoolExecutor(chosen.workers) as pool:
        found = list(pool.map(case, cases, chunksize=4))
    report("drift", "Alerts on changed pages", [*INTRODUCTION, *table(found), *monitors(found)], machine)


def table(found: Sequence[Outcome]) -> list[str]:
    """One row for each kind of revision, and all of them."""
    lines = [
        "| revision | page changes | alerts due | right | wrong | new failures due | not due |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        lines.append(_row(kind, [each for each in found if each.kind == kind]))
    return [*lines, _row("**all**", found), ""]


def _row(name: str, found: Sequence[Outcome]) -> str:
    failed = sum(each.failed_right for each in found), sum(each.failed for each in found)
    return f"| {name} | {' | '.join(map(str, (*total(found), *failed)))} |"


def monitors(found: Sequence[Outcome]) -> list[str]:
    """The same changes as others count them."""
    changes, due, right, wrong = total(found)
    held = sum(each.held_first for each in found)
    rows = {
        "due": due,
        "verify, right": right,
        "verify, wrong": wrong,
        "a monitor of bodies": sum(each.bodies for each in found),
        "a monitor of the extracted text": sum(each.texts for each in found),
    }
    return [
        f"On {held} of {len(found)} pages all five claims held at the first audit.",
        "",
        "| alerts | in all | per 1,000 page changes |",
        "|---|---|---|",
        *(f"| {name} | {number} | {1000 * number / changes:.0f} |" for name, number in rows.items()),
    ]


if __name__ == "__main__":
    main()
