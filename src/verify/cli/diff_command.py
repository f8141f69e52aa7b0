"""verify diff"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli.options import FORMATS, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session

if TYPE_CHECKING:
    from verify.report.diff_terminal import Screen


@click.command("diff", cls=Command)
@click.argument("id")
@click.argument("before", required=False)
@click.argument("after", required=False)
@registry_options
@click.option("--claims", "claims_only", is_flag=True, help="Show only what touches a claim's passage.")
@click.option(
    "--format", type=click.Choice([*FORMATS, "markdown", "html", "csv"]),
    help="How to print.  [default: table]",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead.")
def command(
    id: str,
    before: str | None,
    after: str | None,
    registries: tuple[Path, ...],
    claims_only: bool,
    format: str | None,
    output: Path | None,
    **flags: Any,
) -> None:
    """Show what changed between two snapshots of a reference (or of a claim's first reference).

    BEFORE and AFTER are snapshot ids from `verify log`, or their numbers from 1; without them, the last
    two whose bodies differ. What touches a claim comes first; menus and asides are counted. Does not touch
    the network.

    \b
    Example:
      verify diff ap-2018-05-camps
    """
    from verify.pipeline.history import compare
    from verify.report.clean import defused, defused_json
    from verify.report.compared import Compared, Side, render

    session = Session.open(registries, flags)
    with session.archive(write=False) as archive:
        found = compare(session.select([id]), archive, before, after, session.settings.match_policy())
    old, new = (Side(page.copy.url, page.look, page.text) for page in (found.before, found.after))
    compared = Compared(found.reference, old, new, found.diff, found.passages, claims_only)
    form = format or session.settings.format
    guard = defused_json if form in ("json", "jsonl") else defused if form == "table" else str
    if str(output) == "-":
        output = None
    write(guard(render(compared, form, _screen(output))), output)


def _screen(output: Path | None) -> Screen:
    """Colour and both sides beside each other for a terminal alone (NO_COLOR: https://no-color.org)."""
    from verify.report.diff_terminal import PLAIN, Screen

    if output is not None or not sys.stdout.isatty():
        return PLAIN
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(max(40, shutil.get_terminal_size().columns), colour)
