"""verify import"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli.options import output_options, registry_options
from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, now
from verify.errors import FINDINGS, UsageError
from verify.text.counting import counted

if TYPE_CHECKING:
    from verify.pipeline.importing import ImportedFile
    from verify.pipeline.supplying import Gift
    from verify.report.imported import FileImport


@click.command("import", cls=Command)
@click.argument("what", nargs=-1, required=True, metavar="FILE... | ID FILE")
@click.option(
    "--seen",
    metavar="DATE",
    help="A file saved by hand: when the page was seen so (2018, 2018-06, 2018-06-01).",
)
@click.option("--by", metavar="NAME", help="A file saved by hand: who says so.")
@click.option("--url", help="A file saved by hand: which of the reference's URLs it is.  [default: its own]")
@click.option("--all", "take_all", is_flag=True, help="Take the captures of every URL, cited or not.")
@registry_options
@output_options
def command(
    what: tuple[str, ...],
    seen: str | None,
    by: str | None,
    url: str | None,
    take_all: bool,
    registries: tuple[Path, ...],
    output: Path | None,
    **flags: Any,
) -> None:
    """Take in what others captured, or a page that somebody saved by hand. Does not touch the network.

    FILE is a WARC or WACZ of any tool: the captures of URLs that the registry cites become looks, under
    their own dates, labelled as captured by others. With ID, --seen and --by it is a page saved by hand
    (HTML, PDF, MHTML, text); what rests on it is labelled "supplied by hand, origin not proven". Neither
    goes before a look of our own that can be read. Exits 1 where a file is damaged.

    \b
    Examples:
      verify import crawl.warc.gz
      verify import zenz-2018-05-15 saved.html --seen 2018-06 --by "A. Editor"
    """
    session = Session.open(registries, flags)
    if seen or by or url or _is_by_hand(what):
        return _supply(session, what, _gift(what, seen, by), url, output)
    return _import(session, [Path(each) for each in what], take_all, output)


def _supply(
    session: Session, what: tuple[str, ...], gift: Gift, url: str | None, output: Path | None
) -> None:
    from verify.pipeline.supplying import prepare, supply
    from verify.report.imported import FileSupplied, render_supplied

    ready = prepare(session.select([what[0]]), what[0], url, gift, now())
    with session.archive(write=True) as archive:
        done = supply(ready, archive)
    shown = FileSupplied(done.reference, done.copy.url, done.look, done.sight, done.new, done.notes)
    write(render_supplied(shown, session.settings.format), output)


def _is_by_hand(what: tuple[str, ...]) -> bool:
    """Whether it reads as ID FILE, with --seen and --by forgotten."""
    return len(what) == 2 and not Path(what[0]).exists() and Path(what[1]).exists()


def _gift(what: tuple[str, ...], seen: str | None, by: str | None) -> Gift:
    from verify.model.dates import PartialDate
    from verify.pipeline.supplying import Gift

    if len(what) != 2 or not seen or not by:
        raise UsageError(
            "a file saved by hand takes its reference, --seen and --by",
            mend="verify import ID FILE --seen 2018-06 --by NAME",
        )
    path = Path(what[1])
    try:
        return Gift(path.name, _content(path), PartialDate.parse(seen), by)
    except ValueError as error:
        raise UsageError(f"--seen: {error}") from None


def _content(path: Path) -> bytes:
    from verify.pipeline.supplying import LARGEST

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(content) > LARGEST:
        raise UsageError(f"{path} is larger than {LARGEST} bytes")
    return content


def _import(session: Session, paths: list[Path], take_all: bool, output: Path | None) -> None:
    from verify.pipeline.importing import import_file, refuse_strangers
    from verify.report.imported import render

    refuse_strangers(paths)
    with session.archive(write=True) as archive:
        done = [import_file(path, session.registries, archive, now, everything=take_all) for path in paths]
    write(render([_shown(each) for each in done], session.settings.format), output)
    _leave(done)


def _shown(done: ImportedFile) -> FileImport:
    from verify.report.imported import FileImport

    return FileImport(
        done.name,
        done.digest,
        done.records,
        done.taken,
        done.already,
        done.skipped,
        done.refused,
        done.damaged,
        done.notes,
    )


def _leave(done: list[ImportedFile]) -> None:
    if not any(each.taken or each.already for each in done):
        click.echo("verify: nothing was taken: --all takes captures of URLs that no registry cites", err=True)
    bad = sum(len(each.refused) + len(each.damaged) for each in done)
    if bad:
        what = counted(bad, "damaged or refused record")
        click.echo(f"verify: exit 1: {what}; all else was looked through", err=True)
        raise click.exceptions.Exit(FINDINGS)
