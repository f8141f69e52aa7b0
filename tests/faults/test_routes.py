"""Every route stands for one Availability: asked by the real client, read by the real extractor, judged."""

from __future__ import annotations

import pytest
from tests.faults.catalogue import FAULTS
from tests.faults.places import PLACES
from tests.faults.server import FaultServer
from tests.faults.table import Fault
from tests.fetch.given import Names, look, policy, served

from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.model.availability import Availability, Sight

pytestmark = pytest.mark.slow

LOCAL: dict[str, list[str] | int] = {"localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"]}
"""What a system's resolver makes of these names."""


def sight_of(fault: Fault) -> Sight:
    """What a look at a route comes to."""
    chosen = {"robots": fault.robots is not None, **fault.policy}

    async def scene(server: FaultServer) -> Sight:
        limits = policy(server, **chosen)
        exchange = await look(limits, server.url(fault.ask), resolver=Names(LOCAL))
        last = exchange.last
        text = read_payload(last, limit=limits.max_decoded) if last is not None else None
        return classify(exchange, text)

    return served(scene, FaultServer(robots=(200, fault.robots) if fault.robots else (404, b"")))


@pytest.mark.parametrize("path", FAULTS)
def test_a_route_comes_to_what_it_stands_for(path: str) -> None:
    sight = sight_of(FAULTS[path])
    assert sight.availability == FAULTS[path].stands, (sight.cause, sight.evidence)
    assert sight.cause.isprintable()
    assert sight.evidence
    assert all(line.strip() and line.isprintable() for line in sight.evidence)


@pytest.mark.parametrize("place", PLACES)
def test_so_does_a_place_that_no_route_can_be(place: str) -> None:
    stands, ask = PLACES[place]
    sight = ask()
    assert sight.availability == stands, (sight.cause, sight.evidence)
    assert sight.cause.isprintable()


def test_every_availability_has_a_route_or_a_place() -> None:
    stood_for = {fault.stands for fault in FAULTS.values()} | {stands for stands, _ in PLACES.values()}
    assert stood_for == set(Availability)
