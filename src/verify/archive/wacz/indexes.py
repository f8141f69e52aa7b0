"""Does a package's index say of its WARCs what stands in them? Indexes of any tool that writes CDXJ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from verify.archive.wacz.manifest import read_object
from verify.archive.wacz.opened import Opened
from verify.archive.wacz.records import Seen
from verify.archive.wacz.unpacked import GZIP, Feed, Lines, Plain, Unpacked
from verify.errors import ArchiveDamaged

ARCHIVE = "archive/"
_FOLDER = "indexes/"
_CDXJ = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")
_LONGEST_LINE = 2**18
_HEADS = ("!meta", " CDX ", "CDX ")
_TO_BE_FOUND = ("response", "revisit", "resource")


@dataclass
class Comparison:
    """Records by WARC (its name inside the package) and offset, and what the indexes said of them."""

    records: dict[tuple[str, int], Seen] = field(default_factory=dict)
    lines: int = 0
    _named: set[tuple[str, int]] = field(default_factory=set)

    def add(self, warc: str, record: Seen) -> None:
        self.records[warc, record.offset] = record

    def compare(self, opened: Opened) -> Iterator[str]:
        """What does not fit, in plain words."""
        for name in opened.names:
            if name.startswith(_FOLDER) and name.endswith(_CDXJ):
                yield from self._one(opened, name)
            elif name.startswith(_FOLDER) and name.endswith(".idx"):
                yield from _blocks(opened, name)

    def unlisted(self) -> int:
        """How many records that players look for stand in no index."""
        wanted = {key for key, record in self.records.items() if _to_be_found(record)}
        return len(wanted - self._named)

    def elsewhere(self) -> int:
        """How many revisits stand for a record that is not here."""
        here = {record.id for record in self.records.values()}
        refers = [record.refers_to for record in self.records.values() if record.type == "revisit"]
        return sum(one is not None and one not in here for one in refers)

    def _one(self, opened: Opened, name: str) -> Iterator[str]:
        for number, line in enumerate(_lines(opened, name), 1):
            if line.startswith(_HEADS):
                continue
            self.lines += 1
            problem = self._line(line)
            if problem:
                yield f"{name}:{number}: {problem}"

    def _line(self, line: str) -> str | None:
        entry = _entry(line)
        try:
            stamp = line.split(" ", 2)[1]
            key = ARCHIVE + entry["filename"].rpartition("/")[2], int(entry["offset"])
            length, url = int(entry["length"]), entry["url"]
        except (KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError):
            return "not a line of an index (CDXJ)"
        record = self.records.get(key)
        if record is None:
            return f"no record begins at byte {key[1]} of {key[0]}"
        self._named.add(key)
        if (record.url, record.length, _digits(record.date)) != (url, length, stamp):
            return f"the record at byte {key[1]} of {key[0]} has another URL, time or length"
        return None


def _to_be_found(record: Seen) -> bool:
    """What is no page, as a URN of ours, need not be."""
    return record.type in _TO_BE_FOUND and (record.url or "").startswith("http")


def _entry(line: str) -> Mapping[str, Any]:
    return read_object("".join(line.partition("{")[1:])) or {}


def _digits(date: str | None) -> str:
    return re.sub(r"\D", "", date or "")[:14]


def _lines(opened: Opened, name: str) -> Iterator[str]:
    with opened.open(name) as stream:
        for _, lines in _members(Feed(stream, f"{opened.path}: {name}")):
            while line := lines.line(_LONGEST_LINE):
                yield line.decode("utf-8", "replace").rstrip("\r\n")


def _members(feed: Feed) -> Iterator[tuple[int, Lines]]:
    """Each gzip member and its place, to be read to its end; one for a file that is not packed."""
    packed = feed.peek(2) == GZIP
    while feed.peek(1):
        yield feed.place, Lines(Unpacked(feed) if packed else Plain(feed), feed.name)


def _blocks(opened: Opened, name: str) -> Iterator[str]:
    """The second level: where each block of the first begins, how long it is, and its first line."""
    stated = [line for line in _lines(opened, name) if line]
    head = _entry(stated[0]) if stated and stated[0].startswith("!meta") else {}
    default = head.get("filename") or "index.cdx.gz"
    starts: dict[str, dict[int, tuple[int, str]]] = {}
    for number, line in enumerate(stated, 1):
        if line.startswith("!meta"):
            continue
        entry = _entry(line)
        block = _FOLDER + str(entry.get("filename") or default)
        if block not in starts:
            starts[block] = _starts(opened, block)
        offset = entry.get("offset")
        wanted = entry.get("length"), line.partition("{")[0].strip()
        if not isinstance(offset, int) or starts[block].get(offset) != wanted:
            yield f"{name}:{number}: {block} holds no such block"


def _starts(opened: Opened, name: str) -> dict[int, tuple[int, str]]:
    """Offset of each member to its length and the key and time of its first line."""
    found = {}
    with opened.open(name) as stream:
        feed = Feed(stream, f"{opened.path}: {name}")
        for start, lines in _members(feed):
            first = lines.line(_LONGEST_LINE).decode("utf-8", "replace")
            while lines.piece(2**16):
                pass
            found[start] = feed.place - start, first.partition("{")[0].strip()
    return found


def listed_urls(opened: Opened, name: str) -> list[str]:
    """The URLs of a pages/*.jsonl, without fragments. Raises ArchiveDamaged for a line that is no object."""
    found = []
    for number, line in enumerate(_lines(opened, name), 1):
        entry = _entry(line)
        if line and not entry:
            raise ArchiveDamaged(f"{name}:{number}: not a line of a page list")
        if "url" in entry:
            found.append(str(entry["url"]).partition("#")[0])
    return found
