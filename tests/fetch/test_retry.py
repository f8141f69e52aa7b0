from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.fetch.retry import asked_to_wait, next_try, retry_after
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Truncation

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
POLICY = FetchPolicy(retries=2, backoff=0.5, max_retry_after=30.0)


def hop(status: int, *, retry: str | None = None, truncated: Truncation | None = None) -> Hop:
    headers = (("Retry-After", retry),) if retry is not None else ()
    return Hop("http://press.example/", NOW, 1, b"", b"", status, headers, b"", truncated)


def wait(
    *hops: Hop,
    failure: Failure | None = None,
    attempt: int = 1,
    policy: FetchPolicy = POLICY,
    dice: float = 0.5,
) -> float | None:
    exchange = Exchange("http://press.example/", NOW, 1, hops, failure)
    return next_try(exchange, attempt, policy, NOW, lambda: dice)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sunday, 01-Mar-26 12:01:00 GMT", 60.0),
        ("Sun Mar  1 12:00:05 2026", 5.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 40, None),
        ("Sun, 99 Mar 2026 12:00:00 GMT", None),
        ("Sun, 01 Mar 99999999999999999999 12:00:00 GMT", None),
        ("١٢", None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
def test_any_retry_after_is_a_wait_or_nothing(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


@given(st.integers(0, 10**8))
def test_a_written_date_reads_back_as_the_same_wait(seconds: int) -> None:
    date = format_datetime(NOW + dt.timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOW) == seconds


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_broken_server_is_asked_again(status: int) -> None:
    assert wait(hop(status)) == 0.5


@pytest.mark.parametrize("status", [200, 304, 400, 401, 403, 404, 410, 429, 451, 501, 505, 999])
def test_other_answers_stand(status: int) -> None:
    assert wait(hop(status)) is None


@pytest.mark.parametrize(
    ("kind", "code", "again"),
    [
        (FailureKind.timeout, "read", True),
        (FailureKind.timeout, "connect", True),
        (FailureKind.refused, "ECONNREFUSED", True),
        (FailureKind.dns, "EAI_AGAIN", True),
        (FailureKind.dns, "NXDOMAIN", False),
        (FailureKind.dns, "INVALID_NAME", False),
        (FailureKind.tls, "CERT_EXPIRED", False),
        (FailureKind.unsafe, "address", False),
        (FailureKind.robots, "disallow", False),
        (FailureKind.loop, "circle", False),
        (FailureKind.bad_response, None, False),
        (FailureKind.skipped, "retry-after", False),
    ],
)
def test_only_failures_that_may_pass_are_tried_again(
    kind: FailureKind, code: str | None, again: bool
) -> None:
    assert (wait(failure=Failure(kind, "as told", code)) is not None) is again


def test_a_failure_after_a_redirect_counts_as_the_failure_it_is() -> None:
    moved = hop(302)
    assert wait(moved, failure=Failure(FailureKind.timeout, "slow", "read")) == 0.5
    assert wait(moved, failure=Failure(FailureKind.unsafe, "no", "address")) is None


def test_a_body_that_broke_off_is_asked_for_again_but_not_one_cut_by_us() -> None:
    assert wait(hop(200, truncated=Truncation.disconnect)) == 0.5
    assert wait(hop(200, truncated=Truncation.length)) is None
    assert wait(hop(200, truncated=Truncation.time)) is None


def test_the_pause_doubles_and_is_spread_by_the_dice() -> None:
    assert [wait(hop(500), attempt=number) for number in (1, 2, 3)] == [0.5, 1.0, None]
    assert wait(hop(500), dice=0.0) == 0.25
    assert wait(hop(500), dice=0.999) == pytest.approx(0.75, abs=0.001)


def test_retry_after_is_honoured_up_to_the_policy() -> None:
    assert wait(hop(429, retry="7")) == 7.0
    assert wait(hop(503, retry="30")) == 30.0
    assert wait(hop(503, retry="31")) is None
    assert wait(hop(429, retry="Sun, 01 Mar 2026 12:00:12 GMT")) == 12.0
    assert wait(hop(503, retry="whenever")) == 0.5
    assert wait(hop(429, retry="7"), policy=FetchPolicy(retries=0)) is None


def test_only_429_and_503_ask_to_wait() -> None:
    assert asked_to_wait(hop(503, retry="4"), NOW) == 4.0
    assert asked_to_wait(hop(200, retry="4"), NOW) is None
    assert asked_to_wait(hop(301, retry="4"), NOW) is None
