"""What `bisect` prints: each change of a claim as a bracket of two captures, with what changed there.

The json format is `{"format": "verify-bisect", "version": 1, …}`; within this version fields are never
renamed, moved or removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.diff.around import Nearby
from verify.model.past import Point, Probe, Timeline, Transition
from verify.report import difference, json_v1
from verify.report.clean import clean, shorten
from verify.report.json_v1 import Json, moment
from verify.report.past import (
    blindness,
    captures_told,
    claim_object,
    elsewhere,
    point_object,
    transition_objects,
    untold,
)
from verify.text.counting import counted


@dataclass(frozen=True)
class Answer:
    """One bisection. `nearby` stands beside the timeline's transitions, None where a text is not stored."""

    timeline: Timeline
    nearby: Sequence[Nearby | None]
    asked: int = 0
    halted: str = ""


def render(answer: Answer, form: str) -> str:
    """`form` is table, json or jsonl; jsonl gives one change a line."""
    if form == "table":
        return _table(answer)
    line = answer.timeline
    changes = [
        {"claim": line.claim, "reference": line.reference} | change | _difference(nearby)
        for change, nearby in zip(transition_objects(line), answer.nearby, strict=True)
    ]
    if form == "jsonl":
        return "".join(json_v1.dumps(each) + "\n" for each in changes)
    whole = {
        "format": "verify-bisect",
        "version": 1,
        "reference": line.reference,
        "url": line.url,
        "asked": answer.asked,
        "halted": answer.halted or None,
        **claim_object(line),
        "transitions": changes,
        "captures": [point_object(number, point) for number, point in enumerate(line.points, 1)],
    }
    return json_v1.dumps(whole, indent=2) + "\n"


def _difference(nearby: Nearby | None) -> Json:
    if nearby is None:
        return {"edits": None, "edits_elsewhere": None}
    edits = difference.objects(nearby.before, nearby.after, nearby.diff)
    return {"edits": edits, "edits_elsewhere": nearby.elsewhere}


def _table(answer: Answer) -> str:
    line = answer.timeline
    head = f"{line.claim}  {shorten(clean(line.text), 160)}\n{line.reference}  {clean(line.url)}\n"
    parts = [head + elsewhere(line)]
    for number, (each, nearby) in enumerate(zip(line.transitions, answer.nearby, strict=True), 1):
        parts.append(_change(number, each, nearby, line))
    parts.append(_summary(line) + captures_told(line, answer.asked, answer.halted))
    parts.append(blindness(line.blind))
    return "\n".join(part for part in parts if part)


def _change(number: int, change: Transition, nearby: Nearby | None, line: Timeline) -> str:
    before, after = line.before(change), line.after(change)
    rows = [
        f"CHANGE {number}: {_arrow(before, after)}",
        _end("last seen", line.points[change.before], before),
        _end("first seen", line.points[change.after], after),
        f"  between     {_between(change)}",
    ]
    if not change.proven:
        rows.append(
            "  caution     one end was not read: its body is equal to one that was, as the archive says"
        )
    if change.lone:
        rows.append("  caution     what was said before or after was seen in a single capture")
    return "\n".join(rows) + "\n" + _shown(before, after, nearby)


def _arrow(before: Probe, after: Probe) -> str:
    if before.label == after.label:
        return f"still {after.label}, in other words"
    return f"{before.label} -> {after.label}"


def _end(what: str, point: Point, probe: Probe) -> str:
    served = f" (served as of {moment(probe.served)})" if probe.served else ""
    seen = f"  {what:<12}{moment(point.at)}{served}  {probe.label}, {clean(point.by)}"
    return f"{seen}\n              {clean(point.cite)}"


def _between(change: Transition) -> str:
    if change.complete and not change.unreadable:
        return "no other capture"
    parts = []
    if change.unreadable:
        parts.append(f"{counted(change.unreadable, 'capture')} that could not be told")
    if change.unread:
        parts.append(f"{counted(change.unread, 'capture')} not read")
    return " and ".join(parts)


def _shown(before: Probe, after: Probe, nearby: Nearby | None) -> str:
    """The edits around the passage; where nothing changed there, why the verdict did."""
    if nearby is None or not nearby.diff.edits:
        told = [f"  {clean(shorten(probe.reason, 200))}\n" for probe in (before, after) if probe.reason]
        return "".join(dict.fromkeys(told))
    shown = difference.render(nearby.before, nearby.after, nearby.diff)
    lines = [f"  {each}" for each in shown.splitlines()[:-1]]
    if nearby.elsewhere:
        lines.append(f"  and {counted(nearby.elsewhere, 'sentence')} elsewhere in the page")
    return "\n".join(lines) + "\n"


def _summary(line: Timeline) -> str:
    if not line.spells:
        return f"{untold(line)}\n"
    course = " -> ".join(spell.probe.label for spell in line.spells)
    if not line.transitions:
        return f"no change seen: {course}\n"
    wide = sum(not each.complete for each in line.transitions)
    narrowed = f", {wide} of them not narrowed down" if wide else ""
    return f"{counted(len(line.transitions), 'change')}{narrowed}: {course}\n"
