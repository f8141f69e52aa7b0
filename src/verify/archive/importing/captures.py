"""The captures of somebody else's WARCs: found and checked in a first reading, given out in a second one.

The first reading looks at every record and remembers what it takes to choose; bodies are read again when they
are wanted, so that memory does not grow with the file. Records that do not fit the digests they carry are
refused by name. Nothing that a record holds is run, asked for or used as a path.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from verify.archive.head import parse_fields
from verify.archive.importing.bodies import stated_cut
from verify.archive.importing.digests import Digest
from verify.archive.importing.entries import (
    Entry,
    NoCapture,
    Place,
    concurrent_to,
    content_of,
    entry_of,
    fits,
    target_of,
)
from verify.archive.importing.limits import Limits
from verify.archive.importing.originals import Originals
from verify.archive.importing.unpacking import Trouble, WarcFile
from verify.archive.warc import Record, digest
from verify.errors import ArchiveDamaged
from verify.model.snapshot import Framing, Hop

NOT_A_GET = "not the answer to a GET"
UNRESOLVED = "a revisit of what the file does not hold"
_MOST_TROUBLES = 1000  # places that are damaged; each is looked for anew
_TAKEN = frozenset({"response", "revisit", "resource", "request"})
_BESIDE = 600  # about the bytes that an entry takes beside its strings


@dataclass(frozen=True, slots=True)
class _Request:
    place: Place
    uri: str
    method: bytes


@dataclass
class Captures:
    """What the WARCs of one file hold. `entries` are in the order of time.

    `skipped` counts by reason whole records that are no capture of a page; `refused` names records that do
    not fit their own digests, `damaged` what is no whole record, each with its place; `notes` other facts.
    """

    files: Sequence[WarcFile]
    entries: tuple[Entry, ...] = ()
    records: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    requests: dict[str, _Request] = field(default_factory=dict)

    @classmethod
    def read(cls, files: Sequence[WarcFile], limits: Limits) -> Captures:
        """The first reading. The files stay open for as long as hops are wanted."""
        made = cls(files)
        found = _FirstReading(made, limits.listed)
        for number, file in enumerate(files):
            found.read(number, file)
        made.entries = tuple(sorted(found.captures(), key=_order))
        return made

    def hop(self, entry: Entry) -> Hop:
        """A capture with its bytes. Raises ArchiveDamaged where the file changed meanwhile."""
        record = self._again(entry.place, entry.id)
        if entry.type == "resource":
            kind = (("content-type", record.get("Content-Type") or ""),)
            cut = stated_cut(record.get("WARC-Truncated"))
            return Hop(entry.uri, entry.at, 0, b"", b"", 0, kind, record.block, cut)
        head, body, truncated = content_of(record)
        joined = body != record.payload
        if entry.target:
            stored, body, truncated = content_of(self._again(entry.target))
            head = head or stored
        if digest(body) != entry.digest:
            raise self._changed(entry.place)
        asked = self._request(entry)
        return Hop(
            url=entry.uri,
            started=entry.at,
            elapsed_ms=0,
            request_head=self._again(asked.place).head if asked else b"",
            response_head=head,
            status=entry.status,
            headers=parse_fields(head),
            body=body,
            truncated=truncated,
            ip_address=record.get("WARC-IP-Address"),
            framing=Framing(digest(record.payload)) if joined else None,
        )

    def is_get(self, entry: Entry) -> bool:
        """Whether a GET was answered; True where the file holds no request."""
        asked = self._request(entry)
        return asked is None or asked.method == b"GET"

    def has_payload(self, entry: Entry, stated: Digest) -> bool:
        """Whether a response's body, read again, is the one of a digest."""
        return fits(stated, self._again(entry.place, entry.id))

    def _request(self, entry: Entry) -> _Request | None:
        """The request of a response, by the WARC-Concurrent-To of either one."""
        named = (self.requests.get(name) for name in (entry.id, *entry.concurrent))
        return next((each for each in named if each and each.uri == entry.uri), None)

    def _again(self, place: Place, identity: str | None = None) -> Record:
        record = self.files[place.file].record_at(place.offset)
        if identity is not None and record.id != identity:
            raise self._changed(place)
        return record

    def _changed(self, place: Place) -> ArchiveDamaged:
        return ArchiveDamaged(f"{self.files[place.file].name} changed while it was read")


def _order(entry: Entry) -> tuple[dt.datetime, int, int]:
    return entry.at, entry.place.file, entry.place.offset


class _FirstReading:
    """Fills in what a Captures tells, and collects the entries."""

    def __init__(self, told: Captures, room: int) -> None:
        self._told, self._room = told, room
        self._entries: list[Entry] = []
        self._by_id: dict[str, Entry] = {}

    def read(self, number: int, file: WarcFile) -> None:
        """Stops, and says so, where more is listed than there is room for."""
        for found in file.survey():
            place = f"{file.name} at byte {found.offset}"
            if isinstance(found, Trouble):
                self._told.damaged.append(f"{place}: {found.words}")
                if len(self._told.damaged) > _MOST_TROUBLES:
                    self._told.damaged.append(f"{place}: too much is damaged; the rest is not read")
                    return
                continue
            self._told.records += 1
            try:
                self._take(found.record, Place(number, found.offset))
            except NoCapture as reason:
                self._told.skipped[str(reason)] += 1
            except ArchiveDamaged as error:
                self._told.refused.append(f"{place}: {error.message}")
                self._room -= _BESIDE
            if self._room < 0:
                self._told.damaged.append(f"{place}: too many captures to remember; the rest is not read")
                return

    def _take(self, record: Record, place: Place) -> None:
        kind = record.get("WARC-Type") or ""
        if kind == "request":
            self._request(record, place)
        elif kind in _TAKEN:
            entry = entry_of(record, place)
            self._room -= _BESIDE + len(entry.uri) + len(entry.id) + len(entry.location or "")
            self._entries.append(entry)
            first = self._by_id.setdefault(entry.id, entry)
            if first is not entry and first.digest != entry.digest:
                self._told.notes.append(
                    f"two records are called {entry.id[:200]}; they are taken as two captures"
                )

    def _request(self, record: Record, place: Place) -> None:
        found = _Request(place, target_of(record), record.block.partition(b" ")[0][:20])
        for name in (record.id, *concurrent_to(record)):
            self._room -= _BESIDE + len(found.uri) + len(name)
            self._told.requests[name] = found

    def captures(self) -> Iterator[Entry]:
        """The entries, revisits tied to the records they stand for; what cannot be used is counted."""
        responses = (each for each in self._entries if each.type == "response")
        originals = Originals(responses, self._told.has_payload)
        for entry in self._entries:
            if not self._told.is_get(entry):
                self._told.skipped[NOT_A_GET] += 1
            elif entry.revisited is None:
                yield entry
            elif target := originals.of(entry):
                yield self._tied(entry, target)
            else:
                self._told.skipped[UNRESOLVED] += 1

    @staticmethod
    def _tied(entry: Entry, target: Entry) -> Entry:
        said = entry if entry.status else target
        return replace(
            entry, status=said.status, location=said.location, digest=target.digest, target=target.place
        )
