"""Records as rows of the ledger: what a record says, table by table.

A record just written and a record read back give the same rows, whatever the order.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from verify.archive import answers
from verify.archive.cdxj import index_line, read_head
from verify.archive.codec import LOOK, read_payload, run_of
from verify.archive.origins import origin_kind
from verify.archive.warc import NOT_MODIFIED, Placed, Record, parse_date
from verify.errors import ArchiveDamaged
from verify.model.claim import CLAIM_URN

_COUNTED = """
INSERT INTO warcs (name, filed, records) VALUES (?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET filed = excluded.filed, records = records + excluded.records
"""


class Filing:
    """The rows of some records, table by table, in the order of the records."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        self._counts: dict[str, tuple[int, int]] = {}
        self._runs: list[tuple[str, str, str, str]] = []

    def add(self, placed: Placed) -> None:
        """Raises ArchiveDamaged where a record of ours lacks something."""
        record, warc = placed.record, placed.warc
        count = self._counts.get(warc, (0, 0))[1] + 1
        self._counts[warc] = (placed.offset + placed.length, count)
        if record.type == "warcinfo":
            run, started, tool = run_of(record)
            self._runs.append((run, sortable(started.isoformat()), tool, warc))
        self._row("records", _record_row(placed))
        if line := index_line(placed):
            self._row("cdx", {"line": line, "warc": warc})
        if record.type == "metadata":
            self._own(placed, record.get("WARC-Target-URI") or "")

    def _own(self, placed: Placed, uri: str) -> None:
        """A metadata record of ours; those of others are only indexed."""
        if uri.startswith(LOOK):
            self._row("looks", _look_row(placed, uri))
        elif uri.startswith(CLAIM_URN):
            self._row("verdicts", _verdict_row(placed))
        elif uri.startswith(answers.LINK):
            self._row("answers", answers.answer_row(placed, uri))
        elif uri.startswith(answers.LINK_RUN):
            self._row("finished", answers.finished_row(placed))

    def _row(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault((table, *row), []).append(tuple(row.values()))

    def put(self, db: sqlite3.Connection) -> None:
        counts = [(warc, filed, count) for warc, (filed, count) in self._counts.items()]
        db.executemany(_COUNTED, counts)
        db.executemany("UPDATE warcs SET run = ?, started = ?, tool = ? WHERE name = ?", self._runs)
        for (table, *names), rows in self._rows.items():
            marks = ", ".join("?" * len(names))
            db.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def sortable(moment: str) -> str:
    """An ISO time with microseconds always written, so that times sort as text."""
    return parse_date(moment.removesuffix("+00:00")).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _record_row(placed: Placed) -> dict[str, Any]:
    record = placed.record
    row: dict[str, Any] = {
        "id": record.id,
        "type": record.type,
        "uri": record.get("WARC-Target-URI"),
        "date": record.need("WARC-Date"),
        "warc": placed.warc,
        "offset": placed.offset,
        "length": placed.length,
        "digest": record.get("WARC-Payload-Digest"),
        "truncated": record.get("WARC-Truncated"),
        "refers_to": (record.get("WARC-Refers-To") or "").strip("<>") or None,
        "origin": origin_kind(record),
    }
    if record.type in ("response", "revisit"):
        row |= _http_columns(record)
    elif record.type == "resource":
        row |= {"size": len(record.block), "media_type": record.get("Content-Type")}
    return row


def _http_columns(record: Record) -> dict[str, Any]:
    block = record.block
    if not block and record.get("WARC-Profile") == NOT_MODIFIED:
        return {"status": 304}  # what it said itself stands in the look
    head = read_head(record.head)
    status = head.get_statuscode()
    return {
        "status": int(status) if status.isascii() and status.isdigit() else None,
        "size": len(block) - record.body_at if record.type == "response" else None,
        "media_type": head.get_header("content-type"),
        "etag": head.get_header("etag"),
        "last_modified": head.get_header("last-modified"),
    }


def _look_row(placed: Placed, uri: str) -> dict[str, Any]:
    payload = read_payload(placed.record.block)
    answered = payload["hops"] and payload["failure"] is None
    return {
        "id": uri,
        "record": placed.record.id,
        "url": payload["url"],
        "at": sortable(payload["started"]),
        "run": payload["run"],
        "warc": placed.warc,
        "offset": placed.offset,
        "snapshot": payload["hops"][-1]["record"] if answered else None,
        "payload": json.dumps(payload, sort_keys=True),
    }


def _verdict_row(placed: Placed) -> dict[str, Any]:
    found = read_payload(placed.record.block)
    try:
        named = {name: found[name] for name in ("claim", "run", "status")}
        payload = json.dumps(found["payload"], sort_keys=True)
    except KeyError as error:
        raise ArchiveDamaged(f"the verdict {placed.record.id} lacks {error}") from error
    at = sortable(placed.record.need("WARC-Date"))
    place = {"warc": placed.warc, "offset": placed.offset}
    return {"record": placed.record.id, "at": at, "payload": payload, **named, **place}
