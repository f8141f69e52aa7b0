"""A story whose sentence came and went, a fake archive that captured it, and surveys over both."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.pipeline.given import OWN, page, quoting, registry

from verify.model.claim import Claim
from verify.model.memento import Capture, Listing
from verify.model.past import PagePast
from verify.model.policy import MatchPolicy
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, Failure, FailureKind
from verify.pipeline.past.bisecting import Bisection, bisect, subject_of
from verify.pipeline.past.captures import ALWAYS, Window
from verify.pipeline.past.survey import Effort
from verify.pipeline.past.timeline import history
from verify.pipeline.ports import Events, Selection, silent
from verify.testing import FakeClock, FakeStore, answered, failed, hop
from verify.text.http_dates import http_date

WORDS = "three cranes were lifted at the harbour"
CLAIM = quoting(WORDS)
BASE = "https://wayback.example/web/"
WITH = f"The master said “{WORDS}”."
WITHOUT = "The master said nothing of it."
ALTERED = WITH.replace("three", "four")
WALL = "<html><head><title>Just a moment...</title></head><body>cdn-cgi/challenge-platform</body></html>"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def capture(
    moment: dt.datetime, *, digest: str | None = None, status: int | None = 200, archive: str = "wayback"
) -> Capture:
    raw = f"https://{archive}.example/web/{moment:%Y%m%d%H%M%S}id_/{OWN}"
    return Capture(OWN, moment, raw, archive, status, digest=digest)


def replayed(taken: Capture, body: str, *, status: int = 200, moment: dt.datetime | None = None) -> Exchange:
    """What an archive gives for a capture."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Memento-Datetime": http_date(moment or taken.at)}
    return Exchange(taken.raw, taken.at, 1, (hop(taken.raw, body.encode(), status=status, headers=headers),))


def story(said: str, number: int) -> str:
    """The page with `said` in it; what stands around it is new every time."""
    return page(said, f"Seen by {number * 37 + 11} readers this week.")


@dataclass
class FakeMementos:
    """An archive: what each capture holds, a body or an exchange. `limit` requests are answered."""

    holds: dict[Capture, str | Exchange] = field(default_factory=dict)
    trouble: str = ""
    asked: list[Capture] = field(default_factory=list)
    limit: int = 10_000
    quiet: frozenset[str] = frozenset()
    """Archives that asked to be left alone."""

    async def captures(
        self, url: str, since: dt.date | None = None, until: dt.date | None = None
    ) -> tuple[Listing, ...]:
        names = dict.fromkeys(each.archive for each in self.holds) or {"wayback": None}
        return tuple(
            Listing(name, tuple(each for each in self.holds if each.archive == name), self.trouble)
            for name in names
        )

    async def replay(self, capture: Capture) -> Exchange:
        if capture.archive in self.quiet:
            return self._skipped(capture, f"{capture.archive} asked us to stop until 12:00 UTC", "archive")
        if len(self.asked) >= self.limit:
            return self._skipped(capture, "the limit of requests is reached", "max-requests")
        self.asked.append(capture)
        held = self.holds[capture]
        return held if isinstance(held, Exchange) else replayed(capture, held)

    def _skipped(self, capture: Capture, why: str, code: str) -> Exchange:
        return Exchange(capture.raw, capture.at, 0, (), Failure(FailureKind.skipped, why, code))


def archive(*said: str | Exchange, every: int = 30, digests: Sequence[str | None] = ()) -> FakeMementos:
    """One capture every so many days from 2018-06-01 on; `said` is the sentence that each shows, or WALL."""
    fake = FakeMementos()
    for number, each in enumerate(said):
        moment = at("2018-06-01") + dt.timedelta(days=every * number)
        taken = capture(moment, digest=digests[number] if digests else None)
        whole = isinstance(each, Exchange) or each == WALL
        fake.holds[taken] = each if whole else story(str(each), number)
    return fake


def broken(taken: Capture) -> Exchange:
    return failed(taken.raw, FailureKind.timeout, "no answer in time")


@dataclass
class Desk:
    """A store, an archive and runs over them. The clock stands in November 2026."""

    mementos: FakeMementos = field(default_factory=FakeMementos)
    clock: FakeClock = field(default_factory=lambda: FakeClock(at("2026-11-28T10:00:00")))
    made: Registry = field(default_factory=lambda: registry(CLAIM))

    def __post_init__(self) -> None:
        self.store = FakeStore(self.clock)

    def saw(self, moment: str, body: str, *, status: int = 200) -> None:
        """A look of our own, in the store."""
        now, self.clock.now = self.clock.now, at(moment)
        self.store.append(answered(OWN, body, status=status, at=self.clock.now))
        self.clock.now = now

    def bisect(
        self,
        name: str = "claim",
        *,
        most: int = 1000,
        every: bool = False,
        window: Window = ALWAYS,
        ours: bool = False,
        events: Events = silent,
    ) -> Bisection:
        subject = subject_of(Selection((self.made,), frozenset((name,))), None)
        others, effort, policy = None if ours else self.mementos, Effort(most, every), MatchPolicy()
        return asyncio.run(
            bisect(
                subject, self.store, others, self.clock, policy, effort, window=window, events=events
            )
        )  # fmt: skip

    def history(self, name: str, *, most: int = 1000, ours: bool = False) -> tuple[PagePast, ...]:
        selection = Selection((self.made,), frozenset((name,)))
        others = None if ours else self.mementos
        return asyncio.run(history(selection, self.store, others, self.clock, MatchPolicy(), Effort(most)))


def course(found: Bisection) -> list[str]:
    """What the claim was found to be, spell by spell."""
    return [spell.probe.label for spell in found.timeline.spells]


def brackets(found: Bisection) -> Iterator[tuple[int, int]]:
    return ((each.before, each.after) for each in found.timeline.transitions)


def claims(*names: str) -> tuple[Claim, ...]:
    return tuple(quoting(WORDS, name=name) for name in names)
