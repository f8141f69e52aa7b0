"""How often and how many at a time: per host and in all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from verify.fetch.url import HostKey
from verify.model.policy import FetchPolicy

MAX_DELAY = 30.0
"""Seconds between two requests that a host can make us keep by its robots.txt."""


@dataclass
class _Host:
    slots: asyncio.Semaphore
    starting: asyncio.Lock
    next_start: float = 0.0
    quiet_until: float = 0.0


class Politeness:
    """Turns to make one request each. `clock` gives seconds, `sleep` waits for them.

    Between the starts of two requests to a host lie at least `delay` seconds; at most
    `policy.host_concurrency` run at a time there and `policy.concurrency` in all.
    """

    def __init__(
        self, policy: FetchPolicy, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[HostKey, _Host] = {}
        self._all = asyncio.Semaphore(max(1, policy.concurrency))

    @asynccontextmanager
    async def turn(self, key: HostKey, delay: float) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it. The next start is `delay` seconds after this one."""
        host = self._host(key)
        async with host.slots:
            async with host.starting:
                await self._until_due(host)
                await self._all.acquire()
                host.next_start = self._clock() + delay
            try:
                yield
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

    def _host(self, key: HostKey) -> _Host:
        if key not in self._hosts:
            slots = asyncio.Semaphore(max(1, self._policy.host_concurrency))
            self._hosts[key] = _Host(slots, asyncio.Lock())
        return self._hosts[key]

    async def _until_due(self, host: _Host) -> None:
        """Waits no longer than the policy can ask for, also when the clock was set back meanwhile."""
        longest = max(self._policy.host_delay, self._policy.max_retry_after, MAX_DELAY)
        wait = max(host.next_start, host.quiet_until) - self._clock()
        if wait > 0:
            await self._sleep(min(wait, longest))
