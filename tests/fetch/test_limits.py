"""Bounds on a whole run, and the count of what each host was asked."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.faults.server import FaultServer
from tests.fetch.answering import Answering, Asked, reply
from tests.fetch.given import FastTime, VirtualTime, failure_of, fetcher, policy, run, served

from verify.fetch.politeness import FIRST_BACKOFF, Politeness
from verify.model.link import HostUse
from verify.model.policy import ConnectTo, Endpoint, FetchPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest


def spent(limit: int) -> Failure:
    return Failure(
        FailureKind.skipped, f"the limit of {limit} requests is reached (--max-requests)", "max-requests"
    )


# A rate over all hosts


async def starts(rate: float, hosts: int, each: int, length: float) -> list[float]:
    async with VirtualTime() as time:
        politeness = Politeness(
            FetchPolicy(rate=rate, concurrency=50, host_concurrency=50), lambda: time.now, time.sleep
        )
        begun: list[float] = []

        async def request(host: int) -> None:
            async with politeness.turn(("http", f"host-{host}", 80), 0.0):
                begun.append(time.now)
                await time.sleep(length)

        await asyncio.gather(*(request(host) for host in range(hosts) for _ in range(each)))
        return begun


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([0.5, 1.0, 3.0, 20.0]), st.integers(1, 5), st.integers(1, 6), st.floats(0.01, 3))
def test_no_second_has_more_starts_than_the_rate(rate: float, hosts: int, each: int, length: float) -> None:
    begun = run(starts(rate, hosts, each, length))
    assert len(begun) == hosts * each
    for first in begun:
        within = [other for other in begun if first <= other < first + 0.999 / min(rate, 1.0)]
        assert len(within) <= max(1.0, rate)


def test_the_rate_is_reached_and_no_rate_is_no_wait() -> None:
    assert run(starts(10.0, 3, 7, 0.05))[-1] == pytest.approx(2.0)

    async def free() -> float:
        async with VirtualTime() as time:
            politeness = Politeness(FetchPolicy(), lambda: time.now, time.sleep)
            for host in range(5):
                async with politeness.turn(("http", f"host-{host}", 80), 0.0):
                    pass
            return time.now

    assert run(free()) == 0.0


@pytest.mark.slow
def test_the_rate_holds_for_robots_redirects_and_heads() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with fetcher(policy(server, rate=2.0, robots=True), time=time) as open_fetcher:
            await open_fetcher.look(FetchRequest(server.url("/chain/1"), head_only=True))
        assert len(server.heads) == 3
        assert time.slept == [0.5, 0.5]

    served(scene)


# A number of requests in a run


@pytest.mark.slow
def test_after_the_last_allowed_request_every_look_is_skipped() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server, max_requests=3, retries=2)) as open_fetcher:
            looks = [await open_fetcher.look(FetchRequest(server.url("/ok"))) for _ in range(6)]
        assert [look.last is not None for look in looks] == [True] * 3 + [False] * 3
        assert {failure_of(look) for look in looks[3:]} == {spent(3)}
        assert len(server.heads) == 3

    served(scene)


@pytest.mark.slow
def test_many_looks_at_once_keep_to_the_limit_exactly() -> None:
    async def scene(server: FaultServer) -> None:
        async with fetcher(policy(server, max_requests=7, host_concurrency=16)) as open_fetcher:
            looks = await asyncio.gather(
                *(open_fetcher.look(FetchRequest(server.url("/ok"))) for _ in range(40))
            )
        assert sum(look.last is not None for look in looks) == 7
        assert len(server.heads) == 7

    served(scene)


@pytest.mark.slow
def test_robots_redirects_retries_and_heads_count() -> None:
    async def scene(server: FaultServer) -> None:
        async def look(path: str, limit: int, **given: bool) -> tuple[Exchange, list[str]]:
            server.heads.clear()
            chosen = policy(server, max_requests=limit, retries=2, robots=given.pop("robots", False))
            async with fetcher(chosen) as open_fetcher:
                exchange = await open_fetcher.look(FetchRequest(server.url(path), **given))
            return exchange, [head.decode().split()[1] for head in server.heads]

        exchange, asked = await look("/ok", 1, robots=True)
        assert (failure_of(exchange), asked) == (spent(1), ["/robots.txt"])
        exchange, asked = await look("/ok", 0, robots=True)
        assert (failure_of(exchange), asked) == (spent(0), [])
        exchange, asked = await look("/chain/2", 2)
        assert (failure_of(exchange), asked) == (spent(2), ["/chain/2", "/chain/1"])
        assert [hop.status for hop in exchange.hops] == [302, 301]
        exchange, asked = await look("/500", 2)
        assert (failure_of(exchange), asked) == (spent(2), ["/500", "/500"])
        exchange, asked = await look("/404", 1, head_only=True)
        assert exchange.last is not None
        assert (exchange.last.status, asked) == (404, ["/404"])

    served(scene)


# What was asked


@pytest.mark.slow
def test_uses_count_what_each_host_was_asked_in_order_of_the_first_request() -> None:
    def answer(asked: Asked) -> bytes:
        if asked.target == "/busy":
            return reply(429, b"", "Retry-After: 2")
        return reply(302, b"", "Location: http://b.example/") if asked.target == "/on" else reply(200, b"x")

    async def scene() -> None:
        time = FastTime()
        async with Answering(answer) as server:
            to = tuple(ConnectTo("", port, "127.0.0.1", server.port) for port in (80, 8080))
            allow = (Endpoint("127.0.0.1", server.port),)
            chosen = policy(connect_to=to, allow=allow, host_delay=1.0, retries=1)
            async with fetcher(chosen, time=time) as open_fetcher:
                assert open_fetcher.uses() == ()
                for url in ("http://c.example/on", "http://a.example/busy", "http://c.example:8080/",
                            "ftp://d.example/", "http://c.example/"):  # fmt: skip
                    await open_fetcher.look(FetchRequest(url))
                uses = open_fetcher.uses()
        assert [use.host for use in uses] == ["c.example", "b.example", "a.example", "c.example:8080"]
        assert uses[0] == HostUse("c.example", requests=2)
        assert uses[1] == HostUse("b.example", requests=1)
        assert uses[2] == HostUse("a.example", requests=2, retries=1, limited=2, waited=2.0)
        assert sum(use.waited for use in uses) == sum(time.slept) == 2.0

    run(scene())


@pytest.mark.slow
def test_waits_for_a_hosts_delay_and_back_off_are_told() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with fetcher(policy(server, host_delay=1.5), time=time) as open_fetcher:
            for path in ("/ok", "/429-bare", "/ok"):
                await open_fetcher.look(FetchRequest(server.url(path)))
            (use,) = open_fetcher.uses()
        assert time.slept == [1.5, 3.0]
        assert use == HostUse(f"127.0.0.1:{server.port}", requests=3, limited=1, waited=4.5)

    served(scene)


@pytest.mark.slow
def test_a_busy_host_without_a_delay_gets_one_and_other_hosts_do_not_notice() -> None:
    async def scene(server: FaultServer) -> None:
        time = FastTime()
        async with FaultServer() as other:
            allow = tuple(Endpoint("127.0.0.1", each.port) for each in (server, other))
            async with fetcher(policy(allow=allow), time=time) as open_fetcher:
                for _ in range(3):
                    await open_fetcher.look(FetchRequest(server.url("/429-bare")))
                    await open_fetcher.look(FetchRequest(other.url("/ok")))
                assert time.slept == [FIRST_BACKOFF, 2 * FIRST_BACKOFF]
                assert [use.waited for use in open_fetcher.uses()] == [pytest.approx(0.3), 0.0]

    served(scene)
