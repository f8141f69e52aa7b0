"""Looks at URLs where they are due, each URL once a run, every look stored."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from verify.fetch.url import read_url
from verify.model.snapshot import FetchRequest, Look, Snapshot
from verify.pipeline.ports import Clock, Events, Looker, Progress, WritableStore, silent
from verify.pipeline.reading import newest_own


@dataclass(frozen=True)
class Schedule:
    """Which looks are due: none yet, the last one older than `fresh_for`, or without an answer.

    `conditional` sends the last snapshot's validators; `every_copy` looks at copies also where the
    reference's own page can be read; `requisites` is the most style sheets and pictures of a page that are
    looked at as well, 0 for none.
    """

    fresh_for: dt.timedelta = dt.timedelta(hours=20)
    conditional: bool = True
    every_copy: bool = False
    requisites: int = 0


@dataclass
class Tally:
    """What came of some URLs: the looks that were stored, and how many were not due."""

    looks: list[Look] = field(default_factory=list)
    kept: int = 0


@dataclass
class Scheduled:
    """One run of looks. `total` is how many URLs there are, as far as is known, for those who watch."""

    looker: Looker
    store: WritableStore
    clock: Clock
    schedule: Schedule
    events: Events = silent
    total: int = 0
    _done: int = 0
    _asked: dict[str, asyncio.Event] = field(default_factory=dict)

    def asked(self, url: str) -> bool:
        """Whether the URL was asked for in this run, or was not due."""
        return url in self._asked

    async def once(self, url: str, tally: Tally) -> None:
        """Look at `url` where that is due, unless this run has. Cancellation keeps what was stored."""
        if url in self._asked:
            await self._asked[url].wait()
            return
        self._asked[url] = done = asyncio.Event()
        try:
            await self._look(url, tally)
        finally:
            done.set()

    async def _look(self, url: str, tally: Tally) -> None:
        last = newest_own(self.store, url)
        if last is not None and self._fresh(last):
            tally.kept += 1
            self._tell(url, "fresh")
            return
        exchange = await self.looker.look(self._request(url))
        tally.looks.append(self.store.append(exchange))
        outcome = exchange.failure.kind if exchange.failure else str(exchange.hops[-1].status)
        self._tell(url, outcome)

    def _fresh(self, last: Look) -> bool:
        """A look without an answer is due again at once, as is one from the future of a clock once wrong."""
        if last.failure is not None:
            return False
        return dt.timedelta(0) <= self.clock() - last.at < self.schedule.fresh_for

    def _request(self, url: str) -> FetchRequest:
        """Conditional on the newest stored page that came with validators; a 304 may come without.

        Only on what this very URL answered: validators mean nothing elsewhere (RFC 9110 8.8).
        """
        if self.schedule.conditional:
            for look in reversed(self.store.looks(url)):
                stored = look.snapshot
                if stored and look.origin is None and _validates(stored):
                    return FetchRequest(url, stored.etag, stored.last_modified)
        return FetchRequest(url)

    def _tell(self, url: str, outcome: str) -> None:
        self._done += 1
        self.events(Progress(self._done, max(self.total, self._done), url, outcome))


def _validates(stored: Snapshot) -> bool:
    """A page with validators that came without a redirect; or a 304 that stands for one."""
    if not (stored.etag or stored.last_modified) or stored.final_url != read_url(stored.url):
        return False
    return stored.status == 200 or (stored.status == 304 and stored.revisits is not None)


def first_of(failed: ExceptionGroup[Exception]) -> Exception:
    """The error that stopped the others of a group, however deep it stands in groups."""
    error: Exception = failed
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error
