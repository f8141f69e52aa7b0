"""What `doctor` prints: a line for each thing it looked at."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.health import Condition, Health
from verify.model.version import VERSION
from verify.report import json_v1
from verify.report.clean import clean

_WHAT = 18
"""Columns for the names."""


def render(lines: Sequence[Health], form: str) -> str:
    """`table`, `json` (one document) or `jsonl` (a line of JSON for each)."""
    if form == "table":
        return "".join(_row(line) for line in lines)
    listed = [_document(line) for line in lines]
    if form == "jsonl":
        return "".join(json_v1.dumps(each, indent=None) + "\n" for each in listed)
    whole = {
        "format": "verify-doctor",
        "version": 1,
        "tool": f"verify {VERSION}",
        "problems": sum(line.condition is Condition.problem for line in lines),
        "checks": listed,
    }
    return json_v1.dumps(whole, indent=2) + "\n"


def _row(line: Health) -> str:
    found = f"{line.condition.value:<10} {clean(line.what):<{_WHAT}} {clean(line.found)}\n"
    return found + (f"{'':<10} {'':<{_WHAT}} -> {clean(line.mend)}\n" if line.mend else "")


def _document(line: Health) -> dict[str, object]:
    return {
        "what": line.what,
        "state": line.condition.value,
        "found": line.found,
        "mend": line.mend or None,
    }
