"""verify history"""

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
from verify.cli.past_job import past_options
from verify.cli.sections import Command

MOST = 40


@click.command("history", cls=Command)
@click.argument("id", shell_complete=complete_ids)
@past_options
@click.option("--max-requests", type=click.IntRange(min=1), help=f"Requests in this run.  [default: {MOST}]")
@registry_options
@archive_options
@output_options
@network_options
def command(
    id: str,
    ours: bool,
    every: bool,
    since: str | None,
    until: str | None,
    svg: Path | None,
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Show what a reference's page said of its claims over time, as a table, JSON and a picture.

    ID names a reference, or a claim for that one alone. Touches the network, unless --ours or --offline: asks
    public archives what they captured, and reads a spread of it, most where something changed. What was read
    is stored; call it again to read more. Dates are those of captures, never of the changes themselves, and
    what cannot be seen is listed. `verify bisect` narrows the changes of one claim down.

    Exits 0, or 3 where of some claim nothing could be told.

    \b
    Example:
      verify history ap-2018-05-camps --svg camps.svg
    """
    from verify.cli.past_job import PastJob, window_of
    from verify.cli.session import now, progress
    from verify.pipeline.past.timeline import history
    from verify.report.past import render

    window = window_of(since, until)
    job = PastJob.open(registries, flags, MOST, offline=offline, ours=ours, every=every)
    selection, policy = job.session.select([id]), job.session.settings.match_policy()
    pages = job.run(
        lambda archive, others: history(
            selection, archive, others, now, policy, job.effort, window=window, events=progress()
        )
    )
    raise click.exceptions.Exit(job.write(render(pages, job.session.settings.format), pages, output, svg))
