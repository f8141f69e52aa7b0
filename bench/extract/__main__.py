"""Reading 100 KB pages, ours beside peers in interleaved rounds; results/extract.md.

    python -m bench.extract [--pages 60] [--rounds 5]

Peers come from requirements/bench.txt; one that is not installed is named as such.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence

from bench.extract.corpus import Page, pages
from bench.extract.measure import by_layout, memory, precision, recall, seconds
from bench.extract.tools import Tool, ours, tools
from bench.machine import facts, report

LONG = 16_000_000
INTRODUCTION = (
    "Articles of our own sentences, between the usual furniture, in five layouts. *Recall* is the share of",
    "the articles' sentences that stand in the text, white space folded; *precision* the share of the text",
    "that is those sentences (ours keeps all text and labels its zones). Times are processor time on one",
    "core, medians over interleaved rounds; ours includes decoding, guards, zones, metadata, language,",
    "markers and the check for lost text.",
    "",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Reading pages beside peers.")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    machine = facts()
    corpus = pages(chosen.pages)
    every, missing = tools()
    lines = [*INTRODUCTION, _corpus_line(corpus, chosen.rounds), ""]
    lines += table(every, corpus, chosen.rounds)
    lines += ["", *layout_lines(corpus), "", *memory_lines(), *(f"Not run: {why}." for why in missing)]
    report("extract", "Reading pages, beside peers", lines, machine)


def _corpus_line(corpus: Sequence[Page], rounds: int) -> str:
    size = statistics.mean(len(page.body) for page in corpus) / 1000
    tags = statistics.mean(page.body.count(b"<") for page in corpus)
    article = statistics.mean(sum(map(len, page.sentences)) for page in corpus)
    return (
        f"{len(corpus)} pages of {size:.0f} KB with {tags:.0f} tags and {article:.0f} characters of article "
        f"on average, {sum(len(page.sentences) for page in corpus)} sentences; {rounds} rounds."
    )


def table(every: dict[str, Tool], corpus: Sequence[Page], rounds: int) -> list[str]:
    took = seconds(every, corpus, rounds)
    lines = ["| | pages/s a core | ms a page | recall | precision |", "|---|---|---|---|---|"]
    for name, tool in every.items():
        middle = statistics.median(took[name])
        found, total = recall(tool, corpus)
        lines.append(
            f"| {name} | {1 / middle:.0f} | {middle * 1e3:.2f} ({min(took[name]) * 1e3:.2f} to "
            f"{max(took[name]) * 1e3:.2f}) | {found / total:.4f} | {precision(tool, corpus):.2f} |"
        )
    return lines


def layout_lines(corpus: Sequence[Page]) -> list[str]:
    times = by_layout(ours, corpus, 3)
    shown = ", ".join(f"{name} {each * 1e3:.2f}" for name, each in times.items())
    return [f"Ours by layout, ms a page: {shown}."]


def memory_lines() -> list[str]:
    grown, length, text = memory(LONG)
    return [
        f"One page of {length / 1e6:.0f} MB ({text / 1e6:.1f} million characters of text) raises the peak of "
        f"a fresh process by {grown / 1e6:.0f} MB.",
        "",
    ]


if __name__ == "__main__":
    main()
