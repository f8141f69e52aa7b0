"""What came of one look, from the exchange and the text that was read of it. Pure: a stored exchange
gets the same name years later. The only place that names an Availability for a look.

Rules stand in order and the first that speaks decides. A rule about a page's content asks for two
signs: "has been removed" stands in many pages that are alive and well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from verify.extract.document import Unreadable
from verify.judge import absent, addresses, content, walls
from verify.judge.doubt import doubt
from verify.judge.seen import Seen
from verify.judge.statuses import of_status
from verify.judge.vendors import server_of
from verify.model.availability import Availability, Before, Probe, Sight
from verify.model.snapshot import Exchange, Failure
from verify.model.text import SourceText

_CODES = {
    "NXDOMAIN": "the resolver says that the name does not exist",
    "TIMEOUT": "the resolver did not answer: it may do so later",
    "EAI_AGAIN": "the resolver failed for now: it may answer later",
    "CERT_EXPIRED": "verification of the certificate failed: it has expired",
    "CERT_NOT_YET_VALID": "verification of the certificate failed: it is not valid yet",
    "CERT_UNTRUSTED": "verification of the certificate failed: nobody known has signed it",
    "CERT_WRONG_HOST": "verification of the certificate failed: it names other hosts",
    "ECONNREFUSED": "nothing listens at the address (ECONNREFUSED)",
    "ECONNRESET": "the connection was reset (ECONNRESET)",
    "EOF": "the connection was closed before any answer",
}


def classify(
    exchange: Exchange,
    text: SourceText | Unreadable | None,
    *,
    probe: Probe | None = None,
    before: Before | None = None,
) -> Sight:
    """Name what came of a look, with the facts that decided it in `evidence`. `cause` is one plain part of
    a sentence.

    `text` is what was read of the last hop's body, None if it was not read; for a 304 it is the stored
    text. `probe` is what a made-up sibling brought (judge/probe), `before` our own last good snapshot.

    `ok` and `redirected` promise that the page was read in full. A change of scheme, www, AMP form or
    final slash alone is ok.
    """
    if exchange.failure is not None:
        return _failed(exchange, exchange.failure)
    if exchange.last is None:
        return Sight(Availability.bad_response, "no response was kept", evidence=("no response was kept",))
    seen = Seen(exchange, exchange.last, text, probe, before)
    return next(sight for rule in _RULES if (sight := rule(seen)) is not None)


def _failed(exchange: Exchange, failure: Failure) -> Sight:
    way = tuple(f"HTTP {hop.status} from {hop.url}" for hop in exchange.hops)
    told = _CODES.get(failure.code or "", failure.cause)
    tries = (f"tried {exchange.attempts} times",) if exchange.attempts > 1 else ()
    return Sight(Availability(failure.kind.value), failure.cause, evidence=(*way, told, *tries))


def _status(seen: Seen) -> Sight | None:
    status = seen.hop.status
    if status == 304 and seen.page is not None:
        return None
    if not status and seen.exchange.origin:
        return None  # a file, which no server gave us
    named = of_status(status)
    if named is None:
        return None
    availability, cause = named
    vendor = server_of(seen.hop.headers) if status >= 400 else None
    wait = seen.hop.header("retry-after")
    facts = (
        f"HTTP {status} from {seen.final}",
        f"the headers are those of {vendor}" if vendor else "",
        f"the header Retry-After says {wait[:60]}" if wait else "",
    )
    return Sight(availability, cause, evidence=tuple(filter(None, facts)))


def _read(seen: Seen) -> Sight:
    why = doubt(seen)
    way = tuple(f"HTTP {hop.status} from {hop.url}" for hop in seen.exchange.hops[:-1])
    facts = (*way, f"{seen.answer} from {seen.final}", *((f"doubt: {why}",) if why else ()))
    if addresses.same_page(seen.asked, seen.final):
        return Sight(Availability.ok, _told(seen), None, why, facts)
    for_good = all(hop.status in (301, 308) for hop in seen.exchange.hops[:-1])
    sight = Sight(Availability.redirected, f"redirected to {seen.final}{_brought(seen)}", None, why, facts)
    if for_good and not seen.exchange.origin:
        return replace(sight, cause=f"redirected for good to {seen.final}", moved_to=seen.final)
    return sight


def _told(seen: Seen) -> str:
    return seen.answer if not seen.hop.status else seen.answer + _brought(seen)


def _brought(seen: Seen) -> str:
    """Who brought the page, where it was not we."""
    return f", {seen.exchange.origin.label}" if seen.exchange.origin else ""


_RULES: tuple[Callable[[Seen], Sight | None], ...] = (
    walls.bot_wall,
    _status,
    walls.login_wall,
    walls.consent_wall,
    walls.law_or_region,
    content.excuse,
    absent.redirected_away,
    content.cut,
    content.unreadable,
    absent.parked,
    absent.soft_404,
    content.paywalled,
    content.shell,
    content.shortfall,
    _read,
)
