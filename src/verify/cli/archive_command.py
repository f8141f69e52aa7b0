"""verify archive, with the commands of its own: check, key"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli.archive_parts import check, key
from verify.cli.branching import CommandWithParts
from verify.cli.options import (
    complete_ids,
    network_options,
    output_options,
    registry_options,
    storing_options,
)
from verify.cli.output import write
from verify.cli.packing import pack, wish_of
from verify.cli.session import Session, now, progress, refuse_offline
from verify.errors import UsageError

if TYPE_CHECKING:
    from verify.fetch.client import Fetcher
    from verify.pipeline.archiving import Kept


@click.command("archive", cls=CommandWithParts)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--wacz",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Package what is stored as a WACZ instead of looking. Touches no network by itself.",
)
@click.option("--fresh", is_flag=True, help="With --wacz: look first.")
@click.option("--force", is_flag=True, help="With --wacz: replace FILE where it is there already.")
@click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="With --wacz: sign with this private key. `verify archive key KEY` makes one.",
)
@click.option(
    "--timestamp",
    "timestamp_url",
    metavar="URL",
    help="With --wacz: have it stamped by this authority (RFC 3161).  [network]",
)
@click.option("--no-timestamp", is_flag=True, help="No time stamp although the settings name an authority.")
@click.option(
    "--tsa-ca", type=click.Path(), metavar="FILE", help="Certificates that the time stamp must lead to (PEM)."
)
@storing_options
@registry_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    wacz: Path | None,
    fresh: bool,
    force: bool,
    sign: Path | None,
    no_timestamp: bool,
    registries: tuple[Path, ...],
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Take a snapshot for keeps, or package what is stored as one file (WACZ).

    IDS name sources, references or claims; without them all references are meant.

    Touches the network unless --wacz is given: a whole fresh look, stored in a sealed WARC. Prints the
    file, the record id and the digest to cite for every location. --requisites takes the style sheets and
    pictures along.

    With --wacz it packages the WARCs that hold looks at these references, whole and unchanged, for any
    player of web archives (replayweb.page, pywb), and asks the network for --fresh and --timestamp alone.

    \b
    Examples:
      verify archive zenz-2018-05-15
      verify archive --wacz sources.wacz --sign key.pem
      verify archive check sources.wacz
    """
    session = Session.open(registries, flags)
    if wacz is None:
        _refuse_alone({"fresh": fresh, "force": force, "sign": sign, "no_timestamp": no_timestamp} | flags)
        refuse_offline(offline)
        return write(_rendered(_keep(session, ids), session), output)
    wish = wish_of(session, wacz, sign, force=force, offline=offline, stamped=not no_timestamp)
    if fresh:
        refuse_offline(offline)
        _keep(session, ids)
    return pack(session, ids, wish, output)


def _refuse_alone(given: Mapping[str, object]) -> None:
    names = {"timestamp_url": "--timestamp"}
    for name in ("fresh", "force", "sign", "no_timestamp", "timestamp_url", "tsa_ca"):
        if given[name]:
            shown = names.get(name, f"--{name.replace('_', '-')}")
            raise UsageError(f"{shown} belongs to a package", mend="add --wacz FILE")


def _keep(session: Session, ids: tuple[str, ...]) -> tuple[Kept, ...]:
    from verify.pipeline.archiving import keep, keep_requisites

    selection, most = session.select(ids), session.settings.requisites_of_a_page()
    with session.archive(write=True) as archive:

        async def work(fetcher: Fetcher) -> tuple[Kept, ...]:
            kept = await keep(selection, fetcher, archive, progress())
            for note in await keep_requisites(kept, fetcher, archive, now, most, progress()):
                click.echo(f"verify: {note}", err=True)
            return kept

        return session.fetching(work)


def _rendered(kept: tuple[Kept, ...], session: Session) -> str:
    from verify.report.kept import render

    rows = [(item.reference, item.copy.url, item.look) for item in kept]
    return render(rows, session.settings.format)


command.add_command(check)
command.add_command(key)
