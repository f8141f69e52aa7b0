"""Every capture of a page that is known of, ours and other archives', in order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from verify.judge.addresses import same_page
from verify.model.memento import Capture
from verify.model.past import OURS, Point
from verify.model.reference import Copy
from verify.model.replay import address_to_show, original_address, read_replay
from verify.model.snapshot import Look
from verify.pipeline.past.ports import Mementos, PastStore


@dataclass(frozen=True)
class Window:
    """The days that a search is about, both included; None: open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, at: dt.datetime) -> bool:
        day = at.astimezone(dt.UTC).date()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = Window()


@dataclass(frozen=True)
class Taken:
    """A capture and where it can be read: `look` in our own archive, `capture` in another one.

    `told` says why it is known to tell nothing without being read; empty: it may tell something.
    """

    point: Point
    look: Look | None = None
    capture: Capture | None = None
    told: str = ""


@dataclass(frozen=True)
class Captures:
    """`troubles`: why the list may not be whole, a line for each archive."""

    taken: tuple[Taken, ...]
    troubles: tuple[str, ...] = ()


async def gather(copy: Copy, store: PastStore, mementos: Mementos | None, window: Window) -> Captures:
    """The captures of a location's page: our looks, what was brought to us, what archives list, and replays
    that are stored though no archive lists them now. `mementos` None: our own looks alone."""
    page = original_address(copy.url)
    own = [_own(look) for look in store.looks(page) if window.holds(look.at)]
    if mementos is None:
        return Captures(_in_order(own))
    listings = await mementos.captures(page, window.since, window.until)
    listed = {each.raw: each for listing in listings for each in listing.captures}
    stored = {each.raw: each for each in _stored(store.urls(), page)}
    others = [_other(each, page) for each in (stored | listed).values() if window.holds(each.at)]
    troubles = tuple(f"{each.archive}: {each.trouble}" for each in listings if each.trouble)
    return Captures(_in_order([*own, *others]), troubles)


def _in_order(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    return tuple(sorted(taken, key=lambda each: (each.point.at, each.point.by, each.point.cite)))


def _own(look: Look) -> Taken:
    """A look of ours; one that was brought to us under the label that every report gives it."""
    stored = look.snapshot
    by = look.origin.label if look.origin else OURS
    body = f"{by} {stored.digest}" if stored else None
    return Taken(Point(look.at, by, stored.id if stored else look.id, body, free=True), look)


def _other(capture: Capture, page: str) -> Taken:
    """A line of an index. Captures of anything but a page tell nothing, as the index itself says, nor do
    those of another page: indexes fold addresses, as `/S` and `/s`, that may be two."""
    status = capture.status
    told = "" if status is None or 200 <= status < 300 else f"the archive captured HTTP {status}"
    other = not same_page(capture.url, page)
    if other:
        told = f"the archive lists another page: {capture.url}"
    body = f"{capture.archive} {capture.digest}" if capture.digest and not other else None
    cite = address_to_show(capture.raw)
    return Taken(Point(capture.at, capture.archive, cite, body, free=bool(told)), None, capture, told)


def _stored(urls: Iterable[str], page: str) -> Iterator[Capture]:
    for url in urls:
        replay = read_replay(url)
        if replay is not None and replay.raw == url and same_page(replay.original, page):
            yield Capture(replay.original, replay.at, url, urlsplit(url).netloc)
