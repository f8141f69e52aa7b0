"""The past of a claim: what each capture of its page says, and between which captures that changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from verify.model.availability import Availability
from verify.model.match import Span
from verify.model.verdict import Status

OURS = "ours"


@dataclass(frozen=True)
class Point:
    """One capture of a page: a snapshot of ours, or another archive's memento. `at` in UTC.

    `by` says who made it: `ours`, the label of what was brought to us, or the archive's name. `cite` is what
    to cite: the address for people of a memento, the URN of the stored record of ours. Captures with equal
    `body` have equal bodies, by the word of an index where they are not ours; None: no word. `free`: it is
    in our archive, or known to tell nothing, and costs no request.
    """

    at: dt.datetime
    by: str
    cite: str
    body: str | None = None
    free: bool = False


@dataclass(frozen=True)
class Probe:
    """What one capture says of one claim.

    Two probes with equal `key` say the same; None: it could not be told, and `reason` says why. `of_body`:
    whether that is a fact of the body, which an equal body shares. `altered` names what is altered, the most
    serious first (`number`, `speaker`, …). `span` is where the words stand in the text that was read, and
    `excerpt` these words among their neighbours. `snapshot` and `digest` name our stored record. `served` is
    the moment that the archive says it served, where that is not the one of its index.

    `inferred`: nobody read this capture; another one whose body is equal by the archive's word says it.
    """

    status: Status
    reason: str
    availability: Availability
    key: str | None = None
    of_body: bool = True
    altered: tuple[str, ...] = ()
    span: Span | None = None
    excerpt: str = ""
    snapshot: str | None = None
    digest: str | None = None
    served: dt.datetime | None = None
    inferred: bool = False

    @property
    def label(self) -> str:
        """`holds`, `missing`, `altered (number)`."""
        return f"{self.status} ({', '.join(self.altered)})" if self.altered else str(self.status)


@dataclass(frozen=True)
class Spell:
    """A time in which every capture that could be told said the same: captures `first` to `last` (indexes).

    `told` counts the captures that say so, inferred ones included; `unread` those between that nobody read.
    """

    first: int
    last: int
    told: int
    unread: int
    probe: Probe


@dataclass(frozen=True)
class Transition:
    """A change, as far as it is known when: after capture `before`, not later than capture `after`.

    Between the two stand `unread` captures that nobody read and `unreadable` ones that told nothing.
    `proven`: both ends were read, and neither stands on an index's word. `lone`: what one of its sides says
    was seen in a single capture.
    """

    before: int
    after: int
    unread: int
    unreadable: int
    proven: bool = True
    lone: bool = False

    @property
    def complete(self) -> bool:
        """Whether no capture could make the bracket narrower."""
        return self.unread == 0


class BlindKind(StrEnum):
    """Why a change may lie where none is reported."""

    ends = "ends"  # before the first capture and after the last
    listing = "listing"  # an archive's list of captures is not whole
    gap = "gap"  # a long time without any capture
    unread = "unread"  # captures between two that say the same: what came and went there is not seen
    unreadable = "unreadable"  # captures that could not be told
    bracket = "bracket"  # a change that is not narrowed down


@dataclass(frozen=True)
class BlindSpot:
    """`captures` counts those between `start` and `end` that could have told. None: open on that side."""

    kind: BlindKind
    says: str
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    captures: int = 0


@dataclass(frozen=True)
class Timeline:
    """One claim on one page over time. `probes` stand beside `points`, None where nothing is known.

    `claim` and `reference` are `slug/id`, `text` the article's sentence, `url` the page. `others` are the
    references that may carry the claim beside this one: what is missing here may stand there.
    """

    claim: str
    reference: str
    text: str
    url: str
    points: tuple[Point, ...]
    probes: tuple[Probe | None, ...]
    spells: tuple[Spell, ...]
    transitions: tuple[Transition, ...]
    blind: tuple[BlindSpot, ...]
    others: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every change that was seen is as narrow as the captures allow."""
        return all(transition.complete for transition in self.transitions)

    @property
    def told(self) -> int:
        """How many captures could be told."""
        return sum(probe is not None and probe.key is not None for probe in self.probes)

    @property
    def undecided(self) -> Probe | None:
        """Of a claim of which no capture told anything: one that was read and where no program can decide it.
        Reading more would not help."""
        probes = (probe for probe in self.probes if probe is not None)
        unverifiable = next((each for each in probes if each.status is Status.unverifiable), None)
        return None if self.told else unverifiable

    def after(self, transition: Transition) -> Probe:
        """What the claim was found to be once it had changed."""
        return self._told(transition.after)

    def before(self, transition: Transition) -> Probe:
        """What it was before."""
        return self._told(transition.before)

    def _told(self, index: int) -> Probe:
        probe = self.probes[index]
        assert probe is not None, "a transition stands between captures that were told"
        return probe


@dataclass(frozen=True)
class PagePast:
    """One page's past: a timeline for each claim, all over the same captures.

    `reference` is `slug/id`. `asked` captures were asked for in this run; `halted` says why it stopped before
    everything that was worth a request was read, empty where it did not.
    """

    reference: str
    url: str
    timelines: tuple[Timeline, ...]
    asked: int = 0
    halted: str = ""
