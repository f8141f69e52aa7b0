"""What `archive` prints: everything needed to cite a stored record."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.snapshot import Look
from verify.report import json_v1
from verify.report.clean import clean
from verify.report.json_v1 import moment

Row = tuple[str, str, Look]
"""Reference (slug/id), URL, the look that was stored."""


def render(rows: Sequence[Row], form: str) -> str:
    if form == "table":
        return "\n".join(_block(*row) for row in rows)
    objects = [{"reference": reference} | json_v1.look(look) for reference, _, look in rows]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in objects)
    return json_v1.dumps({"format": "verify-archive", "version": 1, "kept": objects}, indent=2) + "\n"


def _block(reference: str, url: str, look: Look) -> str:
    lines = [f"{reference}  {clean(url)}"]
    stored = look.snapshot
    if stored is None:
        cause = look.failure.cause if look.failure else "no response"
        return "\n".join([*lines, f"  no response to keep: {clean(cause)} (the look itself is stored)\n"])
    lines.append(f"  file    {stored.warc}, {stored.length} bytes at {stored.offset}")
    lines.append(f"  record  {stored.id}")
    lines.append(f"  digest  {stored.digest} ({stored.size} bytes, HTTP {stored.status})")
    lines.append(f"  taken   {moment(look.at)}")
    return "\n".join(lines) + "\n"
