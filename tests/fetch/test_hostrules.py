"""What is particular to one host: its delay, its width, and headers that are nobody else's."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.answering import Answering, Asked, reply
from tests.fetch.given import FastTime, fetcher, policy, run

from verify.errors import SettingsError
from verify.fetch.hostrules import HostRules
from verify.model.policy import ConnectTo, Endpoint, FetchPolicy, HostPolicy
from verify.model.snapshot import Exchange, FetchRequest

SECRET = "Bearer s3cr3t-value"
KEY = (("Authorization", SECRET), ("X-Key", "k-77"))


def matched(pattern: str, host: str) -> bool:
    return HostRules([HostPolicy(pattern, delay=5.0)]).of(host).delay == 5.0


@pytest.mark.parametrize(
    ("pattern", "host", "expected"),
    [
        ("example.org", "example.org", True),
        ("example.org", "www.example.org", False),
        ("*.example.org", "example.org", True),
        ("*.example.org", "a.b.example.org", True),
        ("*.example.org", "badexample.org", False),
        ("*.example.org", "example.org.evil.example", False),
        ("Example.ORG.", "example.org", True),
        ("bücher.example", "bücher.example", True),
        ("xn--bcher-kva.example", "bücher.example", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "::1", True),
        ("[::1]", "::1", True),
    ],
)
def test_a_pattern_is_a_host_or_all_names_under_it(pattern: str, host: str, expected: bool) -> None:
    assert matched(pattern, host) is expected


_LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@given(_LABELS, _LABELS, _LABELS)
def test_names_under_a_host_match_only_a_wide_pattern(label: str, name: str, top: str) -> None:
    host = f"{name}.{top}"
    assert matched(f"*.{host}", f"{label}.{host}")
    assert matched(f"*.{host}", host)
    assert not matched(f"*.{host}", f"{label}{host}")
    assert not matched(host, f"{label}.{host}")


def test_the_most_particular_policy_decides_each_field() -> None:
    rules = HostRules(
        [
            HostPolicy("*.org", delay=1.0, concurrency=1, headers=(("X-Key", "a"),)),
            HostPolicy("*.example.org", delay=2.0, headers=(("X-Key", "b"),)),
            HostPolicy("www.example.org", delay=0.0),
        ]
    )
    rule = rules.of("www.example.org")
    assert (rule.delay, rule.concurrency, rule.headers) == (0.0, 1, ((b"X-Key", b"b"),))
    assert rules.of("other.org").delay == 1.0
    assert rules.of("example.com").delay is None


@pytest.mark.parametrize("pattern", ["", "*", "*.", "a*b.example", "http://x.example", "x/y", "a b", "x:80"])
def test_what_is_no_host_is_a_settings_error(pattern: str) -> None:
    with pytest.raises(SettingsError):
        HostRules([HostPolicy(pattern)])


@pytest.mark.parametrize(
    "header",
    [
        ("X-Key", f"{SECRET}\r\nX-Evil: 1"), ("X-Key", f"{SECRET}\n"), ("X-Key", f" {SECRET}"),
        ("X-Key", f"{SECRET}ü"), ("X Key", SECRET), ("", SECRET), ("Host", SECRET),
        ("Content-Length", SECRET), ("transfer-encoding", SECRET), ("X-Key:", SECRET),
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_sent_is_named_without_its_value(header: tuple[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        HostRules([HostPolicy("x.example", headers=(header,))])
    assert "s3cr3t" not in f"{caught.value} {caught.value.mend}"


def test_a_rule_never_shows_its_headers() -> None:
    assert "s3cr3t" not in repr(HostRules([HostPolicy("x.example", headers=KEY)]).of("x.example"))


# On the wire


def under(server: Answering, *hosts: HostPolicy, **changes: object) -> FetchPolicy:
    """Every name leads to the one server, on the port of its scheme."""
    to = (ConnectTo("", 80, "127.0.0.1", server.port),)
    return policy(allow=(Endpoint("127.0.0.1", server.port),), connect_to=to, hosts=hosts, **changes)


async def journey(start: str, *hosts: HostPolicy, **changes: object) -> tuple[Exchange, list[str | None]]:
    """Paths lead on: `/to/NAME/rest` redirects to NAME. Gives what Authorization each request carried."""

    def answer(asked: Asked) -> bytes:
        parts = asked.target.split("/")
        if parts[1] == "to":
            return reply(302, b"", f"Location: http://{parts[2]}/{'/'.join(parts[3:])}")
        return reply(200, b"<p>page</p>")

    async with Answering(answer) as server:
        async with fetcher(under(server, *hosts, **changes)) as open_fetcher:
            exchange = await open_fetcher.look(FetchRequest(start))
        return exchange, [asked.header("authorization") for asked in server.asked]


@pytest.mark.slow
def test_headers_go_to_their_host_and_are_kept_nowhere() -> None:
    exchange, sent = run(journey("http://press.example/page", HostPolicy("press.example", headers=KEY)))
    assert sent == [SECRET]
    assert "s3cr3t" not in repr(exchange)
    assert "k-77" not in repr(exchange)
    head = exchange.hops[0].request_head
    assert b"Authorization: redacted\r\n" in head
    assert b"X-Key: redacted\r\n" in head
    assert b"Host: press.example\r\n" in head
    assert head.endswith(b"\r\n\r\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("http://press.example/to/press.example/page", [SECRET, SECRET]),
        ("http://press.example/to/other.example/page", [SECRET, None]),
        ("http://press.example/to/other.example/to/press.example/page", [SECRET, None, None]),
        ("http://other.example/to/press.example/page", [None, None]),
        ("http://press.example/to/www.press.example/page", [SECRET, None]),
        ("http://press.example.evil.example/page", [None]),
    ],
)
def test_headers_do_not_cross_to_another_host(start: str, expected: list[str | None]) -> None:
    _, sent = run(journey(start, HostPolicy("press.example", headers=KEY)))
    assert sent == expected


@pytest.mark.slow
def test_a_wide_policy_covers_a_redirect_among_its_names() -> None:
    policy_ = HostPolicy("*.press.example", headers=KEY)
    start = "http://press.example/to/www.press.example/to/x.example/page"
    _, sent = run(journey(start, policy_))
    assert sent == [SECRET, SECRET, None]


@pytest.mark.slow
def test_a_policys_header_stands_in_for_ours() -> None:
    async def scene() -> None:
        async with Answering(lambda asked: reply(200, b"x")) as server:
            own = HostPolicy("press.example", headers=(("accept-language", "kk"),))
            async with fetcher(under(server, own)) as open_fetcher:
                await open_fetcher.look(FetchRequest("http://press.example/"))
            head = server.asked[0].head.lower()
            assert head.count(b"accept-language:") == 1
            assert b"accept-language: kk\r\n" in head

    run(scene())


@pytest.mark.slow
def test_robots_txt_is_asked_for_with_the_hosts_headers() -> None:
    _, sent = run(journey("http://press.example/page", HostPolicy("press.example", headers=KEY), robots=True))
    assert sent == [SECRET, SECRET]


@pytest.mark.slow
def test_a_hosts_own_delay_replaces_the_general_one() -> None:
    async def scene() -> None:
        time = FastTime()
        async with Answering(lambda asked: reply(200, b"x")) as server:
            hosts = (HostPolicy("slow.example", delay=7.0), HostPolicy("quick.example", delay=0.0))
            async with fetcher(under(server, *hosts, host_delay=2.0), time=time) as open_fetcher:
                for host in ("slow", "slow", "quick", "quick", "other", "other"):
                    await open_fetcher.look(FetchRequest(f"http://{host}.example/"))
        assert time.slept == [7.0, 2.0]

    run(scene())


@pytest.mark.slow
def test_a_hosts_own_width_replaces_the_general_one() -> None:
    async def scene() -> None:
        async with Answering(lambda asked: reply(200, b"x")) as server:
            hosts = (HostPolicy("wide.example", concurrency=4),)
            async with fetcher(under(server, *hosts)) as open_fetcher:
                looks = [
                    open_fetcher.look(FetchRequest(f"http://{host}.example/{number}"))
                    for host in ("wide", "other")
                    for number in range(8)
                ]
                await asyncio.gather(*looks)
            used = {host: {a.connection for a in server.asked if a.header("host") == f"{host}.example"}
                    for host in ("wide", "other")}  # fmt: skip
            assert len(used["other"]) == 1
            assert 1 < len(used["wide"]) <= 4

    run(scene())
