"""The part of a diff that lies around a passage: what became of its sentence and of those beside it."""

from __future__ import annotations

from dataclasses import dataclass

from verify.diff.operations import OpKind, TextDiff
from verify.diff.text_diff import diff_texts
from verify.model.match import Span
from verify.model.text import SourceText

BESIDE = 1
"""Sentences before and after the passage's own that still belong to it."""


@dataclass(frozen=True)
class Nearby:
    """Two texts and what differs around a passage. `elsewhere` counts the edits that lie anywhere else."""

    before: SourceText
    after: SourceText
    diff: TextDiff
    elsewhere: int


def diff_around(
    before: SourceText, after: SourceText, was: Span | None, stands: Span | None, beside: int = BESIDE
) -> Nearby:
    """Compare two readings of a text around a passage, which stood at `was` before and `stands` at that place
    after; None: it was not found there. Without any place nothing is near and every edit lies elsewhere."""
    whole = diff_texts(before, after)
    holding = [
        number for number, op in enumerate(whole.ops) if _over(op.before, was) or _over(op.after, stands)
    ]
    near = {number + step for number in holding for step in range(-beside, beside + 1)}
    ops = tuple(op for number, op in enumerate(whole.ops) if number in near)
    edits = sum(op.kind is not OpKind.kept for op in ops)
    return Nearby(before, after, TextDiff(ops), len(whole.edits) - edits)


def _over(span: Span | None, place: Span | None) -> bool:
    return span is not None and place is not None and span[0] < place[1] and place[0] < span[1]
