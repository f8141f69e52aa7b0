"""Working state: kept across runs where that is possible, and in nobody's way where it is not."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.places import Places
from verify.archive.state import State
from verify.model.memento import CoolDown

HOST = "archive.example"
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HOUR = CoolDown(NOON, 3600.0)
LATER = CoolDown(NOON + dt.timedelta(hours=3), 7200.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Places(tmp_path / "cache").state


def test_it_outlives_the_run(path: Path) -> None:
    State(path).keep_cool_down(HOST, HOUR)
    assert State(path).cool_down(HOST) == HOUR
    assert State(path).cool_down("other.example") is None
    assert [each.name for each in path.parent.iterdir()] == ["state.sqlite"]


def test_reading_makes_no_file(path: Path) -> None:
    assert State(path).cool_down(HOST) is None
    assert not path.parent.exists()


def test_no_cool_down_is_shortened_by_another_run(path: Path) -> None:
    first, second = State(path), State(path)
    first.keep_cool_down(HOST, LATER)
    second.keep_cool_down(HOST, HOUR)
    assert [state.cool_down(HOST) for state in (first, second, State(path))] == [LATER] * 3


def test_two_open_states_hear_of_each_other(path: Path) -> None:
    first, second = State(path), State(path)
    assert second.cool_down(HOST) is None
    first.keep_cool_down(HOST, HOUR)
    assert second.cool_down(HOST) == HOUR


def test_without_a_file_it_is_kept_in_memory() -> None:
    state = State(None)
    state.keep_cool_down(HOST, HOUR)
    assert state.cool_down(HOST) == HOUR


@given(st.datetimes(timezones=st.just(dt.UTC)), st.floats(0, 1e9))
def test_times_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, until: dt.datetime, length: float
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.sqlite"
    State(path).keep_cool_down(HOST, CoolDown(until, length))
    assert State(path).cool_down(HOST) == CoolDown(until, length)


# What cannot be used


def broken(path: Path) -> Iterator[tuple[str, Path]]:
    path.parent.mkdir()
    path.write_bytes(b"no database, by far" * 100)
    yield "garbage", path
    folder = path.with_name("folder")
    folder.mkdir()
    yield "folder", folder
    foreign = path.with_name("foreign.sqlite")
    with closing(sqlite3.connect(foreign)) as database:
        database.execute("CREATE TABLE cool_downs (host TEXT PRIMARY KEY, until TEXT, seconds REAL)")
        database.execute("INSERT INTO cool_downs VALUES (?, 'tomorrow', 'long')", (HOST,))
        database.commit()
    yield "foreign", foreign
    naive = path.with_name("naive.sqlite")
    with closing(sqlite3.connect(naive)) as database:
        database.execute("CREATE TABLE cool_downs (host TEXT PRIMARY KEY, until TEXT, seconds REAL)")
        database.execute("INSERT INTO cool_downs VALUES (?, '2026-03-01T12:00:00', 1.0)", (HOST,))
        database.commit()
    yield "naive", naive
    beneath = path.with_name("file")
    beneath.write_bytes(b"")
    yield "beneath a file", beneath / "state.sqlite"


def test_a_file_that_cannot_be_used_stops_nothing_and_is_said_once(path: Path) -> None:
    for what, place in broken(path):
        told: list[str] = []
        state = State(place, told.append)
        state.cool_down(HOST)
        state.keep_cool_down(HOST, HOUR)
        assert state.cool_down(HOST) == HOUR, what
        assert len(told) == 1, (what, told)
        assert str(place) in told[0]


def test_a_file_that_another_process_holds_is_waited_for_no_longer_than_a_moment(path: Path) -> None:
    State(path).keep_cool_down(HOST, HOUR)
    told: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        state = State(path, told.append)
        state.keep_cool_down(HOST, LATER)
        assert state.cool_down(HOST) == LATER
    assert len(told) == 1


def test_when_an_archive_was_last_asked_outlives_the_run(path: Path) -> None:
    State(path).keep_asked(HOST, "index", NOON)
    State(path).keep_asked(HOST, "save", NOON + dt.timedelta(hours=1))
    State(path).keep_asked(HOST, "index", NOON + dt.timedelta(hours=2))
    assert State(path).last_asked(HOST, "index") == NOON + dt.timedelta(hours=2)
    assert State(path).last_asked("other.example", "index") is None
    assert State(path).cool_down(HOST) is None
    assert State(None).last_asked(HOST, "index") is None
