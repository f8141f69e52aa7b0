"""schema.org ClaimReview: it reviews whether the source says it, and claims no more."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.report.hostile import STRINGS
from tests.report.registries import registry
from tests.report.test_json_v1 import whole_run

from verify.model.run import Run
from verify.model.verdict import Status
from verify.report.claim_review import ASPECT, render


def reviews(run: Run, reviewer: str = "") -> list[dict[str, Any]]:
    document = json.loads(render(run, [registry()], reviewer))
    assert document["@context"] == "https://schema.org"
    return list(document["@graph"])


def of_status(status: Status) -> Run:
    run = whole_run()
    return replace(run, verdicts=(replace(run.verdicts[0], status=status),))


def test_a_judged_claim_is_a_review_of_what_the_source_says() -> None:
    (review,) = reviews(whole_run(), "The Desk")
    assert review["claimReviewed"] == "He said no."
    assert review["reviewAspect"] == ASPECT
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "The cited source says otherwise",
    }
    assert review["author"] == {"@type": "Organization", "name": "The Desk"}
    assert review["itemReviewed"]["@id"] == "urn:verify:claim:s/c"
    assert review["itemReviewed"]["appearance"]["url"] == "https://us.example/no"
    assert review["itemReviewed"]["appearance"]["datePublished"] == "2025-06"
    assert review["citation"]["publisher"]["name"] == "The Paper"
    assert review["citation"]["url"] == "https://a.example/"
    assert review["datePublished"] == "2026-01-02T03:04:05Z"


def test_nobody_signs_who_was_not_named() -> None:
    assert "author" not in reviews(whole_run())[0]


@pytest.mark.parametrize("status", Status)
def test_what_could_not_be_judged_is_no_review(status: Status) -> None:
    judged = status in (Status.holds, Status.altered, Status.missing)
    assert len(reviews(of_status(status))) == judged


def test_a_loss_that_nothing_has_confirmed_is_not_published() -> None:
    run = whole_run()
    assert reviews(replace(run, findings=(replace(run.findings[0], unconfirmed=True),))) == []


@given(STRINGS)
def test_it_can_stand_in_a_script_element(text: str) -> None:
    told = render(whole_run(text), [registry(text)], text)
    assert "<" not in told
    assert json.loads(told.encode("utf-8"))["@graph"]
