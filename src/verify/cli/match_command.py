"""verify match"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import network_options, output_options
from verify.cli.sections import Command
from verify.errors import UsageError


@click.command("match", cls=Command)
@click.argument("source", required=False)
@click.argument("quotes", nargs=-1)
@click.option("--quotes-in", metavar="ARTICLE", help="Take every quotation of this file or URL.")
@click.option("--batch", metavar="CASES.jsonl", help="Answer one JSON object a line; - reads stdin.")
@click.option("--extracted", is_flag=True, help="With --batch: give the extracted text back.")
@click.option("--language", help="Language of the quotes (BCP 47).  [default: the source's]")
@output_options
@network_options
def command(
    source: str | None,
    quotes: tuple[str, ...],
    quotes_in: str | None,
    batch: str | None,
    extracted: bool,
    language: str | None,
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Look for quotes in SOURCE: a file (HTML, PDF, text), a URL or - for standard input.

    Says of each whether it stands there word for word, which words differ, or that it is missing.
    Touches the network only where SOURCE or ARTICLE is a URL.

    Exits 1 where a quote is altered or missing. --batch takes one case a line and exits 0, or 2 where a
    line could not be used.

    \b
    A --batch line (claim: quote, figure, passage, speaker, about, when, text as in references.yaml):
      {"id": 1, "claim": {"quote": "a start"}, "text": "He called it a start."}

    \b
    Examples:
      verify match report.pdf "at the very least in the tens of thousands"
      verify match https://example.org/report --quotes-in article.html
    """
    from verify.cli.matching import MatchJob

    job = MatchJob.open(flags, offline=offline, output=output)
    if batch is not None:
        raise click.exceptions.Exit(job.batch(batch, extracted=extracted))
    if source is None or not (quotes or quotes_in):
        raise UsageError(
            "match needs a source and at least one quote",
            mend='verify match page.html "the words"; or --quotes-in ARTICLE, or --batch CASES.jsonl',
        )
    raise click.exceptions.Exit(job.quotes(source, quotes, quotes_in, language))
