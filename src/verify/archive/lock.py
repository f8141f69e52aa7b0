"""One writer at a time: flock on cache/lock, with the holder's process id and start inside for people.

The file is emptied on a clean close. A lock file with something in it and nobody holding it means that the
last writer was killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from verify.errors import ArchiveBusy, ArchiveError

_TRIES = 20
_PAUSE = 0.01  # seconds; a reader that asks whether a writer lives holds the lock for an instant


class WriteLock:
    """An exclusive lock, held from `take` to `release` or to the end of the process."""

    def __init__(self, path: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self._path = path
        self._sleep = sleep
        self._file: int | None = None
        self.unclean = False  # whether the last holder was killed

    def take(self, since: str) -> None:
        """Raises ArchiveBusy when another holds it, ArchiveError when the folder cannot be written."""
        try:
            number = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        if not self._locked(number):
            holder = _describe(_read(number))
            os.close(number)
            raise ArchiveBusy(
                f"another run{holder} is writing to {self._path.parent}",
                mend="wait for it to end, or give this run another --cache",
            )
        self._file = number
        self.unclean = bool(_read(number))
        self._write(json.dumps({"pid": os.getpid(), "since": since}).encode())

    def _locked(self, number: int) -> bool:
        for _ in range(_TRIES):
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._sleep(_PAUSE)
            else:
                return True
        return False

    def _write(self, content: bytes) -> None:
        assert self._file is not None
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, content, 0)
        except OSError:
            pass  # a full disk: the words for people are lost, the lock itself holds

    def release(self, *, clean: bool) -> None:
        """`clean` False leaves the mark that the next writer must look at everything."""
        if self._file is None:
            return
        if clean:
            self._write(b"")
        os.close(self._file)
        self._file = None


def writer_state(path: Path) -> str:
    """`none`, `live` or `killed`: what became of the last writer. Changes nothing."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return "none"
    try:
        if not _read(number):
            return "none"
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return "live"
    finally:
        os.close(number)
    return "killed"


def _read(number: int) -> bytes:
    return os.pread(number, 4096, 0)


def _describe(content: bytes) -> str:
    try:
        holder = json.loads(content)
        return f" (process {int(holder['pid'])}, since {holder['since']})"
    except (ValueError, KeyError, TypeError):
        return ""


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{path.parent} cannot be written: {(error.strerror or str(error)).lower()}",
        mend="choose a folder you may write to with --cache; `check` and `match` only read",
    )
