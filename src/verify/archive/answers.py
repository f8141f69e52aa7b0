"""Answers of link checks in the archive: a metadata record each, so that standings survive a rebuild.

A link check keeps no bodies. What it saw of a URL is one JSON record under a URN of ours; the run's last
record says that the run came to its end.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from verify.archive.codec import read_payload
from verify.archive.warc import Placed, parse_date, warc_date
from verify.errors import ArchiveDamaged
from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck, LinkAnswer, PageTraits, StoredAnswer

_TRAITS = ("etag", "last_modified", "digest", "title", "size", "reader")
LINK = "urn:verify:link:"
LINK_RUN = "urn:verify:links-finished:"
TABLES = """
CREATE TABLE answers (id TEXT PRIMARY KEY, record TEXT NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,
  at TEXT NOT NULL, run TEXT NOT NULL, heard INTEGER NOT NULL, well INTEGER NOT NULL,
  warc TEXT NOT NULL, offset INTEGER NOT NULL,
  payload TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX answers_url ON answers (url, at);
CREATE INDEX answers_run ON answers (run, heard, host);
CREATE INDEX answers_well ON answers (run, well, host, url);
CREATE TABLE finished (run TEXT PRIMARY KEY, record TEXT NOT NULL, at TEXT NOT NULL, urls INTEGER NOT NULL)
  WITHOUT ROWID;
"""
OF_URL = """
SELECT a.payload, a.run, (
  EXISTS (SELECT 1 FROM answers o WHERE o.run = a.run AND o.heard = 1 AND o.host < a.host)
  OR EXISTS (SELECT 1 FROM answers o WHERE o.run = a.run AND o.heard = 1 AND o.host > a.host)
  OR EXISTS (SELECT 1 FROM answers o WHERE o.run = a.run AND o.well = 1 AND o.host = a.host AND o.url < a.url)
  OR EXISTS (SELECT 1 FROM answers o WHERE o.run = a.run AND o.well = 1 AND o.host = a.host AND o.url > a.url)
) AS online
FROM answers a WHERE a.url = ? ORDER BY a.at, a.warc, a.offset
"""
UNFINISHED = """
SELECT a.payload, a.run, 1 AS online FROM answers a
WHERE a.at > coalesce((SELECT max(at) FROM finished), '') AND a.run NOT IN (SELECT run FROM finished)
ORDER BY a.at, a.warc, a.offset
"""


def answer_payload(stored: StoredAnswer) -> dict[str, object]:
    """An answer as the JSON of its record."""
    answer, traits = stored.answer, stored.traits
    return {
        "version": 1,
        "run": stored.run,
        "url": answer.url,
        "at": warc_date(stored.at),
        "availability": answer.sight.availability.value,
        "cause": answer.sight.cause,
        "moved_to": answer.sight.moved_to,
        "status": answer.status,
        "final_url": answer.final_url,
        "redirects": list(answer.redirects),
        "attempts": answer.attempts,
        "error": answer.error,
        "code": stored.code,
        "elapsed_ms": answer.elapsed_ms,
        "evidence": list(answer.evidence),
        "fragments": [[each.fragment, each.found, each.reason] for each in answer.fragments],
        "etag": traits.etag,
        "last_modified": traits.last_modified,
        "digest": traits.digest,
        "title": traits.title,
        "size": traits.size,
        "reader": traits.reader,
    }


def read_answer(payload: Mapping[str, Any], *, online: bool) -> StoredAnswer:
    """The answer of a record's JSON. Raises ArchiveDamaged where something is lacking."""
    try:
        sight = Sight(Availability(payload["availability"]), payload["cause"], payload["moved_to"])
        answer = LinkAnswer(
            url=payload["url"],
            sight=sight,
            status=payload["status"],
            final_url=payload["final_url"],
            redirects=tuple(payload["redirects"]),
            attempts=payload["attempts"],
            error=payload["error"],
            elapsed_ms=payload["elapsed_ms"],
            evidence=tuple(payload["evidence"]),
            fragments=tuple(FragmentCheck(*each) for each in payload["fragments"]),
        )
        traits = PageTraits(**{name: payload[name] for name in _TRAITS})
        at = parse_date(payload["at"])
        return StoredAnswer(answer, at, payload["run"], traits, payload["code"], online)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveDamaged(f"an answer of a link check lacks something: {error}") from error


def of_row(row: sqlite3.Row) -> StoredAnswer:
    """From a row of OF_URL or UNFINISHED."""
    return read_answer(json.loads(row["payload"]), online=bool(row["online"]))


def answer_row(placed: Placed, uri: str) -> dict[str, Any]:
    """The ledger's row of an answer's record."""
    payload = read_payload(placed.record.block)
    read_answer(payload, online=True)
    return {
        "id": uri,
        "record": placed.record.id,
        "url": payload["url"],
        "host": urlsplit(payload["url"]).netloc,
        "at": f"{parse_date(payload['at']):%Y-%m-%dT%H:%M:%S.%fZ}",
        "run": payload["run"],
        "heard": int(payload["status"] is not None),
        "well": int(Availability(payload["availability"]).readable),
        "warc": placed.warc,
        "offset": placed.offset,
        "payload": json.dumps(payload, sort_keys=True),
    }


def finished_row(placed: Placed) -> dict[str, Any]:
    """The ledger's row of the record that ends a run."""
    payload = read_payload(placed.record.block)
    try:
        at = f"{parse_date(placed.record.need('WARC-Date')):%Y-%m-%dT%H:%M:%S.%fZ}"
        return {"run": payload["run"], "record": placed.record.id, "at": at, "urls": int(payload["urls"])}
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveDamaged(f"the end of a link check lacks something: {error}") from error
