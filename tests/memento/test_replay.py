"""Captured bytes: what is gone after, and what is not."""

from __future__ import annotations

import pytest
from tests.memento.given import IA, PLAIN, URL, World, answer, capture, memento, refused, run

from verify.memento.replay import MOST_STEPS, is_memento, replay
from verify.model.memento import Capture
from verify.model.snapshot import Exchange, FailureKind, Hop, Truncation

ONE = capture("20180517090000")
NEAR = f"{IA.base}20180516000000id_/{URL}"


def replayed(world: World, one: Capture = ONE) -> Exchange:
    return run(replay(world.asker(), IA, one))


def test_a_capture_is_asked_for_raw_and_its_redirects_are_answers() -> None:
    world = World({ONE.raw: memento("20180517090000", b"page")})
    exchange = replayed(world)
    assert (exchange.url, exchange.final_url) == (ONE.raw, ONE.raw)
    assert exchange.last is not None
    assert exchange.last.body == b"page"
    (request,) = world.looker.asked
    assert (request.follow, request.robots, request.once) == (False, False, True)


def test_it_is_not_kept_here_but_taken_from_what_was_kept() -> None:
    world = World({ONE.raw: memento("20180517090000")})
    exchange = replayed(world)
    assert world.memory.kept == []
    world.memory.keep(exchange)
    world.pass_(10**9)
    assert replayed(world) == exchange
    assert len(world.looker.asked) == 1


@pytest.mark.parametrize(
    "bad",
    [answer(b"", 404), answer(b"page"), Hop(**{**memento("2018").__dict__, "truncated": Truncation.time})],
    ids=["error", "no memento", "cut"],
)
def test_what_was_no_whole_memento_is_asked_for_again(bad: Hop) -> None:
    world = World({ONE.raw: [bad, memento("20180517090000")]})
    world.memory.keep(replayed(world))
    assert is_memento(replayed(world))
    assert len(world.looker.asked) == 2


@pytest.mark.parametrize("place", [NEAR, f"/web/20180516000000id_/{URL}", f"/web/20180516000000/{URL}"])
def test_a_redirect_in_time_is_gone_after_to_raw_bytes(place: str) -> None:
    world = World({ONE.raw: answer(b"", 302, {"Location": place}), NEAR: memento("20180516")})
    exchange = replayed(world)
    assert (exchange.url, exchange.final_url) == (ONE.raw, NEAR)
    assert [hop.status for hop in exchange.hops] == [302, 200]
    assert is_memento(exchange)


@pytest.mark.parametrize(
    "first",
    [
        answer(b"", 302, {"Location": URL}),
        answer(b"", 302, {"Location": f"http://other.example/web/20180516000000id_/{URL}"}),
        answer(b"", 302, {"Location": "/web/login"}),
        answer(b"", 302, {"Location": "http://[oops"}),
        answer(b"", 302),
        memento("20180517090000", b"", 301, Location=NEAR),
        memento("20180517090000", b"", 302, Location="http://elsewhere.example/"),
    ],
    ids=["live web", "another archive", "no replay", "nonsense", "nowhere", "captured", "captured, live"],
)
def test_nothing_else_is_gone_after(first: Hop) -> None:
    world = World({ONE.raw: first, NEAR: memento("20180516")})
    exchange = replayed(world)
    assert len(world.looker.asked) == len(exchange.hops) == 1
    assert exchange.last is not None


def test_circles_and_long_ways_end() -> None:
    world = World(
        {ONE.raw: answer(b"", 302, {"Location": NEAR}), NEAR: answer(b"", 302, {"Location": ONE.raw})}
    )
    assert len(replayed(world).hops) == 2
    answers: dict[str, bytes | Hop] = {}
    for day in range(1, 29):
        this = ONE.raw if day == 1 else f"{IA.base}201805{day:02}000000id_/{URL}"
        place = f"{IA.base}201805{day + 1:02}000000id_/{URL}"
        answers[this] = answer(b"", 302, {"Location": place})
    assert len(replayed(World(dict(answers))).hops) == MOST_STEPS + 1


def test_a_failure_on_the_way_keeps_the_steps_before_it() -> None:
    world = World({ONE.raw: answer(b"", 302, {"Location": NEAR}), NEAR: refused()})
    exchange = replayed(world)
    assert exchange.failure is not None
    assert [hop.status for hop in exchange.hops] == [302]


def test_an_archive_that_is_left_alone_is_not_asked() -> None:
    world = World({ONE.raw: answer(b"", 429)})
    asker = world.asker()
    run(replay(asker, IA, ONE))
    exchange = run(replay(asker, IA, capture("2019")))
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.skipped
    assert exchange.failure.cause == "old-web asked us to stop until 01:00 UTC"
    assert (exchange.url, exchange.hops, len(world.looker.asked)) == (capture("2019").raw, (), 1)


def test_a_capture_of_too_many_requests_is_no_word_of_the_archive() -> None:
    world = World({ONE.raw: memento("20180517090000", b"", 429), capture("2019").raw: memento("2019")})
    asker = world.asker()
    assert run(replay(asker, IA, ONE)).hops[-1].status == 429
    assert is_memento(run(replay(asker, IA, capture("2019"))))


def test_an_archive_with_other_addresses_is_asked_under_them() -> None:
    one = Capture(URL, ONE.at, "http://plain.example/r/abc", PLAIN.name)
    world = World({one.raw: memento("20180517")})
    assert is_memento(run(replay(world.asker(), PLAIN, one)))
