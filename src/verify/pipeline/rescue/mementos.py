"""The memento nearest to the citation on which every claim holds, in other people's archives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verify.judge.addresses import same_page
from verify.judge.mementos import TOLERANCE, memento_sight
from verify.judge.nearest import Cited, Tried, next_capture, not_before, usable
from verify.judge.rescue import Candidate, Kind
from verify.model.memento import Capture
from verify.model.reference import Copy, Role
from verify.model.replay import address_to_show, original_address, read_replay
from verify.model.snapshot import Exchange, Look
from verify.pipeline.past.ports import Mementos
from verify.pipeline.reading import Page
from verify.pipeline.rescue.judging import Judging, Place
from verify.pipeline.rescue.looking import Looking, Told, answered

PROBES = 12
"""Captures of one reference that are asked for in a run; stored ones are read besides."""


@dataclass
class MementoSearch:
    """One reference's search. `mementos` None: only what is stored is read.

    After `run`, `candidates` are all captures that were read, `gaps` say what could not be searched, and
    `page` is the first capture that could be read at all.
    """

    mementos: Mementos | None
    looking: Looking
    judging: Judging
    cited: Cited
    told: Told
    probes: int = PROBES
    candidates: list[Candidate] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    page: Page | None = None
    _tried: dict[Capture, Tried] = field(default_factory=dict)

    async def run(self) -> None:
        """Read captures outward from the citation until the nearest that carries the claims is known."""
        captures = await self._captures()
        left = self.probes
        while (capture := next_capture(captures, self._tried, self.cited)) is not None:
            look = self._stored(capture)
            if look is None and left <= 0:
                self.gaps.append(f"only {self.probes} captures are asked for in a run, and more are left")
                return
            if look is None:
                left -= 1
                look = await self._asked(capture)
            if look is not None:
                self._read(capture, look)
            elif self.looking.spent:
                return
            else:
                captures = [
                    each for each in captures if each.archive != capture.archive or self._stored(each)
                ]

    async def _captures(self) -> list[Capture]:
        """What the archives list, and what is stored besides: an archive that is down takes nothing away."""
        url = original_address(self.judging.need.cited.url)
        since = not_before(self.judging.need.reference.published)
        found = {each.raw: each for each in _stored_replays(self.looking.store.urls(), url)}
        for listing in await self.mementos.captures(url, since=since) if self.mementos else ():
            found |= {capture.raw: capture for capture in listing.captures}
            if listing.trouble:
                self.gaps.append(f"{listing.archive}: {listing.trouble}")
        captures = usable(found.values(), since)
        return captures if self.looking.looker else [each for each in captures if self._stored(each)]

    def _stored(self, capture: Capture) -> Look | None:
        """A replay that was stored: what was captured stays as it is, an archive's own answer for a while."""
        store = self.looking.store
        kept = [look for look in reversed(store.looks(capture.raw)) if answered(look)]
        replays = (look for look in kept if _is_memento(store.exchange(look)))
        return next(replays, None) or next(filter(self.looking.serves, kept), None)

    async def _asked(self, capture: Capture) -> Look | None:
        look = self.looking.keep(await self.mementos.replay(capture)) if self.mementos else None
        if look is None:
            self.gaps.append(f"{capture.archive}: {self.looking.unasked}")
        return look

    def _read(self, capture: Capture, look: Look) -> None:
        own = Copy(capture.url, Role.own, self.judging.need.reference.language)
        page = self.judging.page(look, copy=own)
        seen = memento_sight(
            capture, self.looking.store.exchange(look), page.sight, tolerance=dt.timedelta.max
        )
        place = Place(
            *(Kind.memento, address_to_show(seen.served_url), f"kept by {capture.archive}", seen.at),
            archive=capture.archive,
        )
        candidate = self.judging.candidate(place, page)
        self.candidates.append(candidate)
        itself = abs(seen.at - capture.at) <= TOLERANCE
        body = look.snapshot is not None and 200 <= look.snapshot.status < 300
        self._tried[capture] = Tried(candidate.carries and itself, body and itself)
        if self.page is None and candidate.readable:
            self.page = page
        self.told(place.url, str(page.sight.availability))


def _is_memento(exchange: Exchange) -> bool:
    """Whether the archive says that what it served is a capture (RFC 7089 2.1.1)."""
    return exchange.last is not None and exchange.last.header("memento-datetime") is not None


def _stored_replays(urls: Iterable[str], wanted: str) -> Iterable[Capture]:
    for url in urls:
        replay = read_replay(url)
        if replay is not None and replay.raw == url and same_page(replay.original, wanted):
            yield Capture(replay.original, replay.at, url, urlsplit(url).netloc)
