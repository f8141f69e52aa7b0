"""verify save"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli.options import (
    archive_options,
    complete_ids,
    network_options,
    output_options,
    registry_options,
)
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, now, progress, refuse_offline
from verify.errors import FINDINGS, OK, UNKNOWN, UsageError
from verify.model.memento import SaveOutcome
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.pipeline.saving import SavedPage

WAIT = 180.0
"""Seconds for one save."""


@click.command("save", cls=Command)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--newer-than", type=click.IntRange(min=0), default=30, show_default=True, metavar="DAYS",
    help="Leave out pages of which the archive has a capture of the last DAYS days; 0: ask for all.",
)  # fmt: skip
@archive_options
@registry_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    newer_than: int,
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Ask a public archive to save the pages of references, and print where each capture is.

    Touches the network, a few pages a minute, and waits up to three minutes for each. IDS name references
    (all of them without IDS). Looks into the archive's index before it asks, and before it calls a save
    failed. Interrupted, call it again: what was saved is left out. Exits 1 where a save failed, 3 where
    nobody could tell.

    \b
    Example:
      verify save ap-2018-05-camps --newer-than 7
    """
    from verify.pipeline.saving import save
    from verify.report.saved import render

    refuse_offline(offline)
    session = _patient(Session.open(registries, flags), flags)
    _takes_pages(session)
    selection, span = session.select(ids), dt.timedelta(days=newer_than)
    with session.archive(write=True) as archive:
        pages = session.fetching(
            lambda fetcher: save(
                selection, session.mementos(fetcher, archive, saving=True), now, span, progress()
            )
        )
    write(render([(page.reference, page.saved) for page in pages], session.settings.format), output)
    if not pages:
        click.echo("verify: nothing to save: no reference here has a public address", err=True)
    raise click.exceptions.Exit(_exit_code(pages))


def _patient(session: Session, flags: Mapping[str, Any]) -> Session:
    """A save that is asked for as by a browser is answered when it is done, unless the user waits less."""
    settings = session.settings
    timeout = settings.timeout if flags["timeout"] else max(settings.timeout, WAIT)
    total = settings.total_time if flags["total_time"] else max(settings.total_time, WAIT)
    return replace(session, settings=replace(settings, timeout=timeout, total_time=total))


def _takes_pages(session: Session) -> None:
    chosen = session.settings.public_archives()
    if not any(archive.save for archive in chosen):
        names = ", ".join(archive.name for archive in chosen) or "no archive is named"
        raise UsageError(
            f"no archive that is asked takes pages ({names})",
            mend="give one a save address in the settings, or leave --archive out",
        )


def _exit_code(pages: Sequence[SavedPage]) -> int:
    failed = sum(page.saved.outcome is SaveOutcome.failed for page in pages)
    unknown = sum(page.saved.outcome is SaveOutcome.unknown for page in pages)
    if failed:
        click.echo(f"verify: exit 1: {counted(failed, 'page')} could not be saved", err=True)
        return FINDINGS
    if unknown:
        told = "whether it was saved" if unknown == 1 else "whether they were saved"
        click.echo(f"verify: exit 3: of {counted(unknown, 'page')} nobody could tell {told}", err=True)
        return UNKNOWN
    return OK
