"""A dead story of an article of June 2018, a fake archive of it, and the searches over both."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.pipeline.given import OWN, page, quoting

from verify.judge.rescue import Candidate, Rescue
from verify.model.claim import Claim
from verify.model.dates import DateSpan, PartialDate
from verify.model.memento import Capture, Listing
from verify.model.policy import MatchPolicy
from verify.model.reference import Access, Copy, Reference
from verify.model.registry import Article, Registry
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest
from verify.model.source import Source
from verify.pipeline.ports import Selection
from verify.pipeline.rescue.rescuing import RescueRun, Rescuing
from verify.testing import FakeClock, FakeLooker, FakeStore, answered, failed, hop
from verify.text.http_dates import http_date

WORDS = "three cranes were lifted at the harbour"
TITLE = "Three cranes lifted at the harbour"
GOOD = page(f"The master said “{WORDS}”.").replace("A story", TITLE)
ALTERED = page(f"The master said “{WORDS.replace('three', 'four')}”.").replace("A story", TITLE)
WITHOUT = page("The master said nothing of it.")
CLAIM = quoting(WORDS)


def registry(
    *claims: Claim,
    copies: tuple[Copy, ...] = (),
    title: str | None = TITLE,
    published: str = "2018-05-17",
    url: str | None = OWN,
) -> Registry:
    """A reference `story` that came out in May, cited in June 2018; a private `letter`, an `other`."""
    story = Reference(
        *("story", "paper", title, "A Writer", DateSpan.parse(published), "en", url), copies=copies
    )
    other = Reference("other", "paper", "Another", language="en", url="https://paper.example/other")
    letter = Reference("letter", "paper", access=Access.private)
    article = Article("Ours", "https://ours.example/", published=PartialDate.parse("2018-06"))
    sources = (Source("paper", "The Paper"),)
    return Registry("r.yaml", "slug", article, sources, (story, letter, other), claims or (CLAIM,))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def capture(
    day: str, *, url: str = OWN, digest: str | None = None, status: int | None = 200, archive: str = "wayback"
) -> Capture:
    moment = at(day)
    raw = f"https://{archive}.example/web/{moment:%Y%m%d%H%M%S}id_/{url}"
    return Capture(url, moment, raw, archive, status, digest=digest)


def shown(day: str, *, url: str = OWN, archive: str = "wayback") -> str:
    """The address for people of a capture."""
    return capture(day, url=url, archive=archive).raw.replace("id_/", "/")


@dataclass
class FakeMementos:
    """An archive: what each capture holds, a page or an exchange; captures without one are not served."""

    holds: dict[Capture, str | Exchange] = field(default_factory=dict)
    trouble: str = ""
    asked: list[Capture] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    limit: int = 1000

    async def captures(
        self, url: str, since: dt.date | None = None, until: dt.date | None = None
    ) -> tuple[Listing, ...]:
        self.listed.append(url)
        names = dict.fromkeys(each.archive for each in self.holds) or {"wayback": None}
        return tuple(
            Listing(
                name,
                tuple(
                    each for each in self.holds
                    if each.archive == name and (since is None or each.at.date() >= since)
                ),
                self.trouble,
            )
            for name in names
        )  # fmt: skip

    async def replay(self, capture: Capture) -> Exchange:
        if len(self.asked) >= self.limit:
            failure = Failure(FailureKind.skipped, "the limit of requests is reached", "max-requests")
            return Exchange(capture.raw, capture.at, 0, (), failure)
        self.asked.append(capture)
        held = self.holds[capture]
        return held if isinstance(held, Exchange) else replayed(capture, held)

    @property
    def days(self) -> list[str]:
        """The days of the captures that were asked for, in order."""
        return [f"{each.at:%Y-%m-%d}" for each in self.asked]


def replayed(
    capture: Capture, body: str, *, status: int = 200, moment: dt.datetime | None = None
) -> Exchange:
    """What an archive gives for a capture."""
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Memento-Datetime": http_date(moment or capture.at),
    }
    return Exchange(
        capture.raw, capture.at, 1, (hop(capture.raw, body.encode(), status=status, headers=headers),)
    )


@dataclass
class Desk:
    """A store, a web and an archive, and runs over them. The clock stands in November 2026."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(at("2026-11-28T10:00:00")))
    web: dict[str, bytes | str | Exchange] = field(default_factory=dict)
    mementos: FakeMementos = field(default_factory=FakeMementos)

    def __post_init__(self) -> None:
        self.store = FakeStore(self.clock)
        self.looker = FakeLooker(self.web, self.clock)

    def saw(self, url: str, body: str | Exchange, *, status: int = 200, days_ago: int = 30) -> None:
        """A look of some days ago, in the store."""
        now = self.clock.now
        self.clock.now = now - dt.timedelta(days=days_ago)
        self.store.append(
            body if isinstance(body, Exchange) else answered(url, body, status=status, at=self.clock.now)
        )
        self.clock.now = now

    def run(self, made: Registry, *ids: str, offline: bool = False, probes: int = 12) -> RescueRun:
        rescuing = Rescuing(
            self.store,
            self.clock,
            MatchPolicy(),
            None if offline else self.looker,
            self.mementos,
            probes=probes,
        )
        return asyncio.run(rescuing.run(Selection((made,), frozenset(ids))))

    def rescue(self, made: Registry, *ids: str, offline: bool = False, probes: int = 12) -> Rescue:
        (rescue,) = self.run(made, *ids, offline=offline, probes=probes).rescues
        return rescue

    @property
    def asked(self) -> list[str]:
        """Every address that the web was asked for, in order."""
        return [request.url for request in self.looker.asked]


def dead() -> Desk:
    """A desk whose story answers 404, as it did when it was last looked at."""
    desk = Desk()
    desk.saw(OWN, "<h1>Not found</h1>", status=404)
    return desk


def told(candidates: Sequence[Candidate]) -> list[tuple[str, str, str]]:
    """Kind, address and the statuses of the claims of each."""
    return [(each.kind.value, each.url, " ".join(one.status for one in each.outcomes)) for each in candidates]


NOBODY = failed(OWN, FailureKind.dns, "the name does not exist")
NO_HOST = replace(NOBODY, failure=Failure(FailureKind.dns, "the name does not exist", "NXDOMAIN"))


def skipping(request: FetchRequest) -> Exchange:
    """What a fetcher gives once its limit of requests is reached."""
    failure = Failure(FailureKind.skipped, "the limit of 3 requests is reached", "max-requests")
    return Exchange(request.url, at("2026-11-28"), 0, (), failure)
