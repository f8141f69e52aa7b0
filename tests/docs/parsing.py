"""YAML files of the repository, and whether a line of theirs is one that the command line understands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from ruamel.yaml import YAML

from verify.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


def parse(words: Sequence[str]) -> click.Command:
    """The command that `verify WORDS` would call; nothing is called. Raises click.UsageError."""
    context = click.Context(cli, info_name="verify")
    group: click.Group = cli
    rest = list(words)
    while True:
        command = group.get_command(context, rest[0]) if rest else None
        if command is None:
            raise click.UsageError(f"no command in {words}")
        name = rest.pop(0)
        if isinstance(command, click.Group) and rest and rest[0] in command.commands:
            group, context = command, click.Context(command, info_name=name, parent=context)
            continue
        command.make_context(name, rest, parent=context)
        return command
