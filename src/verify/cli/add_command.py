"""verify add"""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.sections import Command
from verify.cli.session import DEFAULT_REGISTRY


@click.command("add", cls=Command)
@click.argument("url")
@click.option(
    "-r", "--registry", type=click.Path(path_type=Path), default=Path(DEFAULT_REGISTRY), show_default=True
)
@click.option("--title", help="The work's title.")
@click.option("--source", help="Id of a source in the file.  [default: found or made by the URL's host]")
@click.option("--published", help="Date as 2018, 2018-06 or 2018-06-01.")
@click.option("--language", help="BCP 47 tag of the work's language.")
@click.option("--claim", help="The article's sentence that rests on it.")
@click.option("--quote", multiple=True, help="The words quoted; several times for a split quote.")
@click.option("--figure", help="The number as the article words it.")
@click.option("--speaker", multiple=True, help="Who the article says said it; other spellings too.")
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
    speaker: tuple[str, ...],
) -> None:
    """Add a reference, and a claim that rests on it. Comments and order of the file survive.

    A URL that is in the file already is not added twice: the claim then rests on the reference it has.
    All or nothing is written. Does not touch the network.

    \b
    Example:
      verify add https://example.org/report --claim 'He called it "a start".' --quote "a start"
    """
    from verify.cli.adding import Addition, add

    work = {"title": title, "source": source, "published": published, "language": language}
    text = claim or next(iter(quote), figure or "")
    added = add(registry, Addition(url, work, text, quote, figure, speaker))
    for name in added:
        click.echo(name)
    click.echo(f"next: verify audit {added[0]} -r {registry}", err=True)
