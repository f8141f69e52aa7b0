"""The demonstration's own folder: a pinned copy of the registry, never over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.cli.session import now
from verify.demo.registry import demo_registry_path
from verify.demo.story import WEEK, prepare, tell
from verify.errors import UsageError
from verify.model.run import Run
from verify.model.verdict import Status


def test_the_bundled_registry_stays_as_it_is_and_the_copy_is_pinned(tmp_path: Path) -> None:
    before = demo_registry_path().read_bytes()
    registry = prepare(tmp_path / "kept")
    assert demo_registry_path().read_bytes() == before
    assert any(claim.passage for claim in registry.claims)
    assert b"passage:" not in before


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        prepare(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_the_story_of_two_audits(tmp_path: Path) -> None:
    between: list[Run] = []
    story = tell(tmp_path / "kept", now, between.append)
    assert between == [story.first]
    assert story.first.changes == ()
    assert story.first.started is not None
    assert story.second.started is not None
    assert story.second.started - story.first.started >= WEEK
    moved = {item.claim.partition("/")[2]: (item.before, item.after) for item in story.second.changes}
    assert moved["ap-solitary"] == (Status.holds, Status.altered)
    assert moved["rfa-quota"] == (Status.holds, Status.altered)
    assert moved["rfa-business"] == (Status.holds, Status.unknown)
    assert not {"rfa-dozens", "rfa-boxing", "kz-oralman-million"} & set(moved)
    outcome = {item.claim.partition("/")[2]: item.status for item in story.first.verdicts}
    assert outcome["land-1999"] is Status.altered
    assert outcome["ap-bekali-jail"] is Status.altered
    assert outcome["rfa-boxing"] is Status.holds
    assert outcome["ap-disavow"] is Status.holds
    assert outcome["kz-mfa-raised"] is Status.unverifiable
    assert outcome["kz-mfa-when"] is Status.altered
    closed = ("kassenova-concerned", "rfa-200k", "three-evils", "kassenova-diplomatic")
    assert {outcome[name] for name in closed} == {Status.unverifiable}
