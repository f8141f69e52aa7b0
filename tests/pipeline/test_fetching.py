"""fetch: what is due, in which order, conditionally, each URL once, every look stored."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from tests.pipeline.brought import captured, saved
from tests.pipeline.given import COPIES, MIRROR, OWN, REPOST, page, registry

from verify.errors import ArchiveError
from verify.model.availability import Availability
from verify.model.run import Run
from verify.model.snapshot import Exchange, FailureKind
from verify.pipeline.fetching import fetch
from verify.pipeline.ports import Progress, Selection, silent
from verify.pipeline.scheduled import Schedule
from verify.testing import FakeClock, FakeLooker, FakeStore, answered, failed, hop

DAY = dt.timedelta(days=1)


def run(looker: FakeLooker, store: FakeStore, schedule: Schedule = Schedule(), **more: object) -> Run:  # noqa: B008
    selection = Selection((registry(copies=COPIES),))
    events = more.get("events", silent)
    return asyncio.run(fetch(selection, looker, store, store.clock, schedule, events))  # type: ignore[arg-type]


def asked(looker: FakeLooker) -> list[str]:
    return [request.url for request in looker.asked]


def test_a_readable_page_needs_no_copies() -> None:
    looker, store = FakeLooker({OWN: page("one")}), FakeStore()
    found = run(looker, store)
    assert asked(looker) == [OWN]
    by_name = {item.reference: item.sight.availability for item in found.sightings}
    assert by_name == {
        "slug/story": Availability.ok,
        "slug/letter": Availability.private,
        "slug/lost": Availability.unlocated,
    }


def test_copies_are_read_in_their_order_where_the_page_cannot_be() -> None:
    looker = FakeLooker({OWN: failed(OWN, FailureKind.timeout), MIRROR: page("one"), REPOST: page("one")})
    store = FakeStore()
    found = run(looker, store)
    assert asked(looker) == [OWN, MIRROR, REPOST]
    assert [item.sight.availability for item in found.sightings][:3] == ["timeout", "ok", "ok"]
    assert len(store.looks(OWN)) == 1  # the failed look is stored as well


def test_every_copy_on_request() -> None:
    looker = FakeLooker({OWN: page("one"), MIRROR: page("one")})
    run(looker, FakeStore(), Schedule(every_copy=True))
    assert asked(looker) == [OWN, MIRROR, REPOST]


def test_a_look_is_due_again_only_after_its_time() -> None:
    looker, store = FakeLooker({OWN: page("one")}), FakeStore()
    run(looker, store)
    store.clock.pass_(dt.timedelta(hours=19))
    run(looker, store)
    assert asked(looker) == [OWN]
    store.clock.pass_(dt.timedelta(hours=2))
    run(looker, store)
    assert asked(looker) == [OWN, OWN]


def test_the_second_look_carries_the_validators_of_the_first() -> None:
    headers = {"Content-Type": "text/html", "ETag": '"v1"', "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT"}
    first = replace(answered(OWN, b""), hops=(hop(OWN, page("one").encode(), headers=headers),))
    looker, store = FakeLooker({OWN: first}), FakeStore()
    run(looker, store)
    store.clock.pass_(DAY)
    run(looker, store)
    assert (looker.asked[0].etag, looker.asked[0].last_modified) == (None, None)
    assert (looker.asked[1].etag, looker.asked[1].last_modified) == ('"v1"', "Mon, 05 Jan 2026 10:00:00 GMT")
    store.clock.pass_(DAY)
    run(looker, store, Schedule(conditional=False))
    assert looker.asked[2].etag is None


def test_a_304_without_validators_does_not_make_the_next_look_unconditional() -> None:
    first = replace(answered(OWN, b""), hops=(hop(OWN, page("one").encode(), headers={"ETag": '"v1"'}),))
    unchanged = replace(answered(OWN, b""), hops=(hop(OWN, b"", status=304, headers={}),))
    looker, store = FakeLooker({OWN: first}), FakeStore()
    run(looker, store)
    looker.pages[OWN] = unchanged
    for _ in range(2):
        store.clock.pass_(DAY)
        run(looker, store)
    assert [request.etag for request in looker.asked if request.url == OWN] == [None, '"v1"', '"v1"']


def test_validators_of_another_address_are_not_sent() -> None:
    headers = {"Content-Type": "text/html", "ETag": '"v1"'}
    moved = (hop(OWN, b"", status=301, headers={"Location": MIRROR}), hop(MIRROR, b"x", headers=headers))
    looker, store = FakeLooker({OWN: replace(answered(OWN, b""), hops=moved)}), FakeStore()
    run(looker, store)
    store.clock.pass_(DAY)
    run(looker, store)
    assert [request.etag for request in looker.asked if request.url == OWN] == [None, None]


def test_a_304_that_revisits_nothing_is_not_asked_about_again() -> None:
    orphan = replace(answered(OWN, b""), hops=(hop(OWN, b"", status=304, headers={"ETag": '"v2"'}),))
    looker, store = FakeLooker({OWN: orphan}), FakeStore()
    run(looker, store)
    store.clock.pass_(DAY)
    run(looker, store)
    assert [request.etag for request in looker.asked if request.url == OWN] == [None, None]


def test_a_look_from_the_future_does_not_keep_the_page_shut() -> None:
    looker, store = FakeLooker({OWN: page("one")}), FakeStore()
    store.clock.pass_(DAY * 4000)
    run(looker, store)
    store.clock.pass_(DAY * -4000)
    run(looker, store)
    assert asked(looker) == [OWN, OWN]


def test_progress_counts_what_is_done() -> None:
    seen: list[Progress] = []
    run(FakeLooker({OWN: failed(OWN, FailureKind.dns)}), FakeStore(), events=seen.append)
    assert [(item.done, item.total, item.outcome) for item in seen] == [
        (1, 1, "dns"),
        (2, 3, "404"),
        (3, 3, "404"),
    ]


def test_a_full_disk_is_told_as_it_is() -> None:
    class FullStore(FakeStore):
        def append(self, exchange: Exchange):
            raise ArchiveError("no space left")

    with pytest.raises(ArchiveError, match="no space left"):
        run(FakeLooker({OWN: page("one")}), FullStore())


def test_cancelling_keeps_what_was_stored() -> None:
    clock = FakeClock()
    store = FakeStore(clock)

    class Slow(FakeLooker):
        async def look(self, request):
            if request.url != OWN:
                await asyncio.sleep(60)
            return failed(OWN, FailureKind.refused)

    async def interrupted() -> None:
        work = asyncio.create_task(
            fetch(Selection((registry(copies=COPIES),)), Slow(), store, clock, Schedule(), silent)
        )
        await asyncio.sleep(0.05)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(interrupted())
    assert len(store.looks(OWN)) == 1
    assert store.looks(MIRROR) == []


def test_what_others_brought_is_no_look_that_is_fresh_nor_one_to_ask_a_condition_of() -> None:
    looker, store = FakeLooker({OWN: page("one")}), FakeStore()
    store.append(captured(OWN, page("one"), etag='"v1"'))
    store.append(saved(OWN, page("one")))
    run(looker, store)
    assert [(request.url, request.etag) for request in looker.asked] == [(OWN, None)]


def test_a_saved_page_does_not_keep_the_copies_from_being_looked_at() -> None:
    looker, store = FakeLooker({OWN: failed(OWN, FailureKind.timeout), MIRROR: page("one")}), FakeStore()
    store.append(saved(OWN, page("one")))
    run(looker, store)
    assert MIRROR in asked(looker)
