"""What `diff` prints: the two snapshots, then how their texts differ."""

from __future__ import annotations

from dataclasses import dataclass

from verify.diff.operations import TextDiff
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.report import difference, json_v1
from verify.report.clean import clean
from verify.report.json_v1 import moment


@dataclass(frozen=True)
class Side:
    """One of the two snapshots: where it was read, its look and its text."""

    url: str
    look: Look
    text: SourceText

    @property
    def digest(self) -> str | None:
        return self.look.snapshot.digest if self.look.snapshot else None


def render(reference: str, before: Side, after: Side, diff: TextDiff, form: str) -> str:
    """`form` is table, json or jsonl; jsonl gives one edit a line."""
    if form == "table":
        head = f"{reference}\n" + _head("from", before) + _head("to", after)
        return head + "\n" + difference.render(before.text, after.text, diff)
    edits = difference.objects(before.text, after.text, diff)
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in edits)
    whole = {
        "format": "verify-diff",
        "version": 1,
        "reference": reference,
        "before": _object(before),
        "after": _object(after),
        "counts": {kind.value: number for kind, number in diff.counts.items()},
        "layout_only": diff.layout_only,
        "edits": edits,
    }
    return json_v1.dumps(whole, indent=2) + "\n"


def _head(label: str, side: Side) -> str:
    line = f"  {label:<5}{moment(side.look.at)}  {(side.digest or '')[:19]}  {clean(side.url)}\n"
    return line + (f"       {clean(side.look.origin.label)}\n" if side.look.origin else "")


def _object(side: Side) -> json_v1.Json:
    stored = side.look.snapshot
    return {
        "url": side.url,
        "at": moment(side.look.at),
        "snapshot": stored.id if stored else None,
        "digest": side.digest,
        "origin": side.look.origin.label if side.look.origin else None,
    }
