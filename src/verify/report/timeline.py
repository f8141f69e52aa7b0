"""What `log` prints: looks and recorded verdicts, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from verify.model.availability import Sight
from verify.model.snapshot import Look
from verify.report import json_v1
from verify.report.clean import clean, shorten
from verify.report.json_v1 import moment
from verify.report.table import grid
from verify.text.counting import counted


@dataclass(frozen=True)
class Seen:
    """One stored look: `changed` says whether its body differs from the snapshot before.

    `number` is what `diff` knows the snapshot by, None where its text could not be read.
    """

    reference: str
    role: str
    look: Look
    sight: Sight
    changed: bool | None
    number: int | None


Recorded = tuple[str, dt.datetime, str, str, str]
"""Claim (slug/id), time, run, status, reason: that names the origin of a page which we did not fetch."""


def render(looks: Sequence[Seen], verdicts: Sequence[Recorded], form: str) -> str:
    """`form` is table, json or jsonl; each object carries its `type`, look or verdict."""
    if form == "table":
        return _tables(looks, verdicts)
    seen = [{"type": "look"} | _object(item) for item in looks]
    said = [{"type": "verdict"} | _verdict(item) for item in verdicts]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in [*seen, *said])
    return (
        json_v1.dumps({"format": "verify-log", "version": 1, "looks": seen, "verdicts": said}, indent=2)
        + "\n"
    )


def _object(item: Seen) -> json_v1.Json:
    return {
        "reference": item.reference,
        "role": item.role,
        "availability": item.sight.availability.value,
        "cause": item.sight.cause,
        "changed": item.changed,
        "number": item.number,
    } | json_v1.look(item.look)


def _verdict(item: Recorded) -> json_v1.Json:
    claim, at, run, status, reason = item
    return {"claim": claim, "at": moment(at), "run": run, "status": status, "reason": reason}


def _tables(looks: Sequence[Seen], verdicts: Sequence[Recorded]) -> str:
    seen = [
        (
            item.number,
            _when(item.look),
            item.reference,
            item.role,
            item.sight.availability,
            {True: "changed", False: "same", None: ""}[item.changed],
            item.look.snapshot.id.removeprefix("urn:uuid:")[:13] if item.look.snapshot else "",
            item.look.snapshot.digest[7:19] if item.look.snapshot else "",
            shorten(clean(item.sight.cause), 44),
        )
        for item in looks
    ]
    moved = _moved(verdicts)
    said = [(moment(at), claim, status, shorten(clean(reason), 70)) for claim, at, _, status, reason in moved]
    headers = ["no.", "looked at", "reference", "role", "availability", "body", "snapshot", "sha256", "cause"]
    parts = [grid(seen, headers)] if seen else ["no look is stored yet: run `verify fetch`\n"]
    if said:
        repeats = len(verdicts) - len(moved)
        more = f"{counted(repeats, 'further judgement')} said the same as the one before\n" if repeats else ""
        parts.append(grid(said, ["judged at", "claim", "status", "why"]) + more)
    return "\n".join(parts)


def _when(look: Look) -> str | None:
    """Of a file supplied by hand the date as it was given: nobody knows more."""
    return (look.origin.seen if look.origin else "") or moment(look.at)


def _moved(verdicts: Sequence[Recorded]) -> list[Recorded]:
    """Each claim's first verdict and those that differ from the one before, oldest first."""
    last: dict[str, tuple[str, str]] = {}
    moved: list[Recorded] = []
    for item in sorted(verdicts, key=lambda one: one[1]):
        claim, _, _, status, reason = item
        if last.get(claim) != (status, reason):
            moved.append(item)
        last[claim] = (status, reason)
    return moved
