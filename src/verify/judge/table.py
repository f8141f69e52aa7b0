"""The decision table: what each outcome of a check means for the claim. Data, read top to bottom.

The first row that fits a check decides it. The docs print this table from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.match import Axis, Check, EditKind, Outcome
from verify.model.verdict import Severity, Status

_MEANING = frozenset({EditKind.number, EditKind.negation, EditKind.hedge, EditKind.attribution})
_WORDS = frozenset({EditKind.added, EditKind.omitted, EditKind.wording})


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `kinds` narrows it to checks whose main edit is of such a kind; `function_words` to checks in which
    every edit touches function words alone.
    """

    rule: str
    axis: Axis | None
    outcome: Outcome
    status: Status
    severity: Severity
    says: str
    kinds: frozenset[EditKind] | None = None
    function_words: bool = False

    def fits(self, check: Check) -> bool:
        if self.axis not in (None, check.axis) or self.outcome is not check.outcome:
            return False
        main = check.main_edit
        if self.kinds is not None and (main is None or main.kind not in self.kinds):
            return False
        return not self.function_words or all(edit.function_words_only for edit in check.edits)


_HOLDS, _ALTERED, _MISSING = Status.holds, Status.altered, Status.missing
_ERROR, _WARNING, _NOTE, _NONE = Severity.error, Severity.warning, Severity.note, Severity.none
_W, _F, _S, _P, _D = Axis.wording, Axis.figure, Axis.speaker, Axis.passage, Axis.when

TABLE: tuple[Row, ...] = (
    Row("wording-verbatim", _W, Outcome.verbatim, _HOLDS, _NONE, "the words stand in the source as quoted"),
    Row("wording-typographic", _W, Outcome.typographic, _HOLDS, _NONE, "only the typography differs"),
    Row("wording-marked", _W, Outcome.marked, _HOLDS, _NONE, "the article marks what it changed, and fairly"),
    Row(
        "wording-spelling", _W, Outcome.altered, _HOLDS, _NOTE, "only spelling or house style differs",
        frozenset({EditKind.spelling}),
    ),
    Row("wording-meaning", _W, Outcome.altered, _ALTERED, _ERROR, "a change of meaning", _MEANING),
    Row(
        "wording-function-words", _W, Outcome.altered, _ALTERED, _WARNING, "only small words differ",
        _WORDS, function_words=True,
    ),
    Row("wording-words", _W, Outcome.altered, _ALTERED, _ERROR, "the words differ", _WORDS),
    Row("wording-altered", _W, Outcome.altered, _ALTERED, _ERROR, "the words stand otherwise in the source"),
    Row("wording-partial", _W, Outcome.partial, _ALTERED, _ERROR, "only a part of the quote stands"),
    Row("wording-missing", _W, Outcome.missing, _MISSING, _ERROR, "the quote is not in the source"),
    Row("figure-agrees", _F, Outcome.agrees, _HOLDS, _NONE, "the source gives the same figure"),
    Row("figure-overlaps", _F, Outcome.overlaps, _HOLDS, _WARNING, "the source hedges or bounds it"),
    Row("figure-differs", _F, Outcome.differs, _ALTERED, _ERROR, "the source gives another figure"),
    Row("figure-missing", _F, Outcome.missing, _MISSING, _ERROR, "the source gives no such figure"),
    Row("speaker-same", _S, Outcome.same, _HOLDS, _NONE, "the source gives the words to the same speaker"),
    Row("speaker-narrator", _S, Outcome.narrator, _HOLDS, _WARNING, "the source says it in its own voice"),
    Row("speaker-unnamed", _S, Outcome.unnamed, _HOLDS, _WARNING, "the source does not name the speaker"),
    Row("speaker-other", _S, Outcome.other, _ALTERED, _ERROR, "the source gives the words to somebody else"),
    Row("passage-intact", _P, Outcome.intact, _HOLDS, _NONE, "the pinned passage stands"),
    Row("passage-moved", _P, Outcome.moved, _HOLDS, _NOTE, "the pinned passage stands elsewhere in the page"),
    Row("passage-altered", _P, Outcome.altered, _ALTERED, _ERROR, "the pinned passage was changed"),
    Row("passage-partial", _P, Outcome.partial, _ALTERED, _ERROR, "only a part of the pinned passage stands"),
    Row("passage-missing", _P, Outcome.missing, _MISSING, _ERROR, "the pinned passage is gone"),
    Row("when-agrees", _D, Outcome.agrees, _HOLDS, _NONE, "the source gives the same date"),
    Row("when-differs", _D, Outcome.differs, _ALTERED, _ERROR, "the source gives another date"),
    Row(
        "figure-turned", _F, Outcome.undecided, Status.unverifiable, _WARNING,
        "the source's sentence says otherwise", frozenset({EditKind.negation, EditKind.wording}),
    ),
    Row(
        "wording-cut", _W, Outcome.undecided, Status.unverifiable, _WARNING,
        "what was left out may take the words back", _MEANING | _WORDS,
    ),
    Row("undecided", None, Outcome.undecided, Status.unverifiable, _NOTE, "a program cannot decide it"),
)  # fmt: skip


_ROWS = {
    (axis, outcome): tuple(row for row in TABLE if row.axis in (None, axis) and row.outcome is outcome)
    for axis in Axis
    for outcome in Outcome
}


def row_for(check: Check) -> Row:
    """The row that decides a check. Every outcome an axis may have has one; LookupError is a bug."""
    for row in _ROWS[check.axis, check.outcome]:
        if row.fits(check):
            return row
    raise LookupError(f"the decision table has no row for {check.axis} {check.outcome}")
