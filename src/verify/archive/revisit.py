"""When a response is stored as a revisit (WARC 1.1, 6.7): its bytes are there, or the server said so."""

from __future__ import annotations

import sqlite3

from verify.archive.codec import Pairs
from verify.archive.head import parse_fields
from verify.archive.ledger import Ledger
from verify.archive.warc import IDENTICAL, NOT_MODIFIED, angled, target_uri
from verify.model.snapshot import Hop


def revisit_fields(hop: Hop, digest: str, ledger: Ledger, *, own: bool) -> Pairs | None:
    """The fields that make the response a revisit, None where it is stored whole. `digest` is the body's.

    `own`: the hop was fetched by us. Then it never rests on what others captured; the other way round it
    may. Others' captures are never made revisits of a 304.

    Empty and cut bodies are never revisits. A 304 is one only where the stored content has the very
    validators that the request named; otherwise nobody could say what was not modified.
    """
    if hop.status == 304 and not hop.body and own:
        row = _revalidated(hop, ledger)
        return _fields(NOT_MODIFIED, row) if row else None
    if not hop.body or hop.truncated:
        return None
    row = ledger.same_payload(digest, target_uri(hop.url), own=own)
    return _fields(IDENTICAL, row) if row else None


def _revalidated(hop: Hop, ledger: Ledger) -> sqlite3.Row | None:
    sent = {name.lower(): value for name, value in parse_fields(hop.request_head)}
    etag, modified = sent.get("if-none-match"), sent.get("if-modified-since")
    if etag is None and modified is None:
        return None
    return ledger.validated(target_uri(hop.url), etag, modified)


def _fields(profile: str, row: sqlite3.Row) -> Pairs:
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", angled(row["id"])),
        ("WARC-Refers-To-Target-URI", row["uri"]),
        ("WARC-Refers-To-Date", row["date"]),
        ("WARC-Payload-Digest", row["digest"]),
    ]
