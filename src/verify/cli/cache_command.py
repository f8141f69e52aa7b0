"""verify cache verify|rebuild"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import registry_options
from verify.cli.session import cache_folder, now
from verify.errors import FINDINGS, OK
from verify.text.counting import counted


@click.group("cache")
def command() -> None:
    """Verify or rebuild the archive. Neither touches the network.

    \b
    Example:
      verify cache verify
    """


@command.command("verify")
@registry_options
def verify(registries: tuple[Path, ...], **flags: Any) -> None:
    """Read every stored byte again and compare every digest. Damage exits 1. Changes nothing.

    \b
    Example:
      verify cache verify --cache cache
    """
    from verify.archive.integrity import verify_cache

    folder = cache_folder(registries, flags)
    report = verify_cache(folder)
    for note in report.notes:
        click.echo(f"verify: {note}", err=True)
    for problem in report.problems:
        click.echo(problem)
    state = "sound" if report.sound else counted(len(report.problems), "problem")
    held = ", ".join(
        [counted(report.warcs, "WARC"), counted(report.records, "record"), counted(report.looks, "look")]
    )
    click.echo(f"{folder}: {state}; {held}, {report.bytes} bytes read")
    raise click.exceptions.Exit(OK if report.sound else FINDINGS)


@command.command("rebuild")
@registry_options
def rebuild(registries: tuple[Path, ...], **flags: Any) -> None:
    """Make the ledger and the index anew from the WARCs alone.

    \b
    Example:
      verify cache rebuild
    """
    from verify.archive.rebuild import rebuild as make_anew

    folder = cache_folder(registries, flags)
    report = make_anew(folder, now)
    for note in report.notes:
        click.echo(f"verify: {note}", err=True)
    found = ((report.records, "record"), (report.looks, "look"), (report.verdicts, "verdict"))
    held = ", ".join(counted(*pair) for pair in found)
    click.echo(f"{folder}: rebuilt from {counted(report.warcs, 'WARC')}: {held}")
