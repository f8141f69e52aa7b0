"""verify links"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.link_options import link_options
from verify.cli.options import network_options, output_options
from verify.cli.sections import Command


@click.command("links", cls=Command)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@link_options
@output_options
@network_options
def command(targets: tuple[str, ...], output: Path | None, **flags: Any) -> None:
    """Check every link of TARGETs: registries, HTML, Markdown, text, CSV, PDF, sitemaps, feeds, folders,
    globs, URLs, and - for standard input (any of these, or a list of URLs).  [default: references.yaml]

    Touches the network. A URL is asked once. A page behind a bot wall, a timeout or a 429 is never called
    dead: a link is dead after three failures on three days (kept in the cache), and what could not be told
    is listed with its reason. #id and #:~:text= fragments are looked for on the page itself.

    Exits 1 where a link is dead or its fragment is not on the page, 0 where some could not be told, 3 where a
    TARGET that is a URL could not be read, 2 for wrong usage.

    \b
    Examples:
      verify links README.md docs/ --cache .links
      verify links https://example.org/sitemap.xml --exclude-host ads.example.net
      verify links --explain https://example.org/a-page
    """
    from verify.cli.link_job import LinkJob

    raise click.exceptions.Exit(LinkJob.open(targets, output, flags).run())
