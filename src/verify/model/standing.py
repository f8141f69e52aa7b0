"""A URL's standing: what is concluded over several looks, where an Availability is what one look saw."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from verify.model.availability import Availability


class State(StrEnum):
    alive = "alive"
    failing = "failing"
    dead = "dead"
    unknown = "unknown"  # no look could tell


@dataclass(frozen=True)
class Observation:
    """One look as far as a standing is concerned.

    `run` is the run that made it, `code` a failure's machine word ("NXDOMAIN"). `online` says whether
    another host answered in that run, or the same one gave another page well: a laptop offline declares
    nothing dead.
    """

    at: dt.datetime
    availability: Availability
    run: str
    code: str | None = None
    online: bool = True


@dataclass(frozen=True)
class StandingPolicy:
    """`looks` failures in a row, each at least `apart` after the one that counted before, make dead."""

    looks: int = 3
    apart: dt.timedelta = dt.timedelta(hours=20)


@dataclass(frozen=True)
class Standing:
    """`failures` of the `needed` looks failed in a row, the first of them at `since`."""

    state: State
    failures: int = 0
    needed: int = 3
    since: dt.datetime | None = None

    @property
    def told(self) -> str:
        """`alive`, `failed on 1 of the 3 days that make it dead, first 2026-11-24`, `dead since 2026-11-20`
        or `unknown`."""
        since = f" since {self.since:%Y-%m-%d}" if self.since else ""
        if self.state is State.failing:
            first = f", first {self.since:%Y-%m-%d}" if self.since else ""
            return f"failed on {self.failures} of the {self.needed} days that make it dead{first}"
        return f"{self.state}{since}" if self.state is State.dead else str(self.state)
