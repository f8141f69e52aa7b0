"""verify diff"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session


@click.command("diff", cls=Command)
@click.argument("id")
@click.argument("before", required=False)
@click.argument("after", required=False)
@registry_options
@output_options
def command(
    id: str,
    before: str | None,
    after: str | None,
    registries: tuple[Path, ...],
    output: Path | None,
    **flags: Any,
) -> None:
    """Show what changed between two snapshots of a reference (or of a claim's first reference).

    BEFORE and AFTER are snapshot ids from `verify log`, or their numbers from 1; without them, the last
    two whose bodies differ. Does not touch the network.

    \b
    Example:
      verify diff ap-2018-05-camps
    """
    from verify.pipeline.history import compare
    from verify.report.compared import Side, render

    session = Session.open(registries, flags)
    with session.archive(write=False) as archive:
        found = compare(session.select([id]), archive, before, after)
    sides = [Side(page.copy.url, page.look, page.text) for page in (found.before, found.after)]
    write(render(found.reference, sides[0], sides[1], found.diff, session.settings.format), output)
