"""The records of anybody's WARC, each compared with the digests it carries, in one pass and little memory.

WARC 1.0 and 1.1 (ISO 28500), packed by records or not. The WARCs that verify writes are read more strictly
by `members` and `warc`; this reader takes what other tools write and says what does not hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from verify.archive.importing.digests import Digest, read_digest
from verify.archive.wacz.unpacked import GZIP, Feed, Lines, Plain, Unpacked
from verify.errors import ArchiveDamaged

_LONGEST_LINE = 2**16
_LONGEST_HEAD = 2**20
_LONGEST_BLOCK = 2**44
_LONGEST_DIGITS = 14
_MOST_IN_A_MEMBER = 2**20
_END = b"\r\n\r\n"
_CHUNKED = re.compile(rb"^transfer-encoding:[^\n]*chunked", re.IGNORECASE | re.MULTILINE)
_HTTP = ("request", "response")


@dataclass(frozen=True)
class Seen:
    """A record: where it stands (bytes in the file; of its gzip member where it is packed) and what it says.

    `compared` counts the digests that were compared, `problems` the ones that differ, in plain words.
    """

    offset: int
    length: int
    type: str
    url: str | None
    date: str | None
    id: str | None
    refers_to: str | None
    compared: int
    problems: tuple[str, ...]


def read_records(stream: BinaryIO, name: str) -> Iterator[Seen]:
    """Every record to the end. Raises ArchiveDamaged at the first place that cannot be read any further."""
    feed = Feed(stream, name)
    packed = feed.peek(2) == GZIP
    while feed.peek(1):
        start = feed.place
        lines = Lines(Unpacked(feed) if packed else Plain(feed), f"{name} at byte {start}")
        yield from of_member(lines, feed, start) if packed else _of_plain(lines, name)


def of_member(lines: Lines, feed: Feed, start: int, most: int = _MOST_IN_A_MEMBER) -> Iterator[Seen]:
    """The records of one gzip member: one, as it should be, or more, which all stand at its start."""
    found = []
    while (record := _record(lines, f"{feed.name} at byte {start}")) is not None:
        found.append(record)
        if len(found) > most:
            raise ArchiveDamaged(f"{feed.name} at byte {start}: one gzip member holds too many records")
    for record in found:
        yield replace(record, offset=start, length=feed.place - start)


def _of_plain(lines: Lines, name: str) -> Iterator[Seen]:
    start = 0
    while (record := _record(lines, f"{name} at byte {start}")) is not None:
        yield replace(record, offset=start, length=lines.read - start)
        start = lines.read


def _record(lines: Lines, place: str) -> Seen | None:
    """The next record; None at the end. Offset and length are filled in by the caller."""
    first = b"\r\n"
    while first and not first.strip():
        first = lines.line(_LONGEST_LINE)
    if not first:
        return None
    if not first.startswith(b"WARC/"):
        raise ArchiveDamaged(f"{place}: not the start of a WARC record")
    fields = _fields(lines, place)
    block = _Block(fields, _length(fields, place))
    block.read(lines, place)
    problems = [f"{place}: {word}" for word in block.differing()]
    if lines.piece(len(_END)) != _END:
        raise ArchiveDamaged(f"{place}: a record is not as long as it says")
    kind, identity = fields.get("warc-type", ""), fields.get("warc-record-id")
    refers = fields.get("warc-refers-to")
    return Seen(
        *(0, 0, kind, _bare(fields.get("warc-target-uri")), fields.get("warc-date")),
        *(_bare(identity), _bare(refers), block.compared, tuple(problems)),
    )


def _bare(value: str | None) -> str | None:
    return value.strip("<>") if value else None


def _fields(lines: Lines, place: str) -> Mapping[str, str]:
    """The named fields of a record, names in lower case, the first of each, folds joined."""
    found: dict[str, list[str]] = {}
    parts: list[str] = []
    size = 0
    while True:
        line = lines.line(_LONGEST_LINE)
        size += len(line)
        if not line or size > _LONGEST_HEAD:
            raise ArchiveDamaged(f"{place}: the head of a record does not end")
        if not line.strip():
            return {name: " ".join(value) for name, value in found.items()}
        text = line.decode("utf-8", "replace")
        if text[0] in " \t":
            parts.append(text.strip())
            continue
        name, _, value = text.partition(":")
        parts = [value.strip()]
        found.setdefault(name.strip().lower(), parts)


def _length(fields: Mapping[str, str], place: str) -> int:
    stated = fields.get("content-length", "")
    numeric = stated.isascii() and stated.isdigit() and len(stated) <= _LONGEST_DIGITS
    if not numeric or int(stated) > _LONGEST_BLOCK:
        raise ArchiveDamaged(f"{place}: a record does not say how long it is")
    return int(stated)


class _Block:
    """A record's block while it goes by, and the digests that it should have."""

    def __init__(self, fields: Mapping[str, str], length: int) -> None:
        self._length = length
        self._http = fields.get("warc-type") in _HTTP and "http" in fields.get("content-type", "")
        stands_elsewhere = fields.get("warc-type") == "revisit"
        self._block = _Expected.of(fields.get("warc-block-digest"))
        self._payload = None if stands_elsewhere else _Expected.of(fields.get("warc-payload-digest"))
        self._chunked = False
        self.compared = 0

    def read(self, lines: Lines, place: str) -> None:
        left = self._length - (self._head(lines) if self._http else 0)
        while left > 0:
            piece = lines.piece(left)
            if not piece:
                raise ArchiveDamaged(f"{place}: a record is shorter than it says")
            left -= len(piece)
            self._take(piece, payload=True)

    def _head(self, lines: Lines) -> int:
        """The HTTP head, which is not part of the payload; its size."""
        head = lines.head(min(self._length, _LONGEST_HEAD))
        self._take(head, payload=False)
        self._chunked = bool(_CHUNKED.search(head))
        return len(head)

    def _take(self, piece: bytes, *, payload: bool) -> None:
        if self._block:
            self._block.hash.update(piece)
        if self._payload and payload:
            self._payload.hash.update(piece)

    def differing(self) -> Iterator[str]:
        """What does not fit, in plain words; the tools disagree on the payload of a chunked body."""
        if self._block:
            self.compared += 1
            if not self._block.fits():
                yield "a record does not match its block digest"
        if self._payload and not self._chunked:
            self.compared += 1
            if not self._payload.fits():
                yield "the body of a record does not match its payload digest"


class _Expected:
    """A digest as a record states it, and the hash of what went by."""

    def __init__(self, stated: Digest) -> None:
        self._stated = stated
        self.hash = hashlib.new(stated.algorithm, usedforsecurity=False)

    @classmethod
    def of(cls, label: str | None) -> _Expected | None:
        """None where there is none, or by an algorithm that is not known here."""
        stated = read_digest(label)
        return cls(stated) if stated else None

    def fits(self) -> bool:
        return self.hash.digest() == self._stated.value
