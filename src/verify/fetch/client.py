"""The only live HTTP of the house: one look at a URL, whatever comes of it.

A look asks politely (robots.txt, delays, few at a time), connects only where the guard allows, follows
redirects itself and keeps every hop as it came, within caps of size and time, and tries again what may
be gone in a moment. What the network does is a value: `Exchange.failure`, never an exception.

Cookies live within one attempt at one address. Proxy variables are not read. Memory: at most
`policy.concurrency` bodies of `policy.max_body` bytes under way, beside the exchanges that the caller
holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

import httpcore

from verify.fetch.ask import Caps, Headers, Method, Question, ask
from verify.fetch.failure import plain, proxy_refused, refused
from verify.fetch.guard import GuardedBackend, Resolver
from verify.fetch.hostrules import HostRules, is_field_name, is_field_value
from verify.fetch.hosts import HostLines
from verify.fetch.journey import Journey, Plan
from verify.fetch.politeness import Politeness
from verify.fetch.proxy import ProxyBackend, read_proxy
from verify.fetch.retry import asked_to_wait, is_limited, mood_of, next_try
from verify.fetch.robots import MAX_ROBOTS, Robots, Rules
from verify.fetch.sockets import SocketBackend
from verify.fetch.tls import trust
from verify.fetch.transport import Connections
from verify.fetch.url import (
    HostKey,
    UnusableUrl,
    has_userinfo,
    host_key,
    read_url,
    target_of,
    without_userinfo,
)
from verify.fetch.uses import Uses
from verify.model.link import HostUse
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop

_ROBOTS_ACCEPT = ((b"Accept", b"text/plain,*/*;q=0.5"),)
_NO_RULES = Rules()
_SECRET = frozenset((b"authorization", b"proxy-authorization"))
"""Headers whose values are kept nowhere, whoever asked for them."""

_UNSENT = (FailureKind.dns, FailureKind.unsafe)
"""Failures before anything was sent to a host."""


class Fetcher:
    """An async context manager, for one event loop.

    `clock` gives aware UTC datetimes, `sleep` waits for seconds, `random` gives floats in [0, 1), and
    `resolver` addresses for names. `backend` opens the sockets (default: httpcore's own). Raises
    SettingsError where `policy.cacert`, `proxy` or `hosts` cannot be used.
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
        self._left = policy.max_requests
        self._uses = Uses()
        self._hosts = HostRules(policy.hosts)
        self._proxy = read_proxy(policy.proxy)
        self._guard = GuardedBackend(policy, resolver, backend or SocketBackend())
        way = ProxyBackend(resolver, backend or SocketBackend()) if self._proxy else self._guard
        self._lines = HostLines(Connections(way, trust(policy.cacert), self._proxy).line)
        self._politeness = Politeness(policy, lambda: clock().timestamp(), sleep, self._uses, self._hosts)
        self._robots = Robots(self._fetch_robots, policy.user_agent)
        self._headers = _default_headers(policy.user_agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._lines.aclose()

    async def look(self, request: FetchRequest) -> Exchange:
        """One look: the last attempt's exchange, with the number of attempts it took.

        `Exchange.url` is the request's own spelling, without credentials; the hops hold what was asked.
        With `head_only` the hops hold heads alone: they tell a status and are no copy of a page.
        """
        try:
            url = read_url(request.url)
        except UnusableUrl as error:
            return Exchange(without_userinfo(request.url), self._clock(), 0, (), error.failure)
        unsendable = _unsendable(request)
        if unsendable:
            return Exchange(request.url, self._clock(), 0, (), unsendable)
        exchange = await self._tries(self._plan(url, request))
        own = url == request.url or has_userinfo(request.url)
        return exchange if own else replace(exchange, url=request.url)

    def _plan(self, url: str, request: FetchRequest) -> Plan:
        return Plan(
            url,
            _conditions(request),
            Caps(self._policy.max_body, self._policy.max_decoded, self._policy.total_time),
            obey=self._policy.robots and request.robots,
            status_only=request.head_only and request.body is None,
            own=tuple((name.encode(), value.encode()) for name, value in request.headers),
            body=request.body,
            follow=request.follow,
            once=request.once,
        )

    def uses(self) -> tuple[HostUse, ...]:
        """What each host was asked so far, robots.txt included, in order of the first request."""
        return self._uses.all()

    async def _fetch_robots(self, url: str) -> Exchange:
        caps = Caps(MAX_ROBOTS, MAX_ROBOTS, self._policy.total_time)
        return await self._tries(Plan(url, _ROBOTS_ACCEPT, caps, obey=False, at_once=True))

    async def _tries(self, plan: Plan) -> Exchange:
        attempt = 1
        while True:
            journey = await self._attempt(plan)
            exchange = journey.exchange(max(attempt, journey.tries))
            wait = next_try(
                exchange, attempt, self._policy, self._clock(), self._random, repeatable=plan.body is None
            )
            if wait is None or journey.settled or plan.once:
                return exchange
            self._uses.retried(host_key(journey.url))
            self._uses.waited(host_key(journey.url), wait)
            await self._sleep(wait)
            attempt += 1

    async def _attempt(self, plan: Plan) -> Journey:
        """By GET or POST, or by HEAD and by GET where HEAD does not convince."""
        if not plan.status_only:
            return await self._travel(plan, "GET" if plan.body is None else "POST")
        asked = await self._travel(plan, "HEAD")
        if asked.convinces or asked.limited:
            return asked
        again = await self._travel(plan, "GET")
        return asked if again.settled and not again.answered and asked.answered else again

    async def _travel(self, plan: Plan, method: Method) -> Journey:
        """Hop after hop until an answer or a failure."""
        journey = Journey(plan, method, self._clock(), self._policy.max_redirects)
        while not journey.over:
            rules = await self._robots.rules(journey.url) if plan.obey else _NO_RULES
            key = host_key(journey.url)
            forbidden = rules.against(journey.url) or self._against(journey.url, key)
            if forbidden:
                journey.stop(forbidden, rules.tries)
                break
            async with self._politeness.turn(key, self._delay(key, rules, plan)) as begun:
                outcome = await self._one(journey, key, begun)
            journey.arrive(outcome)
        return journey

    def _delay(self, key: HostKey, rules: Rules, plan: Plan) -> float:
        """None behind a robots.txt, so that the page itself can follow at once."""
        if plan.at_once:
            return 0.0
        own = self._hosts.of(key[1]).delay
        return max(self._policy.host_delay if own is None else own, rules.delay)

    async def _one(self, journey: Journey, key: HostKey, begun: float) -> Hop | Failure:
        caps = journey.caps
        async with self._lines.borrow(key) as line:
            outcome = await ask(line, self._question(journey, key), caps, self._policy, self._clock)
        if self._proxy and isinstance(outcome, Hop) and outcome.status == 407:
            outcome = proxy_refused("407")
        if not (isinstance(outcome, Failure) and outcome.kind in _UNSENT):
            self._uses.asked(key)
        self._hear(key, begun, outcome)
        return outcome

    def _question(self, journey: Journey, key: HostKey) -> Question:
        own = journey.own_headers(self._hosts.of(key[1]), key[0])
        headers = [*self._headers, *journey.conditions]
        if journey.cookie:
            headers.append((b"Cookie", journey.cookie))
        secret = frozenset(name.lower() for name, _ in own) | _SECRET
        if own or journey.conditions or journey.own:
            headers = _last_of_each([*headers, *own, *journey.own])
        read = not journey.plan.status_only
        return Question(journey.url, headers, journey.method, read, secret, journey.body)

    def _hear(self, key: HostKey, begun: float, outcome: Hop | Failure) -> None:
        """What an answer says to those who want to ask the same host next."""
        if isinstance(outcome, Hop) and is_limited(outcome):
            self._uses.limited(key)
            wait = asked_to_wait(outcome, self._clock())
            if wait:
                self._politeness.leave_alone(key, wait)
        self._politeness.heard(key, begun, mood_of(outcome))

    def _against(self, url: str, key: HostKey) -> Failure | None:
        """Why this request is not made. Where it is made it counts from here on."""
        return self._still_quiet(key) or self._not_proxied(url, key) or self._used_up()

    def _still_quiet(self, key: HostKey) -> Failure | None:
        quiet = self._politeness.quiet_for(key)
        if quiet <= self._policy.max_retry_after:
            return None
        return Failure(
            FailureKind.skipped,
            f"the host asked to be left alone for {quiet:.0f} more seconds",
            "retry-after",
        )

    def _not_proxied(self, url: str, key: HostKey) -> Failure | None:
        if self._proxy is None:
            return None
        error = self._guard.against_proxying(target_of(url).host.decode("ascii"), key[2])
        return refused(error) if error else None

    def _used_up(self) -> Failure | None:
        if self._left is None:
            return None
        if self._left <= 0:
            limit = f"the limit of {self._policy.max_requests} requests is reached (--max-requests)"
            return Failure(FailureKind.skipped, limit, "max-requests")
        self._left -= 1
        return None


def _unsendable(request: FetchRequest) -> Failure | None:
    """Why the request's own headers cannot be sent. No value is told: it may be a secret."""
    for name, value in request.headers:
        if not (is_field_name(name) and is_field_value(value)):
            return Failure(FailureKind.skipped, plain(f"the header {name!r} cannot be sent"), "header")
    return None


def _default_headers(user_agent: str) -> Headers:
    return (
        (b"User-Agent", user_agent.encode("ascii", "replace")),
        (b"Accept", b"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
        (b"Accept-Language", b"en,*;q=0.5"),
        (b"Accept-Encoding", b"gzip, deflate, br, zstd"),
        (b"Connection", b"keep-alive"),
    )


def _last_of_each(headers: Headers) -> list[tuple[bytes, bytes]]:
    """A field named again stands in for the one before."""
    return list({name.lower(): (name, value) for name, value in headers}.values())


def _conditions(request: FetchRequest) -> Headers:
    """Conditional headers (RFC 9110 13.1). A validator that no header can carry is left out."""
    named = ((b"If-None-Match", request.etag), (b"If-Modified-Since", request.last_modified))
    return tuple(
        (name, value.encode("ascii"))
        for name, value in named
        if value and value.isascii() and value.isprintable()
    )
