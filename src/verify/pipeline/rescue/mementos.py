"""The memento nearest to the citation on which every claim holds, in other people's archives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from verify.judge.mementos import TOLERANCE, memento_sight
from verify.judge.nearest import Cited, Tried, next_capture, not_before, usable
from verify.judge.rescue import Candidate, Kind
from verify.model.memento import Capture
from verify.model.replay import address_to_show
from verify.model.snapshot import Look
from verify.pipeline.past.captures import Taken, Window, gather
from verify.pipeline.past.ports import Mementos
from verify.pipeline.past.probing import Prober, Subject, Unasked
from verify.pipeline.reading import Page
from verify.pipeline.rescue.judging import Judging, Place
from verify.pipeline.rescue.looking import Looking, Told

PROBES = 12
"""Captures of one reference that are asked for in a run; stored ones are read besides."""


@dataclass
class MementoSearch:
    """One reference's search.

    After `run`, `candidates` are all captures that were read, `gaps` say what could not be searched, and
    `page` is the first capture that could be read at all.
    """

    mementos: Mementos
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
        need = self.judging.need
        subject = Subject(need.registry, need.reference, need.cited, ())
        policy = self.judging.finder.policy
        prober = Prober(subject, self.looking.store, self.mementos, policy, self.looking.clock)
        waiting = await self._captures(prober)
        left = self.probes
        while (capture := next_capture(list(waiting), self._tried, self.cited)) is not None:
            taken = waiting[capture]
            look: Look | Unasked | None = prober.stored(taken)
            if look is None and left <= 0:
                self.gaps.append(f"only {self.probes} captures are asked for in a run, and more are left")
                return
            if look is None:
                left -= 1
                look = await prober.ask(taken)
            if isinstance(look, Look):
                self._read(capture, look, prober.page(taken, look))
                continue
            self.gaps.append(f"{capture.archive}: {look.why}")
            if look.spent:
                return
            waiting = _without(capture.archive, waiting, prober)

    async def _captures(self, prober: Prober) -> dict[Capture, Taken]:
        """What the archives list, and what is stored besides: an archive that is down takes nothing away."""
        need = self.judging.need
        since = not_before(need.reference.published)
        known = await gather(need.cited, self.looking.store, self.mementos, Window(since))
        self.gaps += known.troubles
        found = {each.capture: each for each in known.taken if each.capture is not None and not each.told}
        stored_only = self.looking.looker is None
        return {
            each: found[each]
            for each in usable(found, since)
            if not stored_only or prober.stored(found[each])
        }

    def _read(self, capture: Capture, look: Look, page: Page) -> None:
        exchange = self.looking.store.exchange(look)
        seen = memento_sight(capture, exchange, page.sight, tolerance=dt.timedelta.max)
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


def _without(archive: str, waiting: dict[Capture, Taken], prober: Prober) -> dict[Capture, Taken]:
    """What is left where an archive answers no more: the others' captures, and of its own the stored ones."""
    return {each: taken for each, taken in waiting.items() if each.archive != archive or prober.stored(taken)}
