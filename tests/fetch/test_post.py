"""Requests to services made for programs: headers of their own, a body, no redirects, no robots.txt."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fetch.answering import Answer, Answering, Asked, by_path, reply
from tests.fetch.given import FastTime, failure_of, fetcher, policy, run

from verify.model.policy import ConnectTo, Endpoint, HostPolicy
from verify.model.snapshot import Exchange, FailureKind, FetchRequest

pytestmark = pytest.mark.slow
BODY = b"url=http%3A%2F%2Fpress.example%2F"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
KEY = ("Authorization", "LOW key:secret")


def asked(
    answer: Answer, path: str = "/save", *, time: FastTime | None = None, **request: Any
) -> tuple[Exchange, Answering]:
    """One look; names under .example lead to the server too. `policy` changes the policy."""
    changes = request.pop("policy", {})

    async def scene() -> tuple[Exchange, Answering]:
        async with Answering(answer) as server:
            chosen = policy(
                allow=(Endpoint("127.0.0.1", server.port),),
                connect_to=(ConnectTo("", 80, "127.0.0.1", server.port),),
                **changes,
            )
            url = path if path.startswith("http") else server.url(path)
            async with fetcher(chosen, time=time) as open_fetcher:
                return await open_fetcher.look(FetchRequest(url, **request)), server

    return run(scene())


def test_headers_are_sent_on_top_of_ours_and_stand_in_for_them() -> None:
    given = (("Accept-Datetime", "Thu, 17 May 2018 00:00:00 GMT"), ("accept", "application/json"))
    _, server = asked(lambda _: reply(200), headers=given)
    head = server.asked[0].head.decode()
    assert "\r\nAccept-Datetime: Thu, 17 May 2018 00:00:00 GMT\r\n" in head
    assert head.lower().count("\r\naccept:") == 1
    assert server.asked[0].header("Accept") == "application/json"
    assert (server.asked[0].header("User-Agent") or "").startswith("verify-sources/")


def test_headers_go_to_the_first_address_alone() -> None:
    moved = {"/save": reply(302, b"", "Location: /done"), "/done": reply(200)}
    _, server = asked(by_path(dict(moved)), headers=(KEY, ("X-Own", "1")))
    assert [one.header("X-Own") for one in server.asked] == ["1", None]
    assert [one.header("Authorization") for one in server.asked] == [KEY[1], None]


def test_the_requests_own_header_outranks_the_hosts() -> None:
    hosts = (HostPolicy("press.example", headers=(("X-Key", "general"),)),)
    _, server = asked(
        lambda _: reply(200), "http://press.example/", headers=(("x-key", "own"),), policy={"hosts": hosts}
    )
    assert server.asked[0].header("X-Key") == "own"
    assert server.asked[0].head.lower().count(b"x-key:") == 1


def test_a_secret_is_sent_and_kept_nowhere() -> None:
    exchange, server = asked(lambda _: reply(200), headers=(KEY,), body=BODY)
    assert server.asked[0].header("Authorization") == KEY[1]
    assert b"Authorization: redacted\r\n" in exchange.hops[0].request_head
    assert "secret" not in repr(exchange)


@pytest.mark.parametrize(
    "header",
    [("X-A", "1\r\nX-Evil: 1"), ("X A", "1"), ("Content-Length", "5"), ("Host", "x.example"), ("X-A", "")],
)
def test_a_header_that_cannot_be_sent_ends_the_look_without_its_value(header: tuple[str, str]) -> None:
    exchange, server = asked(lambda _: reply(200), headers=(header,))
    assert server.asked == []
    assert (failure_of(exchange).kind, failure_of(exchange).code) == (FailureKind.skipped, "header")
    assert "Evil" not in failure_of(exchange).cause


# A body


@pytest.mark.parametrize("body", [BODY, b"", bytes(range(256)) * 1000], ids=["form", "empty", "binary"])
def test_a_body_is_posted_with_its_length(body: bytes) -> None:
    exchange, server = asked(lambda _: reply(200, b"taken"), headers=(FORM,), body=body)
    (request,) = server.asked
    assert (request.method, request.body) == ("POST", body)
    assert (request.header("Content-Type"), request.header("Content-Length")) == (FORM[1], str(len(body)))
    assert exchange.hops[0].request_head == request.head
    assert exchange.last is not None
    assert exchange.last.body == b"taken"


def test_a_body_outranks_head_only() -> None:
    exchange, server = asked(lambda _: reply(200, b"taken"), body=BODY, head_only=True)
    assert server.methods == ["POST /save"]
    assert exchange.hops[0].body == b"taken"


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_turns_a_post_into_a_get(status: int) -> None:
    answers = {"/save": reply(status, b"", "Location: /done"), "/done": reply(200, b"x")}
    exchange, server = asked(by_path(dict(answers)), headers=(FORM,), body=BODY)
    assert server.methods == ["POST /save", "GET /done"]
    assert server.asked[1].body == b""
    assert server.asked[1].header("Content-Type") is None
    assert [hop.status for hop in exchange.hops] == [status, 200]


def test_a_redirect_to_the_same_address_is_no_circle_for_a_post() -> None:
    def answer(asked: Asked) -> bytes:
        return reply(303, b"", "Location: /save") if asked.method == "POST" else reply(200, b"status")

    exchange, server = asked(answer, body=BODY)
    assert server.methods == ["POST /save", "GET /save"]
    assert exchange.last is not None


@pytest.mark.parametrize("status", [307, 308])
def test_a_body_is_repeated_to_the_same_host(status: int) -> None:
    answers = {"/save": reply(status, b"", "Location: /new"), "/new": reply(200, b"x")}
    _, server = asked(by_path(dict(answers)), headers=(FORM, KEY), body=BODY)
    assert server.methods == ["POST /save", "POST /new"]
    assert [one.body for one in server.asked] == [BODY, BODY]
    assert server.asked[1].header("Content-Type") == FORM[1]
    assert server.asked[1].header("Authorization") is None


@pytest.mark.parametrize("status", [307, 308])
def test_a_body_is_not_repeated_to_another_host(status: int) -> None:
    answer = reply(status, b"", "Location: http://other.example/new")
    exchange, server = asked(lambda _: answer, "http://press.example/save", body=BODY)
    assert server.methods == ["POST /save"]
    assert exchange.last is not None
    assert (exchange.last.status, exchange.failure) == (status, None)


def test_the_guard_holds_behind_a_post() -> None:
    exchange, server = asked(lambda _: reply(303, b"", "Location: http://127.0.0.1:9/x"), body=BODY)
    assert failure_of(exchange).kind is FailureKind.unsafe
    assert len(server.asked) == 1


# Never twice


@pytest.mark.parametrize(
    "answer", [None, b"no HTTP\r\n\r\n", reply(503, b"", "Retry-After: 1"), reply(500), reply(200, length=9)]
)
def test_a_post_that_may_have_arrived_is_not_repeated(answer: bytes | None) -> None:
    exchange, server = asked(lambda _: answer, body=BODY, policy={"retries": 2, "read_timeout": 0.3})
    assert len(server.asked) == 1
    assert exchange.attempts == 1


def test_a_post_goes_over_a_connection_of_its_own() -> None:
    """A kept connection may be dead, and then nobody knows whether the request arrived."""

    def answer(asked: Asked) -> bytes | None:
        return reply(200, b"x") if asked.method == "GET" else None

    async def scene() -> None:
        async with Answering(answer) as server:
            allow = (Endpoint("127.0.0.1", server.port),)
            async with fetcher(policy(allow=allow, retries=2)) as open_fetcher:
                await open_fetcher.look(FetchRequest(server.url("/page")))
                exchange = await open_fetcher.look(FetchRequest(server.url("/save"), body=BODY))
            assert server.methods == ["GET /page", "POST /save"]
            assert [one.connection for one in server.asked] == [1, 2]
            assert failure_of(exchange).code == "EOF"

    run(scene())


def test_a_post_turned_away_for_a_while_is_repeated() -> None:
    answers = iter((reply(429, b"", "Retry-After: 3"), reply(200, b"x")))
    time = FastTime()
    exchange, server = asked(lambda _: next(answers), body=BODY, time=time, policy={"retries": 2})
    assert [one.body for one in server.asked] == [BODY, BODY]
    assert (exchange.attempts, time.slept) == (2, [3.0])


def test_a_post_that_met_no_server_is_repeated() -> None:
    async def closed_port() -> int:
        async with Answering(lambda _: None) as server:
            return server.port

    async def scene(port: int) -> Exchange:
        chosen = policy(allow=(Endpoint("127.0.0.1", port),), retries=2)
        async with fetcher(chosen) as open_fetcher:
            return await open_fetcher.look(FetchRequest(f"http://127.0.0.1:{port}/save", body=BODY))

    assert run(scene(run(closed_port()))).attempts == 3


def test_once_is_once() -> None:
    for answer in (reply(503, b"", "Retry-After: 1"), reply(429, b"", "Retry-After: 1"), None):
        exchange, server = asked(lambda _, sent=answer: sent, once=True, policy={"retries": 2})  # type: ignore[misc]
        assert (len(server.asked), exchange.attempts) == (1, 1)


# Redirects and robots.txt


def test_a_redirect_can_be_the_answer() -> None:
    exchange, server = asked(lambda _: reply(302, b"over there", "Location: /done"), follow=False)
    assert server.methods == ["GET /save"]
    assert exchange.last is not None
    assert (exchange.last.status, exchange.last.header("location")) == (302, "/done")
    assert exchange.last.body == b"over there"


def test_robots_txt_is_not_asked_of_a_service_but_the_delay_is_kept() -> None:
    async def scene() -> None:
        time = FastTime()
        async with Answering(lambda _: reply(200, b"User-agent: *\nDisallow: /\n")) as server:
            allow = (Endpoint("127.0.0.1", server.port),)
            async with fetcher(policy(allow=allow, robots=True, host_delay=2.0), time=time) as open_fetcher:
                for path in ("/a", "/b"):
                    await open_fetcher.look(FetchRequest(server.url(path), robots=False))
                refused = await open_fetcher.look(FetchRequest(server.url("/c")))
            assert server.methods == ["GET /a", "GET /b", "GET /robots.txt"]
            assert time.slept == [2.0, 2.0]
            assert failure_of(refused).kind is FailureKind.robots

    run(scene())
