"""verify cache verify|rebuild"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import output_options, registry_options
from verify.cli.output import write
from verify.cli.session import cache_folder, now
from verify.errors import FINDINGS, OK


@click.group("cache")
def command() -> None:
    """Verify or rebuild the archive. Neither touches the network.

    \b
    Example:
      verify cache verify
    """


@command.command("verify")
@registry_options
@output_options
def verify(registries: tuple[Path, ...], format: str | None, output: Path | None, **flags: Any) -> None:
    """Read every stored byte again and compare every digest. Damage exits 1. Changes nothing.

    \b
    Example:
      verify cache verify --format json
    """
    from verify.archive.integrity import verify_cache
    from verify.report.cache import render

    folder = cache_folder(registries, flags)
    report = verify_cache(folder)
    for note in report.notes:
        click.echo(f"verify: {note}", err=True)
    counts = {"WARC": report.warcs, "record": report.records, "look": report.looks, "byte": report.bytes}
    state = "sound" if report.sound else "damaged"
    write(render(str(folder), state, counts, report.problems, format or "table"), output)
    raise click.exceptions.Exit(OK if report.sound else FINDINGS)


@command.command("rebuild")
@registry_options
@output_options
def rebuild(registries: tuple[Path, ...], format: str | None, output: Path | None, **flags: Any) -> None:
    """Make the ledger and the index anew from the WARCs alone. `cache verify` says whether those are whole.

    \b
    Example:
      verify cache rebuild
    """
    from verify.archive.rebuild import rebuild as make_anew
    from verify.report.cache import render

    folder = cache_folder(registries, flags)
    report = make_anew(folder, now)
    for note in report.notes:
        click.echo(f"verify: {note}", err=True)
    counts = {
        "WARC": report.warcs,
        "record": report.records,
        "look": report.looks,
        "verdict": report.verdicts,
    }
    write(render(str(folder), "rebuilt", counts, (), format or "table"), output)
