"""One audit a week of a page that says what it is given, for the tests of drift."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from tests.pipeline.given import COPIES, OWN, page, quoting, registry

from verify.model.claim import Claim
from verify.model.drift import Drift
from verify.model.policy import MatchPolicy
from verify.model.run import Run
from verify.model.snapshot import Exchange
from verify.pipeline.auditing import audit
from verify.pipeline.ports import Selection
from verify.pipeline.scheduled import Schedule
from verify.testing import FakeLooker, FakeStore

WORDS = "the gate was never opened after dark"
STANDS = f"He said that {WORDS}."
ALTERED = "He said that the gate was opened after dark."
ELSE = "Nothing was said of any gate."
WEEK = dt.timedelta(days=7)


@dataclass
class Weekly:
    """One audit a week of a page that says what it is given."""

    claim: Claim = field(default_factory=lambda: quoting(WORDS))
    store: FakeStore = field(default_factory=FakeStore)
    needed: int = 2
    week: int = 0

    def __post_init__(self) -> None:
        self.looker = FakeLooker({}, self.store.clock)

    @property
    def selection(self) -> Selection:
        return Selection((registry(self.claim, copies=COPIES),))

    def audit(self, *paragraphs: str, answer: Exchange | None = None) -> Run:
        self.week += 1
        self.store.run = f"run-{self.week}"
        self.store.clock.pass_(WEEK)
        self.looker.pages[OWN] = answer or page(*paragraphs, f"Visit {self.week} of many.")
        return asyncio.run(
            audit(
                *(self.selection, self.looker, self.store, self.store.clock, MatchPolicy(), Schedule()),
                confirm_looks=self.needed,
            )
        )


def only(run: Run) -> Drift:
    (found,) = run.drifts
    return found


def failing(run: Run) -> list[str]:
    return [item.rule for item in run.findings if item.counts and item.severity == "error"]
