"""What one text says of a claim, as a key: equal keys say the same. Pure.

Typography, spelling and a passage that moved make no difference to what is said; another figure, another
hedge, other words inside an altered quote do.
"""

from __future__ import annotations

from collections.abc import Sequence

from verify.judge.table import Row, row_for
from verify.judge.verdict import Judged
from verify.model.match import Axis, Check, EditKind, Outcome
from verify.model.verdict import Severity, Status
from verify.text.fold import fold_text

_TELLING = (Severity.error, Severity.warning)
_NAMES = (
    *(kind.value for kind in EditKind),
    *(axis.value for axis in (Axis.figure, Axis.speaker, Axis.when)),
    Outcome.partial.value,
)


def said(judged: Judged) -> str | None:
    """The key of a reading; None where it could not be told what the text says."""
    if judged.status in (Status.unknown, Status.unverifiable):
        return None
    if judged.status is Status.missing:
        return str(Status.missing)
    rows = [(check, row_for(check)) for check in judged.reading.checks]
    parts = [_part(check, row) for check, row in rows if row.severity in _TELLING]
    return " ".join([str(judged.status), *parts])


def altered_in(judged: Judged) -> tuple[str, ...]:
    """What is altered, in the table's order: kinds of edits (`number`, `negation`, …), the axis where it is
    no wording that differs (`figure`, `speaker`, `when`), `partial`. Empty for any other status."""
    if judged.status is not Status.altered:
        return ()
    found = {name for check in judged.reading.checks for name in _altered_in(check)}
    return tuple(name for name in _NAMES if name in found)


def _altered_in(check: Check) -> Sequence[str]:
    if row_for(check).status is not Status.altered:
        return ()
    if check.axis not in (Axis.wording, Axis.passage):
        return (check.axis.value,)
    if check.outcome is Outcome.partial:
        return (Outcome.partial.value,)
    return tuple(edit.kind.value for edit in check.edits) or (EditKind.wording.value,)


def _part(check: Check, row: Row) -> str:
    words = " ".join(fold_text(check.found or "").casefold().split())
    return f"{row.rule}={words}"
