"""robots.txt (RFC 9309): asked for once per host and run, and kept to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from protego import Protego

from verify.extract.inflate import inflate
from verify.fetch.failure import PROXY
from verify.fetch.politeness import MAX_DELAY
from verify.fetch.url import HostKey, at_root, host_key
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Truncation

MAX_ROBOTS = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309 2.5 asks for at least this much)."""

_AGENT_LINE = re.compile(r"\s{0,20}user[ -]?agent\b[\s:]{0,20}([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_HOST_FAILED = frozenset(
    (FailureKind.timeout, FailureKind.dns, FailureKind.refused, FailureKind.tls, FailureKind.unsafe)
)
_OURS = ("max-requests", PROXY)
"""Codes of failures that are neither the host's nor its robots.txt's."""


@dataclass(frozen=True)
class Rules:
    """What a host lets `agent` fetch. With a `failure` nothing is; `tries` is what it took to learn that."""

    agent: str = "*"
    parser: Protego | None = None
    failure: Failure | None = None
    delay: float = 0.0
    tries: int = 1

    def against(self, url: str) -> Failure | None:
        """Why `url` is not fetched, None where it may be."""
        if self.failure or self.parser is None or self.parser.can_fetch(url, self.agent):
            return self.failure
        return Failure(FailureKind.robots, "robots.txt asks programs not to read this page", "disallow")


class Robots:
    """The rules of every host met. `fetch` makes one whole exchange without asking for robots.txt again."""

    def __init__(self, fetch: Callable[[str], Awaitable[Exchange]], user_agent: str) -> None:
        self._fetch = fetch
        self._agent = product_token(user_agent)
        self._known: dict[HostKey, Rules] = {}
        self._asking: dict[HostKey, asyncio.Lock] = {}

    async def rules(self, url: str) -> Rules:
        """Those of the host of `url`, asked for at the first call."""
        key = host_key(url)
        async with self._asking.setdefault(key, asyncio.Lock()):
            if key not in self._known:
                exchange = await self._fetch(at_root(url, "/robots.txt"))
                self._known[key] = read_rules(exchange, self._agent)
        return self._known[key]


def product_token(user_agent: str) -> str:
    """The name that robots.txt knows us by (RFC 9309 2.2.1)."""
    found = _TOKEN.match(user_agent)
    return found.group(0).lower() if found else "*"


def read_rules(exchange: Exchange, agent: str) -> Rules:
    """RFC 9309 2.3.1: 4xx lets everything, what cannot be reached nothing, many redirects everything.

    Where the host itself cannot be reached the failure is its own, not a matter of robots.txt.
    """
    last = exchange.last
    if last is None:
        return Rules(failure=_no_answer(exchange), tries=exchange.attempts)
    if last.status >= 500:
        return Rules(failure=_unreadable(f"the server answered {last.status}"), tries=exchange.attempts)
    if not 200 <= last.status < 300:
        return Rules()
    return _parsed(last, agent, exchange.attempts)


def _parsed(hop: Hop, agent: str, tries: int) -> Rules:
    """What was cut off by the network may have held the rule that matters; what is beyond the cap may not."""
    plain = inflate(hop.body, hop.header("content-encoding"), MAX_ROBOTS)
    if hop.truncated in (Truncation.disconnect, Truncation.time):
        return Rules(failure=_unreadable("it broke off"), tries=tries)
    if plain.problem not in (None, "too_large") and not hop.truncated:
        return Rules(failure=_unreadable(plain.detail), tries=tries)
    text = plain.data.decode("utf-8", "replace").removeprefix("\ufeff")
    if hop.truncated or plain.problem:
        text = text[: text.rfind("\n") + 1]  # half a rule says something else
    parser = Protego.parse("\n".join(_reduced(text, agent)))
    return Rules(agent, parser, delay=min(parser.crawl_delay(agent) or 0.0, MAX_DELAY))


def _no_answer(exchange: Exchange) -> Failure | None:
    failure = exchange.failure
    assert failure is not None
    if failure.kind is FailureKind.loop:
        return None
    if failure.code in _OURS:
        return failure
    if exchange.hops or failure.kind not in _HOST_FAILED:
        return _unreadable(failure.cause)
    if failure.kind is FailureKind.timeout:
        return Failure(failure.kind, f"{failure.cause} (asked for robots.txt first)", failure.code)
    return failure


def _unreadable(why: str) -> Failure:
    return Failure(FailureKind.robots, f"robots.txt could not be read: {why}", "unreachable")


def _reduced(text: str, agent: str) -> Iterator[str]:
    """The lines with every group that is not for us or for all under one name.

    A file of thousands of agents and thousands of rules would otherwise be multiplied out in memory.
    """
    for line in text.splitlines():
        found = _AGENT_LINE.match(line)
        yield f"user-agent: {_whose(found.group(1), agent)}" if found else line


def _whose(named: str, agent: str) -> str:
    """`*`, `agent` whatever version stands behind it, or somebody else."""
    named = named.strip().lower()
    token = _TOKEN.match(named)
    if named == "*":
        return named
    return agent if token is not None and token.group(0) == agent else "somebody-else"
