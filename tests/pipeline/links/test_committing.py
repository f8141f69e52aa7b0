"""An answer counts as given only when it is on disk."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
import time
from collections.abc import Sequence

import pytest

from verify.errors import ArchiveError
from verify.model.availability import Availability, Sight
from verify.model.link import LinkAnswer, StoredAnswer
from verify.pipeline.links.committing import Committer
from verify.testing import FakeStore


def stored(url: str) -> StoredAnswer:
    return StoredAnswer(LinkAnswer(url, Sight(Availability.ok)), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "")


class Counting(FakeStore):
    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []

    def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
        self.batches.append(len(answers))
        super().append_answers(answers)


def test_many_answers_share_a_write_and_each_waits_for_it() -> None:
    store = Counting()

    async def run() -> None:
        committer = Committer(store)
        async with asyncio.TaskGroup() as group:
            for number in range(40):
                group.create_task(one(committer, f"https://a.example/{number}"))

    async def one(committer: Committer, url: str) -> None:
        await committer.store(stored(url))
        assert store.answers(url)

    asyncio.run(run())
    assert sum(store.batches) == 40
    assert len(store.batches) <= 3


def test_a_write_that_fails_fails_all_that_waited() -> None:
    class Full(FakeStore):
        def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
            raise ArchiveError("the disk is full")

    async def run() -> list[BaseException | None]:
        committer = Committer(Full())
        waiting = [committer.store(stored(str(number))) for number in range(3)]
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(each) for each in asyncio.run(run())] == [ArchiveError] * 3


def test_the_way_out_waits_for_a_write_that_is_under_way() -> None:
    class Slow(FakeStore):
        def __init__(self) -> None:
            super().__init__()
            self.writers = self.most = 0
            self.begun = threading.Event()

        def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
            self.writers += 1
            self.most = max(self.most, self.writers)
            self.begun.set()
            time.sleep(0.05)
            super().append_answers(answers)
            self.writers -= 1

    store = Slow()

    async def run() -> None:
        committer = Committer(store)
        first = asyncio.create_task(committer.store(stored("https://a.example/1")))
        await asyncio.to_thread(store.begun.wait)
        second = asyncio.create_task(committer.store(stored("https://a.example/2")))
        await asyncio.sleep(0)
        first.cancel()
        second.cancel()
        await committer.close()
        assert len(store.answers("https://a.example/1")) == len(store.answers("https://a.example/2")) == 1

    asyncio.run(run())
    assert store.most == 1


def test_what_still_waits_is_written_on_the_way_out() -> None:
    store = FakeStore()

    async def run() -> None:
        committer = Committer(store)
        task = asyncio.create_task(committer.store(stored("https://a.example/")))
        await asyncio.sleep(0)
        task.cancel()
        await committer.close()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert len(store.answers("https://a.example/")) == 1
