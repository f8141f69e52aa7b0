"""Whether a look is tried again, and when. Pure: the time and the dice are passed in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from verify.fetch.politeness import Mood
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Truncation

_SECONDS = re.compile(r"[0-9]{1,9}\Z")
_LONGEST_DATE = 64
_BROKEN_STATUS = frozenset((500, 502, 503, 504))
_WAITING_STATUS = frozenset((429, 503))
_PASSING = frozenset((FailureKind.timeout, FailureKind.refused))


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110 10.2.3), 0 for a date gone by, None if unreadable."""
    value = (value or "").strip()
    if _SECONDS.match(value):
        return float(value)
    if not value or len(value) > _LONGEST_DATE:
        return None
    try:
        until = parsedate_to_datetime(value)
        if until.tzinfo is None:
            until = until.replace(tzinfo=dt.UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def is_limited(hop: Hop) -> bool:
    """Whether the host says that it is asked too often or is too busy (RFC 6585 4, RFC 9110 15.6.4)."""
    return hop.status in _WAITING_STATUS


def mood_of(outcome: Hop | Failure) -> Mood:
    """What an answer says of how busy its host is. A 503 that names no time may be one page's alone."""
    if isinstance(outcome, Failure):
        return Mood.strained if outcome.kind is FailureKind.timeout else Mood.unclear
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
) -> float | None:
    """Seconds until the next attempt after `attempt` attempts, None where this exchange stands."""
    if attempt > policy.retries:
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
    return last.status in _BROKEN_STATUS or last.truncated is Truncation.disconnect


def _passing(failure: Failure) -> bool:
    """Whether a failure may be gone in a moment. A name that does not exist will not be."""
    if failure.kind is FailureKind.dns:
        return failure.code not in ("NXDOMAIN", "INVALID_NAME")
    return failure.kind in _PASSING
