"""verify cache verify|rebuild|wire"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import output_options, registry_options
from verify.cli.output import write
from verify.cli.session import cache_folder, now
from verify.errors import FINDINGS, OK, UsageError


@click.group("cache")
def command() -> None:
    """Verify or rebuild the archive, or take bytes out of it. None of this touches the network.

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


@command.command("wire")
@click.argument("snapshot")
@registry_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead.")
def wire(snapshot: str, registries: tuple[Path, ...], output: Path | None, **flags: Any) -> None:
    """Write a response as it crossed the wire: its head as received, its body with the chunk framing.

    SNAPSHOT is a record id, or how it begins, as `verify log` prints it. The bytes are there for what was
    fetched with --exact-wire; cookies are redacted in them as everywhere.

    \b
    Example:
      verify cache wire 5f2c9a1e --output response.http
    """
    from verify.archive.store import Archive

    with Archive.open(cache_folder(registries, flags), clock=now) as archive:
        found = archive.on_wire(archive.snapshot(snapshot).id)
    if found is None:
        raise UsageError(
            f"of {snapshot} no framing was kept: it was not chunked, or fetched without --exact-wire",
            mend="`verify fetch ID --force --exact-wire` keeps it from now on",
        )
    write(found, output)
