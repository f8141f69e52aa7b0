"""The archive: looks go in as WARC records and come out as they went in.

`append` returns only after the records are synced to the disk; then the ledger is told. A look read back
is checked against the digests it was stored under. A page that the server called unchanged (304) is read
back as the stored page it stands for: status, head and body are those of the snapshot it revisits; what
the server said this time is the hop's `not_modified_head`.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from verify.archive.answers import LINK, LINK_RUN, answer_payload, of_row
from verify.archive.chain import RunEntry, read_chain
from verify.archive.codec import (
    LOOK,
    Stored,
    look_payload,
    metadata_record,
)
from verify.archive.disk import Disk, LocalDisk, attempt
from verify.archive.ledger import Ledger
from verify.archive.lock import WriteLock
from verify.archive.origins import hop_records, is_resource, origin_entry
from verify.archive.places import Places
from verify.archive.reader import Reader, StoredVerdict, look_of, verdict_of
from verify.archive.recovery import open_for_reading, open_for_writing
from verify.archive.revisit import revisit_fields
from verify.archive.sealing import Sealed
from verify.archive.warc import Record, digest, warc_date
from verify.archive.wire import wire_record
from verify.archive.writer import Clock, Identity, RunWriter, trouble
from verify.errors import ArchiveError, UnknownId
from verify.model.claim import claim_urn
from verify.model.link import StoredAnswer
from verify.model.snapshot import Exchange, Hop, Look, Origin, Snapshot
from verify.model.version import TOOL as TOOL


class Archive:
    """One cache folder, open for reading or (one at a time) for writing. Use it as a context manager."""

    def __init__(
        self,
        places: Places,
        ledger: Ledger,
        *,
        clock: Clock,
        tool: str,
        disk: Disk,
        new_id: Identity,
        lock: WriteLock | None,
        notes: tuple[str, ...],
    ) -> None:
        self._places, self._ledger, self._lock = places, ledger, lock
        self._clock, self._new_id = clock, new_id
        self._reader = Reader(places, ledger)
        self._writer = RunWriter(places, ledger, disk, clock=clock, new_id=new_id, tool=tool)
        self.notes = notes

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        clock: Clock,
        write: bool = False,
        tool: str = TOOL,
        disk: Disk | None = None,
        new_id: Identity = uuid.uuid4,
    ) -> Archive:
        """Open the cache at `root`; a missing one is empty.

        With `write` the folder is made, locked and what a killed run left is put right (`notes` says what).
        Without, no file is made or changed. Raises ArchiveBusy, ArchiveError.
        """
        places, disk = Places(root), disk or LocalDisk()
        if not write:
            found = open_for_reading(places)
            lock = None
        else:
            attempt(lambda: _make_tree(places, disk), f"{root} cannot be made")
            lock = WriteLock(places.lock)
            lock.take(warc_date(clock()))
            try:
                found = open_for_writing(places, disk, unclean=lock.unclean)
            except (OSError, sqlite3.Error) as error:
                lock.release(clean=False)
                raise trouble("the cache could not be put in order", error) from error
            except BaseException:
                lock.release(clean=False)
                raise
        return cls(
            places,
            found.ledger,
            clock=clock,
            tool=tool,
            disk=disk,
            new_id=new_id,
            lock=lock,
            notes=found.notes,
        )

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Seal what was written and close. After an error the sealing is left to the next run."""
        try:
            if error is None:
                self.seal()
        finally:
            self.close()

    def close(self) -> None:
        """Give the files back. Records not sealed stay in their `.part`; the next writer seals them."""
        if self._lock:
            with _ledger_errors():
                self._ledger.settle()
        self._ledger.close()
        if self._lock:
            self._lock.release(clean=self._writer.empty and not self._writer.broken)

    # writing

    @property
    def run(self) -> str:
        """The run that is being written; after `seal` the next one."""
        return self._writer.run

    def append(self, exchange: Exchange) -> Look:
        """Store one look: request and response of each hop, and the look itself; synced before it returns.

        Raises ArchiveError, and then the archive is as it was before.
        """
        look = f"{LOOK}{self._new_id()}"
        self._store(lambda: self._look_records(exchange, look))
        row = self._ledger.look(look)
        assert row is not None
        return look_of(row)

    def append_verdict(
        self,
        claim: str,
        status: str,
        payload: Mapping[str, object],
        *,
        refers_to: str | None,
        refers_to_uri: str | None,
    ) -> None:
        """Store a claim's verdict; `payload` is any JSON object, `refers_to` the snapshot it rests on."""
        whole = {"version": 1, "claim": claim, "run": self.run, "status": status, "payload": dict(payload)}
        refers = (refers_to, refers_to_uri)
        self._store(
            lambda: [metadata_record(claim_urn(claim), self._writer.urn(), self._clock(), whole, refers)],
        )

    def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
        """Store what a link check saw of some URLs, all with one sync; `run` of each is this archive's."""
        self._store(lambda: [self._answer_record(replace(each, run=self.run)) for each in answers])

    def finish_links(self, urls: int) -> None:
        """The link check of this run has come to its end; `urls` is how many it was about."""
        payload = {"version": 1, "run": self.run, "urls": urls}
        uri = LINK_RUN + self.run
        self._store(
            lambda: [metadata_record(uri, self._writer.urn(), self._clock(), payload, (None, None))],
        )

    def _answer_record(self, stored: StoredAnswer) -> Record:
        uri = f"{LINK}{self._new_id()}"
        refers = (None, stored.answer.url)
        return metadata_record(uri, self._writer.urn(), stored.at, answer_payload(stored), refers)

    def seal(self) -> Sealed | None:
        """Finish this run's WARC; None where nothing was written. What is appended later is a new run."""
        return self._writer.seal()

    def _look_records(self, exchange: Exchange, look: str) -> list[Record]:
        records: list[Record] = []
        stored = [self._standing(hop, exchange.origin) for hop in exchange.hops]
        for hop, place in zip(exchange.hops, stored, strict=True):
            records += hop_records(hop, place, self._writer.run_record, exchange.origin)
            framing = wire_record(hop, place, self._writer.urn(), self.run)
            records += [framing] if framing else []
        payload = look_payload(exchange, self.run, stored) | origin_entry(exchange)
        refers = (stored[-1].response, exchange.final_url) if stored else (None, exchange.url)
        return [*records, metadata_record(look, self._writer.urn(), exchange.started, payload, refers)]

    def _standing(self, hop: Hop, origin: Origin | None) -> Stored:
        body, urn = digest(hop.body), self._writer.urn
        own = origin is None
        request = urn() if own or hop.request_head else None
        revisit = None if is_resource(hop) else revisit_fields(hop, body, self._ledger, own=own)
        return Stored(request, urn(), revisit, body)

    def _store(self, build: Callable[[], Sequence[Record]]) -> None:
        if self._lock is None:
            raise ArchiveError("the cache is open for reading only")
        self._writer.write(build)

    # reading

    def looks(self, url: str) -> tuple[Look, ...]:
        """Every look at `url`, the oldest first."""
        with _ledger_errors():
            return tuple(look_of(row) for row in self._ledger.looks(url))

    def latest(self, url: str) -> Look | None:
        found = self.looks(url)
        return found[-1] if found else None

    def snapshot(self, id_or_prefix: str) -> Snapshot:
        """The snapshot whose record id is or begins so; `urn:uuid:` may be left out. Raises UnknownId."""
        prefix = "urn:uuid:" + id_or_prefix.strip("<>").removeprefix("urn:uuid:").lower()
        with _ledger_errors():
            rows = self._ledger.snapshots(prefix) if len(prefix) > len("urn:uuid:") else []
        found = [look.snapshot for look in map(look_of, rows) if look.snapshot]
        if len(found) == 1:
            return found[0]
        reason = "no stored snapshot" if not found else "more than one stored snapshot"
        raise UnknownId(
            f"{reason} has an id that begins with {id_or_prefix!r}", mend="`verify log ID` lists them"
        )

    def exchange(self, look: Look) -> Exchange:
        """The look as it was stored, every record checked. Raises ArchiveDamaged, UnknownId."""
        with _ledger_errors():
            return self._reader.exchange(look)

    def on_wire(self, snapshot: str) -> bytes | None:
        """A snapshot's response as it crossed the wire, secrets aside; None where its framing was not kept.

        Raises ArchiveDamaged.
        """
        with _ledger_errors():
            return self._reader.on_wire(snapshot)

    def verdicts(self, claim: str) -> tuple[StoredVerdict, ...]:
        """The claim's stored verdicts, the oldest first."""
        with _ledger_errors():
            return tuple(verdict_of(row) for row in self._ledger.verdicts(claim))

    def answers(self, url: str) -> tuple[StoredAnswer, ...]:
        """What link checks saw of `url`, the oldest first."""
        with _ledger_errors():
            return tuple(of_row(row) for row in self._ledger.answers(url))

    def unfinished_answers(self) -> tuple[StoredAnswer, ...]:
        """What link checks saw since the last one that came to its end, the oldest first."""
        with _ledger_errors():
            return tuple(of_row(row) for row in self._ledger.unfinished_answers())

    def hosts_heard(self, run: str) -> frozenset[str]:
        """Hosts (with port) that gave any response in a run."""
        with _ledger_errors():
            return self._ledger.hosts_heard(run)

    def urls(self) -> tuple[str, ...]:
        """Every URL that was looked at, sorted."""
        with _ledger_errors():
            return self._ledger.urls()

    def runs(self) -> tuple[RunEntry, ...]:
        """The finished runs, the oldest first. Raises ArchiveDamaged where runs.jsonl cannot be read."""
        return read_chain(self._places.runs)

    def cached_text(self, digest: str, key: str) -> str | None:
        """What `keep_text` kept, None where nothing was."""
        with _ledger_errors():
            return self._ledger.text(digest, key)

    def keep_text(self, digest: str, key: str, text: str) -> None:
        """Remember an extraction. A memo only: read-only or on a full disk it does nothing."""
        if self._lock:
            with suppress(sqlite3.Error):
                self._ledger.keep_text(digest, key, text)


@contextmanager
def _ledger_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(
            f"ledger.sqlite cannot be used: {error}",
            mend="`verify cache rebuild` makes it anew from the WARCs",
        ) from error


def _make_tree(places: Places, disk: Disk) -> None:
    if not places.warcs.is_dir():
        disk.make_folder(places.warcs)
        disk.sync_folder(places.root)
        disk.sync_folder(places.root.parent)
