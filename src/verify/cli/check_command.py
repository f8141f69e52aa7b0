"""verify check"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.explaining import explained
from verify.cli.options import judging_options, output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, leave, write_run


@click.command("check", cls=Command)
@click.argument("ids", nargs=-1)
@click.option("--record", is_flag=True, help="Record the verdicts in the archive.")
@click.option("--explain", is_flag=True, help="Show every step: candidates, edits, the rule that decided.")
@registry_options
@judging_options
@output_options
def command(
    ids: tuple[str, ...],
    record: bool,
    explain: bool,
    registries: tuple[Path, ...],
    everything: bool,
    output: Path | None,
    **flags: Any,
) -> None:
    """Judge every claim on what is stored, offline.

    IDS narrow it to claims, references or sources. Reads cache/ alone; the same snapshots give the same
    output to the byte.

    \b
    Examples:
      verify check zenz-estimate --format json
      verify check zenz-estimate --explain
    """
    from verify.pipeline import auditing
    from verify.pipeline.checking import check

    session = Session.open(registries, flags)
    selection = session.select(ids)
    with session.archive(write=record) as archive:
        run = check(selection, archive, session.settings.match_policy())
        if explain:
            write(explained(selection, archive, session.settings.match_policy()), output)
            leave(run, session.settings)
        if record:
            auditing.record(archive, run.verdicts)
    write_run(run, session.settings, output, everything=everything)
    leave(run, session.settings)
