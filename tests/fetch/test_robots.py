from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import time as wall

import pytest
from tests.faults.server import FaultServer
from tests.fetch.given import CountingBackend, FastTime, Names, fetcher, look, policy, run, served

from verify.fetch.politeness import MAX_DELAY
from verify.fetch.robots import MAX_ROBOTS, Rules, product_token, read_rules
from verify.model.policy import ConnectTo, Endpoint
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop, Truncation

AGENT = "verify-sources"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
URL = "https://press.example/robots.txt"
PAGE = "https://press.example/news/page"


def rules(text: str | bytes, status: int = 200, *headers: tuple[str, str]) -> Rules:
    body = text.encode() if isinstance(text, str) else text
    return read_rules(Exchange(URL, NOW, 1, (Hop(URL, NOW, 1, b"", b"", status, headers, body),)), AGENT)


def failed(kind: FailureKind, code: str | None = None, hops: tuple[Hop, ...] = ()) -> Rules:
    return read_rules(Exchange(URL, NOW, 1, hops, Failure(kind, "as told", code), attempts=3), AGENT)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: verify-sources\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: Verify-Sources/0.1\nDisallow: /", False),
        ("User-agent: verify\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("User-agent: otherbot\nUser-agent: *\nDisallow: /", False),
        ("User-agent: otherbot\nDisallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: * # all\nDisallow: /*page$", False),
        ("<html><p>no robots here</p>", True),
    ],
)
def test_groups_are_kept_to(text: str, allowed: bool) -> None:
    verdict = rules(text).against(PAGE)
    assert (verdict is None) is allowed
    assert verdict is None or (verdict.kind, verdict.code) == (FailureKind.robots, "disallow")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 304])
def test_a_missing_file_allows_everything(status: int) -> None:
    assert rules("User-agent: *\nDisallow: /", status).against(PAGE) is None


@pytest.mark.parametrize("status", [500, 503, 599])
def test_a_broken_server_allows_nothing(status: int) -> None:
    verdict = rules("", status).against(PAGE)
    assert verdict is not None
    assert (verdict.kind, verdict.code) == (FailureKind.robots, "unreachable")
    assert verdict.cause == f"robots.txt could not be read: the server answered {status}"


@pytest.mark.parametrize("kind", [FailureKind.dns, FailureKind.refused, FailureKind.tls, FailureKind.unsafe])
def test_a_host_that_cannot_be_reached_fails_as_itself(kind: FailureKind) -> None:
    found = failed(kind, "CODE")
    assert found.against(PAGE) == Failure(kind, "as told", "CODE")
    assert found.tries == 3


def test_a_timeout_says_what_was_asked_for() -> None:
    verdict = failed(FailureKind.timeout, "read").against(PAGE)
    assert verdict == Failure(FailureKind.timeout, "as told (asked for robots.txt first)", "read")


def test_failures_of_the_file_alone_are_matters_of_robots() -> None:
    moved = Hop(URL, NOW, 1, b"", b"", 302, (), b"")
    for found in (failed(FailureKind.bad_response), failed(FailureKind.dns, "NXDOMAIN", (moved,))):
        verdict = found.against(PAGE)
        assert verdict is not None
        assert (verdict.kind, verdict.code) == (FailureKind.robots, "unreachable")


def test_too_many_redirects_count_as_no_file() -> None:
    assert failed(FailureKind.loop).against(PAGE) is None


def test_crawl_delay_is_read_and_capped() -> None:
    assert rules("User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert rules("User-agent: *\nCrawl-delay: 86400").delay == MAX_DELAY
    assert rules("User-agent: *\nCrawl-delay: -1").delay == 0.0
    assert rules("User-agent: *\nDisallow:").delay == 0.0


def test_a_compressed_file_is_read() -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /")
    assert rules(packed, 200, ("Content-Encoding", "gzip")).against(PAGE) is not None


@pytest.mark.parametrize("cut", [Truncation.disconnect, Truncation.time])
def test_a_file_that_broke_off_forbids(cut: Truncation) -> None:
    hop = Hop(URL, NOW, 1, b"", b"", 200, (), b"User-agent: *\n", cut)
    verdict = read_rules(Exchange(URL, NOW, 1, (hop,)), AGENT).against(PAGE)
    assert verdict is not None
    assert verdict.cause == "robots.txt could not be read: it broke off"


def test_a_file_beyond_the_cap_is_read_up_to_its_last_whole_line() -> None:
    body = b"User-agent: *\nDisallow: /private\nDisallow: /"
    hop = Hop(URL, NOW, 1, b"", b"", 200, (), body, Truncation.length)
    cut = read_rules(Exchange(URL, NOW, 1, (hop,)), AGENT)
    assert cut.against(PAGE) is None
    assert cut.against("https://press.example/private/page") is not None


@pytest.mark.parametrize(("coding", "body"), [("gzip", b"no gzip at all"), ("br", b"\x00")])
def test_a_file_that_cannot_be_decoded_forbids(coding: str, body: bytes) -> None:
    verdict = rules(body, 200, ("Content-Encoding", coding)).against(PAGE)
    assert verdict is not None
    assert verdict.code == "unreachable"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"user-agent:a{number}\n" for number in range(20_000)) + "allow:/\n" * 30_000,
        "user-agent:*\n" + "disallow:/*a*a*a*a*a*a*a*b$\n" * 18_000,
        "user-agent:*\ndisallow:/" + "*a" * 250_000 + "b\n",
        "\x00" * MAX_ROBOTS,
    ],
    ids=["many agents times many rules", "many wildcards", "one long wildcard", "zeros"],
)
def test_hostile_files_cost_little(text: str) -> None:
    begun = wall.process_time()
    found = rules(text[:MAX_ROBOTS])
    found.against("https://press.example/" + "a" * 2000)
    assert wall.process_time() - begun < 5


