"""verify list"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session


@click.command("list", cls=Command)
@click.argument("kind", type=click.Choice(["claims", "references", "sources"]), default="claims")
@registry_options
@output_options
def command(kind: str, registries: tuple[Path, ...], output: Path | None, **flags: Any) -> None:
    """List claims (the default), references or sources. Every id can be given to the other commands.

    Does not touch the network.

    \b
    Example:
      verify list references
    """
    from verify.report.listing import render

    session = Session.open(registries, flags)
    write(render(session.registries, kind, session.settings.format), output)
