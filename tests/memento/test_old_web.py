"""The client over our own fetch and real sockets, against an archive that speaks as the Internet Archive."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from tests.fetch.answering import reply
from tests.fetch.given import FastTime, fetcher, policy, run
from tests.memento.given import FakeCoolDowns, FakeMemory, moment
from tests.memento.old_web import Kept, OldWeb, Serving, years

from verify.memento.client import MementoClient
from verify.memento.pace import Pace
from verify.model.memento import SaveKey, SaveOutcome
from verify.model.policy import Endpoint
from verify.model.snapshot import FailureKind

pytestmark = pytest.mark.slow
T = TypeVar("T")
URL = "http://press.example/river?a=1&b=2"


@dataclass
class Scene:
    """A run against one server; the next one has what this one left."""

    server: Serving
    time: FastTime = field(default_factory=FastTime)
    memory: FakeMemory = field(default_factory=FakeMemory)
    cool_downs: FakeCoolDowns = field(default_factory=FakeCoolDowns)
    keys: tuple[SaveKey, ...] = ()

    async def client(self, work: Callable[[MementoClient], Awaitable[T]], **changes: object) -> T:
        """One run: the fetcher would try again and honours robots.txt, but a service is asked once."""
        allow = (Endpoint("127.0.0.1", self.server.port),)
        chosen = policy(allow=allow, retries=2, robots=True, **changes)
        async with fetcher(chosen, time=self.time) as open_fetcher:
            client = MementoClient(
                [self.server.web.archive], looker=open_fetcher, memory=self.memory,
                pace=Pace(clock=self.time.clock, sleep=self.time.sleep, cool_downs=self.cool_downs),
                clock=self.time.clock, sleep=self.time.sleep, keys=self.keys,
            )  # fmt: skip
            return await work(client)


def play(web: OldWeb, scene: Callable[[Scene], Awaitable[T]]) -> T:
    async def whole() -> T:
        async with Serving(web) as server:
            return await scene(Scene(server))

    return run(whole())


def bodies(count: int) -> list[bytes]:
    return [f"<p>The river rose by {number} metres.</p>".encode() for number in range(count)]


def test_captures_and_their_bytes() -> None:
    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        assert listing.trouble == ""
        assert [capture.at.year for capture in listing.captures] == [2010, 2011, 2012]
        for capture, body in zip(listing.captures, bodies(3), strict=True):
            exchange = await stage.client(lambda client, one=capture: client.replay(one))  # type: ignore[misc]
            assert exchange.last is not None
            assert (exchange.last.status, exchange.last.body) == (200, body)
        assert stage.server.targets("/robots.txt") == []

    play(OldWeb(list(years(URL, *bodies(3)))), scene)


def test_what_is_nearly_one_url_is_listed_together_under_its_own_names() -> None:
    captures = [Kept("20180517000000", URL), Kept("20190517000000", URL.replace("http://", "https://www."))]

    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        assert [capture.url for capture in listing.captures] == [each.url for each in captures]
        exchange = await stage.client(lambda client: client.replay(listing.captures[1]))
        assert exchange.hops[0].header("memento-datetime") == "Fri, 17 May 2019 00:00:00 GMT"

    play(OldWeb(captures), scene)


@pytest.mark.parametrize("count", [1, 3, 4, 7, 12, 13])
def test_paging_by_resume_keys_loses_and_doubles_nothing(count: int) -> None:
    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        assert [capture.at.year for capture in listing.captures] == list(range(2010, 2010 + count))
        assert listing.trouble == ""
        pages = -(-count // 4)
        assert len(stage.server.targets("/cdx/")) == pages
        assert stage.time.slept == [2.5] * (pages - 1)

    play(OldWeb(list(years(URL, *bodies(count))), most=4), scene)


def test_dates_and_collapsing_are_the_servers_and_ours() -> None:
    same = [b"a", b"a", b"b", b"b", b"a"]

    async def scene(stage: Scene) -> None:
        since = moment("2012").date()
        (later,) = await stage.client(lambda client: client.captures(URL, since))
        (few,) = await stage.client(lambda client: client.captures(URL, collapse=True))
        assert [capture.at.year for capture in later.captures] == [2012, 2013, 2014]
        assert [capture.at.year for capture in few.captures] == [2010, 2012, 2014]

    play(OldWeb(list(years(URL, *same))), scene)


# Trouble


def test_the_first_429_is_the_last_request_and_the_next_run_knows() -> None:
    async def scene(stage: Scene) -> None:
        stage.server.web.instead["/cdx/"] = [reply(429, b"<h1>Too Many Requests</h1>", "Retry-After: 1")]
        (first,) = await stage.client(lambda client: client.captures(URL))
        assert first.trouble == "old-web asked us to stop until 00:01 UTC"
        (second,) = await stage.client(lambda client: client.captures(f"{URL}&c=3"))
        assert second.trouble == first.trouble
        assert len(stage.server.asked) == 1
        stage.time.seconds += 1.5
        (third,) = await stage.client(lambda client: client.captures(URL))
        assert (len(third.captures), third.trouble) == (2, "")

    play(OldWeb(list(years(URL, *bodies(2)))), scene)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (reply(503, b"<html>Service Unavailable</html>"), "old-web answered HTTP 503"),
        (reply(200, b"<html><h1>Gateway Time-out"), "old-web gave an answer that cannot be read"),
        (reply(200, b""), "old-web gave an answer that cannot be read"),
        (reply(403, b"org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots"),
         "old-web shows nothing of this site: its robots.txt forbids it"),
        (None, "old-web did not answer: the server closed the connection without an answer"),
        (b"garbage\r\n\r\n", "old-web did not answer: the answer is not valid HTTP"),
    ],
    ids=["503", "html", "nothing", "robots", "hangs up", "garbage"],
)  # fmt: skip
def test_what_is_no_index_is_said(answer: bytes | None, trouble: str) -> None:
    async def scene(stage: Scene) -> None:
        stage.server.web.instead["/cdx/"] = [answer, answer]
        (listing,) = await stage.client(lambda client: client.captures(URL))
        assert (listing.captures, listing.trouble) == ((), trouble)

    play(OldWeb(list(years(URL, *bodies(2)))), scene)


def test_an_index_cut_on_the_way_gives_what_came_and_says_so() -> None:
    rows = b'[["timestamp","original"],\n ["20180517090000","http://press.example/"],\n ["2019'

    async def scene(stage: Scene) -> None:
        for answer in (reply(200, rows), reply(200, rows, "Connection: close", length=9999)):
            stage.server.web.instead["/cdx/"] = [answer, answer]
            (listing,) = await stage.client(lambda client: client.captures(URL), read_timeout=0.3)
            assert [capture.at.year for capture in listing.captures] == [2018]
            assert listing.trouble == "the answer of old-web broke off"

    play(OldWeb(), scene)


def test_a_slow_index_is_given_up_and_asked_once_more() -> None:
    async def scene(stage: Scene) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"
        stage.server.web.instead["/cdx/"] = [head]
        (listing,) = await stage.client(lambda client: client.captures(URL), read_timeout=0.3)
        assert (len(listing.captures), listing.trouble) == (2, "")
        assert len(stage.server.targets("/cdx/")) == 2

    play(OldWeb(list(years(URL, *bodies(2)))), scene)


# Replay


def test_the_nearest_capture_is_gone_after_in_time_and_no_further() -> None:
    moved = Kept("20200101000000", URL, b"", 301, (("Location", "http://press.example/new"),))

    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        stage.server.web.kept[0] = Kept("20100616120000", URL, b"a day later")
        first, last = listing.captures
        near = await stage.client(lambda client: client.replay(first))
        assert [hop.status for hop in near.hops] == [302, 200]
        assert near.hops[-1].header("memento-datetime") == "Wed, 16 Jun 2010 12:00:00 GMT"
        redirect = await stage.client(lambda client: client.replay(last))
        assert [hop.status for hop in redirect.hops] == [301]
        assert redirect.hops[-1].header("x-archive-orig-location") == "http://press.example/new"

    play(OldWeb([*years(URL, b"first"), moved]), scene)


def test_a_captured_429_stops_nothing_and_is_not_asked_for_again() -> None:
    limited = Kept("20180517000000", URL, b"slow down", 429, (("Retry-After", "3600"),))

    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        one, other = listing.captures

        async def both(client: MementoClient) -> list[int]:
            return [(await client.replay(each)).hops[-1].status for each in (one, other)]

        assert await stage.client(both) == [429, 200]
        assert len(stage.server.targets("/web/")) == 2

    play(OldWeb([limited, Kept("20190517000000", URL)]), scene)


def test_a_429_of_the_archive_itself_ends_replays_too() -> None:
    async def scene(stage: Scene) -> None:
        (listing,) = await stage.client(lambda client: client.captures(URL))
        stage.server.web.instead["/web/"] = [reply(429)]

        async def both(client: MementoClient) -> None:
            refused = await client.replay(listing.captures[0])
            assert refused.hops[-1].status == 429
            unasked = await client.replay(listing.captures[1])
            assert unasked.failure is not None
            assert unasked.failure.kind is FailureKind.skipped

        await stage.client(both)
        assert len(stage.server.targets("/web/")) == 1

    play(OldWeb(list(years(URL, *bodies(2)))), scene)


def test_the_timegate() -> None:
    async def scene(stage: Scene) -> None:
        ((_, gate, trouble),) = await stage.client(lambda client: client.nearest(URL, moment("2013")))
        assert trouble == ""
        assert gate.nearest is not None
        assert gate.first is not None
        assert gate.last is not None
        assert [each.at.year for each in (gate.nearest, gate.first, gate.last)] == [2013, 2010, 2014]

    play(OldWeb(list(years(URL, *bodies(5)))), scene)


# Saving

KEYS = (SaveKey("old-web", "key", "secret"),)


@pytest.mark.parametrize("keys", [(), KEYS], ids=["without an account", "with one"])
def test_a_page_is_saved(keys: tuple[SaveKey, ...]) -> None:
    async def scene(stage: Scene) -> None:
        stage.keys = keys
        (saved,) = await stage.client(lambda client: client.save(URL))
        assert saved.outcome is SaveOutcome.saved
        assert saved.memento == f"{stage.server.web.base}20260101000010/{URL}"
        post = next(asked for asked in stage.server.asked if asked.target.startswith("/save"))
        assert post.header("authorization") == ("LOW key:secret" if keys else None)
        assert not any(b"secret" in hop.request_head for each in stage.memory.kept for hop in each.hops)

    play(OldWeb(), scene)


@pytest.mark.parametrize("keys", [(), KEYS], ids=["without an account", "with one"])
def test_an_error_although_it_was_saved_is_no_failure(keys: tuple[SaveKey, ...]) -> None:
    async def scene(stage: Scene) -> None:
        stage.keys = keys
        (saved,) = await stage.client(lambda client: client.save(URL))
        assert saved.outcome is SaveOutcome.saved
        assert saved.cause.startswith("its index has it, though ")

    play(OldWeb(loses=True), scene)


def test_a_failure_is_one_when_the_index_has_nothing() -> None:
    async def scene(stage: Scene) -> None:
        stage.keys = KEYS
        (saved,) = await stage.client(lambda client: client.save(URL))
        assert (saved.outcome, saved.cause) == (SaveOutcome.failed, "It took too long.")

    play(OldWeb(fails=True), scene)


def test_an_interrupted_queue_goes_on_where_it_stopped() -> None:
    pages = [f"http://press.example/{number}" for number in range(4)]

    async def scene(stage: Scene) -> None:
        week = moment("20251225")

        async def some(client: MementoClient, wanted: list[str]) -> list[SaveOutcome]:
            return [(await client.save(page, week))[0].outcome for page in wanted]

        await stage.client(lambda client: some(client, pages[:2]))
        outcomes = await stage.client(lambda client: some(client, pages))
        assert outcomes == [SaveOutcome.kept] * 2 + [SaveOutcome.saved] * 2
        assert stage.server.targets("/save") == [f"/save/{page}" for page in pages]

    play(OldWeb(), scene)
