"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ["table", "json", "jsonl"]


def complete_ids(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Completes the id of a claim, reference or source in a shell."""
    from verify.cli.completing import ids_on_line

    return ids_on_line(context, ("claims", "references", "sources"), begun)


def complete_claims(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Completes the id of a claim in a shell."""
    from verify.cli.completing import ids_on_line

    return ids_on_line(context, ("claims",), begun)


def _stack(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def registry_options(function: F) -> F:
    """--registry (several times), --cache."""
    return _stack(
        click.option(
            "-r", "--registry", "registries", multiple=True, type=click.Path(path_type=Path),
            help="A registry file; may be given several times.  [default: references.yaml]",
        ),
        click.option("--cache", type=click.Path(), help="The archive's folder.  [default: cache/ beside it]"),
    )(function)  # fmt: skip


def output_options(function: F) -> F:
    """--format and --output."""
    return _stack(
        click.option("--format", type=click.Choice(FORMATS), help="How to print.  [default: table]"),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead."),
    )(function)


def network_options(function: F) -> F:
    """What the fetch layer is told. Names as in curl where curl has them."""
    return _stack(
        click.option("--timeout", type=float, help="Seconds without a byte before giving up.  [default: 20]"),
        click.option("--total-time", type=float, help="Seconds for a whole look.  [default: 60]"),
        click.option("--delay", type=float, help="Seconds between requests to a host.  [default: 1]"),
        click.option("--concurrency", type=int, help="Requests under way at once.  [default: 16]"),
        click.option("--cacert", type=click.Path(), help="A PEM file of authorities to trust as well."),
        click.option("--resolve", multiple=True, metavar="HOST:PORT:ADDR", help="As in curl."),
        click.option("--connect-to", multiple=True, metavar="HOST:PORT:ADDR:PORT", help="As in curl."),
        click.option(
            "--allow", multiple=True, metavar="ADDR:PORT",
            help="Connect to this address although it is not a public one.",
        ),
        click.option("--no-robots", "robots", flag_value=False, default=None, help="Ignore robots.txt."),
        click.option("--offline", is_flag=True, help="Forbid the network."),
    )(function)  # fmt: skip


def storing_options(function: F) -> F:
    """--exact-wire, --requisites, --max-requisites: what is stored beside the pages themselves."""
    return _stack(
        click.option(
            "--exact-wire", is_flag=True, default=None,
            help="Keep how chunked bodies were framed: the exact bytes on the wire.",
        ),
        click.option(
            "--requisites", is_flag=True, default=None,
            help="Store the style sheets and pictures of the pages too, for a replay that looks like them.",
        ),
        click.option("--max-requisites", type=int, help="At most so many of a page.  [default: 100]"),
    )(function)  # fmt: skip


def archive_options(function: F) -> F:
    """--archive, the public archives to ask."""
    return _stack(
        click.option(
            "--archive", multiple=True, metavar="URL",
            help="A public archive to ask: its base URL, NAME=URL, or a name out of the settings; may be "
            "given several times.  [default: those of the settings, else the Internet Archive]",
        ),
    )(function)  # fmt: skip


def judging_options(function: F) -> F:
    """--fail-on, --accept-unknown, --all."""
    return _stack(
        click.option(
            "--fail-on", type=click.Choice(["error", "warning", "note", "none"]),
            help="Exit 1 for findings of this severity and above.  [default: error]",
        ),
        click.option(
            "--accept-unknown", is_flag=True, default=None, help="Exit 0 although some could not be read."
        ),
        click.option("--all", "everything", is_flag=True, help="List every claim, notes included."),
    )(function)  # fmt: skip
