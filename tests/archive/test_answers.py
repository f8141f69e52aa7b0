"""Answers of link checks go into WARCs and come back, also from a rebuilt ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.answers import answer_payload, read_answer
from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.errors import ArchiveDamaged
from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck, LinkAnswer, PageTraits, StoredAnswer
from verify.testing import FakeClock

AT = dt.datetime(2026, 3, 1, 8, 30, 1, 250, tzinfo=dt.UTC)


def stored(url: str, status: int | None = 200, at: dt.datetime = AT) -> StoredAnswer:
    sight = Sight(Availability.ok if status == 200 else Availability.timeout, "as it was")
    answer = LinkAnswer(
        url,
        sight,
        status,
        url if status else None,
        (f"{url}/before",),
        2,
        None if status else "no byte came",
        17,
        None,
        ("one sign", "another"),
        (FragmentCheck("top", True), FragmentCheck(":~:text=a", False, "it is not there")),
    )
    traits = PageTraits('"v1"', None, "sha256:00", "A title", 120, "reader/1")
    return StoredAnswer(answer, at, "", traits, None if status else "read-timeout")


text = st.text(st.characters(codec="utf-8"), max_size=12)


@given(text, text, st.one_of(st.none(), text), st.booleans())
def test_payload_comes_back(url: str, cause: str, error: str | None, online: bool) -> None:
    answer = LinkAnswer(url, Sight(Availability.dns, cause, None), error=error, evidence=(cause, url))
    one = StoredAnswer(answer, AT, "run", PageTraits(title=cause), code=error, online=online)
    assert read_answer(answer_payload(one), online=online) == one


@pytest.mark.parametrize("lost", ["url", "availability", "fragments", "reader", "at"])
def test_payload_that_lacks_something_is_damage(lost: str) -> None:
    payload = answer_payload(stored("https://a.example/"))
    del payload[lost]
    with pytest.raises(ArchiveDamaged):
        read_answer(payload, online=True)


def test_answers_survive_a_rebuild(tmp_path: Path) -> None:
    clock = FakeClock(AT)
    with Archive.open(tmp_path, clock=clock, write=True) as archive:
        run = archive.run
        archive.append_answers([stored("https://a.example/x"), stored("https://b.example/", None)])
        archive.append_answers([stored("https://a.example/x", at=AT + dt.timedelta(hours=1))])
        archive.finish_links(2)
    (tmp_path / "ledger.sqlite").unlink()
    rebuild(tmp_path, clock)
    with Archive.open(tmp_path, clock=clock) as archive:
        first, second = archive.answers("https://a.example/x")
        (failed,) = archive.answers("https://b.example/")
        assert (first.run, first.at, second.at) == (run, AT, AT + dt.timedelta(hours=1))
        assert first.answer.fragments == stored("").answer.fragments
        assert first.traits == stored("").traits
        assert failed.code == "read-timeout"
        assert archive.unfinished_answers() == ()


def test_online_means_that_another_host_answered(tmp_path: Path) -> None:
    with Archive.open(tmp_path, clock=FakeClock(AT), write=True) as archive:
        archive.append_answers([stored("https://a.example/"), stored("https://b.example/", None)])
        assert [each.online for each in archive.answers("https://b.example/")] == [True]
        assert [each.online for each in archive.answers("https://a.example/")] == [False]
        assert archive.hosts_heard(archive.run) == {"a.example"}


def test_a_host_that_gave_another_page_well_was_reached(tmp_path: Path) -> None:
    well = stored("https://b.example/z")
    gone = replace(well.answer, url="https://b.example/y", sight=Sight(Availability.not_found), status=404)
    with Archive.open(tmp_path, clock=FakeClock(AT), write=True) as archive:
        archive.append_answers([replace(well, answer=gone)])
        assert [each.online for each in archive.answers("https://b.example/y")] == [False]
        archive.append_answers([well])
        assert [each.online for each in archive.answers("https://b.example/y")] == [True]


def test_a_later_end_settles_what_was_left_open_before(tmp_path: Path) -> None:
    clock = FakeClock(AT)
    with Archive.open(tmp_path, clock=clock, write=True) as archive:
        archive.append_answers([stored("https://a.example/")])
    clock.pass_(dt.timedelta(minutes=1))
    with Archive.open(tmp_path, clock=clock, write=True) as archive:
        assert archive.unfinished_answers()
        archive.finish_links(1)  # everything was known already: nothing was asked
        assert archive.unfinished_answers() == ()


def test_a_run_without_its_end_can_be_resumed(tmp_path: Path) -> None:
    clock = FakeClock(AT)
    with Archive.open(tmp_path, clock=clock, write=True) as archive:
        archive.append_answers([stored("https://old.example/")])
        archive.finish_links(1)
    for number, name in enumerate(("b", "c"), 1):
        clock.pass_(dt.timedelta(minutes=1))
        with Archive.open(tmp_path, clock=clock, write=True) as archive:
            archive.append_answers(
                [stored(f"https://{name}.example/", None, AT + number * dt.timedelta(minutes=1))]
            )
    with Archive.open(tmp_path, clock=clock) as archive:
        urls = [each.answer.url for each in archive.unfinished_answers()]
    assert urls == ["https://b.example/", "https://c.example/"]
