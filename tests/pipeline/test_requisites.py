"""Style sheets and pictures: looked at beside the pages that name them, never taken for references."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from tests.pipeline.given import COPIES, MIRROR, OWN, page, registry

from verify.errors import ArchiveError
from verify.model.run import Run
from verify.model.snapshot import Exchange, FailureKind
from verify.pipeline.archiving import keep, keep_requisites
from verify.pipeline.checking import check
from verify.pipeline.fetching import fetch
from verify.pipeline.ports import Progress, Selection, silent
from verify.pipeline.scheduled import Schedule
from verify.testing import FakeClock, FakeLooker, FakeStore, answered, failed, hop

SITE = "https://paper.example/"
DAY = dt.timedelta(days=1)


def answer(url: str, body: bytes, kind: str) -> Exchange:
    return replace(answered(url, b""), hops=(hop(url, body, headers={"Content-Type": kind, "ETag": '"1"'}),))


def site(**more: str | bytes | Exchange) -> FakeLooker:
    """A page with a style sheet that names another and a picture, two pictures, and one that is not there."""
    markup = '<link rel=stylesheet href=/s.css><img src=/a.png srcset="/b.png 2x"><img src=/gone.png>'
    pages: dict[str, str | bytes | Exchange] = {
        OWN: page("one") + markup,
        SITE + "s.css": answer(SITE + "s.css", b"@import 't.css'; p { background: url(c.png) }", "text/css"),
        SITE + "t.css": answer(SITE + "t.css", b"p { background: url(too-deep.png) }", "text/css"),
    }
    pictures = {
        SITE + name: answer(SITE + name, name.encode(), "image/png") for name in ("a.png", "b.png", "c.png")
    }
    return FakeLooker(pages | pictures | {SITE + name: value for name, value in more.items()})


def run(looker: FakeLooker, store: FakeStore, most: int, *, fresh_for: dt.timedelta = DAY) -> Run:
    selection = Selection((registry(copies=COPIES),))
    return asyncio.run(fetch(selection, looker, store, store.clock, Schedule(fresh_for, requisites=most)))


def asked(looker: FakeLooker) -> list[str]:
    return [request.url.removeprefix(SITE) for request in looker.asked]


def test_nothing_is_gathered_unasked() -> None:
    looker = site()
    assert run(looker, FakeStore(), 0).notes == ("1 URL looked at",)
    assert asked(looker) == ["story"]


def test_what_page_and_style_sheet_name_is_stored_but_is_no_reference() -> None:
    looker, store = site(), FakeStore()
    found = run(looker, store, 100)
    assert asked(looker) == ["story", "s.css", "t.css", "c.png", "a.png", "gone.png", "b.png"]
    assert found.notes == ("1 URL looked at", "requisites: 6 stored, 1 of them an error or no answer")
    assert [item.url for item in found.sightings if item.url] == [OWN]
    assert [store.latest(SITE + name) is not None for name in ("s.css", "c.png", "gone.png")] == [True] * 3
    assert check(Selection((registry(),)), store, _policy()).sightings[0].url == OWN


def _policy() -> object:
    from verify.model.policy import MatchPolicy

    return MatchPolicy()


def test_a_page_gets_so_many_and_is_told_how_many_are_left() -> None:
    looker = site()
    assert run(looker, FakeStore(), 3).notes[1] == (
        "requisites: 3 stored; 3 left, beyond 3 of a page (--max-requisites)"
    )
    assert asked(looker) == ["story", "s.css", "t.css", "c.png"]


def test_they_are_asked_again_when_due_and_conditionally() -> None:
    looker, store = site(), FakeStore()
    run(looker, store, 100)
    looker.asked.clear()
    assert run(looker, store, 100).notes[1] == "requisites: 0 stored; 6 not asked again"
    assert asked(looker) == []
    store.clock.pass_(DAY)
    run(looker, store, 100)
    assert [request.etag for request in looker.asked if request.url.endswith(".png")][:2] == ['"1"', '"1"']


def test_a_stored_page_that_is_not_due_is_read_for_what_it_names() -> None:
    looker, store = site(), FakeStore()
    run(looker, store, 0)
    looker.asked.clear()
    run(looker, store, 100)
    assert asked(looker) == ["s.css", "t.css", "c.png", "a.png", "gone.png", "b.png"]


def test_what_two_pages_share_is_asked_once_and_what_cannot_be_read_names_nothing() -> None:
    selection = Selection((registry(copies=COPIES),))
    looker = FakeLooker(
        {OWN: page("one") + f"<img src={SITE}a.png>", MIRROR: page("one") + f"<img src={SITE}a.png>"}
    )
    store = FakeStore()
    schedule = Schedule(every_copy=True, requisites=9)
    found = asyncio.run(fetch(selection, looker, store, store.clock, schedule))
    assert [request.url for request in looker.asked].count(SITE + "a.png") == 1
    assert found.notes[1] == "requisites: 1 stored, 1 of them an error or no answer"
    looker, store = FakeLooker({OWN: failed(OWN, FailureKind.timeout)}), FakeStore()
    assert run(looker, store, 9).notes[1] == "requisites: 0 stored"


def test_watchers_are_told_of_all_of_them() -> None:
    told: list[Progress] = []
    selection, store = Selection((registry(),)), FakeStore()
    schedule = Schedule(requisites=100)
    asyncio.run(fetch(selection, site(), store, store.clock, schedule, told.append))
    assert [event.done for event in told] == list(range(1, 8))
    assert (told[-1].done, told[-1].total) == (7, 7)


def test_archive_takes_fresh_looks_at_them() -> None:
    looker, store = site(), FakeStore()
    selection = Selection((registry(),))
    run(looker, store, 100)
    looker.asked.clear()

    async def both() -> tuple[str, ...]:
        kept = await keep(selection, looker, store)
        return await keep_requisites(kept, looker, store, store.clock, 2)

    assert asyncio.run(both()) == ("requisites: 2 stored; 4 left, beyond 2 of a page (--max-requisites)",)
    assert asked(looker) == ["story", "s.css", "t.css"]
    assert all(request.etag is None for request in looker.asked)


class FullStore(FakeStore):
    """Takes pages only."""

    def append(self, exchange: Exchange) -> object:  # type: ignore[override]
        if exchange.url != OWN:
            raise ArchiveError("the disk is full")
        return super().append(exchange)


def test_a_store_that_fails_ends_the_run_with_its_own_error() -> None:
    with pytest.raises(ArchiveError, match="full"):
        run(site(), FullStore(), 100)
    store = FullStore()
    looker = site()

    async def both() -> None:
        kept = await keep(Selection((registry(),)), looker, store, silent)
        await keep_requisites(kept, looker, store, FakeClock(), 9)

    with pytest.raises(ArchiveError, match="full"):
        asyncio.run(both())
