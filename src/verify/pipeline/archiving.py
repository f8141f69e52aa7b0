"""archive: a snapshot for keeps, with what one needs to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.reference import Copy
from verify.model.snapshot import FetchRequest, Look
from verify.pipeline.ports import Events, Looker, Progress, Selection, WritableStore, silent
from verify.pipeline.reading import closed
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
        exchange = await looker.look(FetchRequest(copy.url))
        kept.append(Kept(name, copy, store.append(exchange)))
        events(Progress(done, len(wanted), copy.url, "stored"))
    return tuple(kept)
