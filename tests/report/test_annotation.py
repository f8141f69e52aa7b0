from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from verify.model.availability import Availability, Sight
from verify.model.claim import Selector
from verify.model.reference import Role
from verify.model.text import Zone
from verify.model.verdict import Evidence, Reading, Severity, Status, Verdict
from verify.report.annotation import annotation

AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
EVIDENCE = Evidence(
    "https://a.example/story", Role.own, "urn:uuid:1", "sha256:" + "ab" * 32, "w.warc.gz", AT, (12, 16),
    "He said it.", Zone.body, "verify-extract/4", "verify-match/2", selector=Selector("said", "he ", " it"),
)  # fmt: skip
READING = Reading("a", Sight(Availability.ok), EVIDENCE.url, Role.own, AT, "en", evidence=EVIDENCE)
VERDICT = Verdict("story/c 1", "He said so.", Status.holds, Severity.none, "the words stand", reading=READING)


def of(verdict: Verdict) -> dict[str, Any]:
    found = annotation(verdict, run="20260102T030405Z-abcdef", tool="verify-sources/0.1.0")
    assert found is not None
    return found


def test_a_verdict_is_an_annotation_of_its_passage() -> None:
    assert of(VERDICT) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:verify:verdict:20260102T030405Z-abcdef/story/c%201",
        "type": "Annotation",
        "motivation": "assessing",
        "generator": {"type": "Software", "name": "verify-sources", "schema:softwareVersion": "0.1.0"},
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": "urn:verify:claim:story/c%201"},
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": "holds",
                "format": "text/plain",
                "language": "en",
            },
            {
                "type": "TextualBody",
                "purpose": "describing",
                "value": "the words stand",
                "format": "text/plain",
                "language": "en",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://a.example/story",
            "state": {"type": "TimeState", "sourceDate": "2026-01-02T03:04:05Z", "cached": "urn:uuid:1"},
            "schema:sha256": "ab" * 32,
            "renderedVia": {"type": "Software", "name": "verify-extract", "schema:softwareVersion": "4"},
            "selector": [
                {"type": "TextQuoteSelector", "exact": "said", "prefix": "he ", "suffix": " it"},
                {"type": "TextPositionSelector", "start": 12, "end": 16},
            ],
        },
    }


def test_a_page_without_the_passage_is_annotated_as_a_whole() -> None:
    nowhere = replace(READING, evidence=replace(EVIDENCE, span=None, selector=None))
    target = of(replace(VERDICT, status=Status.missing, reading=nowhere))["target"]
    assert target["source"] == EVIDENCE.url
    assert "selector" not in target


def test_a_page_that_could_not_be_read_is_named_alone() -> None:
    unread = Reading("a", Sight(Availability.timeout), "https://a.example/story", Role.own, AT)
    verdict = replace(VERDICT, status=Status.unknown, reading=unread)
    assert of(verdict)["target"] == {"source": "https://a.example/story"}


def test_where_there_is_no_page_there_is_no_annotation() -> None:
    private = Reading("a", Sight(Availability.private))
    for reading in (None, private):
        assert annotation(replace(VERDICT, reading=reading), run="r", tool="t/1") is None


def test_a_page_that_was_not_fetched_by_us_is_labelled() -> None:
    brought = replace(READING, evidence=replace(EVIDENCE, origin="supplied by hand, origin not proven"))
    described = of(replace(VERDICT, reading=brought))["body"][2]["value"]
    assert described == "the words stand (the page was supplied by hand, origin not proven)"
