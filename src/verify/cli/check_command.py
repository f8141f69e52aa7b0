"""verify check"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.explaining import explained
from verify.cli.options import complete_ids, judging_options, registry_options
from verify.cli.output import write
from verify.cli.run_output import Destination, RunCommand, only, run_output_options, write_run
from verify.cli.session import Session, judged, leave


@click.command("check", cls=RunCommand)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option("--record", is_flag=True, help="Record the verdicts in the archive.")
@click.option("--explain", is_flag=True, help="Show every step: candidates, edits, the rule that decided.")
@registry_options
@judging_options
@run_output_options
def command(
    ids: tuple[str, ...],
    record: bool,
    explain: bool,
    registries: tuple[Path, ...],
    everything: bool,
    destinations: tuple[Destination, ...],
    **flags: Any,
) -> None:
    """Judge every claim on what is stored, offline.

    IDS narrow it to claims, references or sources. Reads cache/ alone; the same snapshots give the same
    output to the byte, until an acceptance expires.

    \b
    Examples:
      verify check zenz-estimate --format json
      verify check zenz-estimate --explain
      verify check --format table --format sarif --output verify.sarif
    """
    from verify.pipeline import auditing

    session = Session.open(registries, flags)
    selection = session.select(ids)
    with session.archive(write=record) as archive:
        run = judged(selection, archive, session.settings)
        if explain:
            steps = explained(selection, archive, session.settings.match_policy())
            write(steps, only(destinations, "--explain"))
            leave(run, session.settings)
        if record:
            auditing.record(archive, run.verdicts)
    write_run(run, session, destinations, everything=everything)
    leave(run, session.settings)
