"""The decision table covers every outcome an axis may have, and says what design says."""

import pytest

from verify.judge.table import TABLE, row_for
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.verdict import Severity, Status

AXES = {
    Axis.wording: ["verbatim", "typographic", "marked", "altered", "partial", "missing", "undecided"],
    Axis.figure: ["agrees", "overlaps", "differs", "missing", "undecided"],
    Axis.speaker: ["same", "other", "narrator", "unnamed", "undecided"],
    Axis.passage: ["intact", "moved", "altered", "partial", "missing", "undecided"],
    Axis.when: ["agrees", "differs", "undecided"],
}


@pytest.mark.parametrize(
    ("axis", "outcome"), [(axis, word) for axis, words in AXES.items() for word in words]
)
def test_every_outcome_has_a_row(axis: Axis, outcome: str) -> None:
    row = row_for(Check(axis, Outcome(outcome)))
    assert row.axis in (axis, None)
    assert (row.severity is Severity.error) == (row.status in (Status.altered, Status.missing))


@pytest.mark.parametrize(
    ("kind", "status", "severity"),
    [
        (EditKind.number, Status.altered, Severity.error),
        (EditKind.negation, Status.altered, Severity.error),
        (EditKind.hedge, Status.altered, Severity.error),
        (EditKind.attribution, Status.altered, Severity.error),
        (EditKind.added, Status.altered, Severity.error),
        (EditKind.omitted, Status.altered, Severity.error),
        (EditKind.wording, Status.altered, Severity.error),
        (EditKind.spelling, Status.holds, Severity.note),
    ],
)
def test_the_main_edit_decides_an_altered_wording(kind: EditKind, status: Status, severity: Severity) -> None:
    edits = (Edit(EditKind.spelling, "a", "b"), Edit(kind, "c", "d"))
    row = row_for(Check(Axis.wording, Outcome.altered, edits=edits))
    assert (row.status, row.severity) == (status, severity)


def test_function_words_alone_are_a_warning_only_where_no_other_word_changed() -> None:
    small = Edit(EditKind.wording, "the", "a", function_words_only=True)
    large = Edit(EditKind.added, "brutal", "")
    assert row_for(Check(Axis.wording, Outcome.altered, edits=(small,))).severity is Severity.warning
    assert row_for(Check(Axis.wording, Outcome.altered, edits=(small, large))).severity is Severity.error


def test_an_outcome_no_axis_has_is_refused() -> None:
    with pytest.raises(LookupError, match="no row"):
        row_for(Check(Axis.figure, Outcome.narrator))


def test_nothing_but_spelling_and_marked_changes_of_wording_holds() -> None:
    holding = {row.rule for row in TABLE if row.axis is Axis.wording and row.status is Status.holds}
    assert holding == {"wording-verbatim", "wording-typographic", "wording-marked", "wording-spelling"}


def test_a_figure_that_the_sentence_turns_is_open_and_loud() -> None:
    turned = Check(Axis.figure, Outcome.undecided, edits=(Edit(EditKind.negation, "", "not"),))
    assert (row_for(turned).status, row_for(turned).severity) == (Status.unverifiable, Severity.warning)
    assert row_for(Check(Axis.figure, Outcome.undecided)).severity is Severity.note


def test_a_wording_that_was_cut_is_open_and_loud() -> None:
    cut = Check(Axis.wording, Outcome.undecided, edits=(Edit(EditKind.omitted, "", "we hear", unsure=True),))
    assert (row_for(cut).rule, row_for(cut).status) == ("wording-cut", Status.unverifiable)
    assert row_for(cut).severity is Severity.warning
    assert row_for(Check(Axis.wording, Outcome.undecided)).severity is Severity.note
