"""What an evidence report is made of: every claim with all that is stored about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_letters, digits

from verify.diff.operations import TextDiff
from verify.model.claim import Claim
from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.match import Span
from verify.model.reference import Reference
from verify.model.registry import Place, Registry
from verify.model.run import Run
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.model.verdict import Status, Verdict

_PLAIN = frozenset(f"{ascii_letters}{digits}-")


@dataclass(frozen=True)
class Judged:
    """What a claim was found to be at a time."""

    at: dt.datetime
    status: Status
    reason: str


@dataclass(frozen=True)
class Seen:
    """One look at the page that a claim rests on. `changed`: other bytes than before; None: not known."""

    look: Look
    outcome: str
    changed: bool | None


@dataclass(frozen=True)
class PageChange:
    """How a page's text changed between its newest readable snapshot and the last one that differed."""

    url: str
    before: Look
    after: Look
    old: SourceText
    new: SourceText
    diff: TextDiff


@dataclass(frozen=True)
class Case:
    """One claim. `references` are those it rests on, with their sources' names.

    `text` is the page that decided, as it was read; `course` what the claim was found to be, oldest first and
    the verdict last; `seen` every look at that page; `change` names one of the report's changes (its URL) and
    `stood` the places of the claim's words in the text before it. `nearest` is the sentence of a page without
    the claim's words that comes nearest to them, "" where none shares a good part of them.
    """

    verdict: Verdict
    claim: Claim
    language: str
    place: Place
    references: tuple[tuple[Reference, str], ...]
    findings: tuple[Finding, ...] = ()
    drift: Drift | None = None
    text: SourceText | None = None
    course: tuple[Judged, ...] = ()
    seen: tuple[Seen, ...] = ()
    change: str | None = None
    stood: tuple[Span, ...] = ()
    nearest: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the report: an id made of the claim's."""
        return anchor("claim", self.verdict.claim)


@dataclass(frozen=True)
class Dossier:
    """A whole report. `changes` are by URL, `titles` by a reference's slug/id."""

    registries: tuple[Registry, ...]
    run: Run
    cases: tuple[Case, ...]
    changes: Mapping[str, PageChange]
    titles: Mapping[str, str]

    @property
    def newest(self) -> dt.datetime | None:
        """When the newest look that this report rests on was made."""
        return max((item.at for item in self.run.sightings if item.at), default=None)


def anchor(kind: str, name: str) -> str:
    """An id for `name` within the file: no two names share one."""
    return f"{kind}-" + "".join(char if char in _PLAIN else f"_{ord(char):x}_" for char in name)
