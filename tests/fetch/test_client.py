"""The whole fetch against the fault server."""

from __future__ import annotations

import asyncio
import gzip

import pytest
from tests.faults.routes import ETAG, ODD_HEAD, PAGE
from tests.faults.server import FaultServer
from tests.fetch.given import (
    START,
    CountingBackend,
    FastTime,
    Names,
    failure_of,
    fetcher,
    look,
    one,
    policy,
    run,
    served,
)

from verify.model.policy import ConnectTo, Endpoint
from verify.model.snapshot import Failure, FailureKind, FetchRequest

pytestmark = pytest.mark.slow


def test_a_page_comes_whole_with_what_crossed_the_wire() -> None:
    exchange, server = one("/ok")
    hop = exchange.last
    assert hop is not None
    assert (hop.status, hop.body, hop.truncated) == (200, PAGE, None)
    assert [hop.request_head] == server.heads
    assert [hop.response_head] == server.sent
    assert (hop.ip_address, hop.tls) == ("127.0.0.1", None)
    assert (hop.started, hop.url) == (START, server.url("/ok"))
    assert exchange.attempts == 1


def test_header_case_order_and_white_space_survive() -> None:
    exchange, _ = one("/odd-head")
    hop = exchange.last
    assert hop is not None
    assert hop.response_head == ODD_HEAD
    assert [name for name, _ in hop.headers] == ["cONTENT-tYPE", "X-Twice", "x-twice", "Content-length"]
    assert hop.header("content-type") == "text/html;charset=UTF-8"
    assert hop.body == PAGE


