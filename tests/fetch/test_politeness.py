from __future__ import annotations

import asyncio

from tests.fetch.given import VirtualTime, run

from verify.fetch.politeness import MAX_DELAY, Politeness
from verify.fetch.url import HostKey
from verify.model.policy import FetchPolicy


def host(name: str) -> HostKey:
    return "http", name, 80


class Scene:
    """Requests of `length` seconds each; `starts` lists when and to whom, `most` how many ran at once."""

    def __init__(self, time: VirtualTime, **policy: float) -> None:
        self.time = time
        self.politeness = Politeness(FetchPolicy(**policy), lambda: time.now, time.sleep)  # type: ignore[arg-type]
        self.starts: list[tuple[float, str]] = []
        self.running: dict[str, int] = {}
        self.most: dict[str, int] = {}

    async def request(self, name: str, delay: float = 0.0, length: float = 0.0) -> None:
        async with self.politeness.turn(host(name), delay):
            self.starts.append((round(self.time.now, 6), name))
            for counted in (name, "all"):
                self.running[counted] = self.running.get(counted, 0) + 1
                self.most[counted] = max(self.most.get(counted, 0), self.running[counted])
            if length:
                await self.time.sleep(length)
            for counted in (name, "all"):
                self.running[counted] -= 1

    def starts_of(self, name: str) -> list[float]:
        return [when for when, who in self.starts if who == name]


def test_requests_to_a_host_start_apart_and_hosts_do_not_wait_for_each_other() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time)
            await asyncio.gather(*(scene.request(name, 2.0) for name in "aaabbb"))
            assert scene.starts_of("a") == [0.0, 2.0, 4.0]
            assert scene.starts_of("b") == [0.0, 2.0, 4.0]

    run(play())


def test_one_at_a_time_per_host() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, host_concurrency=1)
            await asyncio.gather(*(scene.request("a", 1.0, length=5.0) for _ in range(4)))
            assert scene.starts_of("a") == [0.0, 5.0, 10.0, 15.0]
            assert scene.most["a"] == 1

    run(play())


def test_starts_stay_apart_with_two_at_a_time_even_behind_a_full_house() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, host_concurrency=2, concurrency=1)
            filler = asyncio.create_task(scene.request("filler", length=10.0))
            await asyncio.sleep(0)
            await asyncio.gather(filler, *(scene.request("a", 3.0) for _ in range(3)))
            first, second, third = scene.starts_of("a")
            assert first == 10.0
            assert second - first >= 3.0
            assert third - second >= 3.0

    run(play())


def test_the_number_in_all_is_bounded_and_reached() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, concurrency=3)
            await asyncio.gather(*(scene.request(f"host-{number}", length=1.0) for number in range(9)))
            assert scene.most["all"] == 3
            assert time.now == 3.0

    run(play())


def test_a_host_left_alone_is_not_asked_before() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time)
            await scene.request("a", 1.0)
            scene.politeness.leave_alone(host("a"), 12.0)
            assert scene.politeness.quiet_for(host("a")) == 12.0
            await asyncio.gather(scene.request("a", 1.0), scene.request("b", 1.0))
            assert scene.starts_of("a") == [0.0, 12.0]
            assert scene.starts_of("b") == [0.0]
            assert scene.politeness.quiet_for(host("a")) == 0.0

    run(play())


def test_a_clock_set_back_does_not_stop_the_run() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time)
            time.now = 10_000.0
            await scene.request("a", 1.0)
            time.now = 0.0
            await scene.request("a", 1.0)
            assert time.now == MAX_DELAY

    run(play())


def test_a_cancelled_turn_gives_its_place_back() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, concurrency=1)
            tasks = [asyncio.create_task(scene.request(name, 1.0, length=50.0)) for name in "ab"]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(scene.request("a"), scene.request("b"))
            assert sorted(who for _, who in scene.starts) == ["a", "a", "b"]  # the first b never started

    run(play())
