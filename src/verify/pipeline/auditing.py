"""audit: fetch what is due, store it, judge every claim, compare with the verdicts recorded before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from verify.extract.version import EXTRACTOR
from verify.match.prepared import MATCHER
from verify.model.policy import MatchPolicy
from verify.model.run import Change, Run
from verify.model.verdict import Evidence, Status, Verdict
from verify.model.version import TOOL
from verify.pipeline.checking import check
from verify.pipeline.fetching import fetch
from verify.pipeline.ports import Clock, Events, Looker, Selection, WritableStore, silent
from verify.pipeline.scheduled import Schedule
from verify.report import json_v1
from verify.report.annotation import annotation


async def audit(
    selection: Selection,
    looker: Looker,
    store: WritableStore,
    clock: Clock,
    policy: MatchPolicy,
    schedule: Schedule,
    events: Events = silent,
) -> Run:
    """The main job. Every verdict is recorded in the archive, beside the evidence it rests on."""
    fetched = await fetch(selection, looker, store, clock, schedule, events)
    run = check(selection, store, policy, "audit")
    changes = tuple(change for verdict in run.verdicts if (change := compare(store, verdict)) is not None)
    record(store, run.verdicts)
    return replace(run, changes=changes, id=fetched.id, started=fetched.started, notes=fetched.notes)


def compare(store: WritableStore, verdict: Verdict) -> Change | None:
    """How status or outcomes moved since the claim was last recorded; None where they did not."""
    recorded = store.verdicts(verdict.claim)
    if not recorded:
        return None
    before = _outcomes(recorded[-1].payload)
    after = {check.axis.value: check.outcome.value for check in verdict.checks}
    shared = [axis for axis in after if axis in before and before[axis] != after[axis]]
    what = ", ".join(f"{axis} {before[axis]} -> {after[axis]}" for axis in shared)
    status = Status(recorded[-1].status)
    if status is verdict.status and not what:
        return None
    return Change(verdict.claim, status, verdict.status, verdict.reason, what)


def _outcomes(payload: Mapping[str, Any]) -> dict[str, str]:
    """The outcomes of a recorded json v1 verdict, by axis."""
    checks = payload.get("checks", [])
    return {check["axis"]: check["outcome"] for check in checks}


def record(store: WritableStore, verdicts: tuple[Verdict, ...]) -> None:
    """Append every verdict to the archive as a metadata record: as json v1 has it, as a W3C annotation, and
    with the versions that made it."""
    for verdict in verdicts:
        evidence = verdict.evidence
        store.append_verdict(
            verdict.claim,
            verdict.status.value,
            json_v1.verdict(verdict)
            | {"annotation": annotation(verdict, run=store.run, tool=TOOL), "versions": _versions(evidence)},
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
