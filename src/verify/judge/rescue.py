"""Where else a citation's claims stand, and which of those places to cite. Pure.

A place is judged by the claims that rest on the reference. What to cite is ranked: more claims hold; none is
contradicted; then the kind of place; then the distance from the citation. Among places that carry the claims
alike, a memento stands first: it is the page itself as it was about the day when the author read it, kept by
somebody who has no part in the matter, while a moved page is what the publisher shows today and may change
tomorrow; a copy is somebody else's text. Our own snapshot proves as much as a memento, but no reader can
open it, so it comes last and is not recommended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verify.judge.nearest import Cited
from verify.model.availability import Availability, Sight
from verify.model.reference import Role
from verify.model.verdict import Status

GONE = frozenset(
    (
        *(Availability.not_found, Availability.gone, Availability.soft_404, Availability.redirected_home),
        Availability.dns,
    )
)
"""Looks that say that the page is not there."""
PASSING = frozenset(
    (
        *(Availability.timeout, Availability.rate_limited, Availability.server_error, Availability.refused),
        Availability.skipped,
    )
)
"""Looks that say nothing of the page: the next one may well bring it."""


class Kind(StrEnum):
    """What a candidate is, in the order in which equals are preferred."""

    memento = "memento"
    moved = "moved"
    copy = "copy"
    own_snapshot = "own snapshot"


class State(StrEnum):
    """What came of a reference."""

    sound = "sound"  # its own page carries the claims, or a copy that is in the registry does
    rescued = "rescued"  # there is a candidate to recommend
    lost = "lost"  # everything was read, and nothing carries the claims
    unknown = "unknown"  # nothing was found, and something could not be read


@dataclass(frozen=True)
class Outcome:
    """What a candidate says of one claim. `elsewhere`: another reference of the claim carries it, so that its
    absence here tells nothing."""

    claim: str
    status: Status
    reason: str
    elsewhere: bool = False

    @property
    def against(self) -> bool:
        """Whether it speaks against the candidate."""
        return self.status is Status.altered or (self.status is Status.missing and not self.elsewhere)

    @property
    def untold(self) -> bool:
        return self.status is Status.unknown and not self.elsewhere


@dataclass(frozen=True)
class Candidate:
    """A place where the work may be read. `url` is the one to cite, `read` the one that was read, `found` how
    it was found in plain words.

    `at` is when the text stood there: a memento's time, else when we looked; None where nobody has looked.
    `listed`: the registry has it among the reference's copies. `archive` names a memento's archive.
    """

    kind: Kind
    url: str
    read: str
    found: str
    sight: Sight
    outcomes: tuple[Outcome, ...]
    at: dt.datetime | None = None
    role: Role = Role.mirror
    listed: bool = False
    archive: str = ""
    snapshot: str | None = None
    digest: str | None = None

    def count(self, status: Status) -> int:
        return sum(each.status is status for each in self.outcomes)

    @property
    def against(self) -> int:
        """How many claims are altered on it, or missing from it."""
        return sum(each.against for each in self.outcomes)

    @property
    def readable(self) -> bool:
        return self.sight.availability.readable

    @property
    def carries(self) -> bool:
        """Every claim that a program can decide holds on it, and one does."""
        held = self.count(Status.holds) > 0
        return held and not self.against and not any(each.untold for each in self.outcomes)

    @property
    def untold(self) -> bool:
        """Whether it could not be told what it says: a page that is surely not there is told."""
        if not self.readable:
            return self.sight.availability is Availability.dns or self.sight.availability not in GONE
        return not self.outcomes or any(each.untold for each in self.outcomes)

    @property
    def citable(self) -> bool:
        return self.kind is not Kind.own_snapshot


_KINDS, _ROLES = list(Kind), list(Role)
_FAR = dt.timedelta.max


def ranked(candidates: Iterable[Candidate], cited: Cited) -> tuple[Candidate, ...]:
    """The candidates, the best first, each address once."""

    def rank(each: Candidate) -> tuple[object, ...]:
        away = cited.away(each.at) if each.at is not None else _FAR
        place = (_KINDS.index(each.kind), _ROLES.index(each.role), away)
        return (-each.count(Status.holds), each.against, not each.readable, *place, each.url, str(each.at))

    once: dict[tuple[str, bool], Candidate] = {}
    for each in sorted(candidates, key=rank):
        key = (f"{each.url} {each.at}", False) if each.kind is Kind.own_snapshot else (each.url, True)
        once.setdefault(key, each)
    return tuple(once.values())


def recommended(candidates: Sequence[Candidate]) -> Candidate | None:
    """The first of ranked candidates that carries every claim and that a reader can open."""
    return next((each for each in candidates if each.carries and each.citable), None)


def state_of(best: Candidate | None, candidates: Sequence[Candidate], gaps: Sequence[str]) -> State:
    """`gaps` say what could not be searched."""
    if best is not None:
        return State.rescued
    untold = any(each.untold for each in candidates)
    return State.unknown if untold or gaps else State.lost


class UrlStatus(StrEnum):
    """What is said of the cited address itself, in the words of citation templates."""

    dead = "dead"
    deviated = "deviated"  # it can be read and no longer says what was cited
    live = "live"  # it is there, and a program cannot read it


def url_status(sight: Sight, *, passing: bool = False) -> UrlStatus:
    """For `|url-status=`. `passing`: the look says nothing of the page."""
    if sight.availability in GONE and not passing:
        return UrlStatus.dead
    return UrlStatus.deviated if sight.availability.readable else UrlStatus.live


@dataclass(frozen=True)
class Rescue:
    """What came of one reference: `why` it is here, its candidates ranked, the one to cite.

    `url`, `title`, `author`, `publisher`, `published` and `language` are the registry's; `sight`, `at` and
    `url_status` tell of our last look at `url`. `gaps` are what could not be searched, `remarks` what an
    editor should know besides.
    `path` and `line` tell where the reference stands in the registry.
    """

    reference: str
    url: str
    why: str
    state: State
    cited: Cited
    sight: Sight
    url_status: UrlStatus
    at: dt.datetime | None = None
    candidates: tuple[Candidate, ...] = ()
    best: Candidate | None = None
    gaps: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    path: str = ""
    line: int = 1
