"""verify bisect"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import (
    archive_options,
    complete_claims,
    network_options,
    output_options,
    registry_options,
)
from verify.cli.past_job import past_options
from verify.cli.sections import Command

MOST = 100


@click.command("bisect", cls=Command)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--reference", metavar="ID", help="Of a claim with several references, the one to follow.")
@past_options
@click.option("--max-requests", type=click.IntRange(min=1), help=f"Requests in this run.  [default: {MOST}]")
@registry_options
@archive_options
@output_options
@network_options
def command(
    claim: str,
    reference: str | None,
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
    """Find between which captures of its page a claim changed, every time it did, and show what changed.

    Touches the network, unless --ours or --offline: reads captures of public archives beside our own
    snapshots, first a grid over all of them, then the middle of every bracket whose ends differ, until no
    capture lies between them. Each change is a bracket, last seen and first seen, never a date; a capture
    that cannot be read decides nothing. Of 100 captures and more at most half are asked for. Interrupted or
    out of requests, call it again: what was read is stored and costs nothing.

    Exits 0 when it is done, changes or not, and 3 where no capture could be told.

    \b
    Example:
      verify bisect rfa-boxing --since 2017-09 --max-requests 200
    """
    from verify.cli.past_job import PastJob, window_of
    from verify.cli.session import now, progress
    from verify.model.past import PagePast
    from verify.pipeline.past.bisecting import bisect, subject_of
    from verify.report.bisected import Answer, render

    window = window_of(since, until)
    job = PastJob.open(registries, flags, MOST, offline=offline, ours=ours, every=every)
    subject = subject_of(job.session.select([claim]), reference)
    policy = job.session.settings.match_policy()
    found = job.run(
        lambda archive, others: bisect(
            subject, archive, others, now, policy, job.effort, window=window, events=progress()
        )
    )
    line = found.timeline
    answer = Answer(line, [each.nearby for each in found.changes], found.asked, found.halted)
    pages = [PagePast(line.reference, line.url, (line,), found.asked, found.halted)]
    raise click.exceptions.Exit(job.write(render(answer, job.session.settings.format), pages, output, svg))
