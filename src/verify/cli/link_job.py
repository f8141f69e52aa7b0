"""The work behind `verify links`: settings, archive and processes around one link check."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify import settings as settings_module
from verify.cli.output import write
from verify.cli.session import DEFAULT_REGISTRY, now, progress
from verify.errors import FINDINGS, INTERRUPTED, OK, UNKNOWN, UsageError
from verify.model.link import LinkPolicy, LinksRun
from verify.pipeline.links.collect import COMMAND_LINE
from verify.pipeline.links.job import Links
from verify.pipeline.links.ports import NoStore
from verify.pipeline.links.selection import Choice
from verify.pipeline.links.targets import is_url
from verify.report import links as report
from verify.report.clean import clean
from verify.settings import Settings
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.archive.store import Archive

_OWN = (
    *("exclude", "exclude_glob", "exclude_host", "remap", "base_url", "changed_since", "status_only"),
    *("no_second_pass", "force", "resume", "explain", "fail_links", "everything", "offline"),
)
"""Flags that are this call's alone; all others are settings."""


_PROBLEMS_TOLD = 5


@dataclass(frozen=True)
class LinkJob:
    """One call: its targets, where the report goes, the flags as given, and the settings under them."""

    targets: tuple[str, ...]
    output: Path | None
    flags: Mapping[str, Any]
    settings: Settings

    @classmethod
    def open(cls, targets: Sequence[str], output: Path | None, flags: Mapping[str, Any]) -> LinkJob:
        """Raises SettingsError, UsageError."""
        shared = {name: value for name, value in flags.items() if name not in _OWN}
        settings = settings_module.load(Path(), os.environ, shared | {"proxy": _proxy(flags.get("proxy"))})
        own = {name: flags[name] for name in _OWN}
        if own["explain"] and targets:
            raise UsageError("--explain URL is about that URL alone", mend="leave out the targets")
        if own["explain"] and not is_url(own["explain"]):
            raise UsageError(f"--explain takes one http or https URL, not {own['explain']!r}")
        if own["base_url"] and not is_url(own["base_url"]):
            raise UsageError(f"--base-url {own['base_url']!r} is no address", mend="write https://HOST/PATH/")
        chosen = (own["explain"],) if own["explain"] else tuple(targets) or (DEFAULT_REGISTRY,)
        return cls(chosen, output, own, settings)

    def run(self) -> int:
        """Check, report, and give the exit code."""
        with self._store() as store:
            try:
                run = self._checked(store)
            except KeyboardInterrupt:
                kept = not isinstance(store, NoStore)
                click.echo(f"verify: {_KEPT if kept else _NOT_KEPT}", err=True)
                raise click.exceptions.Exit(INTERRUPTED) from None
            for note in (*run.notes, *report.hosts_told(run.hosts)):
                click.echo(f"verify: {note}", err=True)
            self._tell_problems(run)
            if self.flags["explain"]:
                if not run.answers:
                    raise UsageError(f"{self.flags['explain']} is not asked for: {_why_not(run)}")
                write(self._explained(run, store), self.output)
            else:
                write(self._rendered(run), self.output)
        return self._exit_code(run)

    def _explained(self, run: LinksRun, store: Archive | NoStore) -> str:
        if self.settings.format != "table":
            return self._rendered(run)
        return report.explained(run.answers[0], Links.history(store, run.answers[0].url))

    def _tell_problems(self, run: LinksRun) -> None:
        """Where the report itself has no place for what was not read as a link."""
        if self.settings.format == "table" and not self.flags["explain"]:
            return
        for each in run.problems[:_PROBLEMS_TOLD]:
            place = f"{each.place.file}:{each.place.line}:{each.place.column}"
            click.echo(clean(f"verify: {place} {each.message}"), err=True)
        if len(run.problems) > _PROBLEMS_TOLD:
            click.echo(f"verify: and {len(run.problems) - _PROBLEMS_TOLD} more problems", err=True)

    def _checked(self, store: Archive | NoStore) -> LinksRun:
        from verify.cli.link_processes import check_with_processes

        links = Links(
            targets=self.targets,
            choice=Choice.read(
                *(self.flags[name] for name in ("exclude", "exclude_glob", "exclude_host", "remap"))
            ),
            policy=self._policy(),
            base=self.flags["base_url"],
            since=self.flags["changed_since"],
            resume=self.flags["resume"],
            follow=self.flags["explain"] is None,
        )
        return check_with_processes(
            links, store, self.settings.fetch_policy(), self.settings.workers, stdin=_stdin, events=progress()
        )

    def _policy(self) -> LinkPolicy:
        fresh_for = (
            dt.timedelta(0) if self.flags["force"] or self.flags["explain"] else self.settings.fresh_for()
        )
        return LinkPolicy(
            status_only=self.flags["status_only"],
            fresh_for=fresh_for,
            second_pass=not self.flags["no_second_pass"],
            offline=self.flags["offline"],
            max_decoded=self.settings.max_decoded,
        )

    @contextmanager
    def _store(self) -> Iterator[Archive | NoStore]:
        """The archive in --cache, else the one beside a registry that is here or is a target, else none."""
        from verify.archive.store import Archive

        folder = self._folder()
        if folder is None:
            if self.flags["resume"]:
                raise UsageError(
                    "there is nothing to resume: no archive is here", mend="name it by --cache DIR"
                )
            click.echo(f"verify: {_NO_ARCHIVE}", err=True)
            yield NoStore()
            return
        with Archive.open(folder, clock=now, write=not self.flags["offline"]) as archive:
            for note in archive.notes:
                click.echo(f"verify: {note}", err=True)
            try:
                yield archive
            except BaseException:
                if not self.flags["offline"]:
                    archive.seal()
                raise

    def _folder(self) -> Path | None:
        if self.settings.cache:
            return Path(self.settings.cache)
        beside = [
            Path(each) for each in (*self.targets, DEFAULT_REGISTRY) if each.endswith("references.yaml")
        ]
        return next((path.parent / "cache" for path in beside if path.is_file()), None)

    def _unread(self, run: LinksRun) -> int:
        """0, or 3 where a target on the command line could not be read: nothing of it was checked."""
        unread = sum(each.place.file == COMMAND_LINE for each in run.problems)
        if not unread or self.flags["explain"]:
            return OK
        click.echo(f"verify: exit 3: {counted(unread, 'target')} could not be read", err=True)
        return UNKNOWN

    def _rendered(self, run: LinksRun) -> str:
        if self.settings.format == "json":
            return report.render_json(run)
        if self.settings.format == "jsonl":
            return report.render_jsonl(run)
        return report.render(run, everything=self.flags["everything"])

    def _exit_code(self, run: LinksRun) -> int:
        if self.flags["fail_links"] == "none":
            return OK
        dead = sum(map(report.is_dead, run.answers))
        failing = sum(map(report.failing, run.answers)) if self.flags["fail_links"] == "failing" else 0
        absent = sum(map(report.absent, run.answers))
        reasons = [
            f"{counted(dead, 'link')} dead" if dead else "",
            f"{counted(failing, 'link')} failing" if failing else "",
            f"{counted(absent, 'link')} with a fragment that is not on the page" if absent else "",
        ]
        if not any(reasons):
            return self._unread(run)
        click.echo(f"verify: exit 1: {', '.join(filter(None, reasons))}", err=True)
        return FINDINGS


_NO_ARCHIVE = (
    "no --cache DIR: what fails today is not remembered, so only files and fragments that are missing fail "
    "this run"
)
_KEPT = "interrupted: the same command with --resume goes on where this stopped"
_NOT_KEPT = "interrupted: without --cache DIR nothing is kept"


def _why_not(run: LinksRun) -> str:
    reasons = [*run.excluded.values(), *(each.message for each in run.problems)]
    return reasons[0] if reasons else "it is no link"


def _stdin() -> bytes:
    return sys.stdin.buffer.read()


def _proxy(given: str | None) -> str | None:
    """`env` means the variables that other programs read (https_proxy, then http_proxy, all_proxy)."""
    if given != "env":
        return given
    for name in ("https_proxy", "http_proxy", "all_proxy"):
        found = os.environ.get(name) or os.environ.get(name.upper())
        if found:
            return found
    raise UsageError("--proxy env: no https_proxy, http_proxy or all_proxy is set")
