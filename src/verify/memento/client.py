"""Other people's archives of a URL: what they hold, what it said, and asking them to save it.

The one class that use cases see. It keeps the Protocol `verify.pipeline.past.ports.Mementos`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from verify.memento.addresses import on_same_host
from verify.memento.asking import Asker, why_not
from verify.memento.listing import Lister
from verify.memento.pace import Pace, Service
from verify.memento.ports import Clock, Looker, Memory, Sleep
from verify.memento.replay import replay
from verify.memento.save import Saving
from verify.memento.timegate import Gate, gate_request, read_gate
from verify.model.memento import INTERNET_ARCHIVE, Capture, Listing, PublicArchive, Saved, SaveKey
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest

NOTHING = dt.timedelta(0)


class MementoClient:
    """Asks `archives` through `looker`, at most one request at a time of each; None: offline, from memory.

    Index answers are kept in `memory` and taken from there for `fresh_for`; captures never change and are
    taken from there for ever, but keeping them is the caller's part. `clock` gives aware UTC datetimes,
    `sleep` waits for seconds. For one event loop.
    """

    def __init__(
        self,
        archives: Sequence[PublicArchive],
        *,
        looker: Looker | None,
        memory: Memory,
        pace: Pace,
        clock: Clock,
        sleep: Sleep,
        fresh_for: dt.timedelta = dt.timedelta(hours=20),
        keys: Sequence[SaveKey] = (),
    ) -> None:
        self.archives = tuple(archives)
        self._known = (*self.archives, INTERNET_ARCHIVE)
        self._asker = Asker(looker, memory, pace, clock, sleep)
        self._lister = Lister(self._asker, fresh_for)
        anew = Lister(self._asker, NOTHING)
        self._saving = Saving(self._asker, anew, {key.archive: key for key in keys})

    async def captures(
        self,
        url: str,
        since: dt.date | None = None,
        until: dt.date | None = None,
        *,
        collapse: bool = False,
    ) -> tuple[Listing, ...]:
        """What each archive holds of `url`, one listing an archive, in the archives' order.

        Indexes fold what is nearly one URL (http and https, www): `Capture.url` is the one captured. Of
        captures with equal digests in one archive one replay tells what all say; with `collapse`, of those
        in a row the first alone is listed.
        """
        listings = [
            await self._lister.captures(archive, url, since, until, collapse=collapse)
            for archive in self.archives
        ]
        return tuple(listings)

    async def replay(self, capture: Capture) -> Exchange:
        """The captured bytes: an exchange about `capture.raw`, its last hop what the archive served.

        `judge.mementos` says what it stands for. The caller stores it, unless it came out of the store: one
        memento is asked for once. What could not be asked for is a failure of kind `skipped` whose cause
        says why.
        """
        archive = next((each for each in self.archives if each.name == capture.archive), None)
        if archive is None:
            failure = Failure(FailureKind.skipped, f"no archive is called {capture.archive}", "archive")
            return Exchange(capture.raw, self._asker.clock(), 0, (), failure)
        return await replay(self._asker, archive, capture)

    async def look(self, request: FetchRequest) -> Exchange:
        """A look at any address. One of a public archive's is asked in its turn, and left alone with it."""
        archive = next((each for each in self._known if on_same_host(each.base, request.url)), None)
        exchange, unasked = None, "nothing may be asked (--offline)"
        if archive is not None:
            exchange, unasked = await self._asker.send_again(archive, request, Service.replay)
        elif self._asker.looker is not None:
            exchange = await self._asker.looker.look(request)
        if exchange is not None:
            return exchange
        failure = Failure(FailureKind.skipped, unasked, "archive")
        return Exchange(request.url, self._asker.clock(), 0, (), failure)

    async def nearest(self, url: str, moment: dt.datetime) -> tuple[tuple[PublicArchive, Gate, str], ...]:
        """What the TimeGate of each archive names for an aware `moment`, and the trouble in words."""
        gates = [await self._gate(archive, url, moment) for archive in self.archives]
        return tuple(gates)

    async def save(self, url: str, newer_than: dt.datetime | None = None) -> tuple[Saved, ...]:
        """Ask every archive that takes pages to save `url`, unless it has a capture newer than that.

        The index is looked into anew before and, where the archive reports no success, after. An archive
        without a save service is left out.
        """
        takers = [archive for archive in self.archives if archive.save is not None]
        saved = [await self._saving.save(archive, url, newer_than) for archive in takers]
        return tuple(saved)

    async def _gate(
        self, archive: PublicArchive, url: str, moment: dt.datetime
    ) -> tuple[PublicArchive, Gate, str]:
        """Not remembered: the answer depends on the time asked for, which is in no address."""
        request = gate_request(archive, url, moment)
        exchange, trouble = await self._asker.send_again(archive, request, Service.replay)
        hop = exchange.last if exchange else None
        if exchange is None or hop is None or (hop.status != 200 and hop.header("location") is None):
            said = why_not(archive, exchange) if exchange else ""
            return archive, Gate(), trouble or self._asker.quiet(archive) or said
        return archive, read_gate(hop, archive, url), ""
