"""Acceptances over a run, and proposals of new ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.pipeline.given import OWN, page, quoting, registry

from verify.errors import UsageError
from verify.judge.acceptance import fingerprint
from verify.model.dates import PartialDate
from verify.model.policy import MatchPolicy
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.snapshot import FailureKind
from verify.pipeline.accepting import Terms, accepted, propose, propose_all
from verify.pipeline.checking import check
from verify.pipeline.ports import Selection
from verify.testing import FakeStore, answered, failed

TODAY = dt.date(2026, 11, 28)
TERMS = Terms("desk", "known")
CLAIMS = (
    quoting("the gate was never opened after dark", name="stands"),
    quoting("the gate was often opened after dark", name="altered"),
    quoting("nobody has seen the lighthouse keeper since", name="absent"),
    quoting("of no consequence", "letter", name="closed"),
)
OURS = registry(*CLAIMS)


def judged(ours: Registry = OURS, *said: str) -> Run:
    store = FakeStore()
    store.append(answered(OWN, page(*(said or ("He said that the gate was never opened after dark.",)))))
    run = check(Selection((ours,)), store, MatchPolicy())
    return accepted(run, (ours,), TODAY)


def with_proposed(ours: Registry, run: Run) -> Registry:
    made = {item.claim: item.acceptance for item in propose_all(Selection((ours,)), run, TERMS)}
    held = (replace(claim, accepted=made.get(claim.id, claim.accepted)) for claim in ours.claims)
    return replace(ours, claims=tuple(held))


def test_a_baseline_accepts_errors_and_warnings_once() -> None:
    ours = with_proposed(OURS, judged())
    assert [claim.id for claim in ours.claims if claim.accepted] == ["altered", "absent"]
    run = judged(ours)
    assert not [item for item in run.findings if item.counts and item.severity != "note"]
    assert propose_all(Selection((ours,)), run, TERMS) == ()


def test_the_page_may_change_around_an_accepted_difference_but_not_the_difference() -> None:
    ours = with_proposed(OURS, judged())
    around = judged(ours, "Others spoke first.", "He said that the gate was never opened after dark.", "So.")
    assert not [item for item in around.findings if item.counts and item.severity != "note"]
    other = judged(ours, "He said that the gate was seldom opened after dark.")
    assert {item.subject for item in other.findings if item.counts and item.severity == "error"} == {
        "slug/stands",
        "slug/altered",
    }


def test_what_could_not_be_read_is_never_baselined_but_may_be_accepted_by_name() -> None:
    store = FakeStore()
    store.append(failed(OWN, FailureKind.timeout))
    run = check(Selection((OURS,)), store, MatchPolicy())
    assert propose_all(Selection((OURS,)), run, TERMS) == ()
    one = propose(Selection((OURS,), frozenset({"stands"})), run, TERMS)
    assert (one.claim, one.acceptance.status) == ("stands", "unknown")
    assert one.acceptance.evidence == fingerprint(one.verdict)


@pytest.mark.parametrize(
    ("name", "message"),
    [("stands", "there is nothing to accept"), ("story", "an acceptance is of one claim")],
)
def test_what_cannot_be_accepted_is_said(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        propose(Selection((OURS,), frozenset({name})), judged(), TERMS)


def test_a_claim_id_of_two_articles_is_not_guessed() -> None:
    other = replace(OURS, slug="other")
    store = FakeStore()
    run = check(Selection((OURS, other)), store, MatchPolicy())
    with pytest.raises(UsageError, match="several registries"):
        propose(Selection((OURS, other), frozenset({"altered"})), run, TERMS)
    found = propose(Selection((OURS, other), frozenset({"other/altered"})), run, TERMS)
    assert found.registry.slug == "other"


@pytest.mark.parametrize(
    "terms",
    [
        Terms(" ", "n"),
        Terms("b", ""),
        Terms("b", "n", PartialDate(2026, 11, 27)),
        Terms("b", "n", PartialDate(2025)),
    ],
)
def test_terms_that_say_nothing_or_are_past_are_refused(terms: Terms) -> None:
    with pytest.raises(UsageError):
        terms.check(TODAY)


def test_terms_of_today_and_later_are_taken() -> None:
    for last in (None, PartialDate(2026), PartialDate(2026, 11), PartialDate(2026, 11, 28)):
        Terms("b", "n", last).check(TODAY)
