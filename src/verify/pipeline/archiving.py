"""archive: a snapshot for keeps, with what one needs to cite it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from verify.model.reference import Copy
from verify.model.snapshot import FetchRequest, Look
from verify.pipeline.ports import Clock, Events, Looker, Progress, Selection, WritableStore, silent
from verify.pipeline.reading import closed
from verify.pipeline.requisites import Gathering
from verify.pipeline.scheduled import Schedule, Scheduled, first_of
from verify.pipeline.selecting import references


@dataclass(frozen=True)
class Kept:
    reference: str
    copy: Copy
    look: Look


async def keep(
    selection: Selection, looker: Looker, store: WritableStore, events: Events = silent
) -> tuple[Kept, ...]:
    """A whole fresh look at every location of the selected references, never conditional."""
    wanted = [
        (registry.qualified(reference.id), copy)
        for registry, reference in references(selection)
        if closed(reference) is None
        for copy in reference.locations()
    ]
    kept = []
    for done, (name, copy) in enumerate(wanted, 1):
        exchange = await looker.look(FetchRequest(copy.address))
        kept.append(Kept(name, copy, store.append(exchange)))
        events(Progress(done, len(wanted), copy.url, "stored"))
    return tuple(kept)


async def keep_requisites(
    kept: Sequence[Kept],
    looker: Looker,
    store: WritableStore,
    clock: Clock,
    most: int,
    events: Events = silent,
) -> tuple[str, ...]:
    """Whole fresh looks at the style sheets and pictures that the kept pages name, at most `most` of a page.

    Returns what is to be said of them, in plain words.
    """
    schedule = Schedule(dt.timedelta(0), conditional=False, requisites=most)
    gathering = Gathering(Scheduled(looker, store, clock, schedule, events), most)
    try:
        await gathering.of_pages(each.copy for each in kept)
    except ExceptionGroup as failed:
        raise first_of(failed) from failed
    return tuple(gathering.notes())
