"""doctor's output: one line a thing, the mend below it, and no control characters."""

from __future__ import annotations

import json

from verify.model.health import ok, problem
from verify.report.health import render

LINES = [ok("disk", "fine"), problem("registry", "r\x1b[31m.yaml: 1 error", "`verify lint` lists them")]


def test_the_table_puts_the_mend_below() -> None:
    assert render(LINES, "table").splitlines() == [
        "ok         disk               fine",
        "problem    registry           r\ufffd[31m.yaml: 1 error",
        "                              -> `verify lint` lists them",
    ]


def test_json_counts_problems_and_jsonl_has_a_line_each() -> None:
    whole = json.loads(render(LINES, "json"))
    assert (whole["format"], whole["version"], whole["problems"]) == ("verify-doctor", 1, 1)
    lines = [json.loads(line) for line in render(LINES, "jsonl").splitlines()]
    assert lines == whole["checks"]
    assert lines[0] == {"what": "disk", "state": "ok", "found": "fine", "mend": None}
