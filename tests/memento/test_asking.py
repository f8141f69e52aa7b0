from __future__ import annotations

import datetime as dt
import gzip

import pytest
from tests.memento.given import IA, World, answer, memento, refused, run

from verify.memento.asking import PAUSE, Told, plain_body, why_not
from verify.memento.pace import STRIKES, Service
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop, Truncation

ADDRESS = "http://archive.example/x"
REQUEST = FetchRequest(ADDRESS)


def good(exchange: Exchange) -> bool:
    return exchange.last is not None and exchange.last.body == b"good"


def asked(world: World, fresh_for: dt.timedelta | None = None) -> Told:
    return run(world.asker().ask(IA, REQUEST, Service.index, good, fresh_for=fresh_for))


def test_what_never_changes_is_asked_for_once() -> None:
    world = World({ADDRESS: b"good"})
    asked(world)
    world.pass_(10 * 365 * 24 * 3600)
    told = asked(world)
    assert (told.trouble, told.old, len(world.looker.asked)) == ("", False, 1)


def test_no_time_is_fresh_where_it_is_asked_anew() -> None:
    world = World({ADDRESS: b"good"})
    asked(world)
    asked(world, dt.timedelta(0))
    assert len(world.looker.asked) == 2


@pytest.mark.parametrize("first", [answer(b"", 500), answer(b"", 503), refused()])
def test_an_error_that_may_pass_is_asked_about_twice_and_no_more(first: Hop | Failure) -> None:
    world = World({ADDRESS: [first, answer(b"good")]})
    assert asked(world).trouble == ""
    assert world.time.slept[0] == PAUSE
    world = World({ADDRESS: first})
    assert asked(world).trouble
    assert len(world.looker.asked) == 2


@pytest.mark.parametrize(
    "first", [answer(b"", 404), answer(b"", 429), memento("2018", b"", 503), answer(b"bad")], ids=str
)
def test_what_will_not_pass_is_asked_about_once(first: Hop) -> None:
    world = World({ADDRESS: first})
    asked(world)
    assert len(world.looker.asked) == 1


def test_requests_are_for_a_service_and_never_repeated_below() -> None:
    world = World({ADDRESS: b"good"})
    asked(world)
    assert world.looker.asked == [FetchRequest(ADDRESS, robots=False, once=True)]


def test_an_archive_that_shuts_us_out_is_left_alone_and_that_is_said_otherwise() -> None:
    world = World({ADDRESS: refused()})
    asker = world.asker()
    for _ in range(STRIKES):
        run(asker.send(IA, REQUEST, Service.replay))
    exchange, why = run(asker.send(IA, REQUEST, Service.replay))
    assert exchange is None
    assert why == "old-web refuses connections and is left alone until 00:15 UTC"
    assert len(world.looker.asked) == STRIKES


def test_why_not_in_words() -> None:
    def of(hop: Hop) -> str:
        return why_not(IA, Exchange(ADDRESS, hop.started, 1, (hop,)))

    assert of(answer(b"", 502)) == "old-web answered HTTP 502"
    coded = gzip.compress(b"<p>This URL has been excluded from the Wayback Machine.</p>")
    excluded = answer(coded, 403, {"Content-Encoding": "gzip"})
    assert of(excluded) == "old-web shows nothing of this site: it has been excluded"
    error = {"X-Archive-Wayback-Runtime-Error": "RobotAccessControlException: Blocked By Robots"}
    assert of(answer(b"", 403, error)) == "old-web shows nothing of this site: its robots.txt forbids it"
    assert of(Hop(**{**answer().__dict__, "truncated": Truncation.time})) == "the answer of old-web broke off"
    lost = Exchange(ADDRESS, answer().started, 1, (), Failure(FailureKind.dns, "no such name"))
    assert why_not(IA, lost) == "old-web did not answer: no such name"


def test_a_body_with_a_broken_coding_is_read_as_far_as_it_goes() -> None:
    half = gzip.compress(b"a" * 5000)[:-9]
    assert plain_body(answer(half, 200, {"Content-Encoding": "gzip"})).startswith(b"aaa")