def test_the_request_is_honest_and_asks_for_codings_we_undo() -> None:
    _, server = one("/ok")
    head = server.heads[0].decode()
    fields = dict(line.split(": ", 1) for line in head.splitlines()[1:-1])
    assert fields["User-Agent"].startswith("verify-sources/")
    assert fields["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert fields["Host"] == f"127.0.0.1:{server.port}"
    assert "text/html" in fields["Accept"]
    assert "Accept-Language" in fields
    assert not {"Cookie", "Authorization", "Referer"} & fields.keys()


def test_codings_stay_and_chunks_are_joined() -> None:
    exchange, _ = one("/gzip")
    assert exchange.last is not None
    assert exchange.last.body == gzip.compress(PAGE, mtime=0)
    exchange, server = one("/chunked")
    assert exchange.last is not None
    assert exchange.last.body == PAGE
    assert exchange.last.response_head == server.sent[0]


@pytest.mark.parametrize("path", ["/no-type", "/until-close", "/no-location", "/early-hints"])
def test_odd_but_whole_answers_are_whole(path: str) -> None:
    exchange, server = one(path)
    hop = exchange.last
    assert hop is not None
    assert hop.truncated is None
    assert hop.response_head == server.sent[-1]
    assert hop.body == (b"where to?" if path == "/no-location" else PAGE)


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_status_is_not_a_failure(status: int) -> None:
    exchange, _ = one(f"/{status}")
    assert exchange.last is not None
    assert exchange.last.status == status


@pytest.mark.parametrize(
    ("path", "kind", "code"),
    [
        ("/garbage", FailureKind.bad_response, None),
        ("/huge-header", FailureKind.bad_response, "head"),
        ("/flood-1xx", FailureKind.bad_response, "head"),
        ("/reset", FailureKind.refused, "ECONNRESET"),
        ("/empty", FailureKind.refused, "EOF"),
        ("/loop/a", FailureKind.loop, "circle"),
        ("/loop/self", FailureKind.loop, "circle"),
        ("/deeper", FailureKind.loop, "too-many"),
        ("/to-file", FailureKind.unsafe, "scheme"),
        ("/to-script", FailureKind.unsafe, "scheme"),
        ("/to-loopback", FailureKind.unsafe, "address"),
        ("/to-nonsense", FailureKind.bad_response, "location"),
    ],
)
def test_failures_are_values_with_a_name(path: str, kind: FailureKind, code: str | None) -> None:
    exchange, _ = one(path)
    assert (failure_of(exchange).kind, failure_of(exchange).code) == (kind, code)
    assert exchange.attempts == 1


def test_a_closed_port_is_refused_and_tried_again() -> None:
    async def scene(server: FaultServer) -> tuple[str, FaultServer]:
        return server.url("/ok"), server

    url, server = served(scene)
    time = FastTime()
    exchange = run(look(policy(server, retries=2), url, time=time))
    assert failure_of(exchange) == Failure(
        FailureKind.refused, "the server refused the connection", "ECONNREFUSED"
    )
    assert exchange.attempts == 3
    assert time.slept == [0.5, 1.0]


def test_names_that_do_not_exist_are_not_tried_again() -> None:
    time, names = FastTime(), Names()
    exchange = run(look(policy(retries=2), "http://gone.example/", time=time, resolver=names))
    assert failure_of(exchange) == Failure(
        FailureKind.dns, "the name gone.example does not exist", "NXDOMAIN"
    )
    assert (names.asked, time.slept) == (["gone.example"], [])


# Redirects


def test_every_hop_of_a_chain_is_kept() -> None:
    exchange, server = one("/chain/5")
    assert [hop.status for hop in exchange.hops] == [308, 307, 303, 302, 301, 200]
    assert [hop.request_head for hop in exchange.hops] == server.heads
    assert [hop.response_head for hop in exchange.hops] == server.sent
    assert exchange.hops[0].body == b"moved"
    assert exchange.final_url == server.url("/ok")
    assert server.connects == 1


def test_the_limit_of_redirects_counts_redirects() -> None:
    exchange, _ = one("/chain/5", max_redirects=5)
    assert exchange.last is not None
    exchange, _ = one("/chain/5", max_redirects=4)
    assert failure_of(exchange).kind is FailureKind.loop
    assert len(exchange.hops) == 5


def test_a_fragment_survives_redirects_and_is_not_sent() -> None:
    exchange, server = one("/chain/2#part-3")
    assert exchange.final_url == server.url("/ok#part-3")
    assert not any(b"part-3" in head for head in server.heads)


def test_credentials_are_neither_sent_nor_kept() -> None:
    async def scene(server: FaultServer) -> None:
        exchange = await look(policy(server), f"http://me:secret@127.0.0.1:{server.port}/ok")
        assert exchange.last is not None
        assert exchange.last.body == PAGE
        assert "secret" not in repr(exchange)
        assert b"uthorization" not in server.heads[0]
        refused = await look(policy(server), "ftp://me:secret@press.example/")
        assert "secret" not in repr(refused)

    served(scene)


def test_the_exchange_keeps_the_spelling_that_was_asked_for() -> None:
    exchange, server = one("/страница")
    assert exchange.url == server.url("/страница")
    assert exchange.hops[0].url == server.url("/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0")


def test_cookies_are_not_kept() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            for path in ("/cookie", "/ok"):
                await open_fetcher.look(FetchRequest(server.url(path)))
        assert not any(b"ookie:" in head for head in server.heads)

    served(scene)


# Conditional requests


def test_validators_make_the_request_conditional() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            since = "Tue, 15 May 2018 06:00:00 GMT"
            exchange = await open_fetcher.look(FetchRequest(server.url("/etag"), ETAG, since))
        assert exchange.last is not None
        assert (exchange.last.status, exchange.last.body) == (304, b"")
        assert exchange.last.header("etag") == ETAG
        assert f"If-Modified-Since: {since}\r\n".encode() in server.heads[0]

    served(scene)


def test_validators_go_to_the_first_url_only_and_never_break_a_header() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            moved = await open_fetcher.look(FetchRequest(server.url("/to?/etag"), ETAG))
            hostile = await open_fetcher.look(FetchRequest(server.url("/etag"), '"a"\r\nX-Evil: 1', "wann?ü"))
        assert [hop.status for hop in moved.hops] == [302, 200]
        assert hostile.last is not None
        assert hostile.last.status == 200
        assert [b"If-None-Match" in head for head in server.heads] == [True, False, False]
        assert not any(b"Evil" in head for head in server.heads)

    served(scene)


# Trying again


def test_a_passing_503_is_tried_again_and_the_last_exchange_returned() -> None:
    exchange, server = one("/second-try", retries=2)
    assert exchange.last is not None
    assert (exchange.last.status, exchange.attempts) == (200, 2)
    assert server.paths == ["/second-try", "/second-try"]


def test_retry_after_is_waited_for() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        exchange = await look(policy(server, retries=2), server.url("/429"), time=time)
        assert exchange.last is not None
        assert (exchange.last.status, exchange.attempts) == (429, 3)
        assert time.slept == [2.0, 2.0]

    served(scene)


def test_a_host_that_wants_a_long_rest_gets_it_for_the_whole_run() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with fetcher(policy(server, retries=2), time=time) as open_fetcher:
            first = await open_fetcher.look(FetchRequest(server.url("/429-long")))
            second = await open_fetcher.look(FetchRequest(server.url("/ok")))
        assert first.last is not None
        assert (first.last.status, first.attempts) == (429, 1)
        assert failure_of(second).kind is FailureKind.skipped
        assert failure_of(second).cause == "the host asked to be left alone for 3600 more seconds"
        assert server.paths == ["/429-long"]
        assert time.slept == []

    served(scene)


def test_a_short_rest_delays_the_host_for_others_too() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with fetcher(policy(server), time=time) as open_fetcher:
            await open_fetcher.look(FetchRequest(server.url("/503-wait")))
            await open_fetcher.look(FetchRequest(server.url("/ok")))
        assert time.slept == [7.0]
        assert server.paths == ["/503-wait", "/ok"]

    served(scene)


def test_cancelling_a_look_passes_through_and_leaves_the_fetcher_usable() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server)) as open_fetcher:
            for path in ("/silent", "/slow-body", "/slow-header"):
                task = asyncio.create_task(open_fetcher.look(FetchRequest(server.url(path))))
                await asyncio.sleep(0.1)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            exchange = await open_fetcher.look(FetchRequest(server.url("/ok")))
            assert exchange.last is not None
            assert exchange.last.body == PAGE

    served(scene)


def test_connect_to_keeps_the_host_of_the_url() -> None:
    async def scene(server: FaultServer) -> None:
        backend = CountingBackend()
        chosen = policy(server, connect_to=(ConnectTo("press.example", 80, "127.0.0.1", server.port),))
        exchange = await look(chosen, "http://press.example/ok", backend=backend)
        assert exchange.last is not None
        assert exchange.last.ip_address == "127.0.0.1"
        assert exchange.url == exchange.final_url == "http://press.example/ok"
        assert b"\r\nHost: press.example\r\n" in b"\r\n" + server.heads[0]
        assert backend.connects == [("127.0.0.1", server.port)]

    served(scene)


def test_more_hosts_than_are_kept_open() -> None:
    async def scene(server: FaultServer) -> None:
        allow = (Endpoint("127.0.0.1", server.port),)
        chosen = policy(allow=allow, connect_to=(ConnectTo("", 80, "127.0.0.1", server.port),))
        async with fetcher(chosen) as open_fetcher:
            looks = await asyncio.gather(
                *(open_fetcher.look(FetchRequest(f"http://host-{number}.example/ok")) for number in range(80))
            )
        assert all(exchange.last and exchange.last.body == PAGE for exchange in looks)

    served(scene)
