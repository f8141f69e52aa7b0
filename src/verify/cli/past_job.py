"""What `verify history` and `verify bisect` share: whom they ask, over which days, and the exit code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verify.cli.output import write
from verify.cli.session import Session
from verify.errors import OK, UNKNOWN, UsageError
from verify.model.dates import PartialDate
from verify.model.past import PagePast, Timeline
from verify.pipeline.past.captures import Window
from verify.pipeline.past.survey import Effort
from verify.report.clean import clean
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.archive.store import Archive
    from verify.pipeline.past.ports import Mementos

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Work = Callable[["Archive", "Mementos | None"], Coroutine[Any, Any, T]]
"""Takes our archive and those of others, None where they are not to be asked or read."""


def past_options(function: F) -> F:
    """--ours, --every, --since, --until, --svg."""
    options = (
        click.option("--ours", is_flag=True, help="Our own snapshots alone; asks nobody."),
        click.option("--every", is_flag=True, help="Read every capture, not half of a long list at most."),
        click.option("--since", metavar="DATE", help="Captures from then on: 2018, 2018-06 or 2018-06-01."),
        click.option("--until", metavar="DATE", help="Captures up to then, itself included."),
        click.option(
            "--svg", type=click.Path(path_type=Path), metavar="FILE", help="Draw the timeline into FILE."
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def window_of(since: str | None, until: str | None) -> Window:
    """The days meant. Raises UsageError for what is no date, or no span of time."""
    first, last = _date("--since", since), _date("--until", until)
    window = Window(first.first() if first else None, last.last() if last else None)
    if window.since and window.until and window.until < window.since:
        raise UsageError(f"--until {until} lies before --since {since}")
    return window


def _date(option: str, text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        raise UsageError(f"{option}: {error}", mend="write it as 2018, 2018-06 or 2018-06-01") from None


@dataclass(frozen=True)
class PastJob:
    """One call. `ours`: only our own looks are of interest; `offline`: others' too, as far as they are
    stored."""

    session: Session
    effort: Effort
    offline: bool
    ours: bool

    @classmethod
    def open(
        cls,
        registries: Sequence[Path],
        flags: Mapping[str, Any],
        most: int,
        *,
        offline: bool,
        ours: bool,
        every: bool,
    ) -> PastJob:
        """`most` holds where the settings give no limit of requests. Raises RegistryError, SettingsError."""
        session = Session.open(registries, flags)
        limit = session.settings.max_requests or most
        settings = replace(session.settings, max_requests=limit)
        return cls(replace(session, settings=settings), Effort(limit, every), offline, ours)

    def run(self, work: Work[T]) -> T:
        """Do `work`; what it asks for is stored, whatever becomes of it. Raises ArchiveError."""
        session = self.session
        if self.ours or self.offline:
            with session.archive(write=False) as archive:
                return asyncio.run(work(archive, None if self.ours else session.mementos(None, archive)))
        with session.archive(write=True) as archive:
            return session.fetching(lambda fetcher: work(archive, session.mementos(fetcher, archive)))

    def write(self, told: str, pages: Sequence[PagePast], output: Path | None, svg: Path | None) -> int:
        """Write the report and the picture. The exit code: 3 where no capture could be told.

        A claim that a program cannot decide on any capture is told: it is unverifiable.
        """
        write(told, output)
        if svg is not None:
            from verify.report.timeline_svg import render

            write(render(pages), svg)
        return _exit_code([line for page in pages for line in page.timelines])


def _exit_code(lines: Sequence[Timeline]) -> int:
    untold = [line for line in lines if not line.told and line.undecided is None]
    if not untold:
        return OK
    captures = sum(len(line.points) for line in untold)
    what = counted(len(untold), "claim") if len(lines) > 1 else "the claim"
    why = f"none of {counted(captures, 'capture')} could be told" if captures else "there is no capture"
    click.echo(clean(f"verify: exit 3: of {what} nothing is known: {why}"), err=True)
    return UNKNOWN
