"""The github format: workflow commands that annotate references.yaml, and the summary of a step.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word, in the
order in which they come; it drops a summary of more than 1 MiB whole. So the gravest come first, and what is
left out is counted where it can be seen.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.model.finding import Finding
from verify.model.run import Run
from verify.model.verdict import Severity
from verify.report import file_places, markdown
from verify.report.clean import clean
from verify.report.grouped import LEVELS, listed
from verify.report.rules import rule
from verify.text.counting import counted

SUMMARY = 1 << 20
"""Bytes of all that one step adds to its summary."""
_MOST = 10
_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}


def commands(run: Run, folder: str, *, everything: bool = False) -> str:
    """A command a line. Paths are told from `folder` (absolute) on, which is the repository's root as a rule.

    What an editor has accepted is left to the summary, and notes to those who want everything.
    """
    found = {level: listed(run.findings, level) for level in LEVELS}
    waiting = [item for item in run.findings if item.unconfirmed]
    found[Severity.note] = waiting + (found[Severity.note] if everything else [])
    lines = [line for level, items in found.items() for line in _level(level, items, folder)]
    return "".join(f"{line}\n" for line in lines)


def summary(run: Run, room: int = SUMMARY, *, everything: bool = False) -> str:
    """The step's summary in at most `room` bytes; "" where nothing of use fits."""
    told = markdown.render(run, everything=everything, most=room)
    return told if len(told.encode("utf-8")) <= room else ""


def _level(level: Severity, findings: Sequence[Finding], folder: str) -> Iterator[str]:
    shown = findings if len(findings) <= _MOST else findings[: _MOST - 1]
    for item in shown:
        yield _command(item, _COMMANDS[level], folder)
    left = len(findings) - len(shown)
    if left:
        more = counted(left, f"more {_COMMANDS[level]}")
        yield f"::{_COMMANDS[level]} title=verify::{_value(f'{more}: the summary of this step lists them')}"


def _command(item: Finding, command: str, folder: str) -> str:
    place = item.place
    properties = {
        "file": file_places.shortest(place.path, folder),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{rule(item.rule).title} ({item.rule})",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    unsure = "not confirmed yet: " if item.unconfirmed else ""
    origin = item.evidence.origin if item.evidence else ""
    shown = f" (the page was {origin})" if origin and origin not in item.message else ""
    return f"::{command} {told}::{_value(f'{item.subject}: {unsure}{item.message}{shown}')}"


def _value(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")
