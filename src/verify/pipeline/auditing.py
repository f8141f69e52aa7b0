"""audit: fetch what is due, store it, judge every claim, compare with the verdicts recorded before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from verify.extract.version import EXTRACTOR
from verify.match.prepared import MATCHER
from verify.model.policy import MatchPolicy
from verify.model.run import Run
from verify.model.verdict import Evidence, Verdict
from verify.model.version import TOOL
from verify.pipeline.accepting import accepted
from verify.pipeline.checking import CONFIRM_LOOKS, check, past_of
from verify.pipeline.comparing import since_recorded
from verify.pipeline.drifting import AsOf
from verify.pipeline.fetching import fetch
from verify.pipeline.narrowing import footings, left_out, nothing_left, without_settled
from verify.pipeline.ports import Clock, Events, Looker, Selection, Store, WritableStore, silent
from verify.pipeline.scheduled import Schedule
from verify.pipeline.selecting import references
from verify.report import json_v1
from verify.report.annotation import annotation
from verify.text.counting import counted


async def audit(
    selection: Selection,
    looker: Looker,
    store: WritableStore,
    clock: Clock,
    policy: MatchPolicy,
    schedule: Schedule,
    events: Events = silent,
    *,
    changed_only: bool = False,
    confirm_looks: int = CONFIRM_LOOKS,
) -> Run:
    """The main job. Every verdict is recorded in the archive, beside the evidence it rests on.

    With `changed_only` claims are left out that were settled when last judged and stand as they stood. A loss
    counts once `confirm_looks` readable observations in a row show it. Looks that a wrong clock dated after
    now are left out: they would pass for newer than what was just seen.
    """
    fetched = await fetch(selection, looker, store, clock, schedule, events)
    known = AsOf(store, clock())
    standing = footings(selection, known, policy)
    narrowed = without_settled(selection, known, standing) if changed_only else selection
    run = nothing_left(selection, "audit")
    if narrowed:
        run = check(narrowed, known, policy, "audit", confirm_looks=confirm_looks)
        run = since_recorded(narrowed, run, known, past_of(known, policy))
    run = accepted(run, selection.registries, clock().date())
    record(store, run.verdicts, standing)
    notes = fetched.notes + _ahead(selection, store, known)
    notes += (left_out(len(standing) - len(run.verdicts)),) if changed_only else ()
    return replace(run, id=fetched.id, started=fetched.started, notes=notes)


def _ahead(selection: Selection, store: Store, known: AsOf) -> tuple[str, ...]:
    """What to say of looks that are dated after those known."""
    cited = [copy.address for _, reference in references(selection) for copy in reference.locations()]
    ahead = sum(len(store.looks(url)) - len(known.looks(url)) for url in dict.fromkeys(cited))
    if not ahead:
        return ()
    return (f"{counted(ahead, 'look')} left out: dated after now, by a clock that was or is wrong",)


def record(
    store: WritableStore, verdicts: tuple[Verdict, ...], standing: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Append every verdict to the archive as a metadata record: as json v1 has it, as a W3C annotation, with
    the versions that made it and its footing, as `standing` has it."""
    for verdict in verdicts:
        evidence = verdict.evidence
        store.append_verdict(
            verdict.claim,
            verdict.status.value,
            json_v1.verdict(verdict)
            | {"annotation": annotation(verdict, run=store.run, tool=TOOL), "versions": _versions(evidence)}
            | ({"footing": standing[verdict.claim]} if verdict.claim in standing else {}),
            refers_to=evidence.snapshot if evidence else None,
            refers_to_uri=evidence.url if evidence else None,
        )


def _versions(evidence: Evidence | None) -> dict[str, str]:
    """Of the program and, where a text was read, of the two parts of it that decide what it says."""
    return {
        "tool": TOOL,
        "extractor": evidence.extractor if evidence else EXTRACTOR,
        "matcher": evidence.matcher if evidence else MATCHER,
    }
