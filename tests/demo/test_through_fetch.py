"""The stand-ins through the real fetch path: guard, TLS, redirects, codings, and what is made of them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verify.demo.server import StandInServer, hosts_of, serve
from verify.extract.payload import read_payload
from verify.fetch.client import Fetcher
from verify.fetch.guard import SystemResolver
from verify.judge.availability import classify
from verify.model.availability import Availability, Sight
from verify.model.policy import FetchPolicy
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, FailureKind, FetchRequest
from verify.registry.load import load

pytest.importorskip("trustme")
pytestmark = pytest.mark.slow

REGISTRY: Registry = load(Path(__file__).resolve().parents[2] / "references.yaml")
URLS = [place.url for reference in REGISTRY.references for place in reference.locations()]
LAND = "http://www.rferl.org/content/central-asian-land-and-china/27711366.html"
WALL = "https://www.rfa.org/english/news/uyghur/kazaks-arrests-11132017130345.html"
LOST = "https://www.refworld.org/docid/54e1a3a824.html"


@pytest.fixture
def server() -> Iterator[StandInServer]:
    with serve(hosts_of(REGISTRY)) as running:
        yield running


def policy(server: StandInServer, **changes: object) -> FetchPolicy:
    fields: dict[str, object] = {
        "host_delay": 0.0,
        "retries": 0,
        "connect_to": server.connect_to,
        "allow": server.allow,
        "cacert": server.cacert,
    }
    return FetchPolicy(**{**fields, **changes})  # type: ignore[arg-type]


def looks(chosen: FetchPolicy, *requests: FetchRequest) -> dict[str, Exchange]:
    async def run() -> dict[str, Exchange]:
        fetcher = Fetcher(
            chosen,
            clock=lambda: datetime.now(UTC),
            sleep=asyncio.sleep,
            resolver=SystemResolver(),
            random=random.Random(1).random,
        )
        async with fetcher:
            found = await asyncio.gather(*(fetcher.look(request) for request in requests))
        return {exchange.url: exchange for exchange in found}

    return asyncio.run(run())


def sights(server: StandInServer) -> dict[str, Sight]:
    found = looks(policy(server), *(FetchRequest(url) for url in URLS))
    return {
        url: classify(exchange, read_payload(exchange.last, limit=2**22) if exchange.last else None)
        for url, exchange in found.items()
    }


def test_every_url_of_the_registry_is_read_and_two_are_lost_when_time_has_passed(
    server: StandInServer,
) -> None:
    first = sights(server)
    server.advance()
    second = sights(server)
    assert {url for url, sight in first.items() if not sight.availability.readable} == set()
    changed = {url: sight.availability for url, sight in second.items() if not sight.availability.readable}
    assert changed == {WALL: Availability.blocked, LOST: Availability.soft_404}


def test_an_old_address_leads_over_a_redirect_to_tls(server: StandInServer) -> None:
    exchange = looks(policy(server), FetchRequest(LAND))[LAND]
    assert [(hop.status, hop.url.partition(":")[0]) for hop in exchange.hops] == [
        (301, "http"),
        (200, "https"),
    ]
    assert [hop.tls is None for hop in exchange.hops] == [True, False]


def test_without_the_allowance_the_guard_refuses_loopback(server: StandInServer) -> None:
    exchange = looks(policy(server, allow=()), FetchRequest(LOST))[LOST]
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.unsafe


def test_without_the_authority_the_certificate_is_refused(server: StandInServer) -> None:
    exchange = looks(policy(server, cacert=None), FetchRequest(LOST))[LOST]
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.tls


def test_an_unchanged_page_answers_a_conditional_look_with_304_and_a_changed_one_with_itself(
    server: StandInServer,
) -> None:
    ap = "https://apnews.com/6e151296fb194f85ba69a8babd972e4b"
    report = next(url for url in URLS if "jamestown.org" in url)
    tags = {
        url: exchange.hops[-1].header("etag")
        for url, exchange in looks(policy(server), FetchRequest(ap), FetchRequest(report)).items()
    }
    assert all(tags.values())
    server.advance()
    again = looks(policy(server), *(FetchRequest(url, etag=tag) for url, tag in tags.items()))
    assert {url: exchange.hops[-1].status for url, exchange in again.items()} == {ap: 200, report: 304}
