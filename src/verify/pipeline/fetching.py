"""fetch: look at what is due and store every look."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verify.model.reference import Copy, Reference
from verify.model.run import Run
from verify.pipeline.checking import sightings
from verify.pipeline.ports import Clock, Events, Looker, Selection, WritableStore, silent
from verify.pipeline.reading import Reader, closed
from verify.pipeline.requisites import Gathering
from verify.pipeline.scheduled import Schedule, Scheduled, Tally, first_of
from verify.pipeline.selecting import references
from verify.text.counting import counted


@dataclass
class Fetching:
    """The looks at references, and where the schedule says so at what their pages need."""

    looks: Scheduled
    pages: Tally = field(default_factory=Tally)
    gathering: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.gathering = Gathering(self.looks, self.looks.schedule.requisites)

    async def fetch(self, wanted: Sequence[Reference]) -> None:
        """Look at the locations of `wanted`, then at their requisites. Cancellation keeps what was stored."""
        self.looks.total = len({copy.address for item in wanted for copy in item.locations()[:1]})
        try:
            async with asyncio.TaskGroup() as group:
                for reference in _interleaved(wanted):
                    group.create_task(self._reference(reference))
            await self.gathering.of_pages(copy for item in wanted for copy in item.locations())
        except ExceptionGroup as failed:
            raise first_of(failed) from failed

    async def _reference(self, reference: Reference) -> None:
        own, *copies = reference.locations()
        await self._once(own)
        if self.looks.schedule.every_copy or own.url != reference.url or not self._readable(own):
            self.looks.total += len([copy for copy in copies if not self.looks.asked(copy.address)])
            for copy in copies:
                await self._once(copy)

    def _readable(self, copy: Copy) -> bool:
        return Reader(self.looks.store).page(copy).sight.availability.readable

    async def _once(self, copy: Copy) -> None:
        await self.looks.once(copy.address, self.pages)


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
    fetching = Fetching(Scheduled(looker, store, clock, schedule, events))
    await fetching.fetch([reference for _, reference in references(selection)])
    return Run(
        "fetch",
        {registry.slug: registry.path for registry in selection.registries},
        tuple(sightings(selection, Reader(store))),
        notes=(_told(fetching.pages, schedule), *fetching.gathering.notes()),
        id=store.run,
        started=started,
    )


def _told(pages: Tally, schedule: Schedule) -> str:
    """`12 URLs looked at, 3 of them without an answer; 5 not asked again within 20 hours`."""
    unanswered = sum(look.failure is not None for look in pages.looks)
    line = f"{counted(len(pages.looks), 'URL')} looked at"
    line += f", {unanswered} of them without an answer" if unanswered else ""
    if pages.kept:
        hours = schedule.fresh_for.total_seconds() / 3600
        line += f"; {pages.kept} not asked again within {hours:g} hours (--force asks them)"
    return line
