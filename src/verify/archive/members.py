"""Gzip members of a WARC file: one for each record, so that every record can be read alone.

A file that a killed run left behind may end in a torn member. Scanning member by member, with the
checksum of each, finds the last good end; tools that stop quietly at the first error do not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from verify.archive.warc import LARGEST_RECORD, Placed, parse
from verify.errors import ArchiveDamaged

_PIECE = 2**16
_MAGIC = b"\x1f\x8b\x08\x00"  # RFC 1952: gzip, deflate, no flags, as we write it


@dataclass(frozen=True)
class Member:
    """A whole gzip member: offset and length in the file, and what it unpacks to."""

    offset: int
    length: int
    content: bytes


def scan(path: Path, start: int = 0) -> Iterator[Member]:
    """The members from `start` (a member's own start) to the end.

    Raises ArchiveDamaged at the first member that is torn or fails its checksum, OSError as the disk does.
    """
    with path.open("rb") as file:
        while member := _next_member(file, start, path.name):
            yield member
            start = member.offset + member.length


def records(path: Path, start: int = 0, name: str | None = None) -> Iterator[Placed]:
    """The records of a file with their places; `name` stands for the file's own. Raises ArchiveDamaged."""
    warc = name or path.name
    for found in scan(path, start):
        try:
            yield Placed(parse(found.content), warc, found.offset, found.length)
        except ArchiveDamaged as error:
            raise ArchiveDamaged(f"{path.name} at byte {found.offset}: {error.message}") from error


def read_one(path: Path, offset: int, limit: int = LARGEST_RECORD) -> Member:
    """The member that starts at `offset`, of at most `limit` bytes unpacked. Raises ArchiveDamaged."""
    try:
        with path.open("rb") as file:
            found = _next_member(file, offset, path.name, limit)
    except FileNotFoundError as error:
        raise ArchiveDamaged(f"{path.name} is missing", mend="put it back from a copy") from error
    if found is None:
        raise ArchiveDamaged(f"{path.name} ends before byte {offset}")
    return found


@dataclass(frozen=True)
class Damage:
    """Bytes of a file, from `offset`, that are no record."""

    offset: int
    length: int
    message: str


def survey(path: Path, name: str | None = None) -> Iterator[Placed | Damage]:
    """Everything in a file: its records and, between or behind them, what is damaged. Never stops early."""
    place, size = 0, path.stat().st_size
    while place < size:
        try:
            for placed in records(path, place, name):
                yield placed
                place = placed.offset + placed.length
            return
        except ArchiveDamaged as error:
            after = _next_sound(path, place + 1)
            yield Damage(place, after - place, error.message)
            place = after


@dataclass(frozen=True)
class Tail:
    """What a file is good for: bytes up to the end of its last record, the records, the bytes after them."""

    good: int
    records: int
    torn: int


def measure(path: Path) -> Tail:
    """Find the end of the last whole record of a file that may be torn."""
    found = [one for one in survey(path) if isinstance(one, Placed)]
    good = found[-1].offset + found[-1].length if found else 0
    return Tail(good, len(found), path.stat().st_size - good)


def _next_sound(path: Path, start: int) -> int:
    """Where the next readable record begins; the size of the file where none does."""
    content = path.read_bytes()
    place = content.find(_MAGIC, start)
    while place >= 0:
        try:
            parse(read_one(path, place).content)
        except ArchiveDamaged:
            place = content.find(_MAGIC, place + 1)
        else:
            return place
    return len(content)


def _next_member(file: BinaryIO, start: int, name: str, limit: int = LARGEST_RECORD) -> Member | None:
    """One member from `start`; None at the end of the file."""
    file.seek(start)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = read = 0
    while not unpacker.eof:
        piece = unpacker.unconsumed_tail or file.read(_PIECE)
        if not piece:
            if not read:
                return None
            raise ArchiveDamaged(f"{name} ends in a torn record at byte {start}")
        read += 0 if unpacker.unconsumed_tail else len(piece)
        parts.append(_unpack(unpacker, piece, name, start))
        size += len(parts[-1])
        if size > limit:
            raise ArchiveDamaged(f"{name} at byte {start}: a record unpacks to more than {limit} bytes")
    return Member(start, read - len(unpacker.unused_data), b"".join(parts))


def _unpack(unpacker: zlib._Decompress, piece: bytes, name: str, start: int) -> bytes:
    try:
        return unpacker.decompress(piece, 16 * _PIECE)
    except zlib.error as error:
        raise ArchiveDamaged(f"{name} at byte {start}: not a whole gzip member") from error
