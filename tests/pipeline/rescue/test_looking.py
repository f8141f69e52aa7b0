"""What is asked, what is taken from the store, and what is not stored."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from tests.pipeline.rescue.given import skipping

from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Look
from verify.pipeline.rescue.looking import Looking, answered
from verify.testing import FakeClock, FakeLooker, FakeStore, failed, hop
from verify.testing import answered as page

URL = "https://paper.example/story"
HOURS = dt.timedelta(hours=20)


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store, self.looker = FakeStore(self.clock), FakeLooker({URL: "<p>a"}, self.clock)

    def looking(self, *, offline: bool = False) -> Looking:
        return Looking(None if offline else self.looker, self.store, self.clock, HOURS)

    def look(self, *, offline: bool = False) -> Look | None:
        return asyncio.run(self.looking(offline=offline).look(URL))


def test_a_fresh_answer_serves_an_old_one_is_asked_again() -> None:
    desk = Desk()
    first = desk.look()
    assert desk.look() == first
    assert len(desk.looker.asked) == 1
    desk.clock.pass_(HOURS)
    assert desk.look() != first
    assert len(desk.looker.asked) == 2
    desk.clock.pass_(-3 * HOURS)  # a clock once wrong
    desk.look()
    assert len(desk.looker.asked) == 3


@pytest.mark.parametrize(
    "exchange",
    [failed(URL, FailureKind.timeout), page(URL, "<p>no", status=503), page(URL, "<p>no", status=429)],
)
def test_what_may_pass_is_asked_again_by_the_next_run_but_not_by_this_one(exchange: Exchange) -> None:
    desk = Desk()
    desk.looker.pages[URL] = exchange
    looking = desk.looking()
    first = asyncio.run(looking.look(URL))
    assert first is not None
    assert not answered(first)
    assert asyncio.run(looking.look(URL)) == first
    assert len(desk.looker.asked) == 1
    desk.look()
    assert len(desk.looker.asked) == 2


def test_offline_the_store_serves_however_old_it_is() -> None:
    desk = Desk()
    assert desk.look(offline=True) is None
    first = desk.look()
    desk.clock.pass_(100 * HOURS)
    assert desk.look(offline=True) == first


def test_what_was_skipped_is_not_stored_and_the_last_look_stands() -> None:
    desk = Desk()
    first = desk.look()
    desk.clock.pass_(HOURS)
    looking = desk.looking()
    desk.looker.pages[URL] = skipping(FetchRequest(URL))
    assert asyncio.run(looking.look(URL)) == first
    assert len(desk.store.looks(URL)) == 1
    assert (looking.spent, looking.unasked) == (True, "the limit of 3 requests is reached")


def test_a_memento_is_asked_for_once_however_long_ago() -> None:
    desk, raw = Desk(), f"https://archive.example/web/20180605000000id_/{URL}"
    told = {"Memento-Datetime": "Tue, 05 Jun 2018 00:00:00 GMT"}
    for address, asked in ((raw, 1), (raw.replace("id_/", "/"), 2)):
        desk.looker.asked.clear()
        served = Exchange(address, desk.clock.now, 1, (hop(address, b"<p>a", headers=told),))
        desk.looker.pages[address] = served
        asyncio.run(desk.looking().look(address))
        desk.clock.pass_(dt.timedelta(days=400))
        asyncio.run(desk.looking().look(address))
        assert len(desk.looker.asked) == asked
