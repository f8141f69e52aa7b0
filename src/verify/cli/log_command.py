"""verify log"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_ids, output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session


@click.command("log", cls=Command)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@registry_options
@output_options
def command(ids: tuple[str, ...], registries: tuple[Path, ...], output: Path | None, **flags: Any) -> None:
    """List snapshots and verdicts over time, oldest first. Does not touch the network.

    \b
    Example:
      verify log ap-2018-05-camps
    """
    from verify.pipeline.history import log
    from verify.report.timeline import Seen, render

    session = Session.open(registries, flags)
    with session.archive(write=False) as archive:
        found = log(session.select(ids), archive)
    looks = [
        Seen(item.reference, item.copy.role.value, item.look, item.sight, item.changed, item.number)
        for item in found.looks
    ]
    verdicts = [(item.claim, item.at, item.run, item.status, item.reason) for item in found.verdicts]
    write(render(looks, verdicts, session.settings.format), output)
