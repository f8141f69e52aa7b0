"""history: what our snapshots and other archives' mementos say of claims over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verify.errors import UsageError
from verify.model.claim import Claim
from verify.model.past import PagePast
from verify.model.policy import MatchPolicy
from verify.model.reference import Reference
from verify.model.registry import Registry
from verify.pipeline.past.captures import ALWAYS, Window, gather
from verify.pipeline.past.ports import Mementos, PastStore
from verify.pipeline.past.probing import Prober, Subject
from verify.pipeline.past.survey import Effort, Survey
from verify.pipeline.ports import Clock, Events, Selection, silent
from verify.pipeline.reading import closed
from verify.pipeline.selecting import references


async def history(
    selection: Selection,
    store: PastStore,
    mementos: Mementos | None,
    clock: Clock,
    policy: MatchPolicy,
    effort: Effort,
    *,
    window: Window = ALWAYS,
    events: Events = silent,
) -> tuple[PagePast, ...]:
    """The past of every page that the selected claims rest on. `mementos` None: our own looks alone.

    Asks for as many captures in all as `effort` allows, first spread over time, then where something
    changed. Raises UsageError where there is nothing to follow.
    """
    found = []
    for subject in subjects(selection):
        captures = await gather(subject.copy, store, mementos, window)
        survey = Survey(captures, Prober(subject, store, mementos, policy, clock), effort, events)
        await survey.run()
        effort = replace(effort, most=effort.most - survey.asked)
        name = subject.registry.qualified(subject.reference.id)
        found.append(PagePast(name, subject.copy.url, survey.timelines(), survey.asked, survey.halted))
    return tuple(found)


def subjects(selection: Selection) -> Iterator[Subject]:
    """Each page with the selected claims that rest on it. Raises UsageError where there is none."""
    none = True
    for registry, reference in references(selection):
        resting = _resting(selection, registry, reference)
        if resting and closed(reference) is None:
            none = False
            yield Subject(registry, reference, reference.locations()[0], resting)
    if none:
        raise UsageError(
            "nothing to follow: no claim that a program can check rests on a public page here",
            mend="`verify show ID` says what is known of a claim or reference",
        )


def _resting(selection: Selection, registry: Registry, reference: Reference) -> tuple[Claim, ...]:
    """The checkable claims of a reference; only those that are named, where claims are."""
    resting = [each for each in registry.claims if reference.id in each.references and each.checkable]
    named = [each for each in resting if selection.ids and selection.wants(registry, each.id)]
    return tuple(named or resting)
