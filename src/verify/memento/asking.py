"""The one place where an archive is asked: memory first, then a turn, then the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from verify.extract.inflate import Inflated, inflate
from verify.memento.addresses import host_of
from verify.memento.pace import Pace, Service
from verify.memento.ports import Clock, Looker, Memory, Sleep
from verify.model.memento import PublicArchive
from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Hop

TRIES = 2
"""Times that a question is asked whose answer was an error that may pass."""
PAUSE = 5.0
"""Seconds before the second."""
LARGEST = 16 * 2**20
"""Bytes read of one answer, its content codings undone: some 100 000 captures, where 1000 are asked for."""
_PASSING = frozenset((500, 502, 503, 504))
_PASSING_FAILURES = frozenset((FailureKind.timeout, FailureKind.refused, FailureKind.bad_response))

Fits = Callable[[Exchange], bool]


@dataclass(frozen=True)
class Told:
    """An answer, and in `trouble` why it is not a fresh and good one; empty: it is.

    With trouble the exchange is an older good answer where there is one (`old`), else what came, if
    anything did.
    """

    exchange: Exchange | None
    trouble: str = ""
    old: bool = False


@dataclass(frozen=True)
class Asker:
    """Asks archives within their limits and remembers what they said; without a `looker` only remembers."""

    looker: Looker | None
    memory: Memory
    pace: Pace
    clock: Clock
    sleep: Sleep

    async def ask(
        self,
        archive: PublicArchive,
        request: FetchRequest,
        service: Service,
        fits: Fits,
        *,
        fresh_for: dt.timedelta | None = None,
    ) -> Told:
        """A good answer (one that `fits`) not older than `fresh_for`; 0: asked anew, None: it never changes.

        What cannot be asked now is told from memory, whatever its age, with the trouble.
        """
        if fresh_for is None or fresh_for:
            since = None if fresh_for is None else self.clock() - fresh_for
            kept = self.memory.recall(request.url, since, fits)
            if kept is not None:
                return Told(kept)
        exchange, trouble = await self._asked(archive, request, service, fits)
        if not trouble:
            return Told(exchange)
        old = self.memory.recall(request.url, None, fits)
        if old is None:
            return Told(exchange, trouble)
        return Told(old, f"{trouble}; this is as of {old.started:%Y-%m-%d %H:%M} UTC", old=True)

    async def send(
        self, archive: PublicArchive, request: FetchRequest, service: Service
    ) -> tuple[Exchange | None, str]:
        """One request in its turn, nothing remembered: the exchange, or why it was not made."""
        if self.looker is None:
            return None, f"offline, and nothing fresh is stored of what {archive.name} would say"
        host = host_of(archive)
        async with self.pace.turn(host, service) as allowed:
            if not allowed:
                return None, self.quiet(archive)
            exchange = await self.looker.look(replace(request, once=True, robots=False))
            self.pace.heard(host, service, exchange)
        return exchange, ""

    def quiet(self, archive: PublicArchive) -> str:
        """That an archive is left alone, until when and why; empty where it may be asked."""
        quiet = self.pace.quiet(host_of(archive))
        if quiet is None:
            return ""
        end = quiet.until + dt.timedelta(seconds=59)  # the minute is told, and told late rather than early
        until = f"{end:%H:%M} UTC" if end.date() == self.clock().date() else f"{end:%Y-%m-%d %H:%M} UTC"
        if quiet.asked:
            return f"{archive.name} asked us to stop until {until}"
        return f"{archive.name} refuses connections and is left alone until {until}"

    async def send_again(
        self, archive: PublicArchive, request: FetchRequest, service: Service
    ) -> tuple[Exchange | None, str]:
        """As `send`, and once more where the answer was an error that may pass."""
        last: Exchange | None = None
        for attempt in range(TRIES):
            if attempt:
                await self.sleep(PAUSE)
            exchange, unasked = await self.send(archive, request, service)
            if exchange is None:
                return last, unasked
            last = exchange
            if not _may_pass(exchange):
                break
        return last, ""

    async def _asked(
        self, archive: PublicArchive, request: FetchRequest, service: Service, fits: Fits
    ) -> tuple[Exchange | None, str]:
        """The exchange, kept, and why it is no good answer."""
        exchange, unasked = await self.send_again(archive, request, service)
        if exchange is None:
            return None, unasked
        self.memory.keep(exchange)
        if fits(exchange):
            return exchange, ""
        return exchange, unasked or self.quiet(archive) or why_not(archive, exchange)


def plain_body(hop: Hop) -> bytes:
    """The body with its content codings undone, as far as that goes and no more than LARGEST bytes."""
    return _inflated(hop).data


def broke_off(hop: Hop) -> bool:
    """Whether a body did not come to its end, or is not read to it."""
    return hop.truncated is not None or _inflated(hop).problem is not None


def _inflated(hop: Hop) -> Inflated:
    return inflate(hop.body, hop.header("content-encoding"), LARGEST)


def why_not(archive: PublicArchive, exchange: Exchange) -> str:
    """In plain words why an exchange is no good answer."""
    if exchange.failure is not None:
        return f"{archive.name} did not answer: {exchange.failure.cause}"
    hop = exchange.hops[-1]
    excluded = _excluded(hop)
    if excluded:
        return f"{archive.name} shows nothing of this site: {excluded}"
    if broke_off(hop):
        return f"the answer of {archive.name} broke off"
    if hop.status == 200:
        return f"{archive.name} gave an answer that cannot be read"
    return f"{archive.name} answered HTTP {hop.status}"


def _excluded(hop: Hop) -> str:
    """What the Wayback Machine says of sites that it keeps back."""
    said = plain_body(hop)[:4000].decode("latin-1")
    words = f"{hop.header('x-archive-wayback-runtime-error') or ''} {said}"
    if "AdministrativeAccessControlException" in words or "URL has been excluded" in words:
        return "it has been excluded"
    return "its robots.txt forbids it" if "RobotAccessControlException" in words else ""


def _may_pass(exchange: Exchange) -> bool:
    """An error of the archive's own; what a memento says was said by another host."""
    if exchange.failure is not None:
        return exchange.failure.kind in _PASSING_FAILURES
    hop = exchange.hops[-1]
    return hop.status in _PASSING and hop.header("memento-datetime") is None
