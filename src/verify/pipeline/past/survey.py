"""Reads a page's captures one by one, as the plan asks for them, and stores each as it comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from verify.judge.bisect import Mark, Plan
from verify.judge.timeline import About, plan_of, timeline
from verify.model.claim import Claim
from verify.model.past import Probe, Timeline
from verify.pipeline.past.captures import Captures
from verify.pipeline.past.probing import Prober, Unasked, untold
from verify.pipeline.ports import Events, Progress, silent

Readings = Mapping[str, Probe]
"""What one capture says, by the id of each claim."""


@dataclass(frozen=True)
class Effort:
    """How much is asked for: `most` captures in this run, and with `every` more than half of them in all."""

    most: int
    every: bool = False


@dataclass
class Survey:
    """One page's survey. What is stored is read besides what is asked for.

    After `run`, `asked` counts what was asked for and `halted` says why not everything was that could have
    told more, empty where it was.
    """

    captures: Captures
    prober: Prober
    effort: Effort
    events: Events = silent
    asked: int = 0
    halted: str = ""
    _readings: dict[int, Readings] = field(default_factory=dict)
    _quiet: set[str] = field(default_factory=set)
    _planned: tuple[list[int], Plan] | None = None
    _said: Progress | None = None

    async def run(self) -> None:
        """Read what is stored, then what the plan asks for. Cancelled, it has stored all that it asked."""
        self._read_stored()
        while (index := self._next()) is not None:
            if self.asked >= self.effort.most:
                self.halted = "one run asks for no more captures (--max-requests): call again to go on"
                break
            if not await self._ask(index):
                break
        if self._said is not None:
            self.events(replace(self._said, total=self.asked))  # the last one, whatever was expected

    def _read_stored(self) -> None:
        for index, taken in enumerate(self.captures.taken):
            look = self.prober.stored(taken)
            if look is not None:
                self._place(index, self.prober.read(taken, look))
            elif taken.told:
                self._settle(index, self._untold(taken.told))

    async def _ask(self, index: int) -> bool:
        """Whether to go on."""
        taken = self.captures.taken[index]
        look = await self.prober.ask(taken)
        if isinstance(look, Unasked):
            self.halted = look.why
            self._quiet.add(taken.point.by)
            return not look.spent
        self.asked += 1
        found = self.prober.read(taken, look)
        self._place(index, found)
        statuses = ", ".join(dict.fromkeys(probe.label for probe in found.values()))
        self._said = Progress(self.asked, max(self.effort.most, self.asked + 1), taken.point.cite, statuses)
        self.events(self._said)
        return True

    def _next(self) -> int | None:
        """The capture to ask for. Those of an archive that is to be left alone wait for another run."""
        numbers, plan = self._plan()
        known = {
            number: _mark(self._readings[index])
            for number, index in enumerate(numbers)
            if index in self._readings
        }
        found = plan.next_probe(known)
        if found is None:
            self._say_what_is_left(plan, known)
            return None
        return numbers[found]

    def _plan(self) -> tuple[list[int], Plan]:
        """The captures that can be read in this run, and the plan over them."""
        if self._planned is None or self._quiet:
            taken = self.captures.taken
            numbers = [
                index
                for index, each in enumerate(taken)
                if index in self._readings or each.point.by not in self._quiet
            ]
            plan = plan_of([taken[index].point for index in numbers], every=self.effort.every)
            self._planned = (numbers, plan)
        return self._planned

    def _say_what_is_left(self, plan: Plan, known: Mapping[int, Mark]) -> None:
        if (
            not self.halted
            and plan.used_up(known)
            and any(each.waiting for each in plan.told(known).stretches)
        ):
            self.halted = f"{plan.allowed} captures were read, the most of such a history (--every reads all)"

    def _place(self, index: int, found: Readings) -> None:
        """Put a reading where it belongs: at the moment that the archive says it served."""
        taken = self.captures.taken[index]
        served = next((probe.served for probe in found.values()), None)
        if served is None:
            self._settle(index, found)
            return
        if self._between_neighbours(index, served):  # a capture that no index lists, with a body of its own
            self._settle(index, {name: replace(probe, of_body=False) for name, probe in found.items()})
            return
        instead = f"the archive served its capture of {served:%Y-%m-%d %H:%M:%S} UTC in its place"
        self._settle(index, self._untold(instead))
        for other, each in enumerate(self.captures.taken):
            if other not in self._readings and (each.point.by, each.point.at) == (taken.point.by, served):
                found_there = {name: replace(probe, served=None) for name, probe in found.items()}
                self._settle(other, found_there)

    def _between_neighbours(self, index: int, served: dt.datetime) -> bool:
        taken = self.captures.taken
        before = taken[index - 1].point.at if index else None
        after = taken[index + 1].point.at if index + 1 < len(taken) else None
        return (before is None or before < served) and (after is None or served < after)

    def _untold(self, why: str) -> Readings:
        return dict.fromkeys((claim.id for claim in self.prober.subject.claims), untold(why))

    def _settle(self, index: int, found: Readings) -> None:
        self._readings[index] = found

    def timelines(self) -> tuple[Timeline, ...]:
        """What was found out of each claim, in the claims' order."""
        subject = self.prober.subject
        points = [taken.point for taken in self.captures.taken]
        return tuple(
            timeline(
                self._about(claim),
                points,
                {index: readings[claim.id] for index, readings in self._readings.items()},
                self.captures.troubles,
            )
            for claim in subject.claims
        )

    def _about(self, claim: Claim) -> About:
        subject = self.prober.subject
        name, own = subject.registry.qualified, subject.reference.id
        others = tuple(name(each) for each in claim.references if each != own)
        return About(name(claim.id), name(own), claim.text, subject.copy.url, others)


def _mark(readings: Readings) -> Mark:
    """All claims of a page as one: it told something where it told something of any of them."""
    keys = [probe.key for probe in readings.values()]
    if not any(keys):
        return Mark(None, all(probe.of_body for probe in readings.values()))
    return Mark("\n".join(key or "?" for key in keys))
