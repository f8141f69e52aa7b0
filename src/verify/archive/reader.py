"""Looks, exchanges and verdicts read back, each record checked against its digests."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.archive.cdxj import read_head
from verify.archive.codec import WIRE_DIGEST, failure_of, not_modified_head, read_payload, tls_of
from verify.archive.head import parse_fields
from verify.archive.ledger import Ledger
from verify.archive.members import read_one
from verify.archive.origins import origin_of
from verify.archive.places import Places
from verify.archive.warc import NOT_MODIFIED, Record, check_payload, digest, parse, parse_date
from verify.archive.wire import OnWire, read_wire, wire_uri
from verify.errors import ArchiveDamaged, UnknownId
from verify.model.snapshot import Exchange, Framing, Hop, Look, Snapshot, Truncation

_DEEPEST = 3  # a 304 refers to a revisit, which refers to a response


@dataclass(frozen=True)
class StoredVerdict:
    """A verdict as it was stored: the claim's slug/id, when, by which run, and the payload given."""

    claim: str
    at: dt.datetime
    run: str
    status: str
    payload: dict[str, object]


@dataclass(frozen=True)
class _Content:
    """What a response or revisit stands for."""

    head: bytes
    body: bytes
    truncated: Truncation | None


class Reader:
    """Reads records where the ledger says they are. The bytes come from the WARCs alone."""

    def __init__(self, places: Places, ledger: Ledger) -> None:
        self._places = places
        self._ledger = ledger

    def exchange(self, look: Look) -> Exchange:
        """Raises ArchiveDamaged, UnknownId."""
        row = self._ledger.look(look.id)
        if row is None:
            raise UnknownId(f"the cache holds no look {look.id}")
        payload = read_payload(self._record(row["record"]).block)
        try:
            return Exchange(
                url=payload["url"],
                started=parse_date(payload["started"]),
                elapsed_ms=payload["elapsed_ms"],
                hops=tuple(self._hop(hop) for hop in payload["hops"]),
                failure=failure_of(payload),
                attempts=payload["attempts"],
                origin=origin_of(payload),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveDamaged(f"the look {look.id} lacks something: {error}") from error

    def _hop(self, hop: Mapping[str, Any]) -> Hop:
        response = self._record(hop["record"])
        content = self._content(response, _DEEPEST)
        replaced = response.get("WARC-Profile") == NOT_MODIFIED
        kind = (("content-type", response.get("Content-Type") or ""),)
        return Hop(
            url=hop["url"],
            started=parse_date(hop["started"]),
            elapsed_ms=hop["elapsed_ms"],
            request_head=self._record(hop["request"]).block if hop["request"] else b"",
            response_head=content.head,
            status=int(read_head(content.head).get_statuscode()) if replaced else hop["status"],
            headers=kind if response.type == "resource" else parse_fields(content.head),
            body=content.body,
            truncated=content.truncated,
            ip_address=hop["ip"],
            tls=tls_of(hop),
            not_modified_head=_own_head(response, hop) if replaced else None,
            framing=self._framing(response),
        )

    def on_wire(self, response: str) -> bytes | None:
        """A response as it crossed the wire, secrets aside; None where its framing was not kept.

        Raises ArchiveDamaged.
        """
        kept = self._kept_wire(response)
        if kept is None:
            return None
        return kept.head + kept.body(self._content(self._record(response), _DEEPEST).body)

    def _framing(self, response: Record) -> Framing | None:
        digest = response.get(WIRE_DIGEST)
        if digest is None:
            return None
        kept = self._kept_wire(response.id)
        return Framing(digest, kept.framing if kept else None)

    def _kept_wire(self, response: str) -> OnWire | None:
        row = self._ledger.named(wire_uri(response))
        return read_wire(self._record(row["id"])) if row else None

    def _content(self, record: Record, depth: int) -> _Content:
        if record.type == "resource":
            check_payload(record)
            return _Content(b"", record.payload, _truncation(record))
        if record.type == "response":
            check_payload(record)
            return _Content(record.head, record.payload, _truncation(record))
        if record.type != "revisit" or not depth:
            raise ArchiveDamaged(f"{record.id} is not a response that can be read back")
        found = self._content(self._record(record.need("WARC-Refers-To").strip("<>")), depth - 1)
        if digest(found.body) != record.get("WARC-Payload-Digest"):
            raise ArchiveDamaged(f"{record.id} refers to a record with another body")
        if record.get("WARC-Profile") == NOT_MODIFIED:
            return found
        return _Content(record.head, found.body, _truncation(record))

    def _record(self, identity: str) -> Record:
        row = self._ledger.record(identity)
        if row is None:
            raise ArchiveDamaged(f"the cache holds no record {identity}", mend="`verify cache rebuild`")
        record = parse(read_one(self._places.warc(row["warc"]), row["offset"]).content)
        if record.id != identity:
            raise ArchiveDamaged(
                f"{row['warc']} holds another record than {identity}", mend="`verify cache rebuild`"
            )
        return record


def _own_head(revisit: Record, hop: Mapping[str, Any]) -> bytes:
    """What a 304 said itself: in the JSON of its look, or in the record itself (an older form)."""
    return revisit.head or not_modified_head(hop)


def _truncation(record: Record) -> Truncation | None:
    word = record.get("WARC-Truncated")
    return Truncation(word) if word else None


def look_of(row: sqlite3.Row) -> Look:
    """A Look from a row of the ledger's look query."""
    payload = json.loads(row["payload"])
    return Look(
        id=row["id"],
        url=row["url"],
        at=parse_date(payload["started"]),
        run=row["run"],
        snapshot=_snapshot_of(row, payload) if row["sid"] else None,
        failure=failure_of(payload),
        attempts=payload["attempts"],
        elapsed_ms=payload["elapsed_ms"],
        origin=origin_of(payload),
    )


def _snapshot_of(row: sqlite3.Row, payload: Mapping[str, Any]) -> Snapshot:
    last = payload["hops"][-1]
    media_type = (row["media_type"] or "").partition(";")[0].strip().lower()
    return Snapshot(
        id=row["sid"],
        url=row["url"],
        final_url=last["url"],
        fetched=parse_date(last["started"]),
        status=last["status"],
        media_type=media_type or None,
        digest=row["digest"],
        size=row["size"] or 0,
        warc=row["swarc"],
        offset=row["soffset"],
        length=row["slength"],
        revisits=row["refers_to"] if last["status"] == 304 else None,
        etag=row["etag"],
        last_modified=row["last_modified"],
    )


def verdict_of(row: sqlite3.Row) -> StoredVerdict:
    """A StoredVerdict from a row of the ledger's verdicts."""
    at = parse_date(row["at"])
    return StoredVerdict(row["claim"], at, row["run"], row["status"], json.loads(row["payload"]))
