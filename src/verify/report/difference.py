"""A diff of two snapshots for a terminal: whole words marked as [-removed-] and {+added+}."""

from __future__ import annotations

import textwrap
from typing import Any

from verify.diff.operations import Op, OpKind, TextDiff, WordOp
from verify.model.match import Span
from verify.model.text import SourceText
from verify.report.clean import clean

_SIGNS = {OpKind.added: "+", OpKind.removed: "-", OpKind.changed: "~", OpKind.moved: ">"}


def render(before: SourceText, after: SourceText, diff: TextDiff) -> str:
    """Every sentence that was changed, added, removed or moved, then the counts. Ends in a newline."""
    blocks = [_block(op, before.text, after.text) for op in diff.edits]
    counts = ", ".join(f"{number} {kind}" for kind, number in diff.counts.items() if number)
    if diff.layout_only:
        counts += ": no word of the text changed"
    return "\n".join([*blocks, f"sentences: {counts or 'none'}"]) + "\n"


def _block(op: Op, before: str, after: str) -> str:
    text = clean(_marked(op, before, after))
    return textwrap.fill(
        text, 100, initial_indent=f"{_SIGNS[op.kind]} {op.kind:<8}", subsequent_indent=" " * 10,
        break_on_hyphens=False,
    )  # fmt: skip


def _marked(op: Op, before: str, after: str) -> str:
    if not op.words:
        return _cut(before, op.before) if op.kind is OpKind.removed else _cut(after, op.after)
    return " ".join(_word(word, before, after) for word in op.words)


def _word(op: WordOp, before: str, after: str) -> str:
    if op.kind is OpKind.kept:
        return _cut(after, op.after)
    old, new = _cut(before, op.before), _cut(after, op.after)
    return (f"[-{old}-]" if old else "") + ("{+" + new + "+}" if new else "")


def _cut(text: str, span: Span | None) -> str:
    return text[span[0] : span[1]].strip() if span else ""


def objects(before: SourceText, after: SourceText, diff: TextDiff) -> list[dict[str, Any]]:
    """The edits as JSON objects: kind, both spans, both texts and the word operations."""
    return [
        {
            "kind": op.kind.value,
            "before": _side(before.text, op.before),
            "after": _side(after.text, op.after),
            "words": [
                {
                    "kind": word.kind.value,
                    "before": _side(before.text, word.before),
                    "after": _side(after.text, word.after),
                }
                for word in op.words
                if word.kind is not OpKind.kept
            ],
        }
        for op in diff.edits
    ]


def _side(text: str, span: Span | None) -> dict[str, Any] | None:
    return {"span": list(span), "text": text[span[0] : span[1]]} if span else None
