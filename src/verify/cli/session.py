"""What the commands share: open the registries, settings, archive and fetcher; write; leave."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verify import settings as settings_module
from verify.cli.output import write
from verify.errors import FINDINGS, OK, UNKNOWN, USAGE, ArchiveError, UsageError
from verify.model.availability import Availability
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.verdict import Severity, Status, Verdict
from verify.pipeline.ports import Events, Progress, Selection, silent
from verify.settings import Settings
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.archive.store import Archive
    from verify.fetch.client import Fetcher
    from verify.memento.client import MementoClient
    from verify.pipeline.scheduled import Schedule

T = TypeVar("T")
DEFAULT_REGISTRY = "references.yaml"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Session:
    """One command's registries and settings. `cache` is the archive's folder."""

    registries: tuple[Registry, ...]
    settings: Settings
    cache: Path

    @classmethod
    def open(cls, paths: Sequence[Path], flags: Mapping[str, Any]) -> Session:
        """Load every registry. Raises RegistryError, SettingsError or UsageError."""
        from verify.registry.load import load

        chosen = list({path.resolve(): path for path in reversed(paths)}.values())[::-1]
        chosen = chosen or [Path(DEFAULT_REGISTRY)]
        _exists(chosen[0])
        registries = tuple(load(path) for path in chosen)
        _distinct(registries)
        settings = settings_module.load(chosen[0].parent, os.environ, flags)
        return cls(registries, settings, cache_place(chosen, settings))

    def select(self, ids: Sequence[str]) -> Selection:
        from verify.pipeline.selecting import select

        return select(self.registries, ids)

    def schedule(self, *, force: bool = False, every_copy: bool = False) -> Schedule:
        from verify.pipeline.scheduled import Schedule

        fresh_for = dt.timedelta(0) if force else self.settings.fresh_for()
        requisites = self.settings.requisites_of_a_page()
        return Schedule(fresh_for, every_copy=every_copy, requisites=requisites)

    @contextmanager
    def archive(self, *, write: bool) -> Iterator[Archive]:
        """The archive; opened for writing it is sealed on the way out, whatever happened."""
        from verify.archive.store import Archive

        if self.settings.cache and not write and not self.cache.is_dir():
            raise UsageError(
                f"there is no archive in {self.cache}", mend="mend --cache, or make one: verify fetch"
            )
        with Archive.open(self.cache, clock=now, write=write) as archive:
            for note in archive.notes:
                click.echo(f"verify: {note}", err=True)
            try:
                yield archive
            except ArchiveError:
                raise  # nothing more can be written; the next run seals what is there
            except BaseException:
                if write:
                    archive.seal()
                raise

    def mementos(self, fetcher: Fetcher | None, archive: Archive, *, saving: bool = False) -> MementoClient:
        """Other people's archives, asked through `fetcher`; None: offline, told from what is stored.

        What their indexes say is stored in `archive` (open for writing, unless offline) and taken from there
        while it is fresh; replays are the caller's to store. With `saving` the client has the keys of
        accounts. Raises SettingsError.
        """
        import asyncio

        from verify.archive.places import Places
        from verify.archive.state import State
        from verify.memento.client import MementoClient
        from verify.memento.configured import save_keys
        from verify.memento.pace import Pace
        from verify.pipeline.past.remembered import Remembered

        settings = self.settings
        state = State(Places(self.cache).state, lambda note: click.echo(f"verify: {note}", err=True))
        return MementoClient(
            settings.public_archives(),
            looker=fetcher,
            memory=Remembered(archive, archive if fetcher is not None else None),
            pace=Pace(
                clock=now,
                sleep=asyncio.sleep,
                cool_downs=state,
                index=settings.cdx_per_minute,
                save=settings.saves_per_minute,
            ),
            clock=now,
            sleep=asyncio.sleep,
            fresh_for=settings.fresh_for(),
            keys=save_keys(settings.key_names, os.environ) if saving else (),
        )

    def fetching(self, work: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        """Run `work` with a fetcher that closes its connections afterwards."""
        return run_fetching(self.settings, work)


def run_fetching(settings: Settings, work: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
    """Run `work` in an event loop with a fetcher made of the settings, and close it afterwards."""
    import asyncio
    import random

    from verify.fetch.client import Fetcher
    from verify.fetch.guard import SystemResolver

    async def run() -> T:
        policy = settings.fetch_policy()
        async with Fetcher(
            policy, clock=now, sleep=asyncio.sleep, resolver=SystemResolver(), random=random.random
        ) as fetcher:
            return await work(fetcher)

    return asyncio.run(run())


def _exists(path: Path) -> None:
    if not path.exists():
        raise UsageError(
            f"there is no {path}",
            mend="name one with --registry FILE, or write one with `verify init`; `verify demo` needs none",
        )


def _distinct(registries: Sequence[Registry]) -> None:
    slugs: dict[str, str] = {}
    for registry in registries:
        if registry.slug in slugs:
            raise UsageError(
                f"{registry.path} and {slugs[registry.slug]} have the same slug {registry.slug!r}",
                mend="give each registry a slug of its own",
            )
        slugs[registry.slug] = registry.path


def cache_place(paths: Sequence[Path], settings: Settings) -> Path:
    """The archive's folder, whether it is there or not. Raises UsageError where it has to be named."""
    if settings.cache:
        return Path(settings.cache)
    folders = {path.resolve().parent for path in paths}
    if len(folders) > 1:
        raise UsageError(
            "the registries lie in different folders", mend="name one archive for them with --cache DIR"
        )
    return paths[0].parent / "cache"


