"""Exchanges that others made, in our archive: how a reader of the WARC alone is told where they come from.

Every record of such an exchange carries `WARC-Verify-Origin`, the label that reports show too; the JSON of
the look holds the particulars. A capture out of somebody else's WARC keeps its own date and URL: that is
what it says it is. A file that somebody saved by hand was never served as far as anybody can prove. It is a
`resource` record under a URN of ours, so that players never show it in place of the page; the page is named
by WARC-Refers-To-Target-URI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from verify.archive.codec import Pairs, Stored, request_record, response_record
from verify.archive.warc import Record, angled, digest, parse_date, target_uri, warc_date
from verify.model.snapshot import Exchange, Hop, Origin, OriginKind

ORIGIN = "WARC-Verify-Origin"
SUPPLIED = "urn:verify:supplied:"


def is_resource(hop: Hop) -> bool:
    """Whether no server answered: a file, or somebody else's resource record."""
    return not hop.response_head and not hop.status


def hop_records(hop: Hop, stored: Stored, run_info: str, origin: Origin | None) -> list[Record]:
    """What is stored of a hop: its request, where it is known, and its response; or the resource."""
    if is_resource(hop) and origin:
        return [_resource_record(hop, stored, run_info, origin)]
    records = [request_record(hop, stored, run_info)] if stored.request else []
    records.append(response_record(hop, stored, run_info))
    fields = _fields(origin)
    return [replace(record, fields=(*record.fields, *fields)) for record in records] if fields else records


def _fields(origin: Origin | None) -> Pairs:
    return [(ORIGIN, origin.label)] if origin else []


def _resource_record(hop: Hop, stored: Stored, run_info: str, origin: Origin) -> Record:
    fields = [
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", angled(stored.response)),
        ("WARC-Date", warc_date(hop.started)),
        ("WARC-Target-URI", SUPPLIED + stored.response.removeprefix("urn:uuid:")),
        ("WARC-Refers-To-Target-URI", target_uri(hop.url)),
        ("WARC-Warcinfo-ID", angled(run_info)),
        ("WARC-Payload-Digest", stored.digest or digest(hop.body)),
    ]
    if hop.truncated:
        fields.append(("WARC-Truncated", hop.truncated.value))
    fields += [*_fields(origin), ("Content-Type", hop.header("content-type") or "application/octet-stream")]
    return Record(tuple(fields), hop.body)


def origin_kind(record: Record) -> str | None:
    """`imported` or `supplied`; None for a record of our own looks."""
    label = record.get(ORIGIN)
    return label.partition(" ")[0] if label else None


def origin_entry(exchange: Exchange) -> dict[str, object]:
    """What is added to the JSON of a look that others made."""
    origin = exchange.origin
    if origin is None:
        return {}
    return {
        "origin": {
            "kind": origin.kind.value,
            "name": origin.name,
            "digest": origin.digest,
            "taken": warc_date(origin.taken),
            "by": origin.by,
            "record": origin.record,
            "seen": origin.seen,
        }
    }


def origin_of(payload: Mapping[str, Any]) -> Origin | None:
    """From the JSON of a look. Raises KeyError, TypeError or ValueError where something is lacking."""
    found = payload.get("origin")
    if not found:
        return None
    return Origin(
        kind=OriginKind(found["kind"]),
        name=found["name"],
        digest=found["digest"],
        taken=parse_date(found["taken"]),
        by=found["by"],
        record=found["record"],
        seen=found["seen"],
    )
