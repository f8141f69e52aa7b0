"""Where a run goes: `--format A --output B` as often as wanted, one of them to standard output."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from verify.cli.output import write
from verify.cli.sections import Command
from verify.cli.session import Session, tell_notes
from verify.errors import UsageError
from verify.model.run import Run
from verify.report.choose import FORMS, Material, render

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Destination:
    """`format` None is the one of the settings, `output` None standard output."""

    format: str | None = None
    output: Path | None = None


class RunCommand(Command):
    """A command with `run_output_options`: its function gets `destinations` in their place."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))  # the one place that knows the order
        left = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return left
        formats, outputs = ctx.params.pop("format", ()), ctx.params.pop("output", ())
        names = [parameter.name or "" for parameter in order]
        ctx.params["destinations"] = paired(names, formats, outputs)
        return left


def run_output_options(function: F) -> F:
    """--format and --output, several times, for a RunCommand."""
    for option in (
        click.option(
            "-o", "--output", multiple=True, type=click.Path(path_type=Path),
            help="Write to a file instead; belongs to the --format before it.",
        ),
        click.option(
            "--format", multiple=True, type=click.Choice(list(FORMS)),
            help="How to print; with an --output each, several in one run.  [default: table]",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def paired(names: Sequence[str], formats: Sequence[str], outputs: Sequence[Path]) -> tuple[Destination, ...]:
    """Each format with the output that follows it. `names` are the parameters in the order they were given.

    One of each belong together in either order. Raises UsageError for what cannot be told apart.
    """
    if len(formats) <= 1 and len(outputs) <= 1:
        return (_placed(formats[0] if formats else None, outputs[0] if outputs else None),)
    found: list[Destination] = []
    left, files = iter(formats), iter(outputs)
    for name in names:
        if name == "format":
            found.append(Destination(next(left)))
        elif name == "output":
            file = next(files)
            if not found or found[-1].output is not None:
                raise UsageError(f"--output {file} has no --format of its own", mend=_MEND)
            found[-1] = Destination(found[-1].format, file)
    found = [_placed(each.format, each.output) for each in found]
    _refuse_collisions(found)
    return tuple(found)


def _placed(form: str | None, output: Path | None) -> Destination:
    """`-` is standard output, as everywhere. A folder that is not there is told before any work is done."""
    if output is None or str(output) == "-":
        return Destination(form)
    if not output.parent.is_dir():
        raise UsageError(
            f"{output} cannot be written: there is no folder {output.parent}", mend="make it first"
        )
    return Destination(form, output)


_MEND = "write each --format before its --output: --format table --format sarif --output verify.sarif"


def _refuse_collisions(found: Sequence[Destination]) -> None:
    plain = [str(each.format) for each in found if each.output is None]
    if len(plain) > 1:
        raise UsageError(
            f"{'two' if len(plain) == 2 else len(plain)} formats for standard output ({', '.join(plain)})",
            mend="give all but one of them an --output",
        )
    files = [os.path.realpath(each.output) for each in found if each.output is not None]
    for file in files:
        if files.count(file) > 1 and file != os.devnull:
            raise UsageError(f"two formats for one file: {file}", mend="give each format a file of its own")


def only(destinations: Sequence[Destination], what: str) -> Path | None:
    """The output of a command that prints `what` and has no other form. Raises UsageError for several."""
    if len(destinations) > 1:
        raise UsageError(f"{what} is one text, and goes to one place", mend="leave all --format out")
    return destinations[0].output


def write_run(
    run: Run, session: Session, destinations: Sequence[Destination], *, everything: bool = False
) -> None:
    """The run in each form, in the order asked for; what happened on the way goes to stderr."""
    tell_notes(run)
    settings = session.settings
    bar, reviewer = settings.fail_severity(), settings.reviewer
    material = Material(run, session.registries, os.getcwd(), everything, bar, reviewer)
    for each in destinations:
        form = each.format or settings.format
        write(render(form, material), each.output)
        if form == "github":
            _summarise(material, os.environ.get("GITHUB_STEP_SUMMARY", ""))


def _summarise(material: Material, path: str) -> None:
    """Append to the summary of a GitHub step, where there is one. What others wrote there counts too."""
    from verify.report.github import SUMMARY, summary

    if not path:
        return
    try:
        used = os.path.getsize(path) if os.path.exists(path) else 0
        text = summary(material.run, SUMMARY - used, everything=material.everything)
        with open(path, "ab") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        click.echo(f"verify: the summary of the step cannot be written: {error.strerror}", err=True)
        return
    if not text:
        click.echo("verify: the summary of this step is full, nothing was added to it", err=True)
