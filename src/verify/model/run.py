"""What one command did: the value every use case returns and every report renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from verify.model.availability import Sight
from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.reference import Role
from verify.model.verdict import Status, Verdict


@dataclass(frozen=True)
class Sighting:
    """One URL of one reference as it was last looked at. `at` is None before the first look."""

    reference: str  # slug/id
    url: str | None
    role: Role | None
    sight: Sight
    at: dt.datetime | None = None
    status: int | None = None
    final_url: str | None = None
    snapshot: str | None = None
    digest: str | None = None
    changed: bool | None = None  # the body differs from the look before; None: no look before


@dataclass(frozen=True)
class Change:
    """How a claim's verdict moved between two runs.

    `what` names the axes whose outcome moved, as `figure agrees -> overlaps`; the status may be the same.
    """

    claim: str
    before: Status
    after: Status
    reason: str
    what: str = ""


@dataclass(frozen=True)
class Run:
    """`id` and `started` are None for commands that only read: their output depends on the archive alone."""

    command: str
    registries: Mapping[str, str]  # slug -> path
    sightings: tuple[Sighting, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()  # what happened to the archive or run as a whole, for stderr
    id: str | None = None
    started: dt.datetime | None = None
    interrupted: bool = False
    drifts: tuple[Drift, ...] = ()
