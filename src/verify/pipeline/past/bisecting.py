"""bisect: between which captures of its page a claim changed, and how."""

from __future__ import annotations

from dataclasses import dataclass

from verify.diff.around import Nearby, diff_around
from verify.errors import UsageError
from verify.model.past import Timeline, Transition
from verify.model.policy import MatchPolicy
from verify.model.text import SourceText
from verify.pipeline.past.captures import ALWAYS, Captures, Window, gather
from verify.pipeline.past.ports import Mementos, PastStore
from verify.pipeline.past.probing import Prober, Subject
from verify.pipeline.past.survey import Effort, Survey
from verify.pipeline.past.timeline import subjects
from verify.pipeline.ports import Clock, Events, Selection, silent


@dataclass(frozen=True)
class Change:
    """A transition and what changed around the claim's passage; None where one side's text is not stored."""

    transition: Transition
    nearby: Nearby | None


@dataclass(frozen=True)
class Bisection:
    """A claim's changes on one page, the oldest first. `asked` and `halted` as in PagePast."""

    timeline: Timeline
    changes: tuple[Change, ...]
    asked: int = 0
    halted: str = ""


async def bisect(
    subject: Subject,
    store: PastStore,
    mementos: Mementos | None,
    clock: Clock,
    policy: MatchPolicy,
    effort: Effort,
    *,
    window: Window = ALWAYS,
    events: Events = silent,
) -> Bisection:
    """Find every change of the one claim of `subject`, asking for no more captures than `effort` allows.

    What is asked is stored as it comes: a run that was cancelled, or had used up its requests, is taken up
    by the next one where it stopped.
    """
    captures = await gather(subject.copy, store, mementos, window)
    prober = Prober(subject, store, mementos, policy, clock)
    survey = Survey(captures, prober, effort, events)
    await survey.run()
    (found,) = survey.timelines()
    changes = tuple(Change(each, _nearby(each, found, captures, prober)) for each in found.transitions)
    return Bisection(found, changes, survey.asked, survey.halted)


def subject_of(selection: Selection, reference: str | None) -> Subject:
    """The one claim selected on the one page meant: that of `reference`, by default the claim's first that
    has a public page. Raises UsageError."""
    found = [each for each in subjects(selection) if reference in (None, *_names(each))]
    if not found:
        raise UsageError(f"the claim does not rest on a public page called {reference}")
    if len(found[0].claims) != 1:
        raise UsageError("bisect takes the id of one claim", mend="`verify list` shows them")
    return found[0]


def _names(subject: Subject) -> tuple[str, str]:
    return subject.reference.id, subject.registry.qualified(subject.reference.id)


def _nearby(transition: Transition, found: Timeline, captures: Captures, prober: Prober) -> Nearby | None:
    before, after = (_text(end, captures, prober) for end in (transition.before, transition.after))
    if before is None or after is None:
        return None
    return diff_around(before, after, found.before(transition).span, found.after(transition).span)


def _text(index: int, captures: Captures, prober: Prober) -> SourceText | None:
    """The text of a capture, if it is stored."""
    taken = captures.taken[index]
    look = prober.stored(taken)
    prepared = prober.page(taken, look).prepared if look else None
    return prepared.source if prepared else None
