"""Where an attempt goes on, and what it takes along."""

from __future__ import annotations

import pytest
from tests.fetch.given import START, one, run

from verify.fetch.ask import Caps
from verify.fetch.hostrules import HostRule
from verify.fetch.journey import Journey, Plan
from verify.model.snapshot import Failure, FailureKind, Hop

KEY = ((b"X-Key", b"secret"),)
OWN = HostRule(pattern="press.example", headers=KEY)
NONE = HostRule()


async def carried(*steps: tuple[HostRule, str]) -> list[bool]:
    """Whether the headers go along with each request of a row, given its host's rule and its scheme."""
    journey = Journey(Plan("http://press.example/", (), Caps(1, 1, 9.0), obey=False), "GET", START, 9)
    return [bool(journey.own_headers(rule, scheme)) for rule, scheme in steps]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(OWN, "http"), (OWN, "https")], [True, True]),
        ([(OWN, "https"), (OWN, "https")], [True, True]),
        ([(OWN, "https"), (OWN, "http"), (OWN, "https")], [True, False, False]),
        ([(OWN, "http"), (NONE, "http"), (OWN, "http")], [True, False, False]),
        ([(NONE, "http"), (OWN, "http")], [False, False]),
    ],
)
def test_credentials_go_no_further_than_their_policy_and_not_back_to_plain_http(
    steps: list[tuple[HostRule, str]], expected: list[bool]
) -> None:
    assert run(carried(*steps)) == expected


@pytest.mark.slow
def test_a_circle_without_cookies_is_not_walked_twice() -> None:
    assert one("/loop/self")[1].paths == ["/loop/self"]
    assert one("/loop/a")[1].paths == ["/loop/a", "/loop/b"]


def hop(status: int, *, elapsed_ms: int = 0, location: str | None = None) -> Hop:
    headers = (("Location", location),) if location else ()
    return Hop("http://press.example/", START, elapsed_ms, b"", b"", status, headers, b"")


async def heard(*outcomes: Hop | Failure) -> Journey:
    journey = Journey(Plan("http://press.example/", (), Caps(1, 1, 9.0), obey=False), "HEAD", START, 9)
    for outcome in outcomes:
        journey.arrive(outcome)
    return journey


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (hop(200), True),
        (hop(304), True),
        (hop(404), False),
        (hop(503), False),
        (Failure(FailureKind.dns, "no name", "NXDOMAIN"), True),
        (Failure(FailureKind.tls, "expired", "CERT_EXPIRED"), True),
        (Failure(FailureKind.unsafe, "private", "address"), True),
        (Failure(FailureKind.refused, "refused", "ECONNREFUSED"), True),
        (Failure(FailureKind.timeout, "slow", "connect"), True),
        (Failure(FailureKind.skipped, "no proxy", "proxy"), True),
        (Failure(FailureKind.refused, "reset", "ECONNRESET"), False),
        (Failure(FailureKind.refused, "closed", "EOF"), False),
        (Failure(FailureKind.timeout, "slow", "read"), False),
        (Failure(FailureKind.bad_response, "garbage"), False),
    ],
)
def test_what_a_head_brings_convinces_or_not(outcome: Hop | Failure, expected: bool) -> None:
    assert run(heard(outcome)).convinces is expected


def test_a_failure_behind_a_redirect_by_head_convinces_nobody() -> None:
    moved = hop(302, location="http://other.example/")
    assert not run(heard(moved, Failure(FailureKind.dns, "no name", "NXDOMAIN"))).convinces


def test_the_time_of_all_hops_is_one() -> None:
    moved = hop(302, elapsed_ms=2500, location="/on")
    assert run(heard(moved)).caps.seconds == pytest.approx(6.5)
    assert run(heard(hop(302, elapsed_ms=20_000, location="/on"))).caps.seconds > 0
