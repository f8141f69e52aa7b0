"""save: ask public archives to keep the pages that references cite."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from verify.model.memento import Saved
from verify.model.reference import Copy
from verify.pipeline.ports import Clock, Events, Progress, Selection, silent
from verify.pipeline.reading import closed
from verify.pipeline.selecting import references


class Saver(Protocol):
    """Asks archives to save pages. What the network does is in the outcome, never an exception."""

    async def save(self, url: str, newer_than: dt.datetime | None = None) -> tuple[Saved, ...]:
        """What came of it in each archive that takes pages. One with a newer capture is not asked."""
        ...


@dataclass(frozen=True)
class SavedPage:
    """One location of a reference (slug/id) and what came of saving it in one archive."""

    reference: str
    copy: Copy
    saved: Saved


async def save(
    selection: Selection, saver: Saver, clock: Clock, newer_than: dt.timedelta, events: Events = silent
) -> tuple[SavedPage, ...]:
    """Have every location of the selected references saved, each address once, in the registry's order.

    An archive that has a capture not older than `newer_than` is not asked: so an interrupted run goes on
    where it stopped. `newer_than` 0 asks for all.
    """
    wanted = [
        (registry.qualified(reference.id), copy)
        for registry, reference in references(selection)
        if closed(reference) is None
        for copy in reference.locations()
    ]
    since = clock() - newer_than if newer_than else None
    known: dict[str, tuple[Saved, ...]] = {}
    total = len({copy.url for _, copy in wanted})
    for _, copy in wanted:
        if copy.url not in known:
            known[copy.url] = await saver.save(copy.url, since)
            outcome = ", ".join(saved.outcome for saved in known[copy.url])
            events(Progress(len(known), total, copy.url, outcome))
    return tuple(SavedPage(name, copy, saved) for name, copy in wanted for saved in known[copy.url])
