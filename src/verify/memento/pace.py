"""How often an archive is asked, and when it is left alone.

The Internet Archive asks for at most 24 index requests a minute, TimeMaps included, and a few pages a minute
to be saved. It answers more with 429, mostly without a Retry-After; whoever goes on asking for a minute is
shut out for an hour, then for two, and so on. So the first 429 ends everything that is asked of that archive,
also for later runs, for as long as it says or for an hour, and for twice as long when it comes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto

from verify.memento.ports import Clock, CoolDowns, Sleep
from verify.model.memento import CoolDown
from verify.model.snapshot import Exchange, FailureKind, Hop
from verify.text.http_dates import retry_after

FIRST = 3600.0
"""Seconds for which an archive that names no time is left alone."""
LONGEST = 7 * 24 * 3600.0
SOON = dt.timedelta(days=1)
"""An archive that asks again so soon behind a cool-down is left alone twice as long."""
RARE = 1.0
"""Seconds between two requests to a service from which on the last one is remembered by later runs."""
STRIKES = 3
"""Refused connections in a row after which an archive is left alone: its firewall may have shut us out."""
AFTER_STRIKES = 900.0


class Service(Enum):
    """What is asked of an archive; each has a pace of its own."""

    index = auto()  # CDX and TimeMap, which share a limit
    replay = auto()  # captures and TimeGates
    save = auto()
    status = auto()  # how far a save has come


@dataclass(frozen=True)
class Quiet:
    """An archive is left alone until then; `asked`: it said so itself."""

    until: dt.datetime
    asked: bool


class Pace:
    """Turns to ask archives, one at a time for each. Rates are requests a minute."""

    def __init__(
        self,
        *,
        clock: Clock,
        sleep: Sleep,
        cool_downs: CoolDowns,
        index: float = 24,
        save: float = 3,
        replay: float = 240,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._kept = cool_downs
        self._gaps = {
            Service.index: 60 / index,
            Service.replay: 60 / replay,
            Service.save: 60 / save,
            Service.status: 6.0,
        }
        self._locks: dict[str, asyncio.Lock] = {}
        self._last: dict[tuple[str, Service], dt.datetime] = {}
        self._strikes: dict[str, int] = {}
        self._shut: dict[str, Quiet] = {}

    def quiet(self, host: str) -> Quiet | None:
        """That this archive is left alone; None: it may be asked."""
        kept = self._kept.cool_down(host)
        found = Quiet(kept.until, asked=True) if kept else None
        for quiet in filter(None, (found, self._shut.get(host))):
            if quiet.until > self._clock():
                return quiet
        return None

    @asynccontextmanager
    async def turn(self, host: str, service: Service) -> AsyncIterator[bool]:
        """Wait for the turn and hold it; yields whether the archive may be asked.

        At least a minute divided by the rate lies between the starts of two requests to one service.
        """
        async with self._locks.setdefault(host, asyncio.Lock()):
            if self.quiet(host) is None:
                await self._until_due(host, service)
            allowed = self.quiet(host) is None
            if allowed:
                self._begin(host, service)
            yield allowed

    def heard(self, host: str, service: Service, exchange: Exchange) -> None:
        """What an answer says to whoever wants to ask next. Call it while holding the turn."""
        if exchange.hops:
            self._last[host, service] = max(self._last[host, service], exchange.hops[0].started)
        wait = next((found for hop in exchange.hops if (found := self._asked_for(hop)) is not None), None)
        if wait is not None:
            self._cool_down(host, wait)
        self._count_refusal(host, exchange)

    def _begin(self, host: str, service: Service) -> None:
        """What is asked rarely is kept on disk: many short runs in a row ask no oftener than one."""
        now = self._last[host, service] = self._clock()
        if self._gaps[service] >= RARE:
            self._kept.keep_asked(host, service.name, now)

    async def _until_due(self, host: str, service: Service) -> None:
        last = self._last.get((host, service)) or self._kept.last_asked(host, service.name)
        if last is None:
            return
        gap = self._gaps[service]
        wait = min(gap, gap - (self._clock() - last).total_seconds())
        if wait > 0:
            await self._sleep(wait)

    def _asked_for(self, hop: Hop) -> float | None:
        """Seconds that an archive asks for by this answer. What a memento says was said by another host."""
        if hop.header("memento-datetime") is not None:
            return None
        wait = retry_after(hop.header("retry-after"), self._clock())
        if hop.status == 429:
            return wait or FIRST
        return wait if hop.status == 503 and wait else None

    def _cool_down(self, host: str, seconds: float) -> None:
        before = self._kept.cool_down(host)
        if before is not None and self._clock() - before.until < SOON:
            seconds = max(seconds, 2 * before.seconds)
        seconds = min(seconds, LONGEST)
        until = self._clock() + dt.timedelta(seconds=seconds)
        self._kept.keep_cool_down(host, CoolDown(until, seconds))

    def _count_refusal(self, host: str, exchange: Exchange) -> None:
        failure = exchange.failure
        refused = failure is not None and not exchange.hops and _unreachable(failure.kind, failure.code)
        self._strikes[host] = self._strikes.get(host, 0) + 1 if refused else 0
        if self._strikes[host] >= STRIKES:
            self._shut[host] = Quiet(self._clock() + dt.timedelta(seconds=AFTER_STRIKES), asked=False)
            self._strikes[host] = 0


def _unreachable(kind: FailureKind, code: str | None) -> bool:
    return kind is FailureKind.refused or (kind is FailureKind.timeout and code == "connect")
