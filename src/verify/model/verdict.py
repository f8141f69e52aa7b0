"""The overall status of a claim, with the checks and the evidence it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from verify.model.availability import Sight
from verify.model.claim import Selector
from verify.model.match import Axis, Check, Span
from verify.model.reference import Role
from verify.model.snapshot import Origin
from verify.model.text import Zone


class Status(StrEnum):
    """The worst wins, in this order."""

    altered = "altered"
    missing = "missing"
    unknown = "unknown"
    unverifiable = "unverifiable"
    holds = "holds"


class Severity(StrEnum):
    """As SARIF's level; `none` is no finding."""

    error = "error"
    warning = "warning"
    note = "note"
    none = "none"


@dataclass(frozen=True)
class Evidence:
    """Where the words stand: enough to find them again with any WARC tool."""

    url: str
    role: Role
    snapshot: str
    digest: str
    warc: str
    fetched: dt.datetime
    span: Span | None
    excerpt: str
    zone: Zone | None
    extractor: str
    matcher: str
    origin: str = ""  # Origin.label, where the snapshot was not fetched by us

    @property
    def by_hand(self) -> bool:
        """Whether somebody saved the page: its label says when, no more exactly than they know."""
        return self.origin.startswith("supplied by hand")

    selector: Selector | None = None  # the words at `span` as they stand, and their neighbours


@dataclass(frozen=True)
class Reading:
    """One reference's text (its own page or a copy) as it was read and judged for a claim.

    `url`, `role` and `at` are None where nothing could be looked at (private, unlocated, no look yet).
    `origin` is None where we read it ourselves.
    """

    reference: str
    sight: Sight
    url: str | None = None
    role: Role | None = None
    at: dt.datetime | None = None
    language: str | None = None
    checks: tuple[Check, ...] = ()
    evidence: Evidence | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Remark:
    """A finding's seed: `rule` is a stable id such as `wording-negation`, `message` one sentence."""

    rule: str
    severity: Severity
    message: str
    axis: Axis | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Verdict:
    """A claim's status. `reading` is the one that decided; `readings` are all, in reading order.

    `text` is the article's sentence.
    """

    claim: str  # slug/id
    text: str
    status: Status
    severity: Severity
    reason: str
    remarks: tuple[Remark, ...] = ()
    reading: Reading | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        return self.reading.checks if self.reading else ()

    @property
    def evidence(self) -> Evidence | None:
        return self.reading.evidence if self.reading else None
