"""Every step of a verdict: each location, the candidates weighed, the row that decided."""

from tests.pipeline.given import COPIES, MIRROR, OWN, page, quoting, registry

from verify.model.match import Outcome
from verify.model.policy import MatchPolicy
from verify.model.snapshot import FailureKind
from verify.pipeline.explaining import explain
from verify.pipeline.ports import Selection
from verify.testing import FakeStore, answered, failed

WORDS = "the gate was never opened after dark"


def test_candidates_rule_and_unneeded_copies_are_told() -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"He said {WORDS}.", f"Again {WORDS}.")))
    selection = Selection((registry(quoting(WORDS), copies=COPIES),))
    (told,) = explain(selection, store, MatchPolicy())
    own, *copies = told.pages
    assert [row.rule for _, row in own.checks] == ["wording-verbatim"]
    assert [(item.outcome, item.chosen) for item in own.candidates] == [
        (Outcome.verbatim, True),
        (Outcome.verbatim, False),
    ]
    assert all("not needed" in story.reason for story in copies)
    assert told.verdict.status == "holds"


def test_a_page_that_could_not_be_read_is_told_with_its_copies() -> None:
    store = FakeStore()
    store.append(failed(OWN, FailureKind.timeout))
    store.append(answered(MIRROR, page("The gate was opened after dark.")))
    selection = Selection((registry(quoting(WORDS, "story", "letter"), copies=COPIES),))
    (told,) = explain(selection, store, MatchPolicy())
    by_url = {story.page.copy.url: story for story in told.pages if story.page}
    assert by_url[OWN].page is not None
    assert by_url[OWN].page.sight.availability == "timeout"
    assert [row.rule for _, row in by_url[MIRROR].checks] == ["wording-meaning"]
    assert told.pages[-1].page is None
    assert "private" in told.pages[-1].reason
