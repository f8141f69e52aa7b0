"""What `lint` prints: compiler style, so that editors can jump to the place."""

from __future__ import annotations

from collections.abc import Sequence

from verify.report import json_v1
from verify.report.clean import clean

Row = tuple[str, str, str | None, str, str]
"""Place (path:line:column), severity, subject, message, how to mend it."""


def render(rows: Sequence[Row], form: str) -> str:
    if form == "table":
        return "".join(_line(*row) for row in rows)
    names = ("place", "severity", "subject", "message", "mend")
    objects = [dict(zip(names, row, strict=True)) for row in rows]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in objects)
    return json_v1.dumps({"format": "verify-lint", "version": 1, "problems": objects}, indent=2) + "\n"


def _line(place: str, severity: str, subject: str | None, message: str, mend: str) -> str:
    about = f" {subject}:" if subject else ""
    kind = "" if severity == "error" else f" {severity}:"
    return clean(f"{place}{kind}{about} {message}") + f"\n    {clean(mend)}\n"
