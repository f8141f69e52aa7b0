"""The work behind `verify rescue`: search, report, write what is wanted, and the exit code."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli.output import write
from verify.cli.session import Session, now, progress
from verify.errors import FINDINGS, OK, UNKNOWN, UsageError
from verify.judge.rescue import Candidate, Kind, Rescue, State
from verify.model.reference import Copy
from verify.pipeline.ports import Selection
from verify.pipeline.rescue.rescuing import RescueRun, Rescuing
from verify.pipeline.selecting import references
from verify.registry.copies import add_copy
from verify.report.clean import clean
from verify.report.rescue import Answer, render, tally
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.archive.store import Archive
    from verify.fetch.client import Fetcher

MAX_REQUESTS = 60


@dataclass(frozen=True)
class RescueJob:
    """One call. `pick` is a number of the list that was printed for the one reference selected."""

    session: Session
    selection: Selection
    writing: bool
    pick: int | None
    offline: bool

    @classmethod
    def open(
        cls,
        ids: Sequence[str],
        writing: bool,
        pick: int | None,
        registries: Sequence[Path],
        offline: bool,
        flags: Mapping[str, Any],
    ) -> RescueJob:
        """Raises RegistryError, SettingsError, UsageError."""
        session = Session.open(registries, flags)
        limit = session.settings.max_requests or MAX_REQUESTS
        session = replace(session, settings=replace(session.settings, max_requests=limit))
        selection = session.select(ids)
        if pick is not None and (not ids or len(list(references(selection))) != 1):
            raise UsageError("--pick takes the id of one reference", mend="verify rescue ID --pick NUMBER")
        return cls(session, selection, writing, pick, offline or pick is not None)

    def run(self, output: Path | None) -> int:
        """Search, report and write. Raises UsageError, ArchiveError, RegistryError."""
        found = self._searched()
        if self.pick is not None:
            found = replace(found, rescues=tuple(_picked(each, self.pick) for each in found.rescues))
        untold = [(each.name, each.why) for each in found.untold]
        write(render(Answer(found.rescues, untold), self.session.settings.format), output)
        if self.writing:
            for each in found.rescues:
                _tell(_written(each))
        return self._exit_code(found)

    def _searched(self) -> RescueRun:
        with self.session.archive(write=not self.offline) as archive:
            if self.offline:
                return asyncio.run(self._rescuing(archive, None).run(self.selection))
            return self.session.fetching(lambda fetcher: self._rescuing(archive, fetcher).run(self.selection))

    def _rescuing(self, archive: Archive, fetcher: Fetcher | None) -> Rescuing:
        settings = self.session.settings
        mementos = self.session.mementos(fetcher, archive)
        return Rescuing(
            archive,
            now,
            settings.match_policy(),
            mementos if fetcher is not None else None,
            mementos,
            fresh_for=settings.fresh_for(),
            events=progress(),
        )

    def _exit_code(self, found: RescueRun) -> int:
        states = [State.rescued if self.pick is not None else each.state for each in found.rescues]
        lost, unknown = states.count(State.lost), states.count(State.unknown)
        unknown += sum(not each.closed for each in found.untold)
        if lost:
            _tell(f"exit 1: {counted(lost, 'reference')} found nowhere")
            return FINDINGS
        if unknown:
            _tell(f"exit 3: {counted(unknown, 'reference')} could not be told")
            return UNKNOWN
        return OK


def _picked(rescue: Rescue, number: int) -> Rescue:
    """The rescue with the candidate of this number as the one to cite, and what speaks against it."""
    if number > len(rescue.candidates):
        stored = counted(len(rescue.candidates), "place")
        raise UsageError(
            f"--pick {number}: {stored} of {rescue.reference} stored",
            mend=f"verify rescue {rescue.reference} lists them",
        )
    best = rescue.candidates[number - 1]
    if not best.citable:
        raise UsageError(
            f"--pick {number}: it is our own snapshot, which no reader can open", mend="pick another one"
        )
    told = () if best.carries else (f"number {number} is your choice: {tally(best)}",)
    return replace(rescue, best=best, remarks=told + rescue.remarks)


def _written(rescue: Rescue) -> str:
    """Add the candidate to cite to the registry. Returns what was done, and where."""
    best = rescue.best
    if best is None:
        return f"{rescue.reference}: nothing is written, for no place carries every claim" + (
            "; to take one all the same: --write --pick NUMBER" if rescue.candidates else ""
        )
    if best.listed or best.kind is Kind.copy:
        return f"{rescue.reference}: nothing is written, {best.url} is there already"
    line = add_copy(Path(rescue.path), _local(rescue), _copy(best))
    return f"{rescue.path}:{line}: {best.kind} added to {rescue.reference} as a {best.role}: {best.url}"


def _copy(best: Candidate) -> Copy:
    return Copy(best.url, best.role)


def _local(rescue: Rescue) -> str:
    return rescue.reference.partition("/")[2]


def _tell(line: str) -> None:
    click.echo(clean(f"verify: {line}"), err=True)
