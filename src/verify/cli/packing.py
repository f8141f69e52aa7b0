"""archive --wacz: from flags and settings to a package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.cli.output import write
from verify.cli.session import Session, now
from verify.errors import UsageError

if TYPE_CHECKING:
    from verify.fetch.client import Fetcher
    from verify.model.package import Package
    from verify.pipeline.packaging import Authority, Wish


def wish_of(
    session: Session, target: Path, key: Path | None, *, force: bool, offline: bool, stamped: bool
) -> Wish:
    """What the flags and settings ask for. Raises UsageError before anything is looked at."""
    from verify.archive.wacz.keys import load_key
    from verify.archive.wacz.written import require_free
    from verify.pipeline.packaging import Wish

    require_free(target, replace=force)
    signing = load_key(key, lambda: _passphrase(key)) if key else None
    return Wish(target, force, signing, _authority(session, offline) if stamped else None)


def pack(session: Session, ids: tuple[str, ...], wish: Wish, output: Path | None) -> None:
    """Write the package and say what it holds."""
    from verify.report.package import render_package

    made = _packed(session, ids, wish)
    for note in made.notes:
        click.echo(f"verify: {note}", err=True)
    write(render_package(made, session.settings.format), output)


def _packed(session: Session, ids: tuple[str, ...], wish: Wish) -> Package:
    import asyncio

    from verify.archive.store import TOOL
    from verify.pipeline.packaging import package

    selection = session.select(ids)
    with session.archive(write=False) as archive:

        async def work(fetcher: Fetcher | None = None) -> Package:
            return await package(selection, archive, session.cache, wish, now, TOOL, fetcher)

        return session.fetching(work) if wish.authority else asyncio.run(work())


def _authority(session: Session, offline: bool) -> Authority | None:
    from verify.archive.wacz.stamps import named_roots
    from verify.pipeline.packaging import Authority

    url, roots = session.settings.timestamp_url, session.settings.tsa_ca
    if not url:
        return None
    if offline:
        raise UsageError(
            f"--offline forbids the network, and the time stamp of {url} needs it",
            mend="--no-timestamp leaves it out",
        )
    return Authority(url, named_roots(Path(roots)) if roots else ())


def _passphrase(path: Path) -> bytes:
    word: str = click.prompt(f"Passphrase of {path}", hide_input=True, err=True)
    return word.encode()
