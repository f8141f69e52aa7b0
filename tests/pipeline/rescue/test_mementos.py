"""The search in archives: which captures are read, in which order, and what is said where it cannot go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.pipeline.given import OWN, quoting
from tests.pipeline.rescue.given import (
    ALTERED,
    CLAIM,
    GOOD,
    WITHOUT,
    FakeMementos,
    at,
    capture,
    dead,
    registry,
    replayed,
    shown,
    told,
)

from verify.judge.rescue import Kind, State
from verify.model.availability import Availability
from verify.model.snapshot import Exchange, Failure, FailureKind


def archive(**days: str) -> FakeMementos:
    return FakeMementos({capture(day.strip("d").replace("_", "-")): body for day, body in days.items()})


def test_the_nearest_capture_that_holds_is_recommended_with_the_address_for_people() -> None:
    desk = dead()
    desk.mementos = archive(d2018_07_02=ALTERED, d2018_05_20=GOOD, d2018_05_18=GOOD, d2019_01_01=ALTERED)
    rescue = desk.rescue(registry())
    assert rescue.state is State.rescued
    assert rescue.best is not None
    assert (rescue.best.kind, rescue.best.url) == (Kind.memento, shown("2018-05-20"))
    assert rescue.best.read == capture("2018-05-20").raw
    assert rescue.best.at == at("2018-05-20")
    assert desk.mementos.days == ["2018-07-02", "2018-05-20"]
    assert rescue.gaps == ()
    assert told(rescue.candidates) == [
        ("memento", shown("2018-05-20"), "holds"),
        ("memento", shown("2018-07-02"), "altered"),
    ]


def test_what_is_altered_everywhere_is_lost_and_shown() -> None:
    desk = dead()
    desk.mementos = archive(d2018_06_02=ALTERED, d2018_07_02=WITHOUT)
    rescue = desk.rescue(registry())
    assert (rescue.state, rescue.best) == (State.lost, None)
    assert [each.outcomes[0].status for each in rescue.candidates] == ["altered", "missing"]


def test_captures_from_before_the_work_came_out_are_not_asked_for() -> None:
    desk = dead()
    desk.mementos = archive(d2018_05_15=GOOD)
    assert desk.rescue(registry()).state is State.lost
    assert desk.mementos.days == []


def test_equal_bodies_are_read_once() -> None:
    desk = dead()
    captures = [capture(f"2018-07-{day:02d}", digest="same") for day in (1, 2, 3)]
    desk.mementos = FakeMementos(dict.fromkeys(captures, ALTERED) | {capture("2018-08-01"): GOOD})
    rescue = desk.rescue(registry())
    assert desk.mementos.days == ["2018-07-01", "2018-08-01"]
    assert rescue.best is not None


@pytest.mark.parametrize(
    "broken",
    [
        Exchange("x", at("2026-01-01"), 1, (), Failure(FailureKind.timeout, "no answer came")),
        replayed(capture("2018-06-05"), "<h1>Too many</h1>", status=429),
        replayed(capture("2018-06-05"), "<h1>Moved</h1>", status=302),
        replayed(capture("2018-06-05"), ""),
    ],
)
def test_what_cannot_be_told_is_stepped_over_and_never_called_lost(broken: Exchange) -> None:
    first = capture("2018-06-05")
    desk = dead()
    desk.mementos = FakeMementos({first: replace(broken, url=first.raw), capture("2018-06-20"): GOOD})
    rescue = desk.rescue(registry())
    assert (rescue.state, desk.mementos.days) == (State.rescued, ["2018-06-05", "2018-06-20"])
    desk = dead()
    desk.mementos = FakeMementos({first: replace(broken, url=first.raw), capture("2018-06-20"): ALTERED})
    assert desk.rescue(registry()).state is State.unknown


def test_an_archive_that_serves_a_neighbour_is_cited_for_what_it_served() -> None:
    asked = capture("2018-06-05")
    served = capture("2018-09-01")
    exchange = replayed(served, GOOD)
    desk = dead()
    desk.mementos = FakeMementos({asked: replace(exchange, url=asked.raw)})
    rescue = desk.rescue(registry())
    assert rescue.best is not None
    assert (rescue.best.url, rescue.best.at) == (shown("2018-09-01"), at("2018-09-01"))


def test_an_archive_that_is_down_is_unknown_not_lost() -> None:
    desk = dead()
    desk.mementos = FakeMementos(trouble="wayback answered HTTP 503")
    rescue = desk.rescue(registry())
    assert rescue.state is State.unknown
    assert rescue.gaps == ("wayback: wayback answered HTTP 503",)


def test_only_so_many_captures_are_asked_for_and_the_next_run_goes_on() -> None:
    desk = dead()
    wanted = [f"2018-07-{day:02d}" for day in range(1, 8)]
    desk.mementos = FakeMementos({capture(day): ALTERED for day in wanted} | {capture("2018-08-01"): GOOD})
    first = desk.rescue(registry(), probes=3)
    assert (first.state, desk.mementos.days) == (State.unknown, wanted[:3])
    assert first.gaps == ("only 3 captures are asked for in a run, and more are left",)
    second = desk.rescue(registry(), probes=3)
    assert (second.state, desk.mementos.days) == (State.unknown, wanted[:6])
    third = desk.rescue(registry(), probes=3)
    assert (third.state, len(desk.mementos.days)) == (State.rescued, 8)
    before = list(desk.asked)
    assert desk.rescue(registry(), probes=3).best == third.best
    assert (desk.asked, len(desk.mementos.days)) == (before, 8)


def test_a_limit_of_requests_stores_nothing_that_was_not_asked() -> None:
    desk = dead()
    desk.mementos = FakeMementos({capture("2018-06-05"): ALTERED, capture("2018-06-06"): GOOD}, limit=1)
    rescue = desk.rescue(registry())
    assert rescue.state is State.unknown
    assert rescue.gaps == ("wayback: the limit of requests is reached",)
    assert desk.store.latest(capture("2018-06-06").raw) is None
    desk.mementos.limit = 2
    assert desk.rescue(registry()).state is State.rescued
    assert desk.mementos.days == ["2018-06-05", "2018-06-06"]


def test_an_archive_that_wants_to_be_left_alone_does_not_keep_another_from_being_asked() -> None:
    desk = dead()
    quiet = capture("2018-06-05")
    failure = Failure(FailureKind.skipped, "wayback asked us to stop until 12:00 UTC", "archive")
    desk.mementos = FakeMementos(
        {
            quiet: Exchange(quiet.raw, at("2026-11-28"), 0, (), failure),
            capture("2018-06-06"): GOOD,
            capture("2018-08-01", archive="second"): GOOD,
        }
    )
    rescue = desk.rescue(registry())
    assert rescue.best is not None
    assert rescue.best.url == shown("2018-08-01", archive="second")
    assert desk.mementos.days == ["2018-06-05", "2018-08-01"]
    assert rescue.gaps == ("wayback: wayback asked us to stop until 12:00 UTC",)


def test_stored_replays_serve_an_archive_that_is_down_and_a_run_offline() -> None:
    desk = dead()
    desk.mementos = archive(d2018_06_20=GOOD)
    first = desk.rescue(registry())
    desk.mementos = FakeMementos(trouble="wayback did not answer")
    second = desk.rescue(registry())
    assert first.best is not None
    assert second.best is not None
    assert (second.best.url, second.best.snapshot) == (first.best.url, first.best.snapshot)
    assert second.gaps == ("wayback: wayback did not answer",)
    asked = list(desk.asked)
    offline = desk.rescue(registry(), offline=True)
    assert offline.best is not None
    assert offline.best.url == shown("2018-06-20")
    assert desk.asked == asked


def test_a_memento_of_another_page_is_no_candidate() -> None:
    desk = dead()
    other = capture("2018-06-05", url="https://paper.example/other")
    desk.store.append(replayed(other, GOOD))
    rescue = desk.rescue(registry(), offline=True)
    assert rescue.candidates == ()
    assert rescue.state is State.unknown


def test_a_memento_of_the_article_itself_confirms_nothing() -> None:
    ours = "https://ours.example/"
    desk = dead()
    desk.saw(ours, "<h1>Not found</h1>", status=404)
    desk.mementos = FakeMementos({capture("2018-06-05", url=ours): GOOD})
    rescue = desk.rescue(registry(CLAIM, url=ours), "story")
    assert rescue.best is None
    assert rescue.candidates[0].outcomes[0].status == "unverifiable"


def test_several_claims_must_all_hold() -> None:
    second = quoting("nobody was hurt on that day", name="second")
    both = GOOD.replace("</body>", "<p>He said “nobody was hurt on that day”.</p></body>")
    desk = dead()
    desk.mementos = archive(d2018_06_05=GOOD, d2018_07_20=both)
    rescue = desk.rescue(registry(CLAIM, second))
    assert rescue.best is not None
    assert rescue.best.at == at("2018-07-20")
    assert told(rescue.candidates)[1][2] == "holds missing"


def test_the_page_that_is_cited_may_be_a_replay_itself() -> None:
    url = shown("2018-06-05")
    desk = dead()
    desk.saw(capture("2018-06-05").raw, "<h1>Not found</h1>", status=404)
    desk.mementos = archive(d2018_06_20=GOOD)
    rescue = desk.rescue(registry(url=url), "story")
    assert desk.mementos.listed == [OWN]
    assert rescue.best is not None
    assert rescue.best.url == shown("2018-06-20")
    assert rescue.sight.availability is Availability.skipped


def test_another_page_that_the_index_folds_is_no_memento_of_this_one() -> None:
    desk = dead()
    other = capture("2018-06-05", url=OWN.replace("/story", "/STORY"))
    assert other.url != OWN
    desk.mementos = FakeMementos({other: GOOD, capture("2018-08-05"): GOOD})
    rescue = desk.rescue(registry())
    assert [each.url for each in rescue.candidates] == [shown("2018-08-05")]
