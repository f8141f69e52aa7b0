from __future__ import annotations

from pathlib import Path

import pytest

from verify.archive.lock import WriteLock, writer_state
from verify.errors import ArchiveBusy, ArchiveError


def test_states_of_the_last_writer(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert writer_state(path) == "none"
    lock = WriteLock(path)
    lock.take("now")
    assert writer_state(path) == "live"
    lock.release(clean=True)
    assert writer_state(path) == "none"
    lock.take("later")
    lock.release(clean=False)
    assert writer_state(path) == "killed"
    lock.take("again")
    assert lock.unclean
    lock.release(clean=True)


def test_a_taken_lock_is_asked_for_a_while_then_refused(tmp_path: Path) -> None:
    pauses: list[float] = []
    first, second = WriteLock(tmp_path / "lock"), WriteLock(tmp_path / "lock", pauses.append)
    first.take("10 o'clock")
    with pytest.raises(ArchiveBusy, match="since 10 o'clock"):
        second.take("now")
    assert 0 < sum(pauses) < 1
    first.release(clean=True)
    second.take("now")
    second.release(clean=True)


def test_a_lock_of_unknown_words_still_refuses(tmp_path: Path) -> None:
    first = WriteLock(tmp_path / "lock")
    first.take("now")
    (tmp_path / "lock").write_bytes(b"\xff{")
    with pytest.raises(ArchiveBusy, match="another run is writing"):
        WriteLock(tmp_path / "lock", lambda seconds: None).take("now")
    first.release(clean=True)


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        WriteLock(tmp_path / "none" / "lock").take("now")
