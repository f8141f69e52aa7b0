"""verify pin"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import complete_claims, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session
from verify.errors import UsageError


@click.command("pin", cls=Command)
@click.argument("claim", shell_complete=complete_claims)
@click.option("--exact", help="The passage itself, as it stands in the source.")
@click.option("--pick", type=click.IntRange(min=1), help="Take the suggestion with this number.")
@registry_options
def command(
    claim: str, exact: str | None, pick: int | None, registries: tuple[Path, ...], **flags: Any
) -> None:
    """Choose the passage that carries a paraphrase, and write its selector into references.yaml.

    Without --exact or --pick it lists the sentences of the stored source that share the claim's words.
    Comments in the file survive. Does not touch the network.

    \b
    Example:
      verify pin rfa-passports --pick 1
    """
    from verify.pipeline.pinning import candidates, chosen
    from verify.registry.edit import pin as write_pin
    from verify.report.suggested import render

    session = Session.open(registries, flags)
    with session.archive(write=False) as archive:
        found = candidates(session.select([claim]), archive)
        selector = chosen(found, exact, pick) if exact or pick else None
    if selector is None:
        sentences = [item.sentence for item in found.suggestions]
        language = found.prepared.source.language
        write(render(found.claim.text, found.url, language, sentences, found.origin), None)
        if not found.suggestions:
            raise UsageError("no sentence shares the claim's words", mend="name the passage with --exact")
        click.echo(f"\nto pin one: verify pin {claim} --pick NUMBER", err=True)
        return
    write_pin(Path(found.registry.path), found.claim.id, selector)
    if found.origin:
        click.echo(f"verify: the page was {found.origin}", err=True)
    click.echo(f"pinned in {found.registry.path}; next: verify check {claim}", err=True)
