"""The link check over fakes: once a URL, in order, twice what may pass, never what is known."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

import pytest

from verify.extract.document import EXTRACTOR
from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck, Link, LinkAnswer, LinkPlace, LinkPolicy, PageTraits, StoredAnswer
from verify.model.standing import State
from verify.pipeline.links.check import LinkCheck, resumable
from verify.pipeline.links.ports import Question
from verify.pipeline.links.selection import Choice
from verify.pipeline.links.wanted import wanted
from verify.testing import EPOCH, FakeClock, FakeStore

DAY = dt.timedelta(hours=24)


@dataclass
class Canned:
    """Answers by URL, one after the other; the last one again and again."""

    clock: FakeClock
    answers: dict[str, list[Availability]] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    at_once: int = 0
    most: int = 0

    async def ask(self, question: Question) -> StoredAnswer:
        self.asked.append(question)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        turns = self.answers.get(question.url, [Availability.ok])
        availability = turns.pop(0) if len(turns) > 1 else turns[0]
        heard = availability not in (Availability.dns, Availability.timeout)
        checks = tuple(FragmentCheck(each, True) for each in question.fragments)
        answer = LinkAnswer(
            question.url, Sight(availability, "canned"), 200 if heard else None, attempts=1, fragments=checks
        )
        code = "NXDOMAIN" if availability is Availability.dns else None
        return StoredAnswer(answer, self.clock(), "", PageTraits(digest="d", reader=EXTRACTOR), code)


def links(*urls: str) -> list[Link]:
    return [Link(url, url, LinkPlace("page.md", number, 1)) for number, url in enumerate(urls, 1)]


@dataclass
class World:
    clock: FakeClock = field(default_factory=FakeClock)
    policy: LinkPolicy = field(default_factory=LinkPolicy)
    answers: dict[str, list[Availability]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = FakeStore(self.clock)
        self.canned = Canned(self.clock, self.answers)

    def check(
        self, *urls: str, lanes: int = 1, known: dict[str, StoredAnswer] | None = None
    ) -> list[LinkAnswer]:
        self.canned.asked.clear()
        check = LinkCheck(self.canned, self.store, self.clock, self.policy, lanes, known=known or {})
        return list(asyncio.run(check.run(wanted(links(*urls), Choice()))))

    def day(self, number: int) -> None:
        self.clock.pass_(DAY)
        self.store.run = f"run-{number}"

    @property
    def asked(self) -> list[str]:
        return [question.url for question in self.canned.asked]


def test_a_url_is_asked_once_with_all_its_fragments_and_answered_in_order() -> None:
    world = World()
    found = world.check(
        "https://b.example/#two", "https://a.example/", "https://b.example/#one", "https://b.example/"
    )
    assert [answer.url for answer in found] == ["https://b.example/", "https://a.example/"]
    assert sorted(world.asked) == ["https://a.example/", "https://b.example/"]
    assert [check.fragment for check in found[0].fragments] == ["two", "one"]


def test_one_host_is_asked_by_as_many_as_there_are_lanes() -> None:
    world = World()
    world.check(*(f"https://a.example/{number}" for number in range(30)), lanes=4)
    assert world.canned.most == 4


@pytest.mark.parametrize(
    "availability", [Availability.timeout, Availability.server_error, Availability.rate_limited]
)
def test_what_may_pass_is_asked_once_more_at_the_end(availability: Availability) -> None:
    world = World(answers={"https://a.example/x": [availability, Availability.ok]})
    found = world.check("https://a.example/x", "https://a.example/y")
    assert world.asked == ["https://a.example/x", "https://a.example/y", "https://a.example/x"]
    assert (found[0].sight.availability, found[0].attempts) == (Availability.ok, 2)


@pytest.mark.parametrize("availability", [Availability.not_found, Availability.blocked, Availability.robots])
def test_what_was_said_plainly_is_not_asked_again(availability: Availability) -> None:
    world = World(answers={"https://a.example/x": [availability]})
    world.check("https://a.example/x")
    assert world.asked == ["https://a.example/x"]


def test_dead_after_three_failures_on_three_days_and_alive_after_one_success() -> None:
    world = World(answers={"https://a.example/x": [Availability.not_found]})
    states = []
    for number in range(3):
        world.day(number)
        found = world.check("https://a.example/x", "https://b.example/")
        assert found[0].standing
        states.append(found[0].standing.state)
    assert states == [State.failing, State.failing, State.dead]
    world.canned.answers["https://a.example/x"] = [Availability.ok]
    world.day(9)
    assert world.check("https://a.example/x")[0].standing.state is State.alive


def test_bot_walls_and_timeouts_never_make_dead() -> None:
    world = World(
        answers={"https://a.example/x": [Availability.blocked], "https://a.example/y": [Availability.timeout]}
    )
    for number in range(6):
        world.day(number)
        found = world.check("https://a.example/x", "https://a.example/y", "https://b.example/")
    assert {answer.standing.state for answer in found[:2] if answer.standing} == {State.unknown}


def test_a_laptop_offline_declares_nothing_dead() -> None:
    names = {f"https://{name}.example/": [Availability.dns] for name in "abc"}
    world = World(answers=names)
    for number in range(5):
        world.day(number)
        found = world.check(*names)
    assert State.dead not in {answer.standing.state for answer in found if answer.standing}


def test_what_was_well_a_moment_ago_is_not_asked_again_and_what_failed_is() -> None:
    world = World(policy=LinkPolicy(fresh_for=DAY), answers={"https://a.example/x": [Availability.not_found]})
    world.check("https://a.example/x", "https://a.example/y")
    world.clock.pass_(DAY / 2)
    found = world.check("https://a.example/x", "https://a.example/y")
    assert world.asked == ["https://a.example/x"]
    assert found[1].sight.availability is Availability.ok
    assert "as seen at" in found[1].evidence[-1]
    world.clock.pass_(DAY)
    world.check("https://a.example/y")
    assert world.asked == ["https://a.example/y"]


def test_a_fragment_not_asked_for_before_is_asked_for() -> None:
    world = World(policy=LinkPolicy(fresh_for=DAY))
    world.check("https://a.example/#one")
    world.check("https://a.example/#one", "https://a.example/#two")
    assert world.asked == ["https://a.example/"]


def test_offline_tells_what_is_known_and_asks_nothing() -> None:
    world = World()
    world.check("https://a.example/")
    world.policy = LinkPolicy(offline=True)
    found = world.check("https://a.example/", "https://b.example/")
    assert world.asked == []
    assert [answer.sight.availability for answer in found] == [Availability.ok, Availability.skipped]


def test_a_killed_run_goes_on_where_it_stopped() -> None:
    urls = [f"https://a.example/{number}" for number in range(20)]
    world = World(answers={urls[3]: [Availability.not_found]})

    class Killed(Exception):
        pass

    class Killing(Canned):
        async def ask(self, question: Question) -> StoredAnswer:
            if len(self.asked) == 12:
                raise Killed
            return await super().ask(question)

    world.canned = Killing(world.clock, world.answers)
    with pytest.raises(Killed):
        world.check(*urls, lanes=3)
    stored = resumable(world.store.unfinished_answers(), world.clock())
    world.canned = Canned(world.clock, world.answers)
    world.store.run = "run-2"
    found = world.check(*urls, known=stored)
    assert sorted((*stored, *world.asked)) == sorted(urls)
    assert len(stored) >= 12 - 3
    assert found[3].sight.availability is Availability.not_found
    assert world.store.unfinished_answers() == []


def test_a_resumed_run_asks_again_for_what_may_pass_and_for_what_was_not_asked() -> None:
    failing = {"https://a.example/t": [Availability.timeout], "https://a.example/s": [Availability.skipped]}
    world = World(answers=failing, policy=LinkPolicy(second_pass=False))
    world.check(*failing, "https://a.example/x")
    left = resumable(
        [each for url in (*failing, "https://a.example/x") for each in world.store.answers(url)], EPOCH
    )
    world.check(*failing, "https://a.example/x", known=left)
    assert sorted(world.asked) == sorted(failing)


def test_a_status_is_not_resumed_as_a_reading() -> None:
    world = World()
    status = StoredAnswer(LinkAnswer("https://a.example/", Sight(Availability.ok), 200), EPOCH, "")
    world.check("https://a.example/", known=resumable([status], EPOCH))
    assert world.asked == ["https://a.example/"]
    world.policy = LinkPolicy(status_only=True)
    world.check("https://a.example/", known=resumable([status], EPOCH))
    assert world.asked == []


def test_an_old_interrupted_run_is_not_taken_up_again() -> None:
    status = StoredAnswer(LinkAnswer("https://a.example/", Sight(Availability.ok), 200), EPOCH, "")
    assert resumable([status], EPOCH + DAY)
    assert not resumable([status], EPOCH + 2 * DAY)
