"""The help of every command, taken apart: what the man page and the reference pages are made of."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

import click

from verify.cli.main import cli
from verify.cli.sections import HEADINGS, heading_of

PROGRAM = "verify"


@dataclass(frozen=True)
class Paragraph:
    """`kept` lines stand as they are (a list, an example); others are filled."""

    text: str
    kept: bool


@dataclass(frozen=True)
class Help:
    """One command. `options` are rows under their headings, as (`-o, --output PATH`, what it does)."""

    words: str
    usage: str
    paragraphs: tuple[Paragraph, ...]
    options: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def summary(self) -> str:
        return self.paragraphs[0].text if self.paragraphs else ""


def program() -> Help:
    """The help of `verify` itself."""
    return _help(cli, PROGRAM)


def commands() -> Iterator[Help]:
    """Every command, groups before their parts, in the order of `verify --help`."""
    yield from _below(cli, PROGRAM)


def _below(group: click.Group, words: str) -> Iterator[Help]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield _help(command, f"{words} {name}")
        if isinstance(command, click.Group):
            yield from _below(command, f"{words} {name}")


def _help(command: click.Command, words: str) -> Help:
    context = click.Context(command, info_name=words, help_option_names=["-h", "--help"])
    pieces = " ".join(command.collect_usage_pieces(context))
    return Help(
        words, f"{words} {pieces}", tuple(_paragraphs(command.help or "")), _options(command, context)
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    r"""As click reads it: an empty line ends a paragraph, a line of `\b` before it keeps its lines."""
    for block in inspect.cleandoc(text).split("\n\n"):
        kept = block.startswith("\b\n")
        lines = block.removeprefix("\b\n").strip("\n")
        if lines:
            yield Paragraph(lines if kept else " ".join(lines.split()), kept)


def _options(
    command: click.Command, context: click.Context
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    rows: dict[str, list[tuple[str, str]]] = {"Options": [], **{heading: [] for heading in HEADINGS}}
    for parameter in command.get_params(context):
        record = None if isinstance(parameter, click.Argument) else parameter.get_help_record(context)
        if record:
            rows[heading_of(parameter.name)].append(record)
    return tuple((heading, tuple(found)) for heading, found in rows.items() if found)
