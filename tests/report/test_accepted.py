"""What baseline prints."""

import json

from tests.report.test_json_v1 import whole_run

from verify.model.claim import Acceptance
from verify.report.accepted import render

ROWS = [(whole_run().verdicts[0], Acceptance("altered", "the desk", "n", None, "sha256:00"))]


def test_each_format_names_claim_and_acceptance() -> None:
    assert "s/c" in render(ROWS, "table")
    (one,) = json.loads(render(ROWS, "json"))["accepted"]
    assert json.loads(render(ROWS, "jsonl")) == one
    assert (one["claim"], one["accepted"]["by"], one["accepted"]["evidence"]) == (
        "s/c",
        "the desk",
        "sha256:00",
    )


def test_nothing_accepted_prints_nothing_to_people() -> None:
    assert render([], "table") == render([], "jsonl") == ""
    assert json.loads(render([], "json"))["accepted"] == []
