"""verify archive"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import network_options, output_options, registry_options
from verify.cli.output import write
from verify.cli.session import Session, progress, refuse_offline


@click.command("archive")
@click.argument("ids", nargs=-1)
@registry_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Take a snapshot for keeps: a whole fresh look, stored in a sealed WARC.

    Touches the network. Prints the file, the record id and the digest to cite for every location of the
    references that IDS name (all of them without IDS).

    \b
    Example:
      verify archive zenz-2018-05-15
    """
    from verify.pipeline.archiving import keep
    from verify.report.kept import render

    refuse_offline(offline)
    session = Session.open(registries, flags)
    selection = session.select(ids)
    with session.archive(write=True) as archive:
        kept = session.fetching(lambda fetcher: keep(selection, fetcher, archive, progress()))
    rows = [(item.reference, item.copy.url, item.look) for item in kept]
    write(render(rows, session.settings.format), output)
