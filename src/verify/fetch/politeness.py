"""How often and how many at a time: per host and in all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto

from verify.fetch.hostrules import HostRules
from verify.fetch.url import HostKey
from verify.fetch.uses import Uses
from verify.model.policy import FetchPolicy

MAX_DELAY = 30.0
"""Seconds between two requests that a host can make us keep by its robots.txt or its back-off."""
FIRST_BACKOFF = 0.1
"""Seconds that a host without any delay is first slowed to."""
STRAINS = 2
"""Timeouts or plain 503 in a row that slow a host: one alone may be a single page's trouble."""
RECOVERY = 4
"""Good answers in a row after which a back-off is halved."""


class Mood(Enum):
    """What an answer says of how busy the host is."""

    good = auto()
    strained = auto()
    limited = auto()
    unclear = auto()


@dataclass
class _Host:
    slots: asyncio.Semaphore
    starting: asyncio.Lock
    last_start: float = float("-inf")
    delay: float = 0.0  # asked for behind the last start
    backoff: float = 0.0
    quiet_until: float = 0.0
    slowed_at: float = float("-inf")
    strains: int = 0
    goods: int = 0

    @property
    def pause(self) -> float:
        return max(self.delay, self.backoff)


class Politeness:
    """Turns to make one request each. `clock` gives seconds, `sleep` waits for them.

    Between the starts of two requests to a host lie at least `delay` seconds, or its back-off where that
    is longer; at most as many as the policy says run at a time there and `policy.concurrency` in all. A
    host that is busy is waited for before a place among all is taken, so that it slows nobody else.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        uses: Uses | None = None,
        rules: HostRules | None = None,
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._sleep = sleep
        self._uses = uses or Uses()
        self._rules = rules or HostRules(policy.hosts)
        self._hosts: dict[HostKey, _Host] = {}
        self._all = asyncio.Semaphore(max(1, policy.concurrency))
        self._pace = _Pace(policy.rate, clock, sleep)

    @asynccontextmanager
    async def turn(self, key: HostKey, delay: float) -> AsyncIterator[float]:
        """Wait for the host's turn and hold it; yields when it began.

        The next start is `delay` seconds after this one.
        """
        host = self._host(key)
        async with host.slots:
            async with host.starting:
                await self._until_due(key, host)
                await self._all.acquire()
                try:
                    await self._pace.wait()
                except BaseException:
                    self._all.release()
                    raise
                began = host.last_start = self._clock()
                host.delay = delay
            try:
                yield began
            finally:
                self._all.release()

    def leave_alone(self, key: HostKey, seconds: float) -> None:
        """No request to this host starts for so long."""
        host = self._host(key)
        host.quiet_until = max(host.quiet_until, self._clock() + seconds)

    def quiet_for(self, key: HostKey) -> float:
        """Seconds for which the host still asked to be left alone, 0 if it did not."""
        host = self._hosts.get(key)
        return max(0.0, host.quiet_until - self._clock()) if host else 0.0

    def heard(self, key: HostKey, started: float, mood: Mood) -> None:
        """Slow the host down, or let it recover. What began before the last slowing says nothing new."""
        host = self._host(key)
        if started < host.slowed_at or mood is Mood.unclear:
            return
        host.strains = host.strains + 1 if mood is Mood.strained else 0
        host.goods = host.goods + 1 if mood is Mood.good else 0
        if mood is Mood.limited or host.strains >= STRAINS:
            self._slow(host)
        elif host.goods >= RECOVERY:
            host.goods = 0
            host.backoff = host.backoff / 2 if host.backoff / 2 > max(host.delay, FIRST_BACKOFF / 2) else 0.0

    def _slow(self, host: _Host) -> None:
        host.backoff = min(MAX_DELAY, max(2 * host.pause, FIRST_BACKOFF))
        host.slowed_at = self._clock()
        host.strains = host.goods = 0

    def _host(self, key: HostKey) -> _Host:
        if key not in self._hosts:
            width = self._rules.of(key[1]).concurrency or self._policy.host_concurrency
            self._hosts[key] = _Host(asyncio.Semaphore(max(1, width)), asyncio.Lock())
        return self._hosts[key]

    async def _until_due(self, key: HostKey, host: _Host) -> None:
        """Waits no longer than the policy can ask for, also when the clock was set back meanwhile."""
        longest = max(host.pause, self._policy.max_retry_after, MAX_DELAY)
        wait = min(longest, max(host.last_start + host.pause, host.quiet_until) - self._clock())
        if wait > 0:
            self._uses.waited(key, wait)
            await self._sleep(wait)


class _Pace:
    """Starts at least 1/`rate` seconds apart, so never more than `rate` in any second. None: no limit."""

    def __init__(
        self, rate: float | None, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._gap = 1 / rate if rate else 0.0
        self._clock = clock
        self._sleep = sleep
        self._next = float("-inf")
        self._one = asyncio.Lock()

    async def wait(self) -> None:
        if not self._gap:
            return
        async with self._one:
            wait = min(self._gap, self._next - self._clock())
            if wait > 0:
                await self._sleep(wait)
            self._next = self._clock() + self._gap
