"""verify doctor"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import FORMATS, network_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.errors import FINDINGS, OK


@click.command("doctor", cls=Command)
@click.option("--network", "online", is_flag=True, help="Ask one host that the registry cites, too.")
@registry_options
@click.option("--format", type=click.Choice(FORMATS), default="table", help="How to print.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead.")
@network_options
def command(
    online: bool,
    registries: tuple[Path, ...],
    format: str,
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Examine versions, extras, settings, clock, disk, certificates and archive, and say what to do.

    A problem exits 1; warnings, and what was not checked, do not. Touches the network with --network alone:
    one request to one host, for its name, its certificate, its answer and its clock. The stored bytes are
    not read again: `verify cache verify` does that.

    \b
    Example:
      verify doctor --network
    """
    from verify.cli.examining import examine
    from verify.cli.session import refuse_offline
    from verify.model.health import Condition
    from verify.report.health import render

    if online:
        refuse_offline(offline)
    lines = examine(registries, flags, online=online)
    write(render(lines, format), output)
    sick = any(line.condition is Condition.problem for line in lines)
    raise click.exceptions.Exit(FINDINGS if sick else OK)
