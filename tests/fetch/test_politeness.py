from __future__ import annotations

import asyncio

from tests.fetch.given import VirtualTime, run

from verify.fetch.politeness import FIRST_BACKOFF, MAX_DELAY, RECOVERY, STRAINS, Mood, Politeness
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

    async def answered(self, name: str, mood: Mood, delay: float = 0.0) -> float:
        """One request that the host answers in this mood; how long it had to wait."""
        before = self.time.now
        async with self.politeness.turn(host(name), delay) as began:
            pass
        self.politeness.heard(host(name), began, mood)
        return round(self.time.now - before, 6)

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


# Back-off


def waits(*moods: Mood, delay: float) -> list[float]:
    """What each of a row of requests had to wait, the answers before it being as told."""

    async def play() -> list[float]:
        async with VirtualTime() as time:
            scene = Scene(time)
            return [await scene.answered("a", mood, delay) for mood in moods]

    return run(play())


def test_a_limited_host_gets_its_delay_doubled_and_halved_again_after_good_answers() -> None:
    bad, good = Mood.limited, Mood.good
    assert waits(bad, bad, good, delay=2.0) == [0.0, 4.0, 8.0]
    recovering = waits(bad, bad, *[good] * (2 * RECOVERY + 1), delay=2.0)
    assert recovering[2:] == [8.0] * RECOVERY + [4.0] * RECOVERY + [2.0]


def test_a_host_without_delay_is_slowed_too_and_in_the_end_not_at_all() -> None:
    found = waits(Mood.limited, Mood.limited, *[Mood.good] * (3 * RECOVERY), delay=0.0)
    assert found[1:3] == [FIRST_BACKOFF, 2 * FIRST_BACKOFF]
    assert found[-1] == 0.0


def test_a_back_off_is_bounded() -> None:
    assert max(waits(*[Mood.limited] * 40, delay=1.0)) == MAX_DELAY
    assert waits(*[Mood.limited] * 4, delay=50.0) == [0.0, 50.0, 50.0, 50.0]


def test_one_timeout_slows_nobody_but_several_in_a_row_do() -> None:
    bad, good = Mood.strained, Mood.good
    assert waits(bad, good, bad, good, bad, good, delay=1.0)[1:] == [1.0] * 5
    assert waits(*[bad] * STRAINS, good, delay=1.0) == [0.0] + [1.0] * (STRAINS - 1) + [2.0]
    assert waits(bad, Mood.unclear, bad, good, delay=1.0) == [0.0, 1.0, 1.0, 2.0]


def test_a_row_of_good_answers_begins_anew_at_each_bad_one() -> None:
    row = [Mood.good] * (RECOVERY - 1)
    assert waits(Mood.limited, *row, Mood.strained, *row, Mood.good, delay=1.0)[1:] == [2.0] * 8


def test_answers_to_requests_under_way_at_once_slow_a_host_once() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, host_concurrency=32, concurrency=32)
            began = []

            async def request() -> None:
                async with scene.politeness.turn(host("a"), 0.0) as start:
                    began.append(start)
                    await time.sleep(1.0)

            await asyncio.gather(*(request() for _ in range(32)))
            time.now += 1.0
            for start in began:
                scene.politeness.heard(host("a"), start, Mood.limited)
            for start in began:
                scene.politeness.heard(host("a"), start, Mood.good)  # of before: no sign of recovery
            await scene.request("a")
            await scene.request("a")
            first, second = scene.starts_of("a")
            assert round(second - first, 6) == FIRST_BACKOFF

    run(play())


def test_a_slowed_host_takes_no_place_from_others() -> None:
    async def play() -> None:
        async with VirtualTime() as time:
            scene = Scene(time, concurrency=1, host_concurrency=8)
            for _ in range(12):
                await scene.answered("a", Mood.limited, 1.0)
            now = time.now
            slow = [asyncio.create_task(scene.request("a", 1.0)) for _ in range(8)]
            await asyncio.sleep(0)
            await asyncio.gather(*(scene.request(f"host-{number}") for number in range(20)))
            assert time.now == now
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    run(play())
