"""From what was read of a page's captures to a claim's timeline: spells, transitions, blind spots. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verify.judge.bisect import Mark, Plan, Spot, Stretch, Told
from verify.model.past import BlindKind, BlindSpot, Point, Probe, Spell, Timeline, Transition
from verify.text.counting import counted

LONG_GAP = dt.timedelta(days=180)
"""A time without any capture that is worth a word."""


def plan_of(points: Sequence[Point], *, every: bool = False) -> Plan:
    """The plan over captures in order of time; with `every` it reads them all."""
    return Plan(tuple(Spot(each.at, each.body, each.free) for each in points), every=every)


def mark_of(probe: Probe) -> Mark:
    return Mark(probe.key, probe.of_body)


@dataclass(frozen=True)
class About:
    """What a timeline is of: `claim` and `reference` as `slug/id`, the article's sentence, the page.

    `others` are the references (`slug/id`) that may carry the claim beside this one.
    """

    claim: str
    reference: str
    text: str
    url: str
    others: tuple[str, ...] = ()


def timeline(
    about: About, points: Sequence[Point], probes: Mapping[int, Probe], troubles: Sequence[str] = ()
) -> Timeline:
    """Put together what was read. `probes` are by the index of their point; `troubles` say what is missing
    from the list of captures itself."""
    plan = plan_of(points)
    told = plan.told({index: mark_of(probe) for index, probe in probes.items()})
    filled = _filled(points, probes, told)
    spells = tuple(_spells(told, filled))
    transitions = tuple(_transition(each, probes, spells) for each in told.brackets)
    blind = (
        *(BlindSpot(BlindKind.listing, trouble) for trouble in troubles),
        *_blind(points, told, probes),
    )
    return Timeline(
        about.claim, about.reference, about.text, about.url,
        tuple(points), tuple(filled), spells, transitions, blind, about.others,
    )  # fmt: skip


def _filled(points: Sequence[Point], probes: Mapping[int, Probe], told: Told) -> list[Probe | None]:
    """What is known of each capture, inferred where an equal body was read."""
    by_body: dict[str, Probe] = {}
    for index, probe in sorted(probes.items()):
        body = points[index].body
        if body and probe.of_body:
            by_body.setdefault(body, probe)
    return [_known(index, point, probes, told, by_body) for index, point in enumerate(points)]


def _known(
    index: int, point: Point, probes: Mapping[int, Probe], told: Told, by_body: Mapping[str, Probe]
) -> Probe | None:
    own, equal = probes.get(index), by_body.get(point.body or "")
    if equal is not None and told.keys.get(index) == equal.key and (own is None or own.key != equal.key):
        return replace(equal, inferred=True)
    if own is None and index in told.vain and equal is not None:
        return replace(equal, inferred=True)
    return own


def _spells(told: Told, filled: Sequence[Probe | None]) -> Iterator[Spell]:
    """Runs of captures that say the same."""
    run: list[Stretch] = []
    for stretch in told.stretches[1:]:
        run.append(stretch)
        if stretch.right == told.count or told.differs(stretch):
            first, last = run[0].left, run[-1].left
            probe = filled[first]
            assert probe is not None, "a stretch begins with a capture that was told"
            yield Spell(first, last, len(run), sum(each.waiting for each in run[:-1]), probe)
            run = []


def _transition(stretch: Stretch, probes: Mapping[int, Probe], spells: Sequence[Spell]) -> Transition:
    read = [end in probes and probes[end].key is not None for end in (stretch.left, stretch.right)]
    sides = [spell for spell in spells if spell.last == stretch.left or spell.first == stretch.right]
    lone = any(spell.told == 1 for spell in sides)
    return Transition(
        stretch.left, stretch.right, stretch.waiting, len(stretch.vain), proven=all(read), lone=lone
    )


def _blind(points: Sequence[Point], told: Told, probes: Mapping[int, Probe]) -> Iterator[BlindSpot]:
    if not points:
        return
    yield BlindSpot(BlindKind.ends, "before the first capture", None, points[0].at)
    yield BlindSpot(BlindKind.ends, "after the last capture", points[-1].at, None)
    for before, after in pairwise(points):
        if after.at - before.at > LONG_GAP:
            days = (after.at - before.at).days
            yield BlindSpot(BlindKind.gap, f"no capture for {counted(days, 'day')}", before.at, after.at)
    for stretch in told.stretches:
        if stretch.waiting:
            yield _unread(points, told, stretch)
    yield from _unreadable(points, told, probes)


def _unread(points: Sequence[Point], told: Told, stretch: Stretch) -> BlindSpot:
    """Captures that nobody read: between two that differ a wide bracket, else where a change may hide."""
    start = points[stretch.left].at if stretch.left >= 0 else None
    end = points[stretch.right].at if stretch.right < len(points) else None
    unread = counted(stretch.waiting, "capture")
    if told.differs(stretch):
        return BlindSpot(BlindKind.bracket, f"a change among {unread} not read", start, end, stretch.waiting)
    what = f"{unread} not read: what came and went there is not seen"
    return BlindSpot(BlindKind.unread, what, start, end, stretch.waiting)


def _unreadable(points: Sequence[Point], told: Told, probes: Mapping[int, Probe]) -> Iterator[BlindSpot]:
    """Captures that could not be told, those in a row together, with the commonest reason."""
    run: list[int] = []
    for index in [*sorted(told.vain), len(points) + 1]:
        if run and index != run[-1] + 1:
            yield _stretch(points, run, probes)
            run = []
        run.append(index)


def _stretch(points: Sequence[Point], run: Sequence[int], probes: Mapping[int, Probe]) -> BlindSpot:
    reasons = [probes[index].reason for index in run if index in probes]
    commonest = max(dict.fromkeys(reasons), key=reasons.count, default="")
    row = " in a row" if len(run) > 1 else ""
    says = f"{counted(len(run), 'capture')}{row} could not be told"
    if commonest:
        says += f": {commonest}"
    return BlindSpot(BlindKind.unreadable, says, points[run[0]].at, points[run[-1]].at, len(run))
