"""What was notified is remembered beside the other working state, and never in anybody's way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from verify.archive.places import Places
from verify.archive.state import State
from verify.archive.told import keep_told, read_told
from verify.model.memento import CoolDown

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def test_it_is_kept_and_replaced(tmp_path: Path) -> None:
    path = Places(tmp_path / "cache").state
    assert read_told(path) == frozenset()
    assert not path.exists()
    assert keep_told(path, ["rule a", "rule b"])
    assert read_told(path) == {"rule a", "rule b"}
    assert keep_told(path, {"rule b"})
    assert read_told(path) == {"rule b"}


def test_it_shares_its_file_with_the_cool_downs(tmp_path: Path) -> None:
    path = Places(tmp_path / "cache").state
    State(path).keep_cool_down("archive.example", CoolDown(NOON, 60.0))
    assert read_told(path) == frozenset()
    assert keep_told(path, ["rule a"])
    assert State(path).cool_down("archive.example") == CoolDown(NOON, 60.0)
    assert read_told(path) == {"rule a"}


def test_a_file_that_is_no_database_is_nothing_known_and_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_text("something else, and long enough to be looked at as a database header " * 20)
    before = path.read_bytes()
    assert read_told(path) == frozenset()
    assert not keep_told(path, ["rule a"])
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert not keep_told(Places(tmp_path / "cache").state, ["rule a"])
