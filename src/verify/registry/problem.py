"""What is wrong in a references.yaml, where, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verify.model.registry import Place, Registry
from verify.model.verdict import Severity
from verify.registry.tree import Lines

_USERINFO = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s@]{1,500}@")
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Problem:
    """One error or warning. `subject` reads like `claim "zenz-estimate"`; `mend` is one sentence."""

    place: Place
    severity: Severity
    subject: str | None
    message: str
    mend: str

    def __str__(self) -> str:
        """The line of the problem, `references.yaml:41:7 claim "zenz-estimate": quote is empty`."""
        return (
            f"{self.place} {self.subject}: {self.message}" if self.subject else f"{self.place} {self.message}"
        )

    @property
    def full(self) -> str:
        """The problem and, on a second line, how to mend it."""
        return f"{self}\n    {self.mend}"


@dataclass(frozen=True)
class LintResult:
    """`registry` is None where an error keeps the file from being used. Problems are sorted by place."""

    registry: Registry | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.warning)


@dataclass
class Ledger:
    """Collects the problems of one file."""

    path: str
    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def place(self, offset: int) -> Place:
        return Place(self.path, *self.lines.at(offset))

    def error(self, offset: int, subject: str | None, message: str, mend: str) -> None:
        self.problems.append(Problem(self.place(offset), Severity.error, subject, message, mend))

    def warn(self, offset: int, subject: str | None, message: str, mend: str) -> None:
        self.problems.append(Problem(self.place(offset), Severity.warning, subject, message, mend))

    def ordered(self) -> tuple[Problem, ...]:
        return tuple(sorted(self.problems, key=lambda one: (one.place.line, one.place.column, one.message)))


def shown(text: str, width: int = 60) -> str:
    """`text` between quotation marks for a message: one line, cut to `width`, controls made visible, and
    without what an address holds before its @, which may be a password."""
    text = _USERINFO.sub(r"\1…@", text)
    cut = text if len(text) <= width else text[: width - 1] + "…"
    visible = _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", cut)
    return f'"{visible}"'
