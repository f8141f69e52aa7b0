"""Other processes answer as this one would; one that ends loses no question."""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest

from verify.model.availability import Availability, Sight
from verify.model.link import HostUse, LinkAnswer, StoredAnswer
from verify.model.policy import FetchPolicy
from verify.pipeline.links.crew import Crew, Mate, Remote, share, splits
from verify.pipeline.links.ports import Question

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Named:
    """Answers with the process's id; dies at a URL that says so."""

    async def ask(self, question: Question) -> StoredAnswer:
        await asyncio.sleep(0.01)
        if question.url.endswith("/die") and multiprocessing.parent_process():
            os._exit(9)
        return StoredAnswer(LinkAnswer(question.url, Sight(Availability.ok, str(os.getpid()))), AT, "")

    def uses(self) -> tuple[HostUse, ...]:
        return (HostUse("a.example", 1, waited=0.5), HostUse(f"{os.getpid()}.example", 2))


def job(serving: Callable[[Mate], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(serving(Named()))


async def answered(crew: Crew, urls: list[str]) -> list[StoredAnswer]:
    return await asyncio.gather(*(crew.ask(Question(url)) for url in urls))


@pytest.mark.slow
def test_a_shared_host_is_asked_by_both_and_another_by_one_alone() -> None:
    async def run() -> tuple[set[str], set[str]]:
        other = await Remote.start(job)
        try:
            urls = [f"http://a.example/{number}" for number in range(30)]
            shared = await answered(Crew(Named(), [other], shared_hosts=True), urls)
            alone = await answered(Crew(Named(), [other], shared_hosts=False), urls)
            assert [each.answer.url for each in shared] == urls
            uses = await Crew(Named(), [other], shared_hosts=True).uses()
            assert [use.requests for use in uses] == [2, 2, 2]
            assert uses[0].waited == 1.0
            return {each.answer.sight.cause for each in shared}, {each.answer.sight.cause for each in alone}
        finally:
            await other.close()

    shared, alone = asyncio.run(run())
    assert len(shared) == 2
    assert len(alone) == 1


@pytest.mark.slow
def test_what_a_dead_process_did_not_answer_is_asked_here() -> None:
    async def run() -> list[StoredAnswer]:
        other = await Remote.start(job)
        try:
            crew = Crew(Named(), [other], shared_hosts=True)
            urls = [
                "http://a.example/die",  # the first goes to the other process
                "http://a.example/1",
                *(f"http://a.example/{n}" for n in range(2, 12)),
            ]
            found = await answered(crew, urls)
            assert not other.alive
            with pytest.raises(ConnectionError):
                await other.ask(Question("http://a.example/late"))
            return found
        finally:
            await other.close()

    found = asyncio.run(run())
    assert len(found) == 12
    assert found[0].answer.sight.cause == str(os.getpid())


def test_each_process_gets_its_part_of_what_the_run_may_do() -> None:
    policy = FetchPolicy(host_delay=0, host_concurrency=9, concurrency=16, rate=10)
    assert splits(policy)
    part = share(policy, 2)
    assert (part.host_concurrency, part.concurrency, part.rate) == (4, 8, 5)
    polite = share(FetchPolicy(host_delay=1, host_concurrency=4), 2)
    assert not splits(polite)
    assert polite.host_concurrency == 4
