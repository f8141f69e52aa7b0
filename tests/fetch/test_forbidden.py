"""No form of a forbidden address is connected to: directly, by a redirect, a turning name or a proxy."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from tests.faults.server import FaultServer
from tests.fetch.forbidden import ADDRESSES, ALL, HOSTS, PORTS, PUBLIC, PUBLIC_6, SCHEMES, UNREADABLE, local
from tests.fetch.given import CountingBackend, Names, fetcher, policy, run, served

from verify.fetch.guard import why_host_refused
from verify.model.snapshot import Exchange, FailureKind, FetchRequest

_REFUSALS = (FailureKind.unsafe, FailureKind.dns, FailureKind.bad_response)


def test_there_are_enough_forms() -> None:
    assert len(set(ALL)) == len(ALL) >= 60
    assert len(ADDRESSES) >= 20


@pytest.mark.parametrize("head_only", [False, True])
@pytest.mark.parametrize("url", ALL + UNREADABLE)
def test_directly(url: str, head_only: bool) -> None:
    backend = CountingBackend(deny=True)

    async def scene() -> Exchange:
        async with fetcher(policy(robots=True), resolver=local(), backend=backend) as open_fetcher:
            return await open_fetcher.look(FetchRequest(url, head_only=head_only))

    exchange = run(scene())
    assert exchange.failure is not None
    assert exchange.failure.kind in _REFUSALS[:2]
    assert (exchange.hops, backend.connects) == ((), [])


@pytest.mark.parametrize("url", HOSTS + PORTS + SCHEMES + UNREADABLE)
def test_through_a_proxy(url: str) -> None:
    backend = CountingBackend(deny=True)

    async def scene() -> Exchange:
        chosen = policy(proxy="http://127.0.0.1:3128", robots=True)
        async with fetcher(chosen, resolver=local(), backend=backend) as open_fetcher:
            return await open_fetcher.look(FetchRequest(url))

    exchange = run(scene())
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.unsafe
    assert (exchange.hops, backend.connects) == ((), [])


@pytest.mark.slow
def test_as_the_target_of_a_redirect() -> None:
    async def scene(server: FaultServer) -> None:
        backend = CountingBackend()
        async with fetcher(policy(server), resolver=local(), backend=backend) as open_fetcher:
            for target in ALL:
                exchange = await open_fetcher.look(FetchRequest(server.url(f"/to?{quote(target, safe='')}")))
                assert exchange.failure is not None, target
                assert exchange.failure.kind in _REFUSALS, target
                assert [hop.status for hop in exchange.hops] == [302], target
        assert set(backend.connects) == {("127.0.0.1", server.port)}
        assert set(server.paths) == {"/to"}

    served(scene)


@pytest.mark.parametrize("address", ADDRESSES)
def test_as_the_second_answer_of_a_name_that_turns(address: str) -> None:
    """First public (which the test does not let through), then forbidden, then both at once."""
    backend = CountingBackend(deny=True)
    names = Names(row=[[PUBLIC], [address], [PUBLIC_6, address], [address, PUBLIC]])

    async def scene() -> list[FailureKind]:
        async with fetcher(policy(), resolver=names, backend=backend) as open_fetcher:
            looks = [await open_fetcher.look(FetchRequest("http://turning.example/")) for _ in range(4)]
        return [look.failure.kind for look in looks if look.failure]

    assert run(scene()) == [FailureKind.refused] + [FailureKind.unsafe] * 3
    assert backend.connects == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "host", ["press.example", "1.example", PUBLIC, PUBLIC_6, "xn--bcher-kva.example", "0x.example", "a.b.c."]
)
def test_public_hosts_may_be_asked_of_a_proxy(host: str) -> None:
    assert why_host_refused(host) is None


@pytest.mark.parametrize(
    "host", ["1.2.3.4.5", "93.184.55522", "0x5db8d822", "press.0x10", "1.2.3.256", "x.9"]
)
def test_numbers_that_readers_disagree_on_are_not_asked_of_a_proxy(host: str) -> None:
    assert why_host_refused(host)
