"""What `match` says of one quote, for a terminal."""

from __future__ import annotations

import textwrap

from verify.model.match import Check, Edit
from verify.model.text import SourceText
from verify.model.verdict import Status
from verify.report.clean import clean, shorten


def render(asked: str, status: Status, reason: str, checks: tuple[Check, ...], source: SourceText) -> str:
    """Status and quote, then for each check the outcome, the place in the text and every edit."""
    lines = [f"{status:<12}  {shorten(clean(asked), 90)}"]
    for check in checks:
        lines.append(
            f"  {check.axis:<8}  {check.outcome}" + (f": {clean(check.reason)}" if check.reason else "")
        )
        lines += _found(check, source)
        lines += [f"    {_edit(edit)}" for edit in check.edits]
    if not checks and reason:
        lines.append(f"  {clean(reason)}")
    return "\n".join(lines) + "\n"


def _found(check: Check, source: SourceText) -> list[str]:
    if check.span is None:
        return []
    place = f"characters {check.span[0]}-{check.span[1]}, {check.zone or 'body'}"
    if check.also:
        place += f", and {len(check.also)} more place" + ("s" if len(check.also) > 1 else "")
    text = clean(source.text[check.span[0] : check.span[1]])
    quoted = textwrap.fill(
        f"“{shorten(text, 300)}”", 96, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )
    return [quoted, f"    {place}"]


def _edit(edit: Edit) -> str:
    claim, source = clean(edit.claim), clean(edit.source)
    if not source:
        return f"{edit.kind}: the quote has “{claim}”, the source does not"
    if not claim:
        return f"{edit.kind}: the source has “{source}”, the quote does not"
    return f"{edit.kind}: “{claim}” stands as “{source}” in the source"
