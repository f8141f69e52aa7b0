from __future__ import annotations

from pathlib import Path

import pytest
from tests.archive.samples import FullDisk, StubbornDisk

from verify.archive.disk import LocalDisk, attempt, write_whole
from verify.errors import ArchiveError


def test_a_file_is_replaced_at_once_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(LocalDisk(), path, b"old content")
    for room in range(11):
        with pytest.raises(OSError):
            write_whole(FullDisk(room), path, b"new content")
        assert path.read_bytes() == b"old content"
    write_whole(LocalDisk(), path, b"new content")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"new content"


def test_appending_and_cutting(tmp_path: Path) -> None:
    disk, path = LocalDisk(), tmp_path / "file"
    disk.append(path, b"one")
    disk.append(path, b"two")
    disk.cut(path, 4)
    assert path.read_bytes() == b"onet"
    disk.remove(path)
    disk.remove(path)
    assert not path.exists()


def test_a_refusal_is_told_in_plain_words(tmp_path: Path) -> None:
    disk = StubbornDisk()
    disk.refuse = {"append"}
    with pytest.raises(ArchiveError, match="the look was not stored: read-only file system"):
        attempt(lambda: disk.append(tmp_path / "file", b"x"), "the look was not stored")
