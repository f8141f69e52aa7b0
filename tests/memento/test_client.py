from __future__ import annotations

from tests.memento.given import IA, PLAIN, PYWB, URL, World, answer, capture, memento, moment, run
from tests.memento.test_listing import INDEX, PYWB_INDEX, YEARS, index, lines, timemap

from verify.memento.addresses import timemap_url
from verify.model.memento import Capture
from verify.model.snapshot import FailureKind, FetchRequest
from verify.pipeline.past.ports import Mementos


def test_it_is_what_the_past_asks_for() -> None:
    asked: Mementos = World().client()
    assert asked is not None


def test_every_archive_has_a_listing_in_order() -> None:
    world = World(
        {
            INDEX: answer(b"", 429),
            PYWB_INDEX: lines(*YEARS),
            timemap_url(PLAIN, URL): timemap(PLAIN, YEARS[0]),
        },
        archives=(PLAIN, IA, PYWB),
    )
    plain, old, pywb = run(world.client().captures(URL))
    assert [listing.archive for listing in (plain, old, pywb)] == ["plain", "old-web", "pywb"]
    assert (len(plain.captures), len(old.captures), len(pywb.captures)) == (1, 0, 10)
    assert (plain.trouble, pywb.trouble) == ("", "")
    assert old.trouble == "old-web asked us to stop until 01:00 UTC"


def test_a_cool_down_outlives_the_run() -> None:
    world = World({INDEX: answer(b"", 429)})
    run(world.client().captures(URL))
    world.answers[INDEX] = index(*YEARS)
    world.pass_(3500)
    assert run(world.client().captures(URL))[0].captures == ()
    assert len(world.looker.asked) == 1
    world.pass_(200)
    assert len(run(world.client().captures(URL))[0].captures) == 10


def test_a_replay_goes_to_its_own_archive() -> None:
    own = capture("2018", archive=PYWB)
    world = World({own.raw: memento("2018")}, archives=(IA, PYWB))
    assert run(world.client().replay(own)).last is not None
    stranger = Capture(URL, own.at, own.raw, "nobody")
    exchange = run(world.client().replay(stranger))
    assert exchange.failure is not None
    assert (exchange.failure.kind, exchange.failure.cause) == (
        FailureKind.skipped, "no archive is called nobody",
    )  # fmt: skip


def test_offline_replays_come_from_memory_or_not_at_all() -> None:
    world = World({capture("2018").raw: memento("2018")})
    world.memory.keep(run(world.client().replay(capture("2018"))))
    world.offline = True
    assert run(world.client().replay(capture("2018"))).last is not None
    assert run(world.client().replay(capture("2019"))).failure is not None
    assert len(world.looker.asked) == 1


def test_the_nearest_capture_by_timegate() -> None:
    place = {"Location": f"{IA.base}20180517000000/{URL}"}
    world = World({f"{IA.base}{URL}": answer(b"", 302, place)}, archives=(IA, PYWB))
    (first, gate, trouble), (second, none, no) = run(world.client().nearest(URL, moment("20180601")))
    assert (first, second) == (IA, PYWB)
    assert gate.nearest == Capture(URL, moment("20180517"), f"{IA.base}20180517000000id_/{URL}", "old-web")
    assert (trouble, none.nearest, no) == ("", None, "pywb answered HTTP 404")
    assert dict(world.looker.asked[0].headers) == {"Accept-Datetime": "Fri, 01 Jun 2018 00:00:00 GMT"}


def test_a_look_at_an_archive_waits_for_its_turn_and_heeds_its_cool_down() -> None:
    """A copy in a registry may stand in an archive."""
    shown, page = f"{IA.base}20180517000000id_/{URL}", "http://press.example/other"
    world = World({shown: answer(b"<h1>Too Many Requests</h1>", 429), page: b"<p>there"})
    client = world.client()
    assert run(client.look(FetchRequest(shown))).last is not None
    left = run(client.look(FetchRequest(shown.replace("2018", "2019"))))
    assert left.failure is not None
    assert (left.failure.kind, left.failure.cause) == (
        FailureKind.skipped, "old-web asked us to stop until 01:00 UTC",
    )  # fmt: skip
    assert run(client.look(FetchRequest(page))).last is not None
    assert [(each.url, each.robots) for each in world.looker.asked] == [(shown, False), (page, True)]
    (listing,) = run(client.captures(URL))
    assert listing.trouble == "old-web asked us to stop until 01:00 UTC"
