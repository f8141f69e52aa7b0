"""What `baseline` accepted, one claim a row."""

from __future__ import annotations

from collections.abc import Iterable

from verify.model.claim import Acceptance
from verify.model.verdict import Verdict
from verify.report import json_v1
from verify.report.clean import shorten
from verify.report.table import grid


def render(rows: Iterable[tuple[Verdict, Acceptance]], form: str) -> str:
    """In one of the formats table, json and jsonl."""
    listed = list(rows)
    if form == "table":
        cells = [(item.claim, item.status, shorten(item.reason, 90)) for item, _ in listed]
        return grid(cells, ["claim", "status", "why"]) if cells else ""
    objects = [
        {"claim": item.claim, "reason": item.reason, "accepted": json_v1.acceptance(accepted)}
        for item, accepted in listed
    ]
    if form == "jsonl":
        return "".join(json_v1.dumps(each) + "\n" for each in objects)
    return json_v1.dumps({"format": "verify-baseline", "version": 1, "accepted": objects}, indent=2) + "\n"
