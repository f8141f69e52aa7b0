"""verify archive check, verify archive key"""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.options import output_options
from verify.cli.output import write
from verify.errors import FINDINGS, OK


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
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
    file: Path, named: str | None, tsa_ca: Path | None, format: str | None, output: Path | None
) -> None:
    """Say in plain words what a package or WARC proves, and what it does not.

    Reads every byte: the list of files, every digest, every record, the index, the signature, the time
    stamp. Takes files of any tool. Does not touch the network and changes nothing. Damage exits 1, as does
    another key or authority than the one you name.

    \b
    Example:
      verify archive check sources.wacz --key maker.pem --tsa-ca authority.pem
    """
    from verify.archive.wacz.inspected import Named, inspect
    from verify.archive.wacz.keys import named_key
    from verify.archive.wacz.stamps import named_roots
    from verify.report.package import render_inspection

    known = Named(named_key(named) if named else None, named_roots(tsa_ca) if tsa_ca else ())
    found = inspect(file, known)
    write(render_inspection(found, format or "table"), output)
    if not found.sound:
        click.echo(f"verify: exit 1: {file} is not what it should be", err=True)
    raise click.exceptions.Exit(OK if found.sound else FINDINGS)


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
