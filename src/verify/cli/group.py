"""A click group that imports a command only when it is called, so that --help is quick."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

COMMANDS: dict[str, str] = {
    "demo": "Watch the whole job on bundled stand-in pages.",
    "init": "Write a commented references.yaml to start from.",
    "add": "Add a reference, and a claim that rests on it.",
    "lint": "Check references.yaml: what is wrong, where, how to mend it.",
    "list": "List sources, references and claims.",
    "show": "Show one source, reference or claim and what is known of it.",
    "fetch": "Look at what is due and store every look.  [network]",
    "archive": "Take a snapshot for keeps and print how to cite it.  [network]",
    "save": "Ask a public archive to save the cited pages.  [network]",
    "import": "Take in others' WARC and WACZ files, or a page saved by hand.",
    "match": "Look for quotes in a file, a page or standard input.",
    "check": "Judge every claim on what is stored, offline.",
    "report": "Write the evidence of every claim into one HTML file.",
    "audit": "Fetch what is due, judge every claim, compare with the last run.  [network]",
    "accept": "Accept what a claim's verdict says now, until it changes or expires.",
    "baseline": "Accept all that is wrong now, to adopt an old registry.",
    "rescue": "Find where else a dead or altered reference can be cited.  [network]",
    "links": "Check the links of documents, pages and registries.  [network]",
    "diff": "Show what changed between two snapshots of a reference.",
    "pin": "Pin the passage that carries a paraphrase.",
    "log": "List snapshots and verdicts over time.",
    "history": "Show what a page said of its claims over time, here and in public archives.  [network]",
    "bisect": "Find every change of a claim among the captures of its page.  [network]",
    "cache": "Verify or rebuild the archive.",
    "doctor": "Say what is missing or wrong on this machine and how to mend it.",
    "completion": "Print a script that completes commands and ids in your shell.",
}
"""Every command with its one line of help, in the order a newcomer needs them."""


class LazyGroup(click.Group):
    """The group of COMMANDS; `verify.cli.<name>_command` holds each one as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"verify.cli.{cmd_name}_command"), "command")  # noqa: B009
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            self._unknown(ctx, args[0])
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> None:
        import difflib

        near: Sequence[Any] = difflib.get_close_matches(name, COMMANDS, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise click.UsageError(f"There is no command {name!r}.{hint}", ctx)
