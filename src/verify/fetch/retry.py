"""Whether a look is tried again, and when. Pure: the time and the dice are passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from verify.fetch.politeness import Mood
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Truncation
from verify.text.http_dates import retry_after

_BROKEN_STATUS = frozenset((500, 502, 503, 504))
_WAITING_STATUS = frozenset((429, 503))
_PASSING = frozenset((FailureKind.timeout, FailureKind.refused))
_NEVER_SENT = frozenset(("ECONNREFUSED", "connect"))
"""Codes of failures before anything of a request can have arrived."""


def is_limited(hop: Hop) -> bool:
    """Whether the host says that it is asked too often or is too busy (RFC 6585 4, RFC 9110 15.6.4)."""
    return hop.status in _WAITING_STATUS and not _is_memento(hop)


def _is_memento(hop: Hop) -> bool:
    """Whether an archive plays back a capture (RFC 7089 2.1.1): the status is that of another host, then."""
    return hop.header("memento-datetime") is not None


def mood_of(outcome: Hop | Failure) -> Mood:
    """What an answer says of how busy its host is. A 503 that names no time may be one page's alone."""
    if isinstance(outcome, Failure):
        return Mood.strained if outcome.kind is FailureKind.timeout else Mood.unclear
    if _is_memento(outcome):
        return Mood.good
    if outcome.status == 429 or (outcome.status == 503 and outcome.header("retry-after")):
        return Mood.limited
    if outcome.status == 503 or outcome.truncated is Truncation.time:
        return Mood.strained
    return Mood.unclear if outcome.truncated else Mood.good


def asked_to_wait(hop: Hop, now: dt.datetime) -> float | None:
    """How long the host wants to be left alone: 429 or 503 with a Retry-After."""
    if not is_limited(hop):
        return None
    return retry_after(hop.header("retry-after"), now)


def next_try(
    exchange: Exchange,
    attempt: int,
    policy: FetchPolicy,
    now: dt.datetime,
    random: Callable[[], float],
    *,
    repeatable: bool = True,
) -> float | None:
    """Seconds until the next attempt after `attempt` attempts, None where this exchange stands.

    What is not `repeatable` (a POST) is tried again only where it cannot have been acted on.
    """
    if attempt > policy.retries or not (repeatable or _not_acted_on(exchange)):
        return None
    last = exchange.last
    wait = asked_to_wait(last, now) if last else None
    if wait is not None:
        return wait if wait <= policy.max_retry_after else None
    if not _worth_another(exchange):
        return None
    return float(policy.backoff * 2 ** (attempt - 1) * (0.5 + random()))


def _worth_another(exchange: Exchange) -> bool:
    if exchange.failure:
        return _passing(exchange.failure)
    last = exchange.last
    if last is None:
        return False
    broken = last.status in _BROKEN_STATUS and not _is_memento(last)
    return broken or last.truncated is Truncation.disconnect


def _not_acted_on(exchange: Exchange) -> bool:
    """Whether nothing arrived, or the first answer turned the request away unseen (429)."""
    failure = exchange.failure
    if failure is None:
        return [hop.status for hop in exchange.hops] == [429]
    unsent = failure.kind is FailureKind.dns or failure.code in _NEVER_SENT
    return unsent and not exchange.hops and _passing(failure)


def _passing(failure: Failure) -> bool:
    """Whether a failure may be gone in a moment. A name that does not exist will not be."""
    if failure.kind is FailureKind.dns:
        return failure.code not in ("NXDOMAIN", "INVALID_NAME")
    return failure.kind in _PASSING
