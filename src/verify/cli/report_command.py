"""verify report"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_ids, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, judged
from verify.errors import UsageError
from verify.text.counting import counted


@click.command("report", cls=Command)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--html", type=click.Path(path_type=Path), metavar="FILE", help="The file to write; - is stdout."
)
@registry_options
def command(ids: tuple[str, ...], html: Path | None, registries: tuple[Path, ...], **flags: Any) -> None:
    """Write the evidence of every claim into one HTML file for an editor.

    IDS narrow it to claims, references or sources. Judges what is stored, as `verify check` does: no network,
    and the same snapshots give the same file to the byte, until an acceptance expires. The file asks the
    network for nothing either; it can be sent, printed and read on a phone.

    Exits 0 once the file is written, whatever it says: `verify check` fails on findings.

    \b
    Example:
      verify report --html report.html
    """
    from verify.pipeline.reporting import dossier
    from verify.report.evidence.document import render

    if html is None:
        raise UsageError("where to is not said", mend="name the file: verify report --html report.html")
    session = Session.open(registries, flags)
    with session.archive(write=False) as archive:
        selection = session.select(ids)
        found = dossier(selection, archive, judged(selection, archive, session.settings, "report"))
    if not found.cases:
        raise UsageError("no claim was judged: none is in the registry, or none rests on what was named")
    write(render(found), None if str(html) == "-" else html)
    if str(html) != "-":
        click.echo(f"verify: {html} holds the evidence of {counted(len(found.cases), 'claim')}", err=True)