def test_the_product_token_is_the_name_before_the_slash() -> None:
    assert product_token("Verify-Sources/0.1 (+about)") == AGENT
    assert product_token("") == "*"


@pytest.mark.slow
def test_the_file_is_asked_for_once_per_host_before_the_first_page() -> None:
    async def scene(server: FaultServer) -> None:
        server.robots = (200, b"User-agent: *\nDisallow: /gzip\nCrawl-delay: 4\n")
        time = FastTime()
        async with fetcher(policy(server, robots=True, host_delay=1.0), time=time) as open_fetcher:
            allowed = await open_fetcher.look(FetchRequest(server.url("/ok")))
            denied = await open_fetcher.look(FetchRequest(server.url("/gzip")))
            again = await open_fetcher.look(FetchRequest(server.url("/chunked")))
        assert allowed.last is not None
        assert again.last is not None
        assert denied.failure is not None
        assert denied.failure.kind is FailureKind.robots
        assert server.paths == ["/robots.txt", "/ok", "/chunked"]
        assert time.slept == [4.0]

    served(scene)


@pytest.mark.slow
def test_a_redirect_to_a_host_that_forbids_stops_there() -> None:
    async def scene(server: FaultServer) -> None:
        async with FaultServer(robots=(200, b"User-agent: *\nDisallow: /")) as strict:
            allow = (Endpoint("127.0.0.1", server.port), Endpoint("127.0.0.1", strict.port))
            url = server.url(f"/to?{strict.url('/ok')}")
            exchange = await look(policy(robots=True, allow=allow), url)
            assert exchange.failure is not None
            assert exchange.failure.kind is FailureKind.robots
            assert [hop.status for hop in exchange.hops] == [302]
            assert strict.paths == ["/robots.txt"]

    served(scene)


@pytest.mark.slow
def test_robots_503_is_tried_again_once_for_all_pages_and_forbids() -> None:
    async def scene(server: FaultServer) -> None:
        server.robots = (503, b"")
        async with fetcher(policy(server, robots=True, retries=2)) as open_fetcher:
            looks = [await open_fetcher.look(FetchRequest(server.url("/ok"))) for _ in range(2)]
        assert [look.failure and look.failure.code for look in looks] == ["unreachable", "unreachable"]
        assert server.paths == ["/robots.txt"] * 3
        assert looks[0].attempts == 3

    served(scene)


@pytest.mark.slow
def test_looks_at_the_same_time_share_one_asking() -> None:
    async def scene(server: FaultServer) -> None:
        server.robots = (200, b"User-agent: *\nDisallow: /gzip\n")
        async with fetcher(policy(server, robots=True, host_concurrency=4)) as open_fetcher:
            await asyncio.gather(*(open_fetcher.look(FetchRequest(server.url("/ok"))) for _ in range(4)))
        assert sorted(server.paths) == ["/ok"] * 4 + ["/robots.txt"]

    served(scene)


@pytest.mark.slow
def test_a_host_that_is_down_is_tried_as_often_as_the_policy_says_and_no_more() -> None:
    async def scene(server: FaultServer) -> FaultServer:
        return server

    server = served(scene)
    backend, time = CountingBackend(), FastTime()
    chosen = policy(server, robots=True, retries=2)
    exchange = run(look(chosen, server.url("/ok"), backend=backend, time=time))
    assert exchange.failure is not None
    assert (exchange.failure.kind, exchange.attempts) == (FailureKind.refused, 3)
    assert len(backend.connects) == 3
    assert time.slept == [0.5, 1.0]


@pytest.mark.slow
def test_switched_off_it_is_not_asked_for() -> None:
    async def scene(server: FaultServer) -> None:
        server.robots = (200, b"User-agent: *\nDisallow: /")
        assert (await look(policy(server), server.url("/ok"))).last is not None
        assert server.paths == ["/ok"]

    served(scene)


@pytest.mark.slow
def test_the_file_itself_comes_through_the_guard_and_its_redirects_too() -> None:
    async def scene(server: FaultServer) -> None:
        backend = CountingBackend()
        chosen = policy(
            robots=True,
            connect_to=(ConnectTo("press.example", 80, "127.0.0.1", server.port),),
        )
        exchange = await look(chosen, "http://press.example/ok", backend=backend)
        assert exchange.failure is not None
        assert exchange.failure.kind is FailureKind.unsafe
        assert not backend.connects

    served(scene)


def test_a_name_that_does_not_exist_is_dns_not_robots() -> None:
    exchange = run(look(policy(robots=True, retries=2), "http://gone.example/", resolver=Names()))
    assert exchange.failure is not None
    assert (exchange.failure.kind, exchange.failure.code) == (FailureKind.dns, "NXDOMAIN")
    assert exchange.attempts == 1
