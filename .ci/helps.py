"""Call `--help` of every command of the given `verify`: each must end well and show an example.

Usage: python .ci/helps.py PATH/TO/verify, with the interpreter that has the package installed.
"""

# ruff: noqa: T201

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click

import verify.cli.main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command below `group`, groups included."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def main(program: str) -> int:
    failed = []
    groups = [value for value in vars(verify.cli.main).values() if isinstance(value, click.Group)]
    found = list(commands(groups[0])) if groups else []
    for words in found:
        done = subprocess.run([program, *words, "--help"], capture_output=True, text=True, timeout=60)
        shows_example = f"verify {' '.join(words)}" in done.stdout.split("Usage:", 1)[-1].split("\n", 1)[-1]
        if done.returncode or not (shows_example or "COMMAND" in done.stdout):
            failed.append(" ".join(words))
            print(f"verify {' '.join(words)} --help: exit {done.returncode}\n{done.stdout}{done.stderr}")
    print(f"{len(found)} commands, {len(failed)} without a good --help: {', '.join(failed) or 'none'}")
    return 1 if failed or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
