"""The frozen json format: field names and their order are the contract."""

import datetime as dt
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from verify.model.availability import Availability, Sight
from verify.model.claim import Acceptance
from verify.model.dates import PartialDate
from verify.model.drift import Drift, Movement
from verify.model.finding import Finding
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.reference import Role
from verify.model.registry import Place
from verify.model.run import Change, Run, Sighting
from verify.model.text import Zone
from verify.model.verdict import Evidence, Reading, Remark, Severity, Status, Verdict
from verify.report import json_v1, jsonl

COUNTS = (
    *("claims", "altered", "missing", "unknown", "unverifiable", "holds"),
    *("errors", "warnings", "notes"),
    *("accepted", "unconfirmed"),
)
AT = dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC)


def whole_run(text: str = "He said no.") -> Run:
    evidence = Evidence(
        "https://a.example/", Role.own, "urn:uuid:1", "sha256:00", "w.warc.gz", AT, (3, 7), "…said…",
        Zone.body, "x/1", "m/1",
    )  # fmt: skip
    check = Check(
        Axis.wording, Outcome.altered, (3, 7), "said", Zone.body,
        (Edit(EditKind.negation, "", "not", (4, 7)),), "a not", ((9, 12),),
    )  # fmt: skip
    sight = Sight(Availability.ok, "")
    reading = Reading("a", sight, "https://a.example/", Role.own, AT, "en", (check,), evidence)
    remark = Remark("wording-meaning", Severity.error, "a not", Axis.wording, "a")
    verdict = Verdict("s/c", text, Status.altered, Severity.error, "a not", (remark,), reading, (reading,))
    finding = Finding("wording-meaning", Severity.error, "s/c", "a not", Place("r.yaml", 4, 5), evidence)
    drift = Drift(
        "s/c", Movement.altered, Status.holds, Status.altered, ("negation",), "a not", AT, AT, AT, 1, at=AT
    )
    seen = Sighting(
        "s/a", "https://a.example/", Role.own, sight, AT, 200, None, "urn:uuid:1", "sha256:00", True
    )
    change = Change("s/c", Status.holds, Status.altered, "a not")
    return Run(
        "audit", {"s": "r.yaml"}, (seen,), (verdict,), (finding,), (change,), (), "run-1", AT, drifts=(drift,)
    )


def keys(value: object) -> object:
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def test_the_shape_of_version_1_is_frozen() -> None:
    evidence = dict.fromkeys(
        [
            "url",
            "role",
            "snapshot",
            "digest",
            "warc",
            "fetched",
            "span",
            "excerpt",
            "zone",
            "extractor",
            "matcher",
            "origin",
        ]
    )
    assert keys(json.loads(json_v1.render(whole_run()))) == {
        "format": None, "version": None, "command": None, "run": None, "started": None, "interrupted": None,
        "registries": [{"slug": None, "path": None}],
        "summary": dict.fromkeys(COUNTS),
        "sightings": [dict.fromkeys(
            ["reference", "url", "role", "availability", "cause", "at", "status", "final_url", "snapshot",
             "digest", "changed"]
        )],
        "verdicts": [{
            "claim": None, "text": None, "status": None, "severity": None, "reason": None, "reference": None,
            "checks": [{
                **dict.fromkeys(["axis", "outcome", "wanted", "span", "found", "zone", "reason"]),
                "edits": [dict.fromkeys(["kind", "claim", "source", "span"])], "also": None,
            }],
            "evidence": evidence,
            "remarks": [dict.fromkeys(["rule", "severity", "message", "axis", "reference"])],
            "readings": [{
                "reference": None, "url": None, "role": None, "at": None, "availability": None, "cause": None,
                "language": None, "outcomes": {"wording": None}, "origin": None,
            }],
        }],
        "findings": [{
            "rule": None, "severity": None, "subject": None, "message": None,
            "place": {"path": None, "line": None, "column": None}, "evidence": evidence,
            "accepted": None, "unconfirmed": None,
        }],
        "changes": [dict.fromkeys(["claim", "before", "after", "what", "reason"])],
        "drifts": [dict.fromkeys(
            ["claim", "movement", "before", "after", "kinds", "reason", "since", "first_seen", "confirmed",
             "count", "needed", "transient", "alerts", "at"]
        )],
    }  # fmt: skip


def test_values_are_what_they_say() -> None:
    document = json.loads(json_v1.render(whole_run()))
    assert document["version"] == 1
    assert document["started"] == "2026-01-02T03:04:05Z"
    assert document["summary"] == {
        "claims": 1, "altered": 1, "missing": 0, "unknown": 0, "unverifiable": 0, "holds": 0,
        "errors": 1, "warnings": 0, "notes": 0, "accepted": 0, "unconfirmed": 0,
    }  # fmt: skip
    assert document["verdicts"][0]["checks"][0]["span"] == [3, 7]
    assert document["changes"] == [
        {"claim": "s/c", "before": "holds", "after": "altered", "what": "", "reason": "a not"}
    ]


def test_jsonl_gives_the_same_objects_one_a_line() -> None:
    run = whole_run()
    lines = [json.loads(line) for line in jsonl.render(run).splitlines()]
    types = ["sighting", "verdict", "finding", "change", "drift", "summary"]
    assert [line.pop("type") for line in lines] == types
    document = json_v1.document(run)
    assert lines[1] == json.loads(json.dumps(document["verdicts"][0]))
    assert lines[5] == document["summary"]


def test_what_fails_nothing_says_so() -> None:
    run = whole_run()
    known = Acceptance("altered", "the desk", "fine", PartialDate(2027, 3), "sha256:00")
    shown = json_v1.finding(replace(run.findings[0], accepted=known))
    assert shown["accepted"] == {
        "status": "altered", "by": "the desk", "note": "fine", "expires": "2027-03", "evidence": "sha256:00",
    }  # fmt: skip
    listed = [replace(run.findings[0], accepted=known), replace(run.findings[0], unconfirmed=True)]
    counts = json_v1.summary(run.verdicts, listed)
    assert (counts["errors"], counts["accepted"], counts["unconfirmed"]) == (2, 1, 1)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_gives_json_that_reads_back(text: str) -> None:
    rendered = json_v1.render(whole_run(text))
    rendered.encode("utf-8")
    assert json.loads(rendered)["verdicts"][0]["text"] == text
    assert "\x1b" not in rendered
