"""Cookies of one look, which some sites want back before they stop to redirect."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.answering import Answer, Answering, Asked, reply
from tests.fetch.given import START, fetcher, policy, run

from verify.fetch.cookies import Cookies
from verify.model.policy import ConnectTo, Endpoint, HostPolicy
from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Hop

SITE = "http://press.example/page"


def hop(*cookies: str, url: str = SITE) -> Hop:
    headers = tuple(("Set-Cookie", cookie) for cookie in cookies)
    return Hop(url, START, 1, b"", b"", 302, headers, b"")


def sent(*cookies: str, to: str = SITE) -> bytes | None:
    kept = Cookies()
    kept.keep(hop(*cookies))
    return kept.header(to)


@pytest.mark.parametrize(
    ("cookie", "to", "expected"),
    [
        ("a=b; Path=/", SITE, b"a=b"),
        ("a=b; Path=/", "http://other.example/", None),
        ("a=b; Path=/", "http://www.press.example/", None),
        ("a=b; Path=/; Domain=press.example", "http://www.press.example/", b"a=b"),
        ("a=b; Path=/; Domain=other.example", "http://other.example/", None),
        ("a=b; Path=/; Domain=example", "http://other.example/", None),
        ("a=b; Path=/elsewhere", SITE, None),
        ("a=b; Path=/; Secure", SITE, None),
        ("a=b; Path=/; Max-Age=0", SITE, None),
        ("a=" + "x" * 5000, SITE, None),
        ("a=ü", SITE, None),
        ("", SITE, None),
    ],
)
def test_a_cookie_goes_where_it_belongs(cookie: str, to: str, expected: bytes | None) -> None:
    assert sent(cookie, to=to) == expected


def test_what_a_site_makes_us_carry_is_bounded() -> None:
    many = sent(*(f"c{number}=x; Path=/" for number in range(500)))
    assert many is not None
    assert many.count(b"=") == 50
    assert sent(*(f"c{number}={'x' * 4000}; Path=/" for number in range(5))) is None


@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_cookie_breaks_a_look_or_a_header(cookies: list[str]) -> None:
    value = sent(*cookies)
    assert value is None or (b"\r" not in value and b"\n" not in value)


# Whole looks


def asked_with(answer: Answer, *hosts: HostPolicy) -> tuple[Exchange, list[str | None]]:
    async def scene() -> tuple[Exchange, list[str | None]]:
        async with Answering(answer) as server:
            to = (ConnectTo("", 80, "127.0.0.1", server.port),)
            chosen = policy(allow=(Endpoint("127.0.0.1", server.port),), connect_to=to, hosts=hosts)
            async with fetcher(chosen) as open_fetcher:
                exchange = await open_fetcher.look(FetchRequest(SITE))
                again = await open_fetcher.look(FetchRequest("http://press.example/other"))
            assert again.hops[0].request_head.count(b"\r\nCookie:") == (1 if hosts else 0)
            return exchange, [asked.header("cookie") for asked in server.asked[:-1]]

    return run(scene())


def gate(asked: Asked) -> bytes:
    """Sends back to where one came from until the cookie is there."""
    if asked.target == "/gate":
        return reply(302, b"", "Location: /page", "Set-Cookie: pass=yes; Path=/")
    if asked.target == "/page" and not asked.header("cookie"):
        return reply(302, b"", "Location: /gate")
    return reply(200, b"<p>the page</p>")


@pytest.mark.slow
def test_a_circle_that_sets_a_cookie_is_left_by_it() -> None:
    exchange, cookies = asked_with(gate)
    assert [hop.status for hop in exchange.hops] == [302, 302, 200]
    assert cookies == [None, None, "pass=yes"]
    assert exchange.last is not None
    assert b"\r\nCookie: pass=yes\r\n" in exchange.last.request_head


@pytest.mark.slow
def test_a_page_that_redirects_to_itself_with_a_cookie_is_asked_once_more() -> None:
    def answer(asked: Asked) -> bytes:
        if asked.header("cookie") or asked.target == "/other":
            return reply(200, b"x")
        return reply(302, b"", "Location: /page", "Set-Cookie: seen=1")

    exchange, cookies = asked_with(answer)
    assert [hop.status for hop in exchange.hops] == [302, 200]
    assert cookies == [None, "seen=1"]


@pytest.mark.slow
def test_ever_new_cookies_do_not_keep_a_circle_going() -> None:
    numbers = itertools.count()

    def answer(asked: Asked) -> bytes:
        if asked.target == "/other":
            return reply(200)
        return reply(302, b"", "Location: /page", f"Set-Cookie: n={next(numbers)}")

    exchange, cookies = asked_with(answer)
    assert cookies == [None, "n=0"]
    assert exchange.failure is not None
    assert (exchange.failure.kind, exchange.failure.code) == (FailureKind.loop, "circle")


@pytest.mark.slow
def test_cookies_stay_with_their_host_in_a_look_across_hosts() -> None:
    def answer(asked: Asked) -> bytes:
        host = asked.header("host")
        if asked.target != "/page" or host == "c.example":
            return reply(200)
        onward = {"press.example": "b.example", "b.example": "c.example"}[host or ""]
        return reply(302, b"", f"Location: http://{onward}/page", f"Set-Cookie: from={host}; Path=/")

    _, cookies = asked_with(answer)
    assert cookies == [None, None, None]


@pytest.mark.slow
def test_a_policys_cookie_stands_in_for_the_sites() -> None:
    own = HostPolicy("press.example", headers=(("Cookie", "session=s3cr3t"),))
    exchange, cookies = asked_with(gate, own)
    assert cookies == ["session=s3cr3t"]
    assert "s3cr3t" not in repr(exchange)
