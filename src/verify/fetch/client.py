"""The only live HTTP of the house: one look at a URL, whatever comes of it.

A look asks politely (robots.txt, delays, few at a time), connects only where the guard allows, follows
redirects itself and keeps every hop as it came, within caps of size and time, and tries again what may
be gone in a moment. What the network does is a value: `Exchange.failure`, never an exception.

No cookies are kept or sent. Proxy variables are not read. Memory: at most `policy.concurrency` bodies of
`policy.max_body` bytes under way, beside the exchanges that the caller holds.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

import httpcore
import httpx

from verify.fetch.ask import REDIRECTS, Caps, Headers, ask
from verify.fetch.guard import GuardedBackend, Resolver
from verify.fetch.hosts import HostClients
from verify.fetch.politeness import Politeness
from verify.fetch.retry import asked_to_wait, next_try
from verify.fetch.robots import MAX_ROBOTS, Robots, Rules
from verify.fetch.tls import trust
from verify.fetch.transport import WireTransport
from verify.fetch.url import (
    UnusableUrl,
    follow,
    has_userinfo,
    host_key,
    read_url,
    without_fragment,
    without_userinfo,
)
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop

_ROBOTS_ACCEPT = (("Accept", "text/plain,*/*;q=0.5"),)


class Fetcher:
    """An async context manager, for one event loop.

    `clock` gives aware UTC datetimes, `sleep` waits for seconds, `random` gives floats in [0, 1), and
    `resolver` addresses for names. `backend` opens the sockets (default: httpcore's own). Raises
    SettingsError where `policy.cacert` cannot be used.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        clock: Callable[[], dt.datetime],
        sleep: Callable[[float], Awaitable[None]],
        resolver: Resolver,
        random: Callable[[], float],
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._sleep = sleep
        self._random = random
        self._trust = trust(policy.cacert)
        self._backend = GuardedBackend(policy, resolver, backend or httpcore.AnyIOBackend())
        self._clients = HostClients(self._new_client)
        self._politeness = Politeness(policy, lambda: clock().timestamp(), sleep)
        self._robots = Robots(self._fetch_robots, policy.user_agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._clients.aclose()

    async def look(self, request: FetchRequest) -> Exchange:
        """One look: the last attempt's exchange, with the number of attempts it took.

        `Exchange.url` is the request's own spelling, without credentials; the hops hold what was asked.
        """
        try:
            url = read_url(request.url)
        except UnusableUrl as error:
            return Exchange(without_userinfo(request.url), self._clock(), 0, (), error.failure)
        caps = Caps(self._policy.max_body, self._policy.max_decoded, self._policy.total_time)
        exchange = await self._tries(url, _conditions(request), caps, obey=self._policy.robots)
        return exchange if has_userinfo(request.url) else replace(exchange, url=request.url)

    async def _fetch_robots(self, url: str) -> Exchange:
        caps = Caps(MAX_ROBOTS, MAX_ROBOTS, self._policy.total_time)
        return await self._tries(url, _ROBOTS_ACCEPT, caps, obey=False)

    async def _tries(self, url: str, headers: Headers, caps: Caps, *, obey: bool) -> Exchange:
        attempt = 1
        while True:
            journey = _Journey(url, headers, self._clock(), self._policy.max_redirects)
            await self._travel(journey, caps, obey)
            exchange = journey.exchange(max(attempt, journey.tries))
            wait = next_try(exchange, attempt, self._policy, self._clock(), self._random)
            if wait is None or journey.settled:
                return exchange
            await self._sleep(wait)
            attempt += 1

    async def _travel(self, journey: _Journey, caps: Caps, obey: bool) -> None:
        """Hop after hop until an answer or a failure."""
        while not journey.over:
            rules = await self._robots.rules(journey.url) if obey else Rules()
            forbidden = rules.against(journey.url) or self._still_quiet(journey.url)
            if forbidden:
                journey.stop(forbidden, rules.tries)
                return
            delay = max(self._policy.host_delay, rules.delay) if obey or not self._policy.robots else 0.0
            async with self._politeness.turn(host_key(journey.url), delay):
                outcome = await self._one(journey, replace(caps, seconds=journey.left(caps.seconds)))
            journey.arrive(outcome)

    async def _one(self, journey: _Journey, caps: Caps) -> Hop | Failure:
        key = host_key(journey.url)
        async with self._clients.borrow(key) as client:
            outcome = await ask(client, journey.url, journey.conditions, caps, self._policy, self._clock)
        wait = asked_to_wait(outcome, self._clock()) if isinstance(outcome, Hop) else None
        if wait:
            self._politeness.leave_alone(key, wait)
        return outcome

    def _still_quiet(self, url: str) -> Failure | None:
        quiet = self._politeness.quiet_for(host_key(url))
        if quiet <= self._policy.max_retry_after:
            return None
        return Failure(
            FailureKind.skipped,
            f"the host asked to be left alone for {quiet:.0f} more seconds",
            "retry-after",
        )

    def _new_client(self) -> httpx.AsyncClient:
        transport = WireTransport(
            self._backend, self._trust, connections=max(1, self._policy.host_concurrency) + 1
        )
        headers = {
            "User-Agent": self._policy.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        return httpx.AsyncClient(
            transport=transport, headers=headers, trust_env=False, follow_redirects=False
        )


class _Journey:
    """One attempt: where it stands and what it has met."""

    def __init__(self, url: str, headers: Headers, started: dt.datetime, max_redirects: int) -> None:
        self.url = url
        self.over = False
        self.settled = False  # by rules, before any request: trying again would change nothing
        self.tries = 1
        self._first = url
        self._headers = headers
        self._started = started
        self._begun = asyncio.get_running_loop().time()
        self._max_redirects = max_redirects
        self._hops: list[Hop] = []
        self._failure: Failure | None = None

    @property
    def conditions(self) -> Headers:
        """Validators are the first URL's own."""
        return () if self._hops else self._headers

    def left(self, seconds: float) -> float:
        """Of the time for all hops together; waiting for a turn does not count."""
        spent = sum(hop.elapsed_ms for hop in self._hops) / 1000
        return max(0.001, seconds - spent)

    def stop(self, failure: Failure, tries: int) -> None:
        self._end(failure)
        self.settled = True
        self.tries = tries

    def arrive(self, outcome: Hop | Failure) -> None:
        """Take what a request brought; `url` is then where to go on, if anywhere."""
        if isinstance(outcome, Failure):
            self._end(outcome)
            return
        self._hops.append(outcome)
        location = outcome.header("location")
        if outcome.status not in REDIRECTS or location is None:
            self._end(None)
            return
        try:
            self._go_on(follow(outcome.url, location))
        except UnusableUrl as error:
            self._end(error.failure)

    def exchange(self, attempts: int) -> Exchange:
        elapsed = round((asyncio.get_running_loop().time() - self._begun) * 1000)
        return Exchange(self._first, self._started, elapsed, tuple(self._hops), self._failure, attempts)

    def _go_on(self, url: str) -> None:
        if without_fragment(url) in {without_fragment(hop.url) for hop in self._hops}:
            self._end(Failure(FailureKind.loop, "the redirects lead in a circle", "circle"))
        elif len(self._hops) > self._max_redirects:
            limit = f"more than {self._max_redirects} redirects"
            self._end(Failure(FailureKind.loop, limit, "too-many"))
        else:
            self.url = url

    def _end(self, failure: Failure | None) -> None:
        self._failure = failure
        self.over = True


def _conditions(request: FetchRequest) -> Headers:
    """Conditional headers (RFC 9110 13.1). A validator that no header can carry is left out."""
    named = (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified))
    return tuple((name, value) for name, value in named if value and value.isascii() and value.isprintable())
