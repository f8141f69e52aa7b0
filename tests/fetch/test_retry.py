from __future__ import annotations

import datetime as dt

import pytest

from verify.fetch.politeness import Mood
from verify.fetch.retry import asked_to_wait, mood_of, next_try
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


def test_a_memento_tells_the_past_of_another_host_and_not_how_busy_its_archive_is() -> None:
    for status in (429, 500, 503):
        headers = (("Memento-Datetime", "Thu, 17 May 2018 00:00:00 GMT"), ("Retry-After", "9"))
        memento = Hop("http://archive.example/web/2018/x", NOW, 1, b"", b"", status, headers, b"")
        assert wait(memento) is None
        assert asked_to_wait(memento, NOW) is None
        assert mood_of(memento) is Mood.good


def test_what_is_not_repeatable_is_tried_again_only_where_it_was_not_acted_on() -> None:
    def again(*hops: Hop, failure: Failure | None = None) -> float | None:
        exchange = Exchange("http://press.example/", NOW, 1, hops, failure)
        return next_try(exchange, 1, POLICY, NOW, lambda: 0.5, repeatable=False)

    assert again(hop(429, retry="7")) == 7.0
    assert again(failure=Failure(FailureKind.refused, "", "ECONNREFUSED")) == 0.5
    assert again(failure=Failure(FailureKind.timeout, "", "connect")) == 0.5
    assert again(failure=Failure(FailureKind.dns, "", "EAI_AGAIN")) == 0.5
    assert again(hop(429)) is None
    assert again(hop(503, retry="7")) is None
    assert again(hop(303), hop(429, retry="7")) is None
    assert again(hop(307), failure=Failure(FailureKind.refused, "", "ECONNREFUSED")) is None
    assert again(failure=Failure(FailureKind.refused, "", "ECONNRESET")) is None
    assert again(failure=Failure(FailureKind.timeout, "", "read")) is None
    assert again(failure=Failure(FailureKind.dns, "", "NXDOMAIN")) is None
