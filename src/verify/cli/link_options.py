"""The options of `verify links` that no other command has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def link_options(function: F) -> F:
    """What is asked for, how, and what is remembered."""
    for add in reversed((*_CHOOSING, *_ASKING, *_REMEMBERING)):
        function = add(function)
    return function


_CHOOSING = (
    click.option(
        "--exclude",
        multiple=True,
        metavar="REGEX",
        help="Leave out URLs that it is found in; may be repeated.",
    ),
    click.option(
        "--exclude-glob",
        multiple=True,
        metavar="GLOB",
        help="Leave out URLs that fit it whole; may be repeated.",
    ),
    click.option(
        "--exclude-host",
        multiple=True,
        metavar="HOST",
        help="Leave out a host and those under it; may be repeated.",
    ),
    click.option(
        "--remap",
        multiple=True,
        metavar="'REGEX REPLACEMENT'",
        help="Ask another address instead; may be repeated.",
    ),
    click.option("--base-url", metavar="URL", help="What relative links stand for (then not files)."),
    click.option("--changed-since", metavar="REV", help="Only links on lines changed since a git revision."),
)
_ASKING = (
    click.option("--status-only", is_flag=True, help="Ask for the status alone; read no page."),
    click.option("--host-concurrency", type=int, help="Requests under way at one host.  [default: 1]"),
    click.option("--rate", type=float, help="Requests a second over all hosts.  [default: 0, no limit]"),
    click.option("--max-requests", type=int, help="Requests in this run.  [default: 0, no limit]"),
    click.option("--workers", type=int, help="Processes that look and read.  [default: 1]"),
    click.option("--proxy", metavar="URL|env", help="Ask through a proxy, which then resolves names."),
    click.option("--no-second-pass", is_flag=True, help="Do not ask again at the end for what failed."),
)
_REMEMBERING = (
    click.option("--cache", type=click.Path(), help="The archive's folder, where standings are kept."),
    click.option("--force", is_flag=True, help="Ask again also for what was well within fresh_hours."),
    click.option("--resume", is_flag=True, help="Go on where an interrupted run stopped."),
    click.option("--explain", metavar="URL", help="Ask for one URL and show everything known of it."),
    click.option(
        "--fail-on", "fail_links", type=click.Choice(["dead", "failing", "none"]), default="dead",
        help="Exit 1 for dead links, or already for failing ones.  [default: dead]",
    ),
    click.option("--all", "everything", is_flag=True, help="List also what moved for good and what is well."),
)  # fmt: skip
