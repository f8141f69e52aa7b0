"""Timelines for the tests of reports, made by the real judge."""

from __future__ import annotations

import datetime as dt

from verify.judge.timeline import About, timeline
from verify.model.availability import Availability
from verify.model.past import OURS, PagePast, Point, Probe, Timeline
from verify.model.verdict import Status

START = dt.datetime(2018, 6, 1, 12, tzinfo=dt.UTC)
URL = "https://paper.example/story"
SAYS = {
    "h": Probe(Status.holds, "the source has these words", Availability.ok, "holds", span=(0, 5)),
    "m": Probe(Status.missing, "the source does not have these words", Availability.ok, "missing"),
    "n": Probe(Status.altered, "a number differs", Availability.ok, "four", altered=("number",), span=(0, 5)),
    "u": Probe(Status.unverifiable, "the source is in ru", Availability.ok),
    "?": Probe(Status.unknown, "blocked: a wall", Availability.blocked),
}


def made(
    text: str,
    *,
    days: int = 30,
    claim: str = "slug/claim",
    bodies: str = "",
    said: str = "The article’s words.",
) -> Timeline:
    """One capture a letter; a capital letter is a look of ours, `-` was not read."""
    points = []
    for number, each in enumerate(text):
        at = START + dt.timedelta(days=days * number)
        ours = each.isupper()
        cite = f"urn:uuid:{number}" if ours else f"https://wayback.example/web/{at:%Y%m%d%H%M%S}/{URL}"
        body = bodies[number] if bodies else None
        points.append(Point(at, OURS if ours else "wayback", cite, body, free=ours))
    probes = {number: SAYS[each.lower()] for number, each in enumerate(text) if each != "-"}
    return timeline(About(claim, "slug/story", said, URL), points, probes)


def past(*lines: Timeline, asked: int = 0, halted: str = "") -> PagePast:
    return PagePast("slug/story", URL, lines, asked, halted)
