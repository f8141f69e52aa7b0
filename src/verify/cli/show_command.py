"""verify show"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_ids, output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, judged


@click.command("show", cls=Command)
@click.argument("id", shell_complete=complete_ids)
@registry_options
@output_options
def command(id: str, registries: tuple[Path, ...], output: Path | None, **flags: Any) -> None:
    """Show one source, reference or claim, what was last seen of it and how it is judged.

    Does not touch the network.

    \b
    Example:
      verify show zenz-estimate
    """
    from verify.report.shown import render

    session = Session.open(registries, flags)
    selection = session.select([id])
    with session.archive(write=False) as archive:
        run = judged(selection, archive, session.settings, "show")
    write(render(selection.registries, id, run, session.settings.format), output)
