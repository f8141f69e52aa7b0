"""verify fetch"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import (
    complete_ids,
    network_options,
    output_options,
    registry_options,
    storing_options,
)
from verify.cli.session import Session, now, progress, refuse_offline, write_sightings


@click.command("fetch")
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option("--force", is_flag=True, help="Look again also at what was looked at a moment ago.")
@click.option("--copies", is_flag=True, help="Look at copies also where the own page can be read.")
@storing_options
@registry_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    force: bool,
    copies: bool,
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Look at what is due and store every look in cache/.

    Touches the network, conditionally: an unchanged page costs a 304. What could not be read is stored
    too, with its reason. Interrupted, it keeps what it has; call it again and it goes on.

    With --requisites the style sheets and pictures of each page are stored as well, one request each, as
    politely as everything else.

    \b
    Example:
      verify fetch ap-2018-05-camps --force
    """
    from verify.pipeline.fetching import fetch

    refuse_offline(offline)
    session = Session.open(registries, flags)
    selection, schedule = session.select(ids), session.schedule(force=force, every_copy=copies)
    with session.archive(write=True) as archive:
        run = session.fetching(lambda fetcher: fetch(selection, fetcher, archive, now, schedule, progress()))
    write_sightings(run, session.settings, output)
