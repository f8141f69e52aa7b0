"""verify demo"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from verify.cli.options import FORMATS
from verify.cli.output import write
from verify.cli.session import now, progress
from verify.model.run import Run


@click.command("demo")
@click.option("--keep", type=click.Path(path_type=Path), help="Where to keep everything; an empty folder.")
@click.option("--format", type=click.Choice(FORMATS), default="table", help="How to print the second audit.")
def command(keep: Path | None, format: str) -> None:
    """Watch the whole job on bundled stand-in pages: audit, a week passes, audit again.

    The registry is real, the pages are stand-ins written for this demonstration and marked so. They are
    served over TLS on loopback; no other network is touched, and neither is your own cache.

    \b
    Example:
      verify demo --keep demo-archive
    """
    from verify.demo.moments import CHANGES
    from verify.demo.story import tell
    from verify.report import demonstration

    folder = keep or Path(tempfile.mkdtemp(prefix="verify-demo-"))
    talk = format == "table"

    def between(first: Run) -> None:
        if talk:
            write(demonstration.first(first), None)

    story = tell(folder, now, between, progress())
    write(demonstration.second(story.second, format, [change.says for change in CHANGES]), None)
    click.echo(demonstration.farewell(str(folder), story.registry.path), err=not talk)
