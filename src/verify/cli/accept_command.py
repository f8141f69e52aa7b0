"""verify accept"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_claims, registry_options
from verify.cli.sections import Command
from verify.cli.session import Session, judged, now


@click.command("accept", cls=Command)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--by", required=True, help="Who accepts it.")
@click.option("--note", required=True, help="Why it is fine.")
@click.option("--expires", metavar="DATE", help="The last day on which it counts: 2027, 2027-03, 2027-03-01.")
@registry_options
def command(
    claim: str, by: str, note: str, expires: str | None, registries: tuple[Path, ...], **flags: Any
) -> None:
    """Accept what the verdict on CLAIM says now: known, and fine.

    Writes `accepted` beside the claim in references.yaml; comments survive. The acceptance is bound to the
    status and to the very difference that was found: the claim fails again when it differs in another way,
    and after the last day of --expires. Judges what is stored; does not touch the network.

    \b
    Example:
      verify accept zenz-estimate --by "the desk" --note "corrected in print" --expires 2027-03-01
    """
    from verify.cli.accepting import accept_written, terms_of
    from verify.pipeline.accepting import propose

    terms = terms_of(by, note, expires, now().date())
    session = Session.open(registries, flags)
    selection = session.select([claim])
    with session.archive(write=False) as archive:
        proposal = propose(selection, judged(selection, archive, session.settings), terms)
    accept_written([proposal])
    verdict = proposal.verdict
    click.echo(
        f"accepted in {proposal.registry.path}: {verdict.claim} is {verdict.status}: {verdict.reason}",
        err=True,
    )
