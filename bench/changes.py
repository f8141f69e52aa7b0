"""How long it takes to say what changed in a text of 16,000 words, 60 % of its sentences edited.

    python -m bench.changes [--rounds 15]

Beside it the parts that are not the comparison (folding, sentences), and difflib over the same words.
"""

from __future__ import annotations

import argparse
import difflib
import random
import time
from collections.abc import Callable

from bench.machine import facts, report, spread
from bench.pages import THINGS, VERBS, page

from verify.diff.text_diff import diff_texts
from verify.model.text import plain
from verify.text.fold import fold
from verify.text.sentences import sentences


def edited(told: list[str], chance: random.Random) -> list[str]:
    """`told` with 60 % of its sentences changed, dropped, doubled with a new one, or moved."""
    out = []
    for sentence in told:
        fate = chance.random()
        if fate < 0.45:
            words = sentence.split()
            words[chance.randrange(len(words))] = chance.choice(VERBS)
            out.append(" ".join(words))
        elif fate < 0.52:
            out.append(
                f"A note says that {chance.randrange(10**6)} {chance.choice(THINGS)} were not counted."
            )
        elif fate < 0.58:
            continue
        elif fate < 0.60:
            out.insert(chance.randrange(len(out) + 1), sentence)
        else:
            out.append(sentence)
    return out


def seconds(work: Callable[[], object], rounds: int) -> list[float]:
    """Wall time of each of `rounds` calls."""
    out = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        out.append(time.perf_counter() - started)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Diff two texts of 16,000 words.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    machine = facts()
    told = [sentence for number in range(1, 14) for sentence in page(number).sentences]
    old, new = ("\n".join(side) for side in (told, edited(told, random.Random(4))))
    before, after = plain(old), plain(new)
    rows = {
        "diff_texts, whole": seconds(lambda: diff_texts(before, after), rounds),
        "of that, folding": seconds(lambda: (fold(old), fold(new)), rounds),
        "of that, sentences": seconds(lambda: (sentences(old), sentences(new)), rounds),
        "difflib over words": seconds(
            lambda: difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes(), 3
        ),
    }
    counts = ", ".join(f"{number} {kind}" for kind, number in diff_texts(before, after).counts.items())
    lines = [
        f"{len(old.split())} words before, {len(new.split())} after; sentences: {counts}.",
        "",
        "| | wall time, median (least to most) |",
        "|---|---|",
        *(f"| {name} | {spread(times)} |" for name, times in rows.items()),
    ]
    report("changes", f"What changed in a long text: {rounds} rounds", lines, machine)


if __name__ == "__main__":
    main()