def cache_folder(paths: Sequence[Path], flags: Mapping[str, Any]) -> Path:
    """The archive's folder, found without loading a registry: a broken one must not keep it shut.

    Raises UsageError where there is no archive.
    """
    chosen = list(dict.fromkeys(paths)) or [Path(DEFAULT_REGISTRY)]
    settings = settings_module.load(chosen[0].parent, os.environ, flags)
    folder = cache_place(chosen, settings)
    if not (folder / "warc").is_dir():
        raise UsageError(
            f"there is no archive in {folder}", mend="name one with --cache DIR, or make one: verify fetch"
        )
    return folder


def refuse_offline(offline: bool) -> None:
    if offline:
        raise UsageError(
            "--offline forbids the network, and this command needs it",
            mend="`verify check` judges what is stored without the network",
        )


def progress() -> Events:
    """A counter line on stderr where that is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return silent
    from verify.report.clean import clean, shorten

    def tell(event: Progress) -> None:
        line = f"[{event.done}/{event.total}] {event.outcome}  {clean(event.url)}"
        end = "\n" if event.done == event.total else ""
        click.echo(f"\r\x1b[2K{shorten(line, 78)}{end}", err=True, nl=False)

    return tell


def tell_notes(run: Run) -> None:
    """What happened to the archive or the run as a whole, on stderr."""
    for note in run.notes:
        click.echo(f"verify: {note}", err=True)


def write_sightings(run: Run, settings: Settings, output: Path | None) -> None:
    """What fetch saw, in the format the settings name."""
    from verify.report import json_v1, jsonl, table

    tell_notes(run)
    if settings.format == "json":
        write(json_v1.render(run), output)
    elif settings.format == "jsonl":
        write(jsonl.render(run), output)
    else:
        write(table.sighting_grid(run.sightings), output)


def judged(selection: Selection, archive: Archive, settings: Settings, command: str = "check") -> Run:
    """What is stored, judged offline, with the registries' acceptances as they are worth today."""
    from verify.pipeline.accepting import accepted
    from verify.pipeline.checking import check

    confirm = settings.confirm_looks
    run = check(selection, archive, settings.match_policy(), command, confirm_looks=confirm)
    return accepted(run, selection.registries, now().date())


def leave(run: Run, settings: Settings) -> None:
    """Exit as the run deserves, saying why where that is not 0."""
    code, why = exit_of(run, settings)
    if why:
        click.echo(f"verify: {why}", err=True)
    raise click.exceptions.Exit(code)


def exit_of(run: Run, settings: Settings) -> tuple[int, str]:
    """The exit code of a run and the reason in words ("" for 0).

    What an editor accepted counts for nothing, unknown claims included; nor does a loss that no second look
    has confirmed.
    """
    order = list(Severity)
    bar = order.index(settings.fail_severity())
    if not run.verdicts:
        return USAGE, "no claim was checked: none is in the registry, or none rests on what was named"
    serious = [
        finding
        for finding in run.findings
        if finding.counts and settings.fail_on != "none" and order.index(finding.severity) <= bar
    ]
    if serious:
        return FINDINGS, f"exit 1: {counted(len(serious), 'finding')} of severity {settings.fail_on} or above"
    known = {finding.subject for finding in run.findings if finding.accepted}
    unread = [verdict for verdict in run.verdicts if _unread(verdict) and verdict.claim not in known]
    if unread and not settings.accept_unknown:
        unknown = counted(len(unread), "claim")
        return UNKNOWN, f"exit 3: {unknown} could not be read (--accept-unknown makes it 0)"
    return OK, ""


def _unread(verdict: Verdict) -> bool:
    closed = (Availability.private, Availability.unlocated)
    sight = verdict.reading.sight.availability if verdict.reading else None
    return verdict.status is Status.unknown and sight not in closed
