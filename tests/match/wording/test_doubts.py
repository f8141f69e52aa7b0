"""A cut that only its shape speaks against leaves the wording open, and says so."""

from __future__ import annotations

from tests.match.wording.wording_cases import ask, prepared

from verify.judge.table import row_for
from verify.match.claim import match_claim
from verify.match.wording.doubts import opened
from verify.match.wording.passage import match_passage
from verify.model.claim import Claim, Selector
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.policy import MatchPolicy
from verify.model.verdict import Severity, Status

SOURCE = "The road will open in the spring, glorp willing."
QUOTE = "The road will open in the spring"


def test_an_open_cut_is_undecided_and_loud() -> None:
    claim = Claim(id="road", references=(), text="The road opens.", quote=(QUOTE,))
    (check,) = match_claim(claim, prepared(SOURCE), MatchPolicy(), language="en")
    assert check.outcome is Outcome.undecided
    assert check.reason == (
        "the source's sentence goes on with “glorp willing”, which may take back or limit what is quoted"
    )
    row = row_for(check)
    assert (row.rule, row.status, row.severity) == ("wording-cut", Status.unverifiable, Severity.warning)


def test_what_stands_before_and_what_an_ellipsis_leaves_out_is_named() -> None:
    head = opened(ask("It was cold. It is glorp that the old road was shut.", "the old road was shut"))
    assert (head.outcome, "leads in with “It is glorp that”" in head.reason) == (Outcome.undecided, True)
    gap = opened(ask("The road was glorply shut in the spring.", "The road was … shut in the spring"))
    assert (gap.outcome, "leaves out “glorply”" in gap.reason) == (Outcome.undecided, True)


def test_any_other_difference_than_spelling_keeps_it_altered() -> None:
    unsure = Edit(EditKind.omitted, "", "glorp", (9, 14), unsure=True)
    spelling = Edit(EditKind.spelling, "grey", "gray")
    number = Edit(EditKind.number, "5", "6")
    altered = Check(Axis.wording, Outcome.altered, (0, 8))
    assert (
        opened(Check(Axis.wording, Outcome.altered, (0, 8), edits=(unsure, number))).outcome
        is Outcome.altered
    )
    assert opened(Check(Axis.wording, Outcome.altered, (0, 8), edits=(unsure, spelling))).outcome is (
        Outcome.undecided
    )
    assert opened(altered) is altered


def test_a_pinned_passage_is_never_altered_by_shape_alone() -> None:
    assert match_passage(Selector(QUOTE), prepared(SOURCE)).outcome is Outcome.intact
    certain = SOURCE.replace("glorp willing", "the owners claim")
    assert match_passage(Selector(QUOTE), prepared(certain)).outcome is Outcome.altered
