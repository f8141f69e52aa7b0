"""Which references are worked on, what comes of each, and runs that end early."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.pipeline.given import MIRROR, OWN, REPOST
from tests.pipeline.rescue.given import (
    ALTERED,
    CLAIM,
    GOOD,
    Desk,
    FakeMementos,
    capture,
    dead,
    registry,
    shown,
    skipping,
)

from verify.judge.rescue import Kind, State
from verify.model.dates import PartialDate
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy, Role
from verify.model.snapshot import Exchange, FetchRequest
from verify.pipeline.ports import Progress, Selection
from verify.pipeline.rescue.rescuing import Rescuing

COPIES = (Copy(REPOST, Role.repost), Copy(MIRROR, Role.mirror))
GONE = "<h1>Not found</h1>"
SOUND = "its own page can be read, and no claim is altered or missing there"


def test_an_altered_page_needs_one_and_check_goes_on_to_read_it() -> None:
    desk = Desk()
    desk.saw(OWN, ALTERED)
    desk.web[OWN] = ALTERED
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD})
    rescue = desk.rescue(registry())
    assert rescue.why == "1 claim not as cited: slug/claim is altered"
    assert rescue.state is State.rescued
    assert rescue.remarks == (
        "the page itself is read before any copy: `check` goes on to say what it says today",
    )


def test_one_bad_morning_sends_nobody_to_an_archive() -> None:
    desk = dead()
    desk.web[OWN] = GOOD
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD})
    rescue = desk.rescue(registry())
    assert (rescue.state, rescue.why) == (State.sound, SOUND)
    assert desk.mementos.listed == []


def test_with_ids_a_sound_reference_is_searched_too_and_a_private_one_is_said_to_be() -> None:
    desk = Desk()
    desk.saw(OWN, GOOD)
    desk.web[OWN] = GOOD
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD})
    run = desk.run(registry(), "story", "letter")
    (rescue,) = run.rescues
    assert (rescue.state, rescue.why) == (State.sound, SOUND)
    assert rescue.best is not None
    assert rescue.best.kind is Kind.memento
    assert [(each.name, each.why) for each in run.untold] == [
        ("slug/letter", "it has no public address to rescue")
    ]


def test_a_reference_without_a_claim_is_left_to_the_eye() -> None:
    bare = replace(CLAIM, references=("other",))
    desk = dead()
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD})
    rescue = desk.rescue(registry(bare), "story")
    assert (rescue.best, len(rescue.candidates)) == (None, 1)
    assert rescue.remarks == ("no claim that a program can check rests on it: compare the pages by eye",)
    assert rescue.state is State.unknown


def test_offline_nothing_is_asked_and_lost_is_not_said() -> None:
    desk = dead()
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD})
    rescue = desk.rescue(registry(), offline=True)
    assert (rescue.state, rescue.gaps) == (
        State.unknown,
        ("what is not stored, for --offline and --pick ask nothing",),
    )
    assert (desk.asked, desk.mementos.asked) == ([], [])


def test_a_spent_limit_is_said_and_nothing_of_it_is_stored() -> None:
    desk = dead()
    desk.looker = Skipping()
    rescue = desk.rescue(registry())
    assert rescue.state is State.unknown
    assert rescue.gaps[0].endswith("the limit of 3 requests is reached")
    assert desk.store.urls() == (OWN,)


class Skipping:
    """A looker whose limit of requests is reached."""

    pages: dict[str, object]
    asked: list[FetchRequest]

    async def look(self, request: FetchRequest) -> Exchange:
        return skipping(request)


@pytest.mark.parametrize("after", [1, 2, 3, 4])
def test_an_interrupted_run_loses_nothing_and_the_next_asks_only_for_the_rest(after: int) -> None:
    whole = filled()
    expected = whole.rescue(registry())
    desk = filled()
    stopping = Stopping(desk, after)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(stopping.run())
    stored = len(desk.asked) + len(desk.mementos.asked)
    assert stored >= after
    again = desk.rescue(registry())
    assert again.candidates == tuple(
        replace(each, snapshot=other.snapshot)
        for each, other in zip(expected.candidates, again.candidates, strict=True)
    )
    asked = desk.asked + [each.raw for each in desk.mementos.asked]
    assert sorted(asked) == sorted(set(asked))


def filled() -> Desk:
    desk = dead()
    desk.web |= {"https://paper.example/robots.txt": "User-agent: *", REPOST: ALTERED}
    desk.web["https://paper.example/sitemap.xml"] = "<urlset></urlset>"
    desk.mementos = FakeMementos({capture("2018-06-05"): ALTERED, capture("2018-07-06"): GOOD})
    return desk


class Stopping:
    """Runs until so many answers were stored, then is interrupted as by a key."""

    def __init__(self, desk: Desk, after: int) -> None:
        self.desk, self.after = desk, after

    async def run(self) -> None:
        desk = self.desk

        def events(event: Progress) -> None:
            if len(desk.asked) + len(desk.mementos.asked) >= self.after:
                raise KeyboardInterrupt

        await Rescuing(desk.store, desk.clock, MatchPolicy(), desk.looker, desk.mementos, events=events).run(
            Selection((registry(),))
        )


def test_the_day_on_which_it_was_read_counts_where_it_is_known() -> None:
    read = registry()
    story = replace(read.references[0], accessed=PartialDate.parse("2019-03-02"))
    read = replace(read, references=(story, *read.references[1:]))
    desk = dead()
    desk.mementos = FakeMementos({capture("2018-06-05"): GOOD, capture("2019-03-01"): GOOD})
    rescue = desk.rescue(read)
    assert rescue.best is not None
    assert rescue.best.url == shown("2019-03-01")
    assert rescue.cited.told == "2019-03-02"
