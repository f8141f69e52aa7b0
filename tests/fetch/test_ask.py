"""Caps of size and time, and bodies that break off."""

from __future__ import annotations

import tracemalloc

import pytest
from tests.faults.routes import BOMB_SIZE, PAGE, bomb_body
from tests.faults.server import FaultServer
from tests.fetch.given import (
    failure_of,
    look,
    one,
    policy,
    served,
)

from verify.model.snapshot import Exchange, FailureKind, Truncation

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["/short", "/chunked-broken", "/chunked-cut", "/reset-body"])
def test_a_body_that_breaks_off_is_kept_and_named(path: str) -> None:
    exchange, _ = one(path)
    hop = exchange.last
    assert hop is not None
    assert hop.truncated is Truncation.disconnect
    assert hop.body == (PAGE[:20] if path.startswith("/chunked") else PAGE)


def test_a_body_above_the_cap_is_cut_there() -> None:
    exchange, _ = one("/endless", max_body=100_000)
    hop = exchange.last
    assert hop is not None
    assert (len(hop.body), hop.truncated) == (100_000, Truncation.length)
    exchange, _ = one("/ok", max_body=len(PAGE))
    assert exchange.last is not None
    assert exchange.last.truncated is None


def test_a_bomb_is_stopped_in_little_memory() -> None:
    assert len(bomb_body()) < BOMB_SIZE / 100

    async def scene(server: FaultServer) -> Exchange:
        tracemalloc.start()
        exchange = await look(policy(server), server.url("/bomb"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 16 * 2**20
        return exchange

    hop = served(scene).last
    assert hop is not None
    assert hop.truncated is Truncation.length
    assert hop.body == bomb_body()[: len(hop.body)]


@pytest.mark.parametrize(
    ("path", "code"), [("/slow-header", "total"), ("/endless-1xx", "total"), ("/silent", "read")]
)
def test_no_answer_in_time_is_a_timeout(path: str, code: str) -> None:
    exchange, _ = one(path, total_time=0.5, read_timeout=0.3)
    assert (failure_of(exchange).kind, failure_of(exchange).code) == (FailureKind.timeout, code)
    assert exchange.elapsed_ms < 1500


@pytest.mark.parametrize("path", ["/slow-body", "/stalled-body"])
def test_a_body_that_takes_too_long_is_kept_as_far_as_it_came(path: str) -> None:
    exchange, _ = one(path, total_time=0.5, read_timeout=0.3)
    hop = exchange.last
    assert hop is not None
    assert hop.truncated is Truncation.time
    assert hop.body.startswith(PAGE if path == "/stalled-body" else b"wait wait ")


def test_the_time_is_for_all_hops_together() -> None:
    exchange, _ = one("/late-redirect", total_time=1.0)
    assert exchange.last is not None
    assert len(exchange.hops) == 2
    assert exchange.last.truncated is Truncation.time
    assert exchange.elapsed_ms < 1500
