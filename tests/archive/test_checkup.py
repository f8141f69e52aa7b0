"""The cache at a glance: what is wrong is named with its mend, and nothing is changed by looking."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.archive.samples import QuickDisk, ticking

from verify.archive.checkup import checkup
from verify.archive.places import Places
from verify.archive.store import Archive
from verify.model.health import Condition
from verify.testing import answered

URL = "https://paper.example/story"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    root = tmp_path / "cache"
    for number in range(2):
        with Archive.open(root, clock=ticking(), write=True, disk=QuickDisk()) as archive:
            archive.append(answered(URL, f"<p>Page {number}.</p>"))
    return root


def found(root: Path) -> dict[str, tuple[Condition, str]]:
    return {line.what: (line.condition, line.found) for line in checkup(root)}


def state_of(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_sound_cache_is_well_and_looking_changes_nothing(cache: Path) -> None:
    before = state_of(cache)
    assert found(cache) == {
        "lock": (Condition.ok, "nobody is writing"),
        "runs": (Condition.ok, "2 runs in an unbroken chain"),
        "ledger": (Condition.ok, "2 looks, 0 verdicts"),
    }
    assert state_of(cache) == before


def test_no_cache_is_no_problem(tmp_path: Path) -> None:
    assert [line.condition for line in checkup(tmp_path / "cache")] == [Condition.unchecked]
    assert list(tmp_path.iterdir()) == []


def test_a_run_in_progress_is_no_problem(cache: Path) -> None:
    with Archive.open(cache, clock=ticking(), write=True, disk=QuickDisk()) as archive:
        archive.append(answered(URL, "<p>More.</p>"))
        assert found(cache)["lock"] == (Condition.ok, "another run is writing at this moment")
        assert all(condition is Condition.ok for condition, _ in found(cache).values())


def test_what_a_killed_run_left_is_a_warning(cache: Path) -> None:
    places = Places(cache)
    places.part("20260102T030405Z-0.warc.gz").write_bytes(b"")
    places.lock.write_text('{"pid": 1, "since": "2026-01-01T00:00:00Z"}')
    assert found(cache)["lock"] == (Condition.warning, "the last run was killed, 1 file unfinished")


def test_a_changed_chain_is_a_problem(cache: Path) -> None:
    path = Places(cache).runs
    path.write_text(path.read_text().replace('"records":', '"records":1', 1))
    condition, words = found(cache)["runs"]
    assert condition is Condition.problem
    assert "runs.jsonl:2" in words


def test_a_missing_and_a_strange_warc_are_told(cache: Path) -> None:
    places = Places(cache)
    first = places.sealed()[0]
    (places.warcs / first).rename(places.warcs / "20000101T000000Z-x.warc.gz")
    lines = [line for line in checkup(cache) if line.what == "runs"]
    assert [(line.condition, line.found) for line in lines[1:]] == [
        (Condition.problem, f"{first} is missing"),
        (Condition.warning, "20000101T000000Z-x.warc.gz is in no run of the chain"),
    ]


@pytest.mark.parametrize("content", [None, b"", b"no database, but long enough to be read as one" * 40])
def test_a_ledger_that_is_missing_or_damaged_is_a_warning(cache: Path, content: bytes | None) -> None:
    ledger = Places(cache).ledger
    ledger.unlink()
    if content is not None:
        ledger.write_bytes(content)
    assert found(cache)["ledger"][0] is Condition.warning


def test_a_missing_index_is_a_warning(cache: Path) -> None:
    Places(cache).index.unlink()
    assert found(cache)["index"][0] is Condition.warning
