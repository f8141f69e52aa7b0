"""verify add"""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.session import DEFAULT_REGISTRY


@click.command("add")
@click.argument("url")
@click.option(
    "-r", "--registry", type=click.Path(path_type=Path), default=Path(DEFAULT_REGISTRY), show_default=True
)
@click.option("--title", help="The work's title.")
@click.option("--source", help="Id of the source; a new one is made where there is none.")
@click.option("--published", help="Date as 2018, 2018-06 or 2018-06-01.")
@click.option("--language", help="BCP 47 tag of the work's language.")
@click.option("--claim", help="The article's sentence that rests on it.")
@click.option("--quote", multiple=True, help="The words quoted; several times for a split quote.")
@click.option("--figure", help="The number as the article words it.")
def command(
    url: str,
    registry: Path,
    title: str | None,
    source: str | None,
    published: str | None,
    language: str | None,
    claim: str | None,
    quote: tuple[str, ...],
    figure: str | None,
) -> None:
    """Add a reference, and a claim that rests on it. Comments and order of the file survive.

    Does not touch the network.

    \b
    Example:
      verify add https://example.org/report --claim 'He called it "a start".' --quote "a start"
    """
    from verify.registry.edit import add_claim, add_reference, find_reference
    from verify.registry.load import load

    reference = find_reference(load(registry), url)
    if reference is None:
        reference = add_reference(
            registry, url=url, title=title, source=source, published=published, language=language
        )
    click.echo(reference)
    if claim or quote or figure:
        text = claim or next(iter(quote), figure or "")
        click.echo(add_claim(registry, reference=reference, text=text, quote=quote, figure=figure))
    click.echo(f"added to {registry}; next: verify audit {reference} -r {registry}", err=True)
