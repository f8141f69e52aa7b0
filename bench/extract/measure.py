"""Speed, recall and precision of one tool on the pages, and the memory that one long page takes."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from bench.extract.corpus import Page
from bench.extract.tools import Tool

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_ONE_LONG_PAGE = """
import resource, sys
from bench.extract.corpus import long_page
from bench.extract.tools import ours
body = long_page(int(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = ours(body)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, len(body), len(text))
"""


def folded(text: str) -> str:
    return " ".join(text.split())


def recall(tool: Tool, pages: Sequence[Page]) -> tuple[int, int]:
    """Sentences of the articles that stand in the texts, white space folded, and sentences in all."""
    found = total = 0
    for page in pages:
        text = folded(tool(page.body))
        found += sum(folded(sentence) in text for sentence in page.sentences)
        total += len(page.sentences)
    return found, total


def precision(tool: Tool, pages: Sequence[Page]) -> float:
    """The share of the extracted characters, white space left out, that the found sentences make up."""
    article = every = 0
    for page in pages:
        text = folded(tool(page.body))
        article += sum(_letters(sentence) for sentence in page.sentences if folded(sentence) in text)
        every += _letters(text)
    return article / every if every else 0.0


def seconds(tools: dict[str, Tool], pages: Sequence[Page], rounds: int) -> dict[str, list[float]]:
    """Processor seconds a page for each round; in a round every tool reads every page."""
    took: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(rounds):
        for name, tool in tools.items():
            gc.collect()
            started = time.process_time()
            for page in pages:
                tool(page.body)
            took[name].append((time.process_time() - started) / len(pages))
    return took


def by_layout(tool: Tool, pages: Sequence[Page], rounds: int) -> dict[str, float]:
    """Median processor seconds a page of each layout."""
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        for page in pages:
            started = time.process_time()
            tool(page.body)
            took.setdefault(page.layout, []).append(time.process_time() - started)
    return {layout: statistics.median(each) for layout, each in took.items()}


def memory(size: int) -> tuple[int, int, int]:
    """Bytes by which reading one page of `size` raises the peak of a fresh process, its bytes, its text's
    length."""
    command = [sys.executable, "-c", _ONE_LONG_PAGE, str(size)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    grown, length, text = map(int, ran.stdout.split())
    return grown * _RSS_UNIT, length, text


def _letters(text: str) -> int:
    return len("".join(text.split()))
