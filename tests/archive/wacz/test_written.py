from __future__ import annotations

import errno
import io
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest
from tests.archive.samples import QuickDisk
from tests.archive.wacz.packages import MADE, contents, drafted, packaged, rezipped

from verify.archive.wacz.drafted import draft, write
from verify.archive.wacz.manifest import Heading
from verify.archive.wacz.written import Member, write_package
from verify.errors import ArchiveDamaged, ArchiveError, UsageError

MEMBERS = [
    Member.of("archive/a.warc.gz", bytes(range(256)) * 2000, deflate=False),
    Member.of("pages/pages.jsonl", b"words " * 5000),
]


class Cramped(io.BytesIO):
    """A file on a disk with `room` bytes left: what does not fit is refused in the middle of a write."""

    def __init__(self, path: Path, room: int) -> None:
        super().__init__()
        self._path, self._room = path, room

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        if self.tell() + len(content) > self._room:
            super().write(content[: max(0, self._room - self.tell())])
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content)

    def close(self) -> None:
        if not self.closed:
            self._path.write_bytes(self.getvalue())
        super().close()


class FullDisk(QuickDisk):
    def __init__(self, room: int) -> None:
        self.room = room

    def create(self, path: Path) -> BinaryIO:
        return Cramped(path, self.room)


class StubbornDisk(QuickDisk):
    """Refuses one operation."""

    def __init__(self, refused: str) -> None:
        self.refused = refused

    def _ask(self, name: str) -> None:
        if name == self.refused:
            raise OSError(errno.EROFS, "Read-only file system")

    def create(self, path: Path) -> BinaryIO:
        self._ask("create")
        return super().create(path)

    def sync(self, path: Path) -> None:
        self._ask("sync")

    def rename(self, old: Path, new: Path) -> None:
        self._ask("rename")
        super().rename(old, new)


def test_warcs_are_stored_as_they_are_and_the_rest_is_packed(tmp_path: Path) -> None:
    path = packaged(tmp_path)
    found = contents(path)
    warcs = sorted((tmp_path / "cache" / "warc").iterdir())
    assert [name for name in found] == [  # noqa: C416  the order counts
        *(f"archive/{warc.name}" for warc in warcs),
        "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl",
        "datapackage.json", "datapackage-digest.json",
    ]  # fmt: skip
    assert all(found[f"archive/{warc.name}"] == warc.read_bytes() for warc in warcs)
    with zipfile.ZipFile(path) as package:
        stored = {one.filename for one in package.infolist() if one.compress_type == zipfile.ZIP_STORED}
        assert stored == {name for name in found if name.endswith(".gz")}
        assert not any(one.flag_bits & 0x8 for one in package.infolist())  # sizes stand before the bytes


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_package(tmp_path / "a.wacz", MEMBERS, MADE, QuickDisk())
    second = write_package(tmp_path / "b.wacz", MEMBERS, MADE, QuickDisk())
    assert (first.size, first.digest) == (second.size, second.digest)
    assert first.size == (tmp_path / "a.wacz").stat().st_size


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    target = tmp_path / "a.wacz"
    target.write_bytes(b"mine")
    with pytest.raises(UsageError, match="already"):
        write_package(target, MEMBERS, MADE, QuickDisk())
    assert target.read_bytes() == b"mine"
    write_package(target, MEMBERS, MADE, QuickDisk(), replace=True)
    assert zipfile.is_zipfile(target)


