"""The few disk operations the archive is built on, as a Protocol so that a test can make any of them fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from verify.errors import ArchiveError


class Disk(Protocol):
    """All methods raise OSError as the system does. What `sync` was called on survives a power cut."""

    def make_folder(self, path: Path) -> None: ...

    def append(self, path: Path, content: bytes) -> None:
        """Add to the end of the file, which is made where it is absent."""

    def create(self, path: Path) -> BinaryIO:
        """A new empty file, open for writing and seeking. An old one of that name is replaced, and a link of
        that name too, never what it leads to."""

    def sync(self, path: Path) -> None: ...

    def sync_folder(self, path: Path) -> None: ...

    def cut(self, path: Path, size: int) -> None:
        """Shorten the file to `size` bytes, synced."""

    def rename(self, old: Path, new: Path) -> None: ...

    def remove(self, path: Path) -> None: ...


class LocalDisk:
    """The file system of this machine. Short writes are carried on until all bytes are out."""

    def make_folder(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def append(self, path: Path, content: bytes) -> None:
        with path.open("ab", buffering=0) as file:
            view = memoryview(content)
            while view:
                view = view[file.write(view) :]

    def create(self, path: Path) -> BinaryIO:
        path.unlink(missing_ok=True)
        return path.open("x+b")

    def sync(self, path: Path) -> None:
        _fsync(path, os.O_RDWR)

    def sync_folder(self, path: Path) -> None:
        _fsync(path, os.O_RDONLY)

    def cut(self, path: Path, size: int) -> None:
        os.truncate(path, size)
        self.sync(path)

    def rename(self, old: Path, new: Path) -> None:
        old.rename(new)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


def _fsync(path: Path, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def write_whole(disk: Disk, path: Path, content: bytes) -> None:
    """Replace the file at once or not at all: temporary file, sync, rename, sync folder."""
    temporary = path.with_name(path.name + ".new")
    disk.remove(temporary)
    disk.append(temporary, content)
    disk.sync(temporary)
    disk.rename(temporary, path)
    disk.sync_folder(path.parent)


def attempt(action: Callable[[], None], what: str) -> None:
    """Run `action`; an OSError becomes an ArchiveError that says what could not be done and why."""
    try:
        action()
    except OSError as error:
        raise disk_trouble(what, error) from error


def disk_trouble(what: str, error: OSError) -> ArchiveError:
    """An ArchiveError in plain words for an operating system's refusal."""
    reason = (error.strerror or str(error)).lower()
    return ArchiveError(
        f"{what}: {reason}",
        mend="free some space or choose another folder with --cache; what was stored before is untouched",
    )
