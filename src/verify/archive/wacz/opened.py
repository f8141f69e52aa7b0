"""A zip file from anybody, opened so that it can do no harm.

Refused before a byte is unpacked: names that leave the folder, links, members that share bytes, members
that unpack to far more than they are, encryption, packings other than stored and deflated, doubled names
(readers differ in which one they take). Nothing is ever written to the disk, and what is handed out is a
stream, so that memory does not grow with the file.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from verify.errors import ArchiveDamaged, UsageError

PIECE = 2**16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LOCAL_HEAD = 30  # bytes of a local header without its name (APPNOTE 4.3.7)
_END = struct.Struct("<4s4H2LH")  # end of central directory (APPNOTE 4.3.16)
_END64_PLACE = struct.Struct("<4sLQL")  # zip64 locator (4.3.15)
_END64 = struct.Struct("<4sQ2H2L4Q")  # zip64 end of central directory (4.3.14)
_LONGEST_COMMENT = 2**16


@dataclass(frozen=True)
class Limits:
    """What a zip may be: number of members, bytes of its directory, of a member read whole, of a name.

    `ratio` is how many times its packed size a deflated member above `free` bytes may unpack to.
    """

    members: int = 20_000
    directory: int = 2**24
    whole: int = 2**26
    name: int = 1024
    ratio: int = 200
    free: int = 2**20


class Opened:
    """An open zip file; use it as a context manager. Every refusal and damage is an ArchiveDamaged.

    `names` are its members in the file's order, folders left out. The members are streams: `open`, `pieces`;
    or bytes, where they are small: `read`. A member's checksum is compared when it was read to its end.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        """Raises ArchiveDamaged, and UsageError where the file cannot be opened at all."""
        self.path = path
        self._limits = limits or Limits()
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
        try:
            self._zip = self._directory()
            self._members = self._sound()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """Bytes of the member, unpacked."""
        return self._member(name).file_size

    def is_stored(self, name: str) -> bool:
        """Whether the member's bytes stand in the file as they are, so that players can seek in them."""
        return self._member(name).compress_type == zipfile.ZIP_STORED

    def open(self, name: str) -> BinaryIO:
        """The member as a stream; close it. Its reads raise ArchiveDamaged where the member is damaged."""
        with self._damage(name):
            found = self._zip.open(self._member(name))
        return cast("BinaryIO", io.BufferedReader(_Member(found, self._damaged(name)), PIECE))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's bytes, at most PIECE at a time."""
        with self.open(name) as stream:
            while piece := stream.read(PIECE):
                yield piece

    def read(self, name: str, limit: int | None = None) -> bytes:
        """A small member whole. Raises ArchiveDamaged where it is larger than `limit` bytes."""
        most = self._limits.whole if limit is None else limit
        if self.size(name) > most:
            raise ArchiveDamaged(f"{self.path}: {name} is larger than {most} bytes")
        return b"".join(self.pieces(name))

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name not in self._members:
            raise ArchiveDamaged(f"{self.path}: {name} is missing")
        return self._members[name]

    def _damaged(self, name: str) -> str:
        return f"{self.path}: {name} is damaged"

    @contextmanager
    def _damage(self, name: str) -> Iterator[None]:
        try:
            yield
        except _TROUBLE as error:
            raise ArchiveDamaged(f"{self._damaged(name)}: {error}") from error

    def _directory(self) -> zipfile.ZipFile:
        """Read the directory, after a look at how large it says it is."""
        count, size = _announced(self._file, self.path)
        if count > self._limits.members or size > self._limits.directory:
            raise ArchiveDamaged(
                f"{self.path} lists {count} members in {size} bytes, more than "
                f"{self._limits.members} in {self._limits.directory}"
            )
        try:
            return zipfile.ZipFile(self._file)
        except (*_TROUBLE, ValueError, struct.error) as error:
            raise ArchiveDamaged(f"{self.path} is not a whole zip file: {error}") from error

    def _sound(self) -> dict[str, zipfile.ZipInfo]:
        """Every member by its name, after all of them were looked at."""
        found: dict[str, zipfile.ZipInfo] = {}
        entries = self._zip.infolist()
        for entry in entries:
            reason = _unsafe_name(entry.orig_filename, self._limits.name) or self._unsafe(entry)
            if not reason and entry.filename in found:
                reason = "stands there twice"
            if reason:
                raise ArchiveDamaged(f"{self.path} is not safe to read: {_shown(entry)} {reason}")
            found[entry.filename] = entry
        self._apart(entries)
        return {name: entry for name, entry in found.items() if not entry.is_dir()}

    def _unsafe(self, entry: zipfile.ZipInfo) -> str | None:
        if entry.flag_bits & _ENCRYPTED:
            return "is encrypted"
        if entry.compress_type not in _PACKINGS:
            return f"is packed by method {entry.compress_type}, not stored or deflated"
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            return "is a link or a device, not a file"
        if entry.compress_type == zipfile.ZIP_STORED and entry.file_size != entry.compress_size:
            return "is stored, with two sizes"
        if entry.file_size > max(self._limits.free, self._limits.ratio * entry.compress_size):
            return f"unpacks from {entry.compress_size} to {entry.file_size} bytes"
        return None

    def _apart(self, entries: list[zipfile.ZipInfo]) -> None:
        """Refuse members that share bytes with each other or with the directory."""
        free = 0
        ordered = sorted(entries, key=lambda each: each.header_offset)
        for entry in ordered:
            if entry.header_offset < free:
                raise ArchiveDamaged(f"{self.path} is not safe to read: {_shown(entry)} overlaps another one")
            free = entry.header_offset + _LOCAL_HEAD + entry.compress_size
        if free > self._zip.start_dir:
            raise ArchiveDamaged(f"{self.path}: {_shown(ordered[-1])} is longer than the file has room for")


_TROUBLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError)


class _Member(io.RawIOBase):
    """A member's stream that says in our words what is wrong with it."""

    def __init__(self, inner: io.BufferedIOBase | object, damaged: str) -> None:
        self._inner = cast("BinaryIO", inner)
        self._damaged = damaged

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            piece = self._inner.read(len(view))
        except _TROUBLE as error:
            raise ArchiveDamaged(f"{self._damaged}: {error or type(error).__name__}") from error
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _announced(file: BinaryIO, path: Path) -> tuple[int, int]:
    """Number of members and bytes of the directory, as the end of the file says. Raises ArchiveDamaged."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _LONGEST_COMMENT - _END.size)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) < place + _END.size:
        raise ArchiveDamaged(f"{path} is not a whole zip file: the directory at its end is missing")
    count, length = _END.unpack_from(tail, place)[4:6]
    if place >= _END64_PLACE.size:
        mark, _, at, _ = _END64_PLACE.unpack_from(tail, place - _END64_PLACE.size)
        if mark == b"PK\6\7" and at + _END64.size <= size:
            file.seek(at)
            whole = _END64.unpack(file.read(_END64.size))
            count, length = whole[7], whole[8]
    if length > size:
        raise ArchiveDamaged(f"{path} is not a whole zip file: its directory is longer than the file")
    file.seek(0)
    return count, length


def _unsafe_name(name: str, longest: int) -> str | None:
    """Why a member may not be called so, None where it may."""
    if not name or len(name) > longest:
        return "has no name of a sensible length"
    if not name.isprintable() or "\\" in name:
        return "has a name with unprintable characters or backslashes"
    parts = name.removesuffix("/").split("/")
    if any(part in ("", ".", "..") for part in parts) or ":" in parts[0]:
        return "has a name that leads out of the file"
    return None


def _shown(entry: zipfile.ZipInfo) -> str:
    return repr(entry.orig_filename[:200])