def test_a_full_disk_leaves_no_file_and_an_old_one_as_it_was(tmp_path: Path) -> None:
    whole = write_package(tmp_path / "whole.wacz", MEMBERS, MADE, QuickDisk()).size
    (tmp_path / "whole.wacz").unlink()
    target = tmp_path / "a.wacz"
    for old in (None, b"mine"):
        if old:
            target.write_bytes(old)
        for room in [*range(0, whole, whole // 25), whole - 1]:
            with pytest.raises(ArchiveError, match="no space left on device") as caught:
                write_package(target, MEMBERS, MADE, FullDisk(room), replace=True)
            assert str(target) in caught.value.message
            assert [path.name for path in tmp_path.iterdir()] == (["a.wacz"] if old else [])
            assert old is None or target.read_bytes() == old
    write_package(target, MEMBERS, MADE, FullDisk(whole), replace=True)
    assert zipfile.ZipFile(target).testzip() is None


@pytest.mark.parametrize("refused", ["create", "sync", "rename"])
def test_every_refusal_of_the_disk_leaves_nothing(tmp_path: Path, refused: str) -> None:
    with pytest.raises(ArchiveError, match="read-only file system"):
        write_package(tmp_path / "a.wacz", MEMBERS, MADE, StubbornDisk(refused))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such file or directory"):
        write_package(tmp_path / "none" / "a.wacz", MEMBERS, MADE, QuickDisk())


def test_a_warc_that_changes_meanwhile_stops_the_writing(tmp_path: Path) -> None:
    made = drafted(tmp_path / "cache")
    path = next((tmp_path / "cache" / "warc").iterdir())
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ArchiveDamaged, match="was changed while the package was written"):
        write(made, tmp_path / "a.wacz", disk=QuickDisk())
    assert not (tmp_path / "a.wacz").exists()


def test_a_warc_that_is_not_as_it_was_sealed_is_not_packaged(tmp_path: Path) -> None:
    drafted(tmp_path / "cache")
    path = next((tmp_path / "cache" / "warc").iterdir())
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ArchiveDamaged, match="not the file that was sealed"):
        drafted(tmp_path / "cache")
    (tmp_path / "cache" / "runs.jsonl").unlink()
    with pytest.raises(ArchiveDamaged, match="not the file that was sealed"):
        draft(tmp_path / "cache", [path.name], [], Heading(MADE, "x"))


def test_a_warc_that_is_gone_is_said(tmp_path: Path) -> None:
    drafted(tmp_path / "cache")
    with pytest.raises(ArchiveError, match="cannot be read: no such file or directory"):
        draft(tmp_path / "cache", ["20200101T000000Z-abcdef.warc.gz"], [], Heading(MADE, "x"))


def test_moments_before_zip_files_are_written_as_their_first_year(tmp_path: Path) -> None:
    write_package(tmp_path / "a.wacz", MEMBERS, MADE.replace(year=1975), QuickDisk())
    with zipfile.ZipFile(tmp_path / "a.wacz") as package:
        assert {one.date_time[0] for one in package.infolist()} == {1980}


LIMITED = """
import sys
from pathlib import Path
from verify.archive.wacz.drafted import draft, write
from verify.archive.wacz.chosen import choose
from verify.archive.wacz.manifest import Heading
from verify.errors import ArchiveError
import datetime as dt
root, target = Path(sys.argv[1]), Path(sys.argv[2])
made = draft(root, choose(root, None).warcs, [], Heading(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "x"))
try:
    write(made, target)
except ArchiveError as error:
    print(error.message)
"""


@pytest.mark.slow
def test_a_real_limit_of_the_system_leaves_no_file(tmp_path: Path) -> None:
    drafted(tmp_path / "cache")
    target = tmp_path / "out" / "a.wacz"
    target.parent.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "cache", target],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PYTHONPATH": "src"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)),
    )  # fmt: skip
    assert "file too large" in done.stdout, done.stderr
    assert list(target.parent.iterdir()) == []


def test_rezipping_is_what_the_other_tests_think_it_is(tmp_path: Path) -> None:
    path = packaged(tmp_path)
    assert contents(rezipped(tmp_path / "b.wacz", contents(path))) == contents(path)


def test_a_link_in_the_place_of_the_temporary_file_leads_nowhere(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    for name in (".a.wacz.part", f".a.wacz.{os.getpid()}.part"):
        (tmp_path / name).symlink_to(mine)
    write_package(tmp_path / "a.wacz", MEMBERS, MADE, QuickDisk())
    assert mine.read_bytes() == b"mine"
    assert zipfile.is_zipfile(tmp_path / "a.wacz")
    assert not (tmp_path / "a.wacz").is_symlink()


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in (Path("."), Path("/"), tmp_path, tmp_path / "pipe"):
        with pytest.raises(UsageError, match="is no file"):
            write_package(target, MEMBERS, MADE, QuickDisk(), replace=True)
    assert (tmp_path / "pipe").is_fifo()
    with pytest.raises(UsageError, match="file name too long"):
        write_package(tmp_path / ("x" * 300), MEMBERS, MADE, QuickDisk())
