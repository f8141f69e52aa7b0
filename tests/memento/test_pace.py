"""How often archives are asked, on a clock of the test's own."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.given import START, VirtualTime
from tests.memento.given import FakeCoolDowns, answer, memento, refused, run

from verify.memento.pace import AFTER_STRIKES, FIRST, LONGEST, STRIKES, Pace, Service
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop

HOST = "archive.example"


def pace_of(time: VirtualTime, kept: FakeCoolDowns | None = None, **rates: float) -> Pace:
    return Pace(clock=lambda: clock(time), sleep=time.sleep, cool_downs=kept or FakeCoolDowns(), **rates)


def clock(time: VirtualTime) -> dt.datetime:
    return START + dt.timedelta(seconds=time.now)


def exchange(*hops: Hop, failure: Failure | None = None) -> Exchange:
    return Exchange("http://archive.example/", START, 1, hops, failure)


async def ask(
    pace: Pace, time: VirtualTime, service: Service, lasting: float, host: str = HOST
) -> float | None:
    """When the request was begun, None where it was not made."""
    async with pace.turn(host, service) as allowed:
        begun = time.now
        await time.sleep(lasting)
        return begun if allowed else None


async def begun(rate: float, lengths: list[float], pauses: list[float]) -> list[float]:
    async with VirtualTime() as time:
        pace = pace_of(time, index=rate)

        async def one(length: float, pause: float) -> float:
            await time.sleep(pause)
            at = await ask(pace, time, Service.index, length)
            assert at is not None
            return at

        return sorted(await asyncio.gather(*(one(*pair) for pair in zip(lengths, pauses, strict=True))))


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 200)), min_size=1, max_size=60))
def test_no_minute_has_more_than_24_index_requests(asked: list[tuple[float, float]]) -> None:
    starts = run(begun(24, [length for length, _ in asked], [pause for _, pause in asked]))
    for first in starts:
        assert len([other for other in starts if first <= other < first + 59.999]) <= 24


def test_the_rate_is_reached_and_not_passed() -> None:
    assert run(begun(24, [0.1] * 30, [0.0] * 30)) == pytest.approx([2.5 * number for number in range(30)])


def test_each_archive_and_each_service_has_a_pace_of_its_own() -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)
            for host in (HOST, "other.example"):
                for service in (Service.index, Service.save, Service.replay):
                    assert await ask(pace, time, service, 0.0, host) == 0.0
            assert await ask(pace, time, Service.replay, 0.0) == pytest.approx(0.25)
            assert await ask(pace, time, Service.index, 0.0) == pytest.approx(2.5)
            assert await ask(pace, time, Service.save, 0.0) == pytest.approx(20.0)

    run(scene())


def test_an_archive_is_asked_one_thing_at_a_time() -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)
            starts = await asyncio.gather(
                ask(pace, time, Service.index, 9.0), ask(pace, time, Service.replay, 9.0)
            )
            assert starts == [0.0, 9.0]

    run(scene())


def test_a_request_that_began_late_counts_from_when_it_began() -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)
            async with pace.turn(HOST, Service.index):
                await time.sleep(2.0)
                pace.heard(HOST, Service.index, exchange(at(clock(time), 200)))
            assert await ask(pace, time, Service.index, 0.0) == pytest.approx(4.5)

    run(scene())


def at(moment: dt.datetime, status: int) -> Hop:
    return Hop(**{**answer(b"", status).__dict__, "started": moment})


# Cool-downs


def heard(
    said: Hop, kept: FakeCoolDowns | None = None, after: float = 0.0
) -> tuple[FakeCoolDowns, list[bool]]:
    """What is kept after an answer, and whether the archive may be asked then by this and a new run."""
    kept = kept or FakeCoolDowns()

    async def scene() -> list[bool]:
        async with VirtualTime() as time:
            time.now = after
            pace = pace_of(time, kept)
            async with pace.turn(HOST, Service.index):
                pace.heard(HOST, Service.index, exchange(said))
            return [
                await ask(each, time, service, 0.0) is not None
                for each in (pace, pace_of(time, kept))
                for service in Service
            ]

    return kept, run(scene())


def test_the_first_429_stops_everything_for_an_hour_and_for_later_runs() -> None:
    kept, allowed = heard(answer(b"", 429))
    assert allowed == [False] * 8
    assert kept.kept[HOST].seconds == FIRST
    assert kept.kept[HOST].until == START + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (answer(b"", 429, {"Retry-After": "90"}), 90),
        (answer(b"", 429, {"Retry-After": "Thu, 01 Jan 2026 00:05:00 GMT"}), 300),
        (answer(b"", 429, {"Retry-After": "soon"}), FIRST),
        (answer(b"", 429, {"Retry-After": "0"}), FIRST),
        (answer(b"", 429, {"Retry-After": "999999999"}), LONGEST),
        (answer(b"", 503, {"Retry-After": "120"}), 120),
    ],
)
def test_an_archive_names_its_own_time(said: Hop, seconds: float) -> None:
    kept, allowed = heard(said)
    assert kept.kept[HOST].seconds == seconds
    assert not any(allowed)


@pytest.mark.parametrize(
    "said",
    [
        answer(b"", 200), answer(b"", 403), answer(b"", 404), answer(b"", 500), answer(b"", 503),
        memento("2018", b"", 429), memento("2018", b"", 503, Retry_After="3600"),
    ],
    ids=str,
)  # fmt: skip
def test_other_answers_and_what_mementos_say_stop_nothing(said: Hop) -> None:
    kept, allowed = heard(said)
    assert kept.kept == {}
    assert all(allowed)


def test_a_cool_down_doubles_when_it_comes_again_soon_and_not_much_later() -> None:
    kept, _ = heard(answer(b"", 429))
    kept, _ = heard(answer(b"", 429), kept, after=FIRST + 60)
    assert kept.kept[HOST].seconds == 2 * FIRST
    kept, _ = heard(answer(b"", 429, {"Retry-After": "30"}), kept, after=4 * FIRST)
    assert kept.kept[HOST].seconds == 4 * FIRST
    kept, _ = heard(answer(b"", 429, {"Retry-After": "30"}), kept, after=40 * 24 * FIRST)
    assert kept.kept[HOST].seconds == 30


def test_when_the_time_is_over_it_is_asked_again() -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)
            async with pace.turn(HOST, Service.index):
                pace.heard(HOST, Service.index, exchange(answer(b"", 429, {"Retry-After": "60"})))
            assert await ask(pace, time, Service.index, 0.0) is None
            await time.sleep(60)
            assert await ask(pace, time, Service.index, 0.0) == 60

    run(scene())


def test_those_who_waited_for_their_turn_hear_of_it_too() -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)

            async def one() -> bool:
                async with pace.turn(HOST, Service.index) as allowed:
                    await time.sleep(1)
                    if allowed:
                        pace.heard(HOST, Service.index, exchange(answer(b"", 429)))
                    return allowed

            assert await asyncio.gather(*(one() for _ in range(20))) == [True, *[False] * 19]
            assert time.now < 30

    run(scene())


# A firewall says nothing


@pytest.mark.parametrize(
    ("said", "left_alone"),
    [
        ([refused()] * STRIKES, True),
        ([Failure(FailureKind.timeout, "", "connect")] * STRIKES, True),
        ([refused()] * (STRIKES - 1), False),
        ([refused(), refused(), None, refused()], False),
        ([Failure(FailureKind.timeout, "", "read")] * 5, False),
        ([Failure(FailureKind.dns, "", "NXDOMAIN")] * 5, False),
    ],
)
def test_refused_connections_in_a_row_end_it_for_a_while(
    said: list[Failure | None], left_alone: bool
) -> None:
    async def scene() -> None:
        async with VirtualTime() as time:
            pace = pace_of(time)
            for failure in said:
                async with pace.turn(HOST, Service.replay):
                    hops = () if failure else (answer(),)
                    pace.heard(HOST, Service.replay, exchange(*hops, failure=failure))
            quiet = pace.quiet(HOST)
            assert (quiet is not None) is left_alone
            if quiet is not None:
                assert quiet.until == clock(time) + dt.timedelta(seconds=AFTER_STRIKES)
                assert not quiet.asked

    run(scene())


def test_many_short_runs_ask_no_oftener_than_one() -> None:
    async def scene() -> tuple[list[float | None], list[float | None]]:
        async with VirtualTime() as time:
            kept = FakeCoolDowns()
            indexes = [await ask(pace_of(time, kept, index=24), time, Service.index, 0.1) for _ in range(3)]
            replays = [await ask(pace_of(time, kept), time, Service.replay, 0.1) for _ in range(2)]
            return indexes, replays

    (indexes, replays) = run(scene())
    assert indexes == [0.0, 2.5, 5.0]
    assert replays == pytest.approx([5.1, 5.2])


def test_a_last_request_in_the_future_is_waited_for_once() -> None:
    async def scene() -> float | None:
        async with VirtualTime() as time:
            kept = FakeCoolDowns()
            kept.keep_asked(HOST, Service.index.name, START + dt.timedelta(days=9))
            return await ask(pace_of(time, kept, index=24), time, Service.index, 0.1)

    assert run(scene()) == 2.5
