"""A diff of two texts in plain text and as JSON objects, for `diff` and for whatever shows a part of one."""

from __future__ import annotations

from collections.abc import Sequence

from verify.diff.furniture import in_furniture, zone_of
from verify.diff.operations import Op, OpKind, TextDiff
from verify.diff.touching import Passage, touched
from verify.model.match import Span
from verify.model.text import SourceText
from verify.report.diff_terminal import render as _render
from verify.report.json_v1 import Json


def render(before: SourceText, after: SourceText, diff: TextDiff) -> str:
    """Every sentence that was changed, added, removed or moved, then the counts. Ends in a newline."""
    return _render(before, after, diff)


def objects(
    before: SourceText, after: SourceText, diff: TextDiff, passages: Sequence[Passage] | None = None
) -> list[Json]:
    """The edits as JSON objects: kind, spans, texts, the word operations, and what else became of the
    sentences. `claims`, which each touches, is left out where no passages are given."""
    return [
        _edit(op, before, after) | ({} if passages is None else {"claims": list(touched(op, passages))})
        for op in diff.edits
    ]


def _edit(op: Op, before: SourceText, after: SourceText) -> Json:
    return {
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
        "sentences": list(op.sentences),
        "shape": op.shape.value if op.shape else None,
        "damage": _damage(op),
        "zone": zone_of(op, before, after).value,
        "furniture": in_furniture(op, before, after),
    }


def _damage(op: Op) -> Json | None:
    found = op.damage
    return {"side": found.side.value, "how": found.how, "lost": found.lost} if found else None


def _side(text: str, span: Span | None) -> Json | None:
    return {"span": list(span), "text": text[span[0] : span[1]]} if span else None


def passage_object(passage: Passage) -> Json:
    """A claim's passage on both sides; spans as in the edits."""
    return {
        "claim": passage.claim,
        "text": passage.text,
        "was": passage.was or None,
        "stands": passage.stands or None,
        "before": [list(span) for span in passage.before],
        "after": [list(span) for span in passage.after],
    }
