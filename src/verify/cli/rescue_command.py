"""verify rescue"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import (
    archive_options,
    complete_ids,
    network_options,
    output_options,
    registry_options,
)
from verify.cli.sections import Command


@click.command("rescue", cls=Command)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--write", "writing", is_flag=True, help="Add what is recommended to references.yaml as a copy."
)
@click.option(
    "--pick",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Take this one out of the last run's list for one ID, whatever it says.",
)
@click.option("--max-requests", type=click.IntRange(min=1), help="Requests in this run.  [default: 60]")
@registry_options
@archive_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    writing: bool,
    pick: int | None,
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Find where else a dead or altered reference can be cited: the memento nearest to the citation's date on
    which every claim holds, the page's new address, the copies in the registry.

    Without IDS it takes the references whose page was gone, could not be read, or no longer said what was
    cited when it was last looked at. Touches the network: the page itself, public archives, the host's
    sitemap and feeds. Each place is stored, read and judged by the claims; what was stored costs the next run
    nothing. --offline and --pick judge what is stored. Prints a Robust Link and a {{cite web}} to paste.

    Exits 0 where each can be cited elsewhere or needs nothing, 1 where one was found nowhere, 3 where some
    could not be told.

    \b
    Example:
      verify rescue rfa-2017-09-14 --write
    """
    from verify.cli.rescue_job import RescueJob

    raise click.exceptions.Exit(RescueJob.open(ids, writing, pick, registries, offline, flags).run(output))
