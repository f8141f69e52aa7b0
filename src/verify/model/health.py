"""What an examination of the machine, the settings and the archive found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    ok = "ok"
    warning = "warning"
    problem = "problem"
    unchecked = "unchecked"


@dataclass(frozen=True)
class Health:
    """One line: `what` was looked at, what was `found`, and what to do about it ("" for nothing)."""

    what: str
    condition: Condition
    found: str
    mend: str = ""


def ok(what: str, found: str) -> Health:
    return Health(what, Condition.ok, found)


def warning(what: str, found: str, mend: str) -> Health:
    return Health(what, Condition.warning, found, mend)


def problem(what: str, found: str, mend: str) -> Health:
    return Health(what, Condition.problem, found, mend)


def unchecked(what: str, found: str, mend: str = "") -> Health:
    return Health(what, Condition.unchecked, found, mend)
