"""The client against a real archive: pywb on loopback, playing WARCs of our own."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from tests.archive.samples import PAGE, URL, hop, look, not_modified, open_to_write
from tests.fetch.given import FastTime, fetcher, policy, run
from tests.memento.given import FakeCoolDowns, FakeMemory
from tests.pywb import base_url, collect, tool, wayback

from verify.archive.store import Archive
from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.mementos import Observation, as_captured, memento_sight
from verify.memento.client import MementoClient
from verify.memento.configured import choose
from verify.memento.pace import Pace
from verify.memento.ports import Memory
from verify.model.availability import Availability
from verify.model.memento import Capture, Dialect, Listing, PublicArchive
from verify.model.policy import Endpoint
from verify.model.snapshot import Exchange, Hop
from verify.pipeline.past.remembered import Remembered

pytestmark = pytest.mark.slow
T = TypeVar("T")
DAY = 24 * 3600
SECOND = PAGE.replace(b"two", b"three")
CODED = gzip.compress(b"<p>The river fell.</p>", mtime=0)
MOVED = "https://news.example/moved"


def other(status: int, *fields: str, body: bytes = b"none", url: str = URL, later: int = 0) -> Hop:
    lines = [f"HTTP/1.1 {status} As told", *fields, f"Content-Length: {len(body)}"]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return hop(url, body, head=head, status=status, later=later)


LOOKS = (
    look(hop()),
    look(hop(later=DAY)),  # the same bytes: a revisit
    not_modified(2 * DAY),  # unchanged: a revisit without a head of its own
    look(hop(body=SECOND, later=3 * DAY)),
    look(other(404, "Content-Type: text/html", later=4 * DAY)),
    look(other(429, "Retry-After: 3600", later=5 * DAY)),
    look(other(200, "Content-Type: text/html", "Content-Encoding: gzip", body=CODED, later=6 * DAY)),
    look(other(301, f"Location: {URL}", url=MOVED, later=7 * DAY), url=MOVED),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicArchive]:
    """As `--archive here=URL` describes it."""
    tool("wayback")
    folder = tmp_path_factory.mktemp("pywb")
    with open_to_write(folder / "cache") as store:
        for each in LOOKS:
            store.append(each)
    (folder / "played").mkdir()
    collect(folder / "played", folder / "cache")
    with wayback(folder / "played") as port:
        (chosen,) = choose((f"here={base_url(port)}",), ())
        yield chosen


def asked(
    archive: PublicArchive, work: Callable[[MementoClient], Awaitable[T]], memory: Memory | None = None
) -> T:
    async def scene() -> T:
        time = FastTime()
        port = urlsplit(archive.base).port or 0
        chosen = policy(allow=(Endpoint("127.0.0.1", port),), total_time=20.0, read_timeout=15.0)
        async with fetcher(chosen, time=time) as open_fetcher:
            client = MementoClient(
                [archive], looker=open_fetcher, memory=memory or FakeMemory(),
                pace=Pace(clock=time.clock, sleep=time.sleep, cool_downs=FakeCoolDowns()),
                clock=time.clock, sleep=time.sleep,
            )  # fmt: skip
            return await work(client)

    return run(scene())


def captures(archive: PublicArchive, url: str = URL) -> Listing:
    (listing,) = asked(archive, lambda client: client.captures(url))
    return listing


def observed(archive: PublicArchive, capture: Capture) -> tuple[Exchange, Observation]:
    exchange = asked(archive, lambda client: client.replay(capture))
    original = as_captured(capture, exchange)
    text = read_payload(original.last, limit=2**24) if original.last else None
    return exchange, memento_sight(capture, exchange, classify(original, text))


def moments() -> list[dt.datetime]:
    hops = [each.hops[-1] for each in LOOKS if each.url == URL]
    return [each.started.replace(microsecond=0) for each in hops]


def test_the_index_names_every_capture(archive: PublicArchive) -> None:
    listing = captures(archive)
    assert (archive.dialect, listing.archive, listing.trouble) == (Dialect.pywb, "here", "")
    assert [capture.at for capture in listing.captures] == moments()
    # The 429 has the body of the 404: a revisit, of which pywb does not say the status.
    assert [capture.status for capture in listing.captures][3:] == [200, 404, None, 200]
    first, again, unchanged, changed = (capture.digest for capture in listing.captures[:4])
    assert first == again == unchanged != changed
    assert {capture.url for capture in listing.captures} == {URL}


def test_what_it_does_not_hold_is_none_without_trouble(archive: PublicArchive) -> None:
    assert captures(archive, "https://news.example/never") == Listing("here", ())


def test_the_timemap_names_the_same(archive: PublicArchive) -> None:
    plain = PublicArchive("here", archive.base, Dialect.timemap)
    listing = captures(plain)
    assert listing.trouble == ""
    indexed = captures(archive).captures
    assert [(one.at, one.raw) for one in listing.captures] == [(one.at, one.raw) for one in indexed]
    assert captures(plain, "https://news.example/never") == Listing("here", ())


def test_an_index_at_a_wrong_address_is_made_good_by_the_timemap(archive: PublicArchive) -> None:
    """Under that address pywb takes `index` for a page to play back: 404, and no index."""
    wrong = PublicArchive("here", archive.base, Dialect.pywb, index=f"{archive.base}20180101000000/index")
    listing = captures(wrong)
    assert (len(listing.captures), listing.trouble) == (len(moments()), "")


def test_replays_are_the_captured_bytes_revisits_included(archive: PublicArchive) -> None:
    listing = captures(archive)
    expected = [PAGE, PAGE, PAGE, SECOND, b"none", b"none", CODED]
    for capture, body in zip(listing.captures, expected, strict=True):
        exchange, found = observed(archive, capture)
        assert exchange.last is not None
        assert (exchange.last.body, found.at) == (body, capture.at)
        assert exchange.url == capture.raw
        assert found.served_url == capture.raw


def test_what_each_replay_stands_for(archive: PublicArchive) -> None:
    sights = [observed(archive, capture)[1].sight.availability for capture in captures(archive).captures]
    assert sights[:4] == [Availability.ok] * 4
    assert sights[4:6] == [Availability.not_found, Availability.rate_limited]
    assert sights[6] is Availability.ok


def test_a_moment_between_captures_is_served_by_the_nearest_and_said_so(archive: PublicArchive) -> None:
    """pywb gives the nearest capture without a redirect."""
    near, far = moments()[0] - dt.timedelta(hours=2), dt.datetime(2018, 5, 17, tzinfo=dt.UTC)
    for at, readable in ((near, True), (far, False)):
        raw = f"{archive.base}{at:%Y%m%d%H%M%S}id_/{URL}"
        exchange, found = observed(archive, Capture(URL, at, raw, "here"))
        assert len(exchange.hops) == 1
        assert (found.at, found.readable) == (moments()[0], readable)
        assert found.served_url == f"{archive.base}{moments()[0]:%Y%m%d%H%M%S}id_/{URL}"


def test_a_captured_redirect_is_not_gone_after(archive: PublicArchive) -> None:
    (capture,) = captures(archive, MOVED).captures
    exchange, found = observed(archive, capture)
    assert [one.status for one in exchange.hops] == [301]
    assert found.sight.cause == f"the capture is a redirect to {URL}"


def test_a_page_that_was_never_captured_is_no_missing_page(archive: PublicArchive) -> None:
    never = "https://news.example/never"
    at = moments()[0]
    raw = f"{archive.base}{at:%Y%m%d%H%M%S}id_/{never}"
    _, found = observed(archive, Capture(never, at, raw, "here", status=200))
    assert found.sight.availability is Availability.skipped
    assert found.sight.cause == "the archive answered HTTP 404 and gave no capture"


def test_the_timegate_names_the_nearest(archive: PublicArchive) -> None:
    moment = moments()[3] + dt.timedelta(hours=3)
    ((_, gate, trouble),) = asked(archive, lambda client: client.nearest(URL, moment))
    assert trouble == ""
    assert gate.nearest is not None
    assert (gate.nearest.at, gate.nearest.raw) == (moments()[3], captures(archive).captures[3].raw)


def test_what_an_archive_said_is_in_ours_and_is_told_offline(archive: PublicArchive, tmp_path: Path) -> None:
    with open_to_write(tmp_path) as store:
        memory = Remembered(store, store)
        (listing,) = asked(archive, lambda client: client.captures(URL), memory)
        store.append(asked(archive, lambda client: client.replay(listing.captures[3]), memory))
    with Archive.open(tmp_path, clock=FastTime().clock) as store:
        offline = _offline(archive, Remembered(store))
        assert run(offline.captures(URL)) == (listing,)
        again = run(offline.replay(listing.captures[3]))
        assert again.hops[-1].body == SECOND
        assert run(offline.replay(listing.captures[0])).failure is not None


def _offline(archive: PublicArchive, memory: Memory) -> MementoClient:
    time = FastTime()
    pace = Pace(clock=time.clock, sleep=time.sleep, cool_downs=FakeCoolDowns())
    return MementoClient([archive], looker=None, memory=memory, pace=pace, clock=time.clock, sleep=time.sleep)
