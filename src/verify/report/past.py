"""What `history` prints: for each claim the times in which its page said one thing, and what cannot be seen.

The json format is `{"format": "verify-history", "version": 1, "pages": […]}`; within this version fields are
never renamed, moved or removed. A capture is named by its number, its place in the page's `captures` from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.model.past import BlindKind, BlindSpot, PagePast, Point, Probe, Spell, Timeline
from verify.report import json_v1
from verify.report.clean import clean, shorten
from verify.report.json_v1 import Json, moment
from verify.report.table import grid
from verify.text.counting import counted

_SHOWN = 3
"""Blind spots of one kind that people are told of singly, the longest first."""


def render(pages: Sequence[PagePast], form: str) -> str:
    """`form` is table, json or jsonl; jsonl gives one spell a line."""
    if form == "table":
        return "\n".join(_page(each) for each in pages)
    if form == "json":
        document = {"format": "verify-history", "version": 1, "pages": [_object(each) for each in pages]}
        return json_v1.dumps(document, indent=2) + "\n"
    lines = [
        {"reference": line.reference, "claim": line.claim} | spell_object(each, line)
        for page in pages
        for line in page.timelines
        for each in line.spells
    ]
    return "".join(json_v1.dumps(each) + "\n" for each in lines)


# -- for people ----------------------------------------------------------------------------------


def _page(page: PagePast) -> str:
    parts = [f"{page.reference}  {clean(page.url)}\n"]
    parts += [_claim(each) for each in page.timelines]
    if page.timelines:
        parts.append(captures_told(page.timelines[0], page.asked, page.halted))
        parts.append(blindness(_of_the_page(page)))
    return "\n".join(parts)


def _claim(line: Timeline) -> str:
    head = f"{line.claim}\n{elsewhere(line)}"
    if not line.spells:
        return head + f"  {untold(line)}\n"
    rows = [
        (
            moment(line.points[spell.first].at),
            moment(line.points[spell.last].at),
            spell.probe.label,
            counted(spell.told, "capture") + (f", {spell.unread} not read" if spell.unread else ""),
            clean(line.points[spell.first].cite),
        )
        for spell in line.spells
    ]
    table = grid(rows, ["first seen", "last seen", "status", "rests on", "cite"])
    return head + "".join(f"  {row}\n" for row in table.splitlines())


def elsewhere(line: Timeline) -> str:
    """That what is missing on this page may stand on another one, where the claim rests on several."""
    return f"  on this page alone; it also rests on {', '.join(line.others)}\n" if line.others else ""


def untold(line: Timeline) -> str:
    """What is to be said of a claim of which no capture told anything."""
    probe = line.undecided
    if probe is None:
        return "no capture could be told"
    return clean(f"{probe.label}: {probe.reason}")


def captures_told(line: Timeline, asked: int, halted: str) -> str:
    """How much of what there is was read, and why not more."""
    read = sum(probe is not None and not probe.inferred for probe in line.probes)
    silent = sum(probe is not None and not probe.inferred and probe.key is None for probe in line.probes)
    inferred = sum(probe is not None and probe.inferred for probe in line.probes)
    ours = sum(point.by == "ours" for point in line.points)
    said = f"{counted(len(line.points), 'capture')} ({ours} ours): {read} looked at"
    said += f", {asked} of them asked for in this run" if asked else ""
    said += f", {silent} of them told nothing" if silent else ""
    said += f"; {inferred} known by an equal body, as the archive says" if inferred else ""
    unread = len(line.points) - read - inferred
    said += f"; {unread} not read" if unread else ""
    said += f"\nnot gone on with: {clean(halted)}" if halted else ""
    return said + "\n" + "".join(f"{line}\n" for line in _brought(line))


def _brought(line: Timeline) -> Iterator[str]:
    """The captures that stand in our archive and are not ours, each with its label."""
    for point in line.points:
        if point.by != "ours" and point.cite.startswith("urn:uuid:"):
            yield f"{clean(point.cite)} was {clean(point.by)}"


def _of_the_page(page: PagePast) -> list[BlindSpot]:
    """What no timeline of the page can see, each once."""
    return list(dict.fromkeys(spot for line in page.timelines for spot in line.blind))


def blindness(spots: Sequence[BlindSpot]) -> str:
    """What cannot be seen, by kind; of many of one kind the longest and the number of the others."""
    lines: list[str] = []
    for kind in BlindKind:
        of_kind = sorted((spot for spot in spots if spot.kind is kind), key=_length, reverse=True)
        if kind is BlindKind.unread and len(of_kind) > 1:
            lines.append(_unread(of_kind))
            continue
        shown = of_kind if kind is BlindKind.listing else of_kind[:_SHOWN]
        lines += [_told(spot) for spot in shown]
        if len(of_kind) > len(shown):
            lines.append(f"and {counted(len(of_kind) - len(shown), 'shorter time')} like these")
    return "cannot be seen:\n" + "".join(f"  {line}\n" for line in lines) if lines else ""


def _unread(spots: Sequence[BlindSpot]) -> str:
    captures = counted(sum(spot.captures for spot in spots), "capture")
    longest = next((spot for spot in spots if spot.start and spot.end), None)
    when = f", the longest from {moment(longest.start)} to {moment(longest.end)}" if longest else ""
    return f"what came and went among {captures} not read, at {len(spots)} places{when}"


def _length(spot: BlindSpot) -> float:
    return (spot.end - spot.start).total_seconds() if spot.start and spot.end else float("inf")


def _told(spot: BlindSpot) -> str:
    says = clean(spot.says)
    if spot.start and spot.start == spot.end:
        return f"{moment(spot.start)}: {says}"
    if spot.start and spot.end:
        return f"{moment(spot.start)} to {moment(spot.end)}: {says}"
    when = spot.start or spot.end
    return f"{says}, {moment(when)}" if when else says


# -- json ----------------------------------------------------------------------------------------


def _object(page: PagePast) -> Json:
    points = page.timelines[0].points if page.timelines else ()
    return {
        "reference": page.reference,
        "url": page.url,
        "asked": page.asked,
        "halted": page.halted or None,
        "captures": [point_object(number, point) for number, point in enumerate(points, 1)],
        "claims": [claim_object(line) for line in page.timelines],
    }


def point_object(number: int, point: Point) -> Json:
    """One capture: its number, moment, maker and what to cite. Bodies with equal `body` are equal."""
    return {
        "capture": number,
        "at": moment(point.at),
        "by": point.by,
        "cite": point.cite,
        "body": point.body,
    }


def claim_object(line: Timeline) -> Json:
    """One claim on one page; `readings` hold every capture that something is known of."""
    return {
        "claim": line.claim,
        "text": line.text,
        "also_rests_on": list(line.others),
        "complete": line.complete,
        "spells": [spell_object(each, line) for each in line.spells],
        "transitions": list(transition_objects(line)),
        "blind_spots": [blind_object(each) for each in line.blind],
        "readings": [
            probe_object(number, probe) for number, probe in enumerate(line.probes, 1) if probe is not None
        ],
    }


def spell_object(spell: Spell, line: Timeline) -> Json:
    """One time in which every capture that was told said the same."""
    first, last = line.points[spell.first], line.points[spell.last]
    return {
        "status": spell.probe.status.value,
        "altered": list(spell.probe.altered),
        "reason": spell.probe.reason,
        "first": {"capture": spell.first + 1, "at": moment(first.at), "cite": first.cite},
        "last": {"capture": spell.last + 1, "at": moment(last.at), "cite": last.cite},
        "told": spell.told,
        "unread": spell.unread,
    }


def transition_objects(line: Timeline) -> Iterator[Json]:
    """Every change with the two captures between which it lies."""
    for each in line.transitions:
        yield {
            "before": end_object(each.before, line),
            "after": end_object(each.after, line),
            "unread": each.unread,
            "unreadable": each.unreadable,
            "complete": each.complete,
            "proven": each.proven,
            "lone": each.lone,
        }


def end_object(index: int, line: Timeline) -> Json:
    """One end of a bracket."""
    probe = line.probes[index]
    assert probe is not None
    return point_object(index + 1, line.points[index]) | probe_object(index + 1, probe)


def probe_object(number: int, probe: Probe) -> Json:
    """What one capture says of the claim. `inferred`: by an equal body, which another capture has."""
    return {
        "capture": number,
        "status": probe.status.value,
        "altered": list(probe.altered),
        "reason": probe.reason,
        "availability": probe.availability.value,
        "excerpt": shorten(probe.excerpt, 600),
        "snapshot": probe.snapshot,
        "digest": probe.digest,
        "served": moment(probe.served),
        "inferred": probe.inferred,
    }


def blind_object(spot: BlindSpot) -> Json:
    """Where a change may lie that nobody has seen."""
    return {
        "kind": spot.kind.value,
        "start": moment(spot.start),
        "end": moment(spot.end),
        "captures": spot.captures,
        "says": spot.says,
    }
