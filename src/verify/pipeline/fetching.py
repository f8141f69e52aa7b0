"""fetch: look at what is due and store every look."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verify.fetch.url import read_url
from verify.model.reference import Copy, Reference
from verify.model.run import Run
from verify.model.snapshot import FetchRequest, Look, Snapshot
from verify.pipeline.checking import sightings
from verify.pipeline.ports import Clock, Events, Looker, Progress, Selection, WritableStore, silent
from verify.pipeline.reading import Reader, closed
from verify.pipeline.selecting import references
from verify.text.counting import counted


@dataclass(frozen=True)
class Schedule:
    """Which looks are due: none yet, the last one older than `fresh_for`, or without an answer.

    `conditional` sends the last snapshot's validators; `every_copy` looks at copies also where the
    reference's own page can be read.
    """

    fresh_for: dt.timedelta = dt.timedelta(hours=20)
    conditional: bool = True
    every_copy: bool = False


@dataclass
class Fetching:
    """One run of looks. `looks` holds what was stored, `kept` counts URLs that were not due."""

    looker: Looker
    store: WritableStore
    clock: Clock
    schedule: Schedule = Schedule()
    events: Events = silent
    looks: list[Look] = field(default_factory=list)
    kept: int = 0
    _total: int = 0
    _done: int = 0
    _asked: dict[str, asyncio.Event] = field(default_factory=dict)

    async def fetch(self, wanted: Sequence[Reference]) -> None:
        """Look at the locations of `wanted`; a URL is asked once. Cancellation keeps what was stored."""
        self._total = len({copy.url for item in wanted for copy in item.locations()[:1]})
        try:
            async with asyncio.TaskGroup() as group:
                for reference in _interleaved(wanted):
                    group.create_task(self._reference(reference))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed  # the first one stopped the rest

    async def _reference(self, reference: Reference) -> None:
        own, *copies = reference.locations()
        await self._once(own)
        if self.schedule.every_copy or own.url != reference.url or not self._readable(own):
            self._total += len([copy for copy in copies if copy.url not in self._asked])
            for copy in copies:
                await self._once(copy)

    def _readable(self, copy: Copy) -> bool:
        return Reader(self.store).page(copy).sight.availability.readable

    async def _once(self, copy: Copy) -> None:
        if copy.url in self._asked:
            await self._asked[copy.url].wait()
            return
        self._asked[copy.url] = done = asyncio.Event()
        try:
            await self._look(copy.url)
        finally:
            done.set()

    async def _look(self, url: str) -> None:
        last = self.store.latest(url)
        if last is not None and self._fresh(last):
            self.kept += 1
            self._tell(url, "fresh")
            return
        exchange = await self.looker.look(self._request(url))
        look = self.store.append(exchange)
        self.looks.append(look)
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
                if stored and _validates(stored):
                    return FetchRequest(url, stored.etag, stored.last_modified)
        return FetchRequest(url)

    def _tell(self, url: str, outcome: str) -> None:
        self._done += 1
        self.events(Progress(self._done, max(self._total, self._done), url, outcome))


def _validates(stored: Snapshot) -> bool:
    """A page with validators that came without a redirect; or a 304 that stands for one."""
    if not (stored.etag or stored.last_modified) or stored.final_url != read_url(stored.url):
        return False
    return stored.status == 200 or (stored.status == 304 and stored.revisits is not None)


def _interleaved(wanted: Iterable[Reference]) -> list[Reference]:
    """References with a location, hosts taking turns, so that politeness to one holds up no other."""
    queues: dict[str, list[Reference]] = {}
    for reference in wanted:
        if closed(reference) is None:
            host = urlsplit(reference.locations()[0].url).netloc
            queues.setdefault(host, []).append(reference)
    order = []
    while queues:
        order += [queue.pop(0) for queue in queues.values()]
        queues = {host: queue for host, queue in queues.items() if queue}
    return order


async def fetch(
    selection: Selection,
    looker: Looker,
    store: WritableStore,
    clock: Clock,
    schedule: Schedule,
    events: Events = silent,
) -> Run:
    """Look at everything selected that is due, and say what came of it."""
    started = clock()
    fetching = Fetching(looker, store, clock, schedule, events)
    await fetching.fetch([reference for _, reference in references(selection)])
    return Run(
        "fetch",
        {registry.slug: registry.path for registry in selection.registries},
        tuple(sightings(selection, Reader(store))),
        notes=(_told(fetching),),
        id=store.run,
        started=started,
    )


def _told(fetching: Fetching) -> str:
    """`12 URLs looked at, 3 of them without an answer; 5 not asked again within 20 hours`."""
    looks = fetching.looks
    unanswered = sum(look.failure is not None for look in looks)
    line = f"{counted(len(looks), 'URL')} looked at"
    line += f", {unanswered} of them without an answer" if unanswered else ""
    if fetching.kept:
        hours = fetching.schedule.fresh_for.total_seconds() / 3600
        line += f"; {fetching.kept} not asked again within {hours:g} hours (--force asks them)"
    return line
