"""What moved since a claim was last recorded, and whether the page moved or the judge did.

What was recorded is held against the same looks judged by today's rules. Where these two differ, the
extractor, the matcher or the claim's own entry was changed since: the claim is re-baselined, and only what
the page did on top of that is a change. A re-baselined claim that is altered or missing by today's rules
has its finding all the same: a falsified quote that was not recognised before is no better for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verify.extract.version import EXTRACTOR
from verify.match.prepared import MATCHER
from verify.model.claim import Claim
from verify.model.drift import Drift, Movement
from verify.model.registry import Registry
from verify.model.run import Change, Run
from verify.model.verdict import Severity, Status, Verdict
from verify.pipeline.drifting import Past
from verify.pipeline.ports import Selection, Store, StoredVerdict
from verify.pipeline.selecting import claims


@dataclass(frozen=True)
class _Told:
    """What a verdict says, as far as two of them are compared."""

    status: Status
    severity: Severity
    outcomes: Mapping[str, str]

    def same(self, other: _Told) -> bool:
        return self.status is other.status and not self.moved(other)

    def moved(self, after: _Told) -> str:
        """The axes whose outcome is another one, as `figure agrees -> overlaps`."""
        before = self.outcomes
        shared = [axis for axis in after.outcomes if axis in before and before[axis] != after.outcomes[axis]]
        return ", ".join(f"{axis} {before[axis]} -> {after.outcomes[axis]}" for axis in shared)


def since_recorded(selection: Selection, run: Run, store: Store, past: Past) -> Run:
    """The run with its changes since each claim was last recorded, and the drift of re-baselined claims.

    A loss is a change when it is confirmed; one that came and went is none. A claim that holds as well as
    before is none either, whatever its typography.
    """
    by_claim = {verdict.claim: verdict for verdict in run.verdicts}
    drifts = {item.claim: item for item in run.drifts}
    changes: list[Change] = []
    for registry, claim in claims(selection):
        verdict = by_claim.get(registry.qualified(claim.id))
        recorded = store.verdicts(verdict.claim) if verdict else ()
        if verdict is None or not recorded:
            continue
        moved = _since(recorded[-1], verdict, registry, claim, past)
        if isinstance(moved, Drift):
            drifts[moved.claim] = moved
        elif change := _news(moved, drifts.get(verdict.claim), recorded[-1]):
            changes.append(change)
    ordered = (drifts[name] for name in by_claim if name in drifts)
    return replace(run, changes=tuple(changes), drifts=tuple(ordered))


def _since(
    recorded: StoredVerdict, verdict: Verdict, registry: Registry, claim: Claim, past: Past
) -> Change | Drift | None:
    before, after = _recorded(recorded), _of(verdict)
    if before.same(after):
        return None
    known = past.moments(registry, claim)
    if known and known[0] <= recorded.at:
        then = _of(past.at(registry, claim, recorded.at))
        if not before.same(then) and then.same(after):
            return _rebaselined(recorded, before, verdict)
        before = then
    if before.status is after.status is Status.holds and before.severity is after.severity:
        return None
    return Change(verdict.claim, before.status, after.status, verdict.reason, before.moved(after))


def _news(change: Change | None, drift: Drift | None, recorded: StoredVerdict) -> Change | None:
    """The change to tell: none of a loss that is not confirmed, nor of one that was not and is over."""
    if drift is None or (drift.movement is Movement.lost and drift.before is Status.altered):
        return change
    if drift.movement is Movement.lost:
        if drift.confirmed is None or drift.confirmed <= recorded.at:
            return None
        return Change(drift.claim, drift.before, drift.after, drift.reason)
    return None if drift.transient else change


def _rebaselined(recorded: StoredVerdict, before: _Told, verdict: Verdict) -> Drift:
    evidence = verdict.evidence
    now = {
        "extractor": evidence.extractor if evidence else EXTRACTOR,
        "matcher": evidence.matcher if evidence else MATCHER,
    }
    then = recorded.payload.get("versions")
    was: Mapping[str, Any] = then if isinstance(then, Mapping) else {}
    other = [f"{name} {was[name]} -> {now[name]}" for name in now if was.get(name, now[name]) != now[name]]
    reason = ", ".join(other) or "the claim's entry or a setting was changed"
    return Drift(
        verdict.claim,
        Movement.rebaselined,
        before.status,
        verdict.status,
        reason=reason,
        since=recorded.at,
        at=verdict.reading.at if verdict.reading else None,
    )


def _of(verdict: Verdict) -> _Told:
    outcomes = {check.axis.value: check.outcome.value for check in verdict.checks}
    return _Told(verdict.status, verdict.severity, outcomes)


def _recorded(stored: StoredVerdict) -> _Told:
    """Out of a recorded json v1 verdict."""
    checks = stored.payload.get("checks", ())
    listed: Iterable[Mapping[str, str]] = checks if isinstance(checks, Sequence) else ()
    outcomes = {check["axis"]: check["outcome"] for check in listed}
    severity = stored.payload.get("severity", Severity.none.value)
    return _Told(Status(stored.status), Severity(str(severity)), outcomes)
