"""verify archive check, verify archive key"""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.options import output_options
from verify.cli.output import write
from verify.errors import FINDINGS, OK, UsageError


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--key",
    "named",
    metavar="KEY",
    help="The maker's key as you know it: its fingerprint (sha256:…) or a PEM file of the public key.",
)
@click.option(
    "--tsa-ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The certificates (PEM) that a time stamp must lead to.",
)
@output_options
def check(
    files: tuple[Path, ...], named: str | None, tsa_ca: Path | None, format: str | None, output: Path | None
) -> None:
    """Say in plain words what packages or WARCs prove, and what they do not.

    Reads every byte: the list of files, every digest, every record, the index, the signature, the time
    stamp. Takes files of any tool. Does not touch the network and changes nothing. Damage exits 1, as does
    another key or authority than the one you name.

    \b
    Examples:
      verify archive check sources.wacz --key maker.pem --tsa-ca authority.pem
      verify archive check packages/*.wacz
    """
    from verify.archive.wacz.inspected import Named, inspect
    from verify.archive.wacz.keys import named_key
    from verify.archive.wacz.stamps import named_roots
    from verify.report.clean import clean
    from verify.report.package import render_inspections

    known = Named(named_key(named) if named else None, named_roots(tsa_ca) if tsa_ca else ())
    found, unread = [], None
    for file in files:
        try:
            found.append(inspect(file, known))
        except UsageError as error:
            if len(files) == 1:
                raise
            unread = error
            click.echo(f"verify: {clean(error.message)}", err=True)
    if found:
        write(render_inspections(found, format or "table"), output)
    bad = [clean(each.path) for each in found if not each.sound]
    for path in bad:
        click.echo(f"verify: exit 1: {path} is not what it should be", err=True)
    raise click.exceptions.Exit(unread.exit_code if unread else FINDINGS if bad else OK)


@click.command("key")
@click.argument("file", type=click.Path(path_type=Path))
@output_options
def key(file: Path, format: str | None, output: Path | None) -> None:
    """Make a key to sign packages with, and print what others check them by.

    FILE is the private key (ECDSA P-384, PEM, readable by you alone): keep it, and keep it to yourself.
    Publish the fingerprint or the public key where people know it is yours. Touches no network.

    \b
    Example:
      verify archive key key.pem
    """
    from verify.archive.wacz.keys import new_key, store_key
    from verify.report.package import render_key

    made = new_key()
    store_key(file, made)
    write(render_key(str(file), made.fingerprint, made.public_pem, format or "table"), output)
