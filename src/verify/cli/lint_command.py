"""verify lint"""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.options import FORMATS
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import DEFAULT_REGISTRY, now
from verify.errors import OK, USAGE
from verify.text.counting import counted


@click.command("lint", cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-r", "--registry", "registries", multiple=True, type=click.Path(path_type=Path), help="As PATHS."
)
@click.option("--deep", is_flag=True, help="Also: figures that quarrel, sources that cannot confirm.")
@click.option("--format", type=click.Choice(FORMATS), default="table", help="How to print.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead.")
def command(
    paths: tuple[Path, ...], registries: tuple[Path, ...], deep: bool, format: str, output: Path | None
) -> None:
    """Check registries: every problem in one run, with line, column and how to mend it.

    Errors exit 2; warnings alone exit 0. An acceptance is warned of from 14 days before it expires.
    Does not touch the network.

    \b
    Example:
      verify lint references.yaml
    """
    from verify.registry.acceptances import lint_expiry
    from verify.registry.deep import lint_deep
    from verify.registry.lint import lint
    from verify.report.problems import render

    chosen = (*paths, *registries) or (Path(DEFAULT_REGISTRY),)
    results = [lint_expiry(lint_deep(path) if deep else lint(path), now().date()) for path in chosen]
    problems = [problem for result in results for problem in result.problems]
    rows = [
        (str(item.place), item.severity.value, item.subject, item.message, item.mend) for item in problems
    ]
    write(render(rows, format), output)
    errors = sum(len(result.errors) for result in results)
    found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    click.echo(f"{len(chosen)} checked: {found}", err=True)
    raise click.exceptions.Exit(USAGE if errors else OK)
