"""What import prints."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from verify.model.availability import Availability, Sight
from verify.model.snapshot import Look, Origin, OriginKind, Snapshot
from verify.report.imported import FileImport, FileSupplied, render, render_supplied

AT = dt.datetime(2019, 5, 1, 12, tzinfo=dt.UTC)
DIGEST = "sha256:" + "0" * 64
SNAPSHOT = Snapshot(
    "urn:uuid:1",
    "https://a.example/",
    "https://a.example/",
    AT,
    200,
    "text/html",
    DIGEST,
    7,
    "w.warc.gz",
    5,
    9,
)
IMPORTED = Origin(OriginKind.imported, "crawl.warc.gz", DIGEST, AT, record="urn:uuid:theirs")
GIVEN = Origin(OriginKind.supplied, "saved.html", DIGEST, AT, "A. Editor", seen="2018-06")
LOOK = Look("urn:verify:look:1", "https://a.example/", AT, "run-1", SNAPSHOT, origin=IMPORTED)
FILE = FileImport(
    "crawl.warc.gz", DIGEST, 9, (LOOK,), 2, {"no open registry cites the URL": 3},
    ("x at byte 1: refused",), ("x at byte 2: \x1b[31mtorn",), ("two records",),
)  # fmt: skip
BY_HAND = FileSupplied(
    "s/a", "https://a.example/", replace(LOOK, snapshot=replace(SNAPSHOT, status=0), origin=GIVEN),
    Sight(Availability.ok), True, ("a note",),
)  # fmt: skip


def test_the_table_says_what_was_taken_and_why_the_rest_was_left() -> None:
    assert render([FILE], "table").splitlines() == [
        "crawl.warc.gz: 9 records; 1 look taken, 2 already there, 3 skipped",
        "  taken   2019-05-01T12:00:00Z  HTTP 200, 7 bytes  https://a.example/",
        "  skipped 3: no open registry cites the URL",
        "  refused x at byte 1: refused",
        "  damaged x at byte 2: \ufffd[31mtorn",
        "  note    two records",
    ]


def test_json_and_jsonl_hold_the_same() -> None:
    whole = json.loads(render([FILE, FILE], "json"))
    assert (whole["format"], whole["version"]) == ("verify-import", 1)
    lines = [json.loads(line) for line in render([FILE, FILE], "jsonl").splitlines()]
    assert lines == whole["files"]
    (look,) = lines[0]["taken"]
    assert look["origin"] == {
        "kind": "imported",
        "label": "imported from crawl.warc.gz, captured by others",
        "name": "crawl.warc.gz",
        "digest": DIGEST,
        "by": None,
        "seen": None,
        "taken": "2019-05-01T12:00:00Z",
        "record": "urn:uuid:theirs",
    }
    assert (lines[0]["already"], lines[0]["skipped"]) == (2, {"no open registry cites the URL": 3})


def test_a_file_by_hand_shows_its_label_and_no_status() -> None:
    shown = render_supplied(BY_HAND, "table")
    assert "supplied by hand, origin not proven (by A. Editor, seen 2018-06)" in shown
    assert "HTTP" not in shown
    assert "  note    a note\n" in shown
    (line,) = render_supplied(BY_HAND, "jsonl").splitlines()
    told = json.loads(line)
    assert (told["type"], told["reference"], told["new"]) == ("supplied", "s/a", True)
    assert told["snapshot"]["status"] is None
    assert told["origin"]["seen"] == "2018-06"


def test_a_file_that_was_there_already_is_said_to_be() -> None:
    assert "already" in render_supplied(replace(BY_HAND, new=False), "table")
