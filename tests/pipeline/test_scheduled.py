from __future__ import annotations

import asyncio
import datetime as dt

from verify.errors import ArchiveError
from verify.pipeline.ports import Progress
from verify.pipeline.scheduled import Schedule, Scheduled, Tally, first_of
from verify.testing import FakeLooker, FakeStore

URL = "https://paper.example/story"


def scheduled(looker: FakeLooker, store: FakeStore, told: list[Progress] | None = None) -> Scheduled:
    events = told.append if told is not None else (lambda _: None)
    return Scheduled(looker, store, store.clock, Schedule(dt.timedelta(hours=1)), events)


def test_a_url_is_looked_at_once_however_often_it_is_wanted() -> None:
    looker, store = FakeLooker({URL: "one"}), FakeStore()
    told: list[Progress] = []
    looks, tally = scheduled(looker, store, told), Tally()

    async def often() -> None:
        await asyncio.gather(*(looks.once(URL, tally) for _ in range(5)))

    asyncio.run(often())
    assert ([request.url for request in looker.asked], len(tally.looks), tally.kept) == ([URL], 1, 0)
    assert [event.outcome for event in told] == ["200"]
    assert looks.asked(URL)


def test_what_is_fresh_is_counted_and_left_alone() -> None:
    looker, store = FakeLooker({URL: "one"}), FakeStore()
    asyncio.run(scheduled(looker, store).once(URL, Tally()))
    tally = Tally()
    asyncio.run(scheduled(looker, store).once(URL, tally))
    assert (len(looker.asked), tally.looks, tally.kept) == (1, [], 1)


def test_the_error_that_stopped_the_others_is_found_in_groups_of_groups() -> None:
    error = ArchiveError("the disk is full")
    assert first_of(ExceptionGroup("a", [ExceptionGroup("b", [error, ValueError()])])) is error
