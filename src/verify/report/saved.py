"""What `save` prints: the capture of every page, to paste into an article or a registry."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.memento import Saved, SaveOutcome
from verify.report import json_v1
from verify.report.clean import clean
from verify.report.json_v1 import moment

Row = tuple[str, Saved]
"""Reference (slug/id) and what came of saving one of its pages in one archive."""

_WORDS = {
    SaveOutcome.saved: "saved",
    SaveOutcome.kept: "has it",
    SaveOutcome.failed: "failed",
    SaveOutcome.unknown: "unknown",
}


def render(rows: Sequence[Row], form: str) -> str:
    """As blocks for people, or as the frozen JSON formats."""
    if form == "table":
        return "\n".join(_block(*row) for row in rows)
    objects = [_object(*row) for row in rows]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in objects)
    return json_v1.dumps({"format": "verify-save", "version": 1, "saved": objects}, indent=2) + "\n"


def _block(reference: str, saved: Saved) -> str:
    lines = [f"{reference}  {clean(saved.url)}"]
    told = clean(saved.memento) if saved.memento else clean(saved.cause)
    lines.append(f"  {clean(saved.archive)} {_WORDS[saved.outcome]}: {told}")
    if saved.at is not None:
        lines.append(f"  captured {moment(saved.at)}")
    if saved.memento and saved.cause:
        lines.append(f"  {clean(saved.cause)}")
    return "\n".join(lines) + "\n"


def _object(reference: str, saved: Saved) -> dict[str, object]:
    return {
        "reference": reference,
        "url": saved.url,
        "archive": saved.archive,
        "outcome": saved.outcome.value,
        "memento": saved.memento,
        "at": moment(saved.at) if saved.at is not None else None,
        "cause": saved.cause,
    }
