"""Sentence boundaries by rule: good enough to say "the figure's sentence", never to decide alone."""

from __future__ import annotations

import re
from bisect import bisect_right

# Possessive: runs of dots must not be tried again at each of their lengths.
_END = re.compile(r"[.!?…]++[\"'”’»›)\]]*+|[。！？｡]++[」』”’）]*+|\n++")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:mr|mrs|ms|dr|prof|gen|col|lt|sgt|rep|sen|gov|pres|st|jr|sr|vs|etc|cf|ca|approx|no|nos|vol|pp|p|ed|eds|fig|"
    r"inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|u\.s|u\.k|u\.n|e\.g|i\.e|a\.m|p\.m|[a-z]|"
    r"г|гг|т\.е|т\.д|т\.п|др|см|стр|тыс|млн|млрд|им|[а-я]|z\.b|d\.h|u\.a|bzw|usw|nr|art|av|mme|mlle|m)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, in order, without the white space around them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if not _ends_here(text, start, found):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return spans


def sentence_at(spans: list[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The span that holds `offset`, or the nearest one before it. `spans` must not be empty."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[max(index, 0)]


def _ends_here(text: str, start: int, found: re.Match[str]) -> bool:
    mark = found.group()
    if mark[0] in ".!?…" and found.end() < len(text) and not text[found.end()].isspace():
        return False
    if "\n" in mark or mark[0] in "。！？｡!?":
        return True
    following = text[found.end() : found.end() + 60].lstrip(" \t\u00a0\"'“‘«([")
    if following[:1].islower():
        return False
    if mark[0] == "." and len(mark.rstrip("\"'”’»›)]")) == 1:
        return not _ABBREVIATION.search(text[max(start, found.start() - 12) : found.start() + 1])
    return True


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        spans.append((start + left, start + right))
