"""Index lines for other tools: CDXJ, one line a record, equal to what `cdxj-indexer -s` prints.

A line is `<surt> <14-digit time> <json>`. Responses, revisits, resources and our metadata records are listed,
as that tool does by default. HTTP heads are read by warcio's own parser, so that odd heads read alike.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from functools import lru_cache

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from verify.archive.surt import surt
from verify.archive.warc import Placed, Record, parse_date

_LISTED = frozenset({"response", "revisit", "resource", "metadata"})
_MIME_END = re.compile(r"[;\s]")


def index_line(placed: Placed) -> str | None:
    """The record's line without its newline; None for records that indexes leave out."""
    record = placed.record
    if record.type not in _LISTED:
        return None
    url = record.need("WARC-Target-URI")
    columns: dict[str, str | None] = {"url": url, **_described(record)}
    columns |= {"length": str(placed.length), "offset": str(placed.offset), "filename": placed.warc}
    shown = {name: value for name, value in columns.items() if value is not None}
    time = parse_date(record.need("WARC-Date")).strftime("%Y%m%d%H%M%S")
    return f"{surt(url)} {time} {json.dumps(shown)}"


def _described(record: Record) -> dict[str, str | None]:
    """The columns mime, status and digest, in that order."""
    if record.type == "metadata":
        sha1 = base64.b32encode(hashlib.sha1(record.block, usedforsecurity=False).digest())
        return {"mime": _mime(record.get("Content-Type")), "digest": "sha1:" + sha1.decode("ascii")}
    if record.type == "resource":
        return {"mime": _mime(record.get("Content-Type")), "digest": record.get("WARC-Payload-Digest")}
    if not record.block:  # a server-not-modified revisit, which has no head to read
        return {"mime": "warc/revisit", "digest": record.get("WARC-Payload-Digest")}
    head = read_head(record.head)
    mime = "warc/revisit" if record.type == "revisit" else _mime(head.get_header("content-type"))
    return {"mime": mime, "status": head.get_statuscode(), "digest": record.get("WARC-Payload-Digest")}


@lru_cache(maxsize=4)  # a record being filed is asked for twice
def read_head(head: bytes) -> StatusAndHeaders:
    """An HTTP response's head as warcio reads it; not to be changed."""
    return StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))


def _mime(value: str | None) -> str | None:
    return _MIME_END.split(value, maxsplit=1)[0].strip() if value else value
