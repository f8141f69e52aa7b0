"""Acceptances: applied to a run, and made of what its verdicts say now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from verify.errors import UsageError
from verify.judge.acceptance import accept, with_acceptances
from verify.model.claim import Acceptance
from verify.model.dates import PartialDate
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.verdict import Severity, Status, Verdict
from verify.pipeline.ports import Selection


def accepted(run: Run, registries: Sequence[Registry], today: dt.date) -> Run:
    """The run with the registries' acceptances, as they are worth `today`, in its findings."""
    known = {
        registry.qualified(claim.id): claim.accepted
        for registry in registries
        for claim in registry.claims
        if claim.accepted is not None
    }
    return replace(run, findings=with_acceptances(run.findings, run.verdicts, known, today))


@dataclass(frozen=True)
class Terms:
    """What an editor says of what she accepts. `expires`: the last day on which it counts, None: for good."""

    by: str
    note: str
    expires: PartialDate | None = None

    def check(self, today: dt.date) -> None:
        """Raises UsageError for terms that would not last a day or say nothing."""
        if not self.by.strip() or not self.note.strip():
            raise UsageError("an acceptance says who accepts it and why", mend="give --by and --note words")
        if self.expires is not None and self.expires.last() < today:
            raise UsageError(f"{self.expires} is past already", mend="name a later date with --expires")


@dataclass(frozen=True)
class Proposal:
    """An acceptance of one claim (slug/id), to be written into its registry."""

    registry: Registry
    verdict: Verdict
    acceptance: Acceptance

    @property
    def claim(self) -> str:
        """The claim's id within its registry."""
        return self.verdict.claim.partition("/")[2]


def propose(selection: Selection, run: Run, terms: Terms) -> Proposal:
    """The acceptance of the one claim selected. Raises UsageError where there is nothing to accept."""
    named = [
        (registry, claim)
        for registry in selection.registries
        for claim in registry.claims
        if selection.wants(registry, claim.id)
    ]
    if len(named) != 1:
        raise UsageError(
            "an acceptance is of one claim" if not named else "several registries have a claim of this id",
            mend="`verify list claims` shows every id; write it as slug/id where several articles have it",
        )
    registry, claim = named[0]
    verdict = next(item for item in run.verdicts if item.claim == registry.qualified(claim.id))
    if verdict.status is Status.holds:
        raise UsageError(f"{claim.id} holds: there is nothing to accept")
    return Proposal(registry, verdict, _of(verdict, terms))


def propose_all(selection: Selection, run: Run, terms: Terms) -> tuple[Proposal, ...]:
    """An acceptance of every claim with an error or warning that counts, except those that could not be read:
    nobody knows what these say. `run` is one to which the registries' acceptances were applied."""
    failing = {
        item.subject
        for item in run.findings
        if item.accepted is None and item.severity in (Severity.error, Severity.warning)
    }
    by_slug: Mapping[str, Registry] = {registry.slug: registry for registry in selection.registries}
    return tuple(
        Proposal(by_slug[verdict.claim.partition("/")[0]], verdict, _of(verdict, terms))
        for verdict in run.verdicts
        if verdict.claim in failing and verdict.status not in (Status.holds, Status.unknown)
    )


def _of(verdict: Verdict, terms: Terms) -> Acceptance:
    return accept(verdict, by=terms.by, note=terms.note, expires=terms.expires)
