"""Packages, as written and as inspected, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json

from verify.model.package import Basis, Covers, Inspection, Package, PackageKind, Signed, Stamp
from verify.report.package import render_inspection, render_key, render_package

MOMENT = dt.datetime(2026, 3, 5, 12, 0, 0, tzinfo=dt.UTC)
STAMP = Stamp(MOMENT, "Harbour", Covers.package, Basis.itself, "sha256:c", "none was named")
MADE = Package("a.wacz", 1234, "sha256:d", MOMENT, ("one.warc.gz", "two.warc.gz"), 5, 1)
FOUND = Inspection(
    "a.wacz", PackageKind.wacz, 1234, "sha256:d", notes=("a note",), created="2026-03-05T12:00:00Z",
    software="tool/1", files=7, warcs=2, records=11, digests=13, bare=1, pages=1, covered=True,
    signed=Signed("sha256:k"), stamps=(STAMP,),
)  # fmt: skip


def test_a_package_says_what_it_holds_and_who_stands_for_it() -> None:
    assert render_package(MADE, "table") == (
        "a.wacz  2 WARCs, 5 indexed records, 1 page\n"
        "  digest  sha256:d (1234 bytes)\n"
        "  signed  no\n"
        "  stamped no\n"
    )
    shown = render_package(Package(*list(vars(MADE).values())[:7], key="sha256:k", stamp=STAMP), "table")
    assert "  signed  by the key sha256:k\n" in shown
    assert "  stamped 2026-03-05 12:00:00 UTC by Harbour, its certificate is not checked yet" in shown


def test_a_package_as_json() -> None:
    told = json.loads(render_package(MADE, "json"))
    assert (told["format"], told["version"], told["path"], told["stamp"]) == (
        "verify-package",
        1,
        "a.wacz",
        None,
    )
    assert told["warcs"] == ["one.warc.gz", "two.warc.gz"]
    assert render_package(MADE, "jsonl").count("\n") == 1


def test_an_inspection_has_its_sections_and_no_line_is_too_long() -> None:
    shown = render_inspection(FOUND, "table")
    lines = shown.splitlines()
    assert lines[0] == "a.wacz: sound; 7 files, 2 WARCs, 11 records, 1 page"
    assert lines[2] == "  made    2026-03-05T12:00:00Z by tool/1 (its own word)"
    assert [line for line in lines if line and line[0] not in " a"] == [
        "Proven", "Said, not proven", "Not proven", "Notes",
    ]  # fmt: skip
    assert "  - a note" in lines
    assert "  - 1 record without a digest: only the list of files stands for what is in them" in shown
    assert max(map(len, lines)) <= 100


def test_problems_come_first_and_cannot_steer_a_terminal() -> None:
    found = Inspection("a.wacz", PackageKind.wacz, 1, "sha256:d", ("bad \x1b[2J name",))
    shown = render_inspection(found, "table")
    assert shown.startswith("bad \ufffd[2J name\na.wacz: damaged (1 problem);")
    assert "Nothing is proven" in shown
    assert "\x1b" not in shown


def test_an_inspection_as_json() -> None:
    told = json.loads(render_inspection(FOUND, "json"))
    assert (told["format"], told["state"], told["counts"]["without_digest"]) == (
        "verify-package-check",
        "sound",
        1,
    )
    assert told["signature"] == {"key": "sha256:k", "known": False, "domain": ""}
    assert told["stamps"][0]["at"] == "2026-03-05T12:00:00Z"
    assert told["stamps"][0]["basis"] == "itself"
    assert len(told["proven"]) == 3
    assert told["not_proven"]
    assert told["said"]
    assert json.loads(render_inspection(FOUND, "jsonl")) == told


def test_a_key_shows_what_to_publish() -> None:
    assert render_key("key.pem", "sha256:k", "PUBLIC\n", "table") == (
        "key.pem  private key, for your eyes alone\n  fingerprint sha256:k\nPUBLIC\n"
    )
    assert json.loads(render_key("key.pem", "sha256:k", "PUBLIC\n", "json"))["fingerprint"] == "sha256:k"
