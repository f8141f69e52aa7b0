from __future__ import annotations

import httpx
from tests.fetch.given import run

from verify.fetch.hosts import HostClients


def test_a_host_keeps_its_client_and_the_longest_unused_goes_first() -> None:
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        made.append(httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200))))
        return made[-1]

    async def play() -> None:
        clients = HostClients(make, kept=2)
        for name in ("a", "b", "a", "c"):
            async with clients.borrow(("http", name, 80)):
                pass
        assert [client.is_closed for client in made] == [False, True, False]
        await clients.aclose()
        assert all(client.is_closed for client in made)

    run(play())


def test_a_client_in_use_is_never_closed() -> None:
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        made.append(httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200))))
        return made[-1]

    async def play() -> None:
        clients = HostClients(make, kept=0)
        async with clients.borrow(("http", "a", 80)) as first:
            async with clients.borrow(("http", "b", 80)) as second:
                assert first is not second
            assert (first.is_closed, second.is_closed) == (False, True)
        assert first.is_closed

    run(play())
