"""A W3C Annotation Collection of a run's verdicts."""

import json
from dataclasses import replace

from hypothesis import given
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run

from verify.model.verdict import Status
from verify.report.annotations import render


def test_a_collection_of_one_page_with_every_verdict() -> None:
    told = json.loads(render(whole_run()))
    assert (told["type"], told["total"]) == ("AnnotationCollection", 1)
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    page = told["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    (item,) = page["items"]
    assert "@context" not in item
    assert item["id"] == "urn:verify:verdict:run-1/s/c"
    assert item["target"]["source"] == "https://a.example/"
    assert len({told["id"], page["id"], item["id"]}) == 3


def test_a_run_without_an_id_is_named_by_what_it_says() -> None:
    run = replace(whole_run(), id=None)
    again, other = (
        render(run),
        render(replace(run, verdicts=(replace(run.verdicts[0], status=Status.holds),))),
    )
    assert json.loads(render(run))["id"] == json.loads(again)["id"] != json.loads(other)["id"]
    assert json.loads(again)["id"].startswith("urn:verify:verdicts:sha256-")


def test_a_claim_without_a_page_is_none() -> None:
    run = whole_run()
    told = json.loads(render(replace(run, verdicts=(replace(run.verdicts[0], reading=None),))))
    assert told["total"] == 0
    assert "first" not in told


@given(STRINGS)
def test_any_string_makes_json_that_can_be_read(text: str) -> None:
    run = run_of(text)
    run = replace(run, verdicts=(replace(run.verdicts[0], claim="s/c"),))  # ids are checked by lint
    assert json.loads(render(run).encode("utf-8"))["total"] == 1
