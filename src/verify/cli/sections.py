"""A command whose help lists its options under headings: its own first, then what every command has."""

from __future__ import annotations

import click

HEADINGS: dict[str, tuple[str, ...]] = {
    "Which links": ("exclude", "exclude_glob", "exclude_host", "remap", "base_url", "changed_since"),
    "Registry and archive": ("registries", "cache"),
    "Output and exit code": ("format", "output", "everything", "fail_on", "fail_links", "accept_unknown"),
    "Network": (
        *("timeout", "total_time", "delay", "concurrency", "host_concurrency", "rate", "max_requests"),
        *("archive", "workers", "proxy", "cacert", "resolve", "connect_to", "allow", "robots", "offline"),
    ),
}
"""Headings in their order, with the names of the parameters under each; all others are "Options"."""


class Command(click.Command):
    """As click's, with headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows: dict[str, list[tuple[str, str]]] = {"Options": [], **{heading: [] for heading in HEADINGS}}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            if row is not None and not isinstance(parameter, click.Argument):
                rows[heading_of(parameter.name)].append(row)
        for heading, records in rows.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def heading_of(name: str | None) -> str:
    """Under which heading the option of this parameter stands."""
    return next((heading for heading, names in HEADINGS.items() if name in names), "Options")
