"""verify baseline"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_ids, output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, judged, now
from verify.text.counting import counted


@click.command("baseline", cls=Command)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option("--by", required=True, help="Who accepts it.")
@click.option("--note", default="known when verify was adopted", show_default=True, help="Why it is fine.")
@click.option("--expires", metavar="DATE", help="The last day on which it counts: 2027, 2027-03, 2027-03-01.")
@registry_options
@output_options
def command(
    ids: tuple[str, ...],
    by: str,
    note: str,
    expires: str | None,
    registries: tuple[Path, ...],
    output: Path | None,
    **flags: Any,
) -> None:
    """Accept every claim that has an error or warning now, all at once, and list them.

    To adopt a registry whose article is old: from then on only what changes fails. Claims whose page could
    not be read are left as they are, for nobody knows what it says. IDS narrow it as in `verify check`.
    Writes references.yaml; judges what is stored and does not touch the network.

    \b
    Example:
      verify baseline --by "the desk" --expires 2027-06
    """
    from verify.cli.accepting import accept_written, terms_of
    from verify.pipeline.accepting import propose_all
    from verify.report.accepted import render

    terms = terms_of(by, note, expires, now().date())
    session = Session.open(registries, flags)
    selection = session.select(ids)
    with session.archive(write=False) as archive:
        proposals = propose_all(selection, judged(selection, archive, session.settings), terms)
    accept_written(proposals)
    rows = [(item.verdict, item.acceptance) for item in proposals]
    write(render(rows, session.settings.format), output)
    click.echo(f"{counted(len(proposals), 'claim')} accepted", err=True)
