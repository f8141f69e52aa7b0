"""Looks at a status alone: by HEAD, and by GET where HEAD does not convince."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.faults.routes import ETAG, PAGE
from tests.faults.server import FaultServer
from tests.fetch.answering import Answering, Asked, reply
from tests.fetch.given import CountingBackend, FastTime, fetcher, policy, run, served

from verify.model.policy import Endpoint
from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Truncation

pytestmark = pytest.mark.slow


def heads(answer: Any, path: str = "/page", **changes: Any) -> tuple[Exchange, Answering]:
    async def scene() -> tuple[Exchange, Answering]:
        async with Answering(answer) as server:
            chosen = policy(allow=(Endpoint("127.0.0.1", server.port),), **changes)
            async with fetcher(chosen) as open_fetcher:
                url = server.url(path)
                return await open_fetcher.look(FetchRequest(url, head_only=True)), server

    return run(scene())


def seen(exchange: Exchange) -> tuple[list[int], list[bytes], Truncation | None]:
    last = exchange.hops[-1]
    return [hop.status for hop in exchange.hops], [hop.body for hop in exchange.hops], last.truncated


def test_a_head_that_succeeds_is_all() -> None:
    exchange, server = heads(lambda asked: reply(200, length=5000))
    assert server.methods == ["HEAD /page"]
    assert seen(exchange) == ([200], [b""], None)
    assert exchange.hops[0].header("content-length") == "5000"
    assert exchange.hops[0].request_head == server.asked[0].head
    assert exchange.attempts == 1


def test_redirects_are_followed_by_head_on_one_connection() -> None:
    def answer(asked: Asked) -> bytes:
        return reply(200) if asked.target == "/there" else reply(301, b"", "Location: /there")

    exchange, server = heads(answer)
    assert server.methods == ["HEAD /page", "HEAD /there"]
    assert seen(exchange)[0] == [301, 200]
    assert (exchange.final_url, server.connects) == (server.url("/there"), 1)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_peace_is_not_asked_by_get_at_once(status: int) -> None:
    exchange, server = heads(lambda asked: reply(status, b"", "Retry-After: 1"), retries=0)
    assert server.methods == ["HEAD /page"]
    assert exchange.hops[0].status == status


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501, 503])
def test_a_head_without_success_is_asked_again_by_get_in_the_same_look(status: int) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(status) if asked.method == "HEAD" else reply(200, PAGE)

    exchange, server = heads(answer)
    assert server.methods == ["HEAD /page", "GET /page"]
    assert seen(exchange) == ([200], [b""], None)
    assert exchange.hops[0].request_head.startswith(b"GET ")
    assert exchange.attempts == 1


def test_both_methods_agree_on_a_page_that_is_gone() -> None:
    exchange, server = heads(lambda asked: reply(404))
    assert server.methods == ["HEAD /page", "GET /page"]
    assert exchange.last is not None
    assert exchange.last.status == 404


@pytest.mark.parametrize(
    "trouble",
    [None, b"no HTTP at all\r\n\r\n", reply(302, b"", "Location: /page"), reply(302, b"", "Location: //")],
    ids=["hangs up", "garbage", "circle", "leads nowhere"],
)
def test_a_head_that_fails_is_asked_again_by_get(trouble: bytes | None) -> None:
    exchange, server = heads(lambda asked: trouble if asked.method == "HEAD" else reply(200, PAGE))
    assert server.methods[-1] == "GET /page"
    assert seen(exchange) == ([200], [b""], None)


def test_a_reset_by_head_is_a_reset_by_get_too_and_each_attempt_after_the_first_is_counted() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with fetcher(policy(server, retries=1), time=time) as open_fetcher:
            exchange = await open_fetcher.look(FetchRequest(server.url("/reset"), head_only=True))
            (use,) = open_fetcher.uses()
        assert exchange.failure is not None
        assert (exchange.failure.kind, exchange.attempts) == (FailureKind.refused, 2)
        assert [head.split()[0] for head in server.heads] == [b"HEAD", b"GET", b"HEAD", b"GET"]
        assert (use.requests, use.retries) == (4, 1)

    served(scene)


def test_where_nothing_listens_head_is_enough() -> None:
    async def scene(server: FaultServer) -> tuple[int, str]:
        return server.port, server.url("/ok")

    port, url = served(scene)
    backend = CountingBackend()

    async def asking() -> Exchange:
        allow = (Endpoint("127.0.0.1", port),)
        async with fetcher(policy(allow=allow), backend=backend) as open_fetcher:
            return await open_fetcher.look(FetchRequest(url, head_only=True))

    exchange = run(asking())
    assert exchange.failure is not None
    assert exchange.failure.code == "ECONNREFUSED"
    assert len(backend.connects) == 1


@pytest.mark.parametrize("path", ["/endless", "/bomb", "/stalled-body", "/slow-body"])
def test_no_body_is_read(path: str) -> None:
    """The fault server sends its body to HEAD as well, and the body never ends."""

    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            for head_only in (True, True):
                request = FetchRequest(server.url(path), head_only=head_only)
                exchange = await asyncio.wait_for(open_fetcher.look(request), 2)
                assert seen(exchange) == ([200], [b""], None)
        assert [head.split()[0] for head in server.heads] == [b"HEAD", b"HEAD"]

    served(scene)


def test_a_get_for_the_status_leaves_an_endless_body_alone() -> None:
    def answer(asked: Asked) -> bytes:
        return reply(405) if asked.method == "HEAD" else reply(200, b"x" * 300_000, length=10**12)

    exchange, _ = heads(answer)
    assert seen(exchange) == ([200], [b""], None)


def test_a_body_behind_a_head_is_never_taken_for_the_next_answer() -> None:
    """The fault server answers HEAD with a body, which lies in the way on the kept connection."""

    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            for path, status in (("/ok", 200), ("/surplus", 200), ("/404", 404), ("/ok", 200)):
                exchange = await open_fetcher.look(FetchRequest(server.url(path), head_only=True))
                assert exchange.last is not None
                assert exchange.last.status == status
                assert exchange.attempts == 1
            exchange = await open_fetcher.look(FetchRequest(server.url("/chunked")))
        assert exchange.last is not None
        assert exchange.last.body == PAGE

    served(scene)


def test_validators_go_with_a_head_too() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            exchange = await open_fetcher.look(FetchRequest(server.url("/etag"), ETAG, head_only=True))
        assert exchange.last is not None
        assert exchange.last.status == 304
        assert len(server.heads) == 1

    served(scene)


def test_a_host_that_wants_a_long_rest_is_not_asked_by_get_and_its_answer_stands() -> None:
    exchange, server = heads(lambda asked: reply(429, b"", "Retry-After: 3600"), retries=2)
    assert server.methods == ["HEAD /page"]
    assert exchange.last is not None
    assert (exchange.last.status, exchange.attempts) == (429, 1)


def test_robots_are_asked_by_get_and_forbid_a_head_as_well() -> None:
    rules = reply(200, b"User-agent: *\nDisallow: /page\n")
    exchange, server = heads(lambda asked: rules, robots=True)
    assert server.methods == ["GET /robots.txt"]
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.robots
