"""Runs of sentences that hold the same words and differ only in where a sentence ends.

A line break put into a sentence, or two lines made one, is layout and must not read as an edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_MOST = 12
"""Most sentences on either side of one join."""


class Join(NamedTuple):
    """The sentences `before` joined by a space read like the sentences `after` joined by a space."""

    before: range
    after: range


def find_joins(before: Sequence[str], after: Sequence[str]) -> list[Join]:
    """Joins in rising order on both sides, not overlapping. Single equal sentences count as joins."""
    out: list[Join] = []
    start = 0
    starts = _by_start(after)
    for i in range(len(before)):
        if out and i < out[-1].before.stop:
            continue
        for j in starts.get(_start(before[i]), ()):
            found = _join(before, after, i, j) if j >= start else None
            if found:
                out.append(found)
                start = found.after.stop
                break
    return out


def _by_start(sentences: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, sentence in enumerate(sentences):
        found = places.setdefault(_start(sentence), [])
        if len(found) < _MOST:
            found.append(index)
    return places


def _start(sentence: str) -> str:
    return sentence.split(" ", 1)[0]


def _join(before: Sequence[str], after: Sequence[str], i: int, j: int) -> Join | None:
    left, right = before[i], after[j]
    k, m = i + 1, j + 1
    while left != right:
        if len(left) < len(right) and right.startswith(left) and k < len(before) and k - i < _MOST:
            left, k = f"{left} {before[k]}", k + 1
        elif len(right) < len(left) and left.startswith(right) and m < len(after) and m - j < _MOST:
            right, m = f"{right} {after[m]}", m + 1
        else:
            return None
    return Join(range(i, k), range(j, m))
