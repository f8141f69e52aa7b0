"""Connections kept for several requests, and what they may not be trusted with."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faults.routes import PAGE
from tests.faults.server import FaultServer
from tests.fetch.given import Scripted, fetcher, look, policy, run, served

from verify.model.snapshot import FetchRequest

_LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.0 404 \r\n",
        b"HTTP/1.1 103 Hints\r\n\r\n", b"HTTP/1.1 101 Switch\r\n", b"HTTP/9.9 200 OK\r\n",
        b"Content-Length: 5\r\n", b"Content-Length: 7\r\n", b"content-length: -1\r\n",
        b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Location: /next\r\n",
        b"Location: \xff\xfe\r\n", b"Location: http://127.0.0.1/\r\n", b" folded\r\n",
        b"Set-Cookie: a=b\r\n", b"Bad Name: x\r\n", b"\r\n",
        b"\n\n", b"hello", b"5\r\nhello\r\n",
        b"0\r\n\r\n",
    ]
)  # fmt: skip
_STREAMS = st.lists(_LINES | st.binary(max_size=12), max_size=14)


@given(_STREAMS, st.booleans())
def test_whatever_the_server_says_a_look_comes_back(pieces: list[bytes], at_once: bool) -> None:
    """Nothing raises, and what is recorded as a head is what came."""
    backend = Scripted([b"".join(pieces)] if at_once else pieces)
    exchange = run(look(policy(max_redirects=2), "http://93.184.216.34/", backend=backend))
    assert exchange.hops or exchange.failure
    for hop in exchange.hops:
        assert hop.response_head in b"".join(pieces)
        assert str(hop.status).encode() in hop.response_head.split(b"\n")[0]
    if exchange.failure:
        assert exchange.failure.cause.isprintable()


@pytest.mark.slow
def test_kept_connections_tell_exchanges_apart() -> None:
    async def scene(server: FaultServer) -> None:
        paths = ["/ok", "/chunked", "/gzip", "/odd-head", "/404", "/etag"]
        async with fetcher(policy(server)) as open_fetcher:
            looks = [await open_fetcher.look(FetchRequest(server.url(path))) for path in paths]
        hops = [hop for exchange in looks for hop in exchange.hops]
        assert [hop.request_head for hop in hops] == server.heads
        assert [hop.response_head for hop in hops] == server.sent
        assert server.connects == 1

    served(scene)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/then-close", "/surplus", "/ahead"])
def test_a_kept_connection_that_is_out_of_step_is_not_believed(path: str) -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            await open_fetcher.look(FetchRequest(server.url(path)))
            await asyncio.sleep(0.05)
            exchange = await open_fetcher.look(FetchRequest(server.url("/chunked")))
        hop = exchange.last
        assert hop is not None
        assert (hop.body, exchange.attempts) == (PAGE, 1)
        assert hop.response_head == server.sent[-1]
        assert b"chunked" in hop.response_head
        assert server.connects == 2

    served(scene)


@pytest.mark.slow
def test_many_looks_at_once_do_not_mix() -> None:
    async def scene(server: FaultServer) -> None:
        paths = ["/ok", "/odd-head", "/gzip", "/404", "/chain/3"] * 6
        async with fetcher(policy(server, host_concurrency=4)) as open_fetcher:
            looks = await asyncio.gather(
                *(open_fetcher.look(FetchRequest(server.url(path))) for path in paths)
            )
        for path, exchange in zip(paths, looks, strict=True):
            assert path.encode() in exchange.hops[0].request_head
            assert len(exchange.hops) == (4 if path == "/chain/3" else 1)
        heads = [hop.response_head for exchange in looks for hop in exchange.hops]
        assert sorted(heads) == sorted(server.sent)
        assert server.connects <= 5

    served(scene)
