from __future__ import annotations

import datetime as dt

from verify.memento.ports import Memory
from verify.model.snapshot import Exchange, FailureKind
from verify.pipeline.past.remembered import EARLIER, Remembered
from verify.testing import FakeStore, answered, failed

URL = "http://archive.example/cdx?url=x"
HOUR = dt.timedelta(hours=1)


def good(exchange: Exchange) -> bool:
    return exchange.last is not None and exchange.last.status == 200


def test_answers_are_stored_as_looks_and_come_back() -> None:
    store = FakeStore()
    memory: Memory = Remembered(store, store)
    memory.keep(answered(URL, b"[]"))
    memory.keep(failed(URL, FailureKind.timeout))
    assert [look.url for look in store.looks(URL)] == [URL, URL]
    found = memory.recall(URL, None, good)
    assert found is not None
    assert found.last is not None
    assert found.last.body == b"[]"
    assert memory.recall("http://archive.example/other", None, good) is None


def test_only_what_is_fresh_and_fits_is_recalled_and_the_newest_of_it() -> None:
    store = FakeStore()
    memory = Remembered(store, store)
    for body, status in ((b"old", 200), (b"new", 200), (b"busy", 503)):
        memory.keep(answered(URL, body, status=status))
        store.clock.pass_(HOUR)
    now = store.clock()
    found = memory.recall(URL, now - 3 * HOUR, good)
    assert found is not None
    assert found.hops[-1].body == b"new"
    assert memory.recall(URL, now - HOUR, good) is None
    assert memory.recall(URL, None, lambda exchange: exchange.hops[-1].body == b"old") is not None


def test_not_all_the_past_is_gone_through() -> None:
    store = FakeStore()
    memory = Remembered(store, store)
    memory.keep(answered(URL, b"[]"))
    for _ in range(EARLIER):
        memory.keep(answered(URL, b"", status=503))
    assert memory.recall(URL, None, good) is not None  # an archive that is down takes nothing away
    for _ in range(EARLIER):
        memory.keep(answered(URL, b"", status=403))
    assert memory.recall(URL, None, good) is None


def test_a_store_that_is_only_read_is_not_written_to() -> None:
    store = FakeStore()
    Remembered(store).keep(answered(URL, b"[]"))
    assert store.looks(URL) == []
