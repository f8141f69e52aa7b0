"""Which changes lie in a page's furniture: menus, footers and asides, which change with every look."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, takewhile

from verify.diff.operations import Op
from verify.model.match import Span
from verify.model.text import SourceText, Zone

FURNITURE = frozenset((Zone.nav, Zone.aside))
"""The zones folded away. Captions, tables and lists may be part of what an article says."""


def in_furniture(op: Op, before: SourceText, after: SourceText) -> bool:
    """Whether every side of the operation lies in a menu, footer or aside. What moved out of one does not."""
    return _inside(op.before, before) and _inside(op.after, after)


def zone_of(op: Op, before: SourceText, after: SourceText) -> Zone:
    """Where the operation's sentences stand now, or stood before they were removed."""
    if op.after is not None:
        return after.zone_at(op.after[0])
    return before.zone_at(op.before[0]) if op.before else Zone.body


def _inside(span: Span | None, text: SourceText) -> bool:
    """An operation may take in several blocks, of several zones."""
    if span is None:
        return True
    first = bisect_right(text.blocks, span[0], key=lambda block: block.start) - 1
    over = takewhile(lambda block: block.start < span[1], islice(text.blocks, max(first, 0), None))
    return text.zone_at(span[0]) in FURNITURE and all(block.zone in FURNITURE for block in over)
