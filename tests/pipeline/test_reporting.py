"""What is gathered beside each verdict: the text, the past and the page's change."""

import datetime as dt

import pytest
from tests.report.evidence.dossiers import AFTER, BEFORE, PORT, QUAY, WEEK, of, registry, sample, stored

from verify.model.policy import MatchPolicy
from verify.model.verdict import Status
from verify.pipeline.checking import check
from verify.pipeline.ports import Selection
from verify.report.evidence.case import Case, Dossier
from verify.testing import EPOCH, answered


@pytest.fixture(scope="module")
def gathered() -> Dossier:
    return sample()


def case_of(gathered: Dossier, name: str) -> Case:
    return next(case for case in gathered.cases if case.claim.id == name)


def test_it_judges_as_check_does(gathered: Dossier) -> None:
    held = registry()
    run = check(Selection((held,)), stored(held), MatchPolicy())
    assert gathered.run.verdicts == run.verdicts
    assert gathered.run.findings == run.findings
    assert gathered.newest == EPOCH + WEEK


def test_how_a_claim_moved_stands_with_it(gathered: Dossier) -> None:
    assert gathered.run.drifts
    assert {case.drift for case in gathered.cases if case.drift} == set(gathered.run.drifts)


def test_the_text_is_the_one_that_was_judged(gathered: Dossier) -> None:
    text = case_of(gathered, "gate").text
    assert text is not None
    assert "the gate was opened" in text.text
    assert case_of(gathered, "wall").text is None


def test_the_course_ends_with_the_verdict_of_the_newest_look(gathered: Dossier) -> None:
    course = case_of(gathered, "gate").course
    assert [(item.at, item.status) for item in course] == [
        (EPOCH, Status.holds),
        (EPOCH + WEEK, Status.altered),
    ]


def test_every_look_is_told_with_what_came_of_it(gathered: Dossier) -> None:
    assert [(item.outcome, item.changed) for item in case_of(gathered, "gate").seen] == [
        ("ok", None),
        ("ok", True),
    ]
    assert [item.outcome for item in case_of(gathered, "wall").seen] == ["timeout", "timeout"]
    assert case_of(gathered, "letter").seen == ()


def test_a_page_that_changed_is_compared_with_what_it_said_before(gathered: Dossier) -> None:
    assert set(gathered.changes) == {QUAY}
    change = gathered.changes[QUAY]
    assert (change.before.at, change.after.at) == (EPOCH, EPOCH + WEEK)
    assert {case.claim.id for case in gathered.cases if case.change} == {"cranes", "gate", "sold", "caption"}


def test_where_the_words_stood_is_known_from_the_verdict_on_that_snapshot(gathered: Dossier) -> None:
    old = gathered.changes[QUAY].old.text
    assert [old[start:end] for start, end in case_of(gathered, "sold").stood] == ["was sold to nobody at all"]


def test_another_layout_alone_is_no_change() -> None:
    held = registry()
    store = stored(held, (BEFORE, BEFORE.replace("<p>", '<p class="wide">')))
    assert of(held, store).changes == {}


def test_a_page_that_came_back_is_compared_with_the_last_other_text() -> None:
    held = registry()
    store = stored(held, (BEFORE, AFTER))
    store.clock.pass_(dt.timedelta(days=1))
    store.append(answered(QUAY, AFTER, at=store.clock()))
    change = of(held, store).changes[QUAY]
    assert change.before.at == EPOCH


def test_only_what_was_chosen_is_gathered() -> None:
    held = registry()
    found = of(held, stored(held), "ships")
    assert [case.claim.id for case in found.cases] == ["ships"]
    assert {item.url for item in found.run.sightings} == {PORT}


def test_the_nearest_sentence_is_given_for_what_is_missing_alone(gathered: Dossier) -> None:
    assert case_of(gathered, "sold").nearest == "In the end the buyers heard a speech."
    assert case_of(gathered, "gate").nearest == ""


def test_nothing_is_written() -> None:
    held = registry()
    store = stored(held)
    before = (len(store._looks), len(store._verdicts))
    of(held, store)
    assert (len(store._looks), len(store._verdicts)) == before


def test_an_empty_archive_has_nothing_to_show_and_says_so() -> None:
    held = registry()
    store = stored(held, ())
    found = of(held, store)
    assert found.newest is None
    assert {case.verdict.status for case in found.cases} == {Status.unknown, Status.unverifiable}
