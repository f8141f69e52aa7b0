"""Replacing a file so that a crash leaves either the old or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace_file(
    path: Path, content: bytes, *, expected: bytes | None, sync: Callable[[int], None] = os.fsync
) -> bool:
    """Write `content` to `path`: a temporary file beside it, fsync, rename, fsync of the folder.

    The mode of the file and a symbolic link to it are kept. False, with nothing written, where the file
    no longer holds the `expected` bytes (None: where it exists). Raises OSError; the old file then stands.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), _mode(target))
            sync(file.fileno())
        if _current(target) != expected:
            return False
        temporary.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    _sync_folder(target.parent, sync)
    return True


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        return 0o644


def _current(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path, sync: Callable[[int], None]) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
