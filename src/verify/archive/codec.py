"""An Exchange as WARC records, and the small JSON that ties a look together.

The JSON of a look names the records of its hops and holds what HTTP messages do not say: times, attempts,
TLS facts, the failure. With it an archive gives back every look, those without a response too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.archive.head import StoredHead, stored_request, stored_response
from verify.archive.warc import (
    HTTP_REQUEST,
    HTTP_RESPONSE,
    NOT_MODIFIED,
    Record,
    angled,
    digest,
    parse_date,
    target_uri,
    warc_date,
)
from verify.errors import ArchiveDamaged
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, TlsFacts

LOOK = "urn:verify:look:"
JSON = "application/json"
WIRE_DIGEST = "WARC-Verify-Wire-Digest"
"""Of a chunked body as it crossed the wire; WARC-Payload-Digest is that of the body joined."""
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Stored:
    """How a hop stands in the archive: its record ids, the fields that make its response a revisit, and the
    digest of its body where that is known already. `request` is None where others captured none."""

    request: str | None
    response: str
    revisit: Pairs | None = None
    digest: str | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the response is a 304 that stands for a stored page."""
        return self.revisit is not None and ("WARC-Profile", NOT_MODIFIED) in self.revisit


def warcinfo(identity: str, run: str, started: dt.datetime, tool: str) -> Record:
    """The first record of a run's file: which run wrote it, when, and with what."""
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", angled(identity)),
        ("WARC-Date", warc_date(started)),
        ("WARC-Filename", file_name(run)),
        ("Content-Type", "application/warc-fields"),
    ]
    block = (
        f"software: {tool}\r\nformat: WARC File Format 1.1\r\nverify-run: {run}\r\n"
        "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    )
    return Record(tuple(fields), block.encode())


def run_of(record: Record) -> tuple[str, dt.datetime, str]:
    """Run id, start and tool from a warcinfo record. Raises ArchiveDamaged where it is not ours."""
    pairs = dict(line.partition(": ")[::2] for line in record.block.decode("utf-8", "replace").split("\r\n"))
    if record.type != "warcinfo" or "verify-run" not in pairs:
        raise ArchiveDamaged("the file does not start as a run of ours does")
    return pairs["verify-run"], parse_date(record.need("WARC-Date")), pairs.get("software", "")


def file_name(run: str) -> str:
    return f"{run}.warc.gz"


def request_record(hop: Hop, stored: Stored, run_info: str) -> Record:
    assert stored.request is not None
    kept = stored_request(hop.request_head)
    fields = _common("request", stored.request, hop, run_info)
    fields += [("WARC-Concurrent-To", angled(stored.response)), ("Content-Type", HTTP_REQUEST)]
    return Record((*fields, *_changed(kept.changed)), kept.head)


def response_record(hop: Hop, stored: Stored, run_info: str) -> Record:
    """The response whole; as a revisit of the same bytes its head alone; as a 304 nothing of it.

    A server-not-modified revisit may have an empty block (WARC 1.1, 6.7.3). Players take a head that says
    304 for the whole answer and show an empty page; without one they show the page that it stands for.
    The 304's own head goes into the JSON of the look.
    """
    fields = _common("response" if stored.revisit is None else "revisit", stored.response, hop, run_info)
    fields += stored.revisit or [("WARC-Payload-Digest", stored.digest or digest(hop.body))]
    if hop.truncated:
        fields.append(("WARC-Truncated", hop.truncated.value))
    if hop.framing:
        fields.append((WIRE_DIGEST, hop.framing.digest))
    if stored.not_modified:
        return Record(tuple(fields), b"")
    fields.append(("Content-Type", HTTP_RESPONSE))
    kept = _kept_response(hop)
    body = hop.body if stored.revisit is None else b""
    return Record((*fields, *_changed(kept.changed)), kept.head + body)


def _kept_response(hop: Hop) -> StoredHead:
    return stored_response(hop.response_head, status=hop.status, length=len(hop.body))


def _common(kind: str, identity: str, hop: Hop, run_info: str) -> Pairs:
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", angled(identity)),
        ("WARC-Date", warc_date(hop.started)),
        ("WARC-Target-URI", target_uri(hop.url)),
        ("WARC-Warcinfo-ID", angled(run_info)),
    ]
    if hop.ip_address:
        fields.append(("WARC-IP-Address", hop.ip_address))
    if hop.tls:
        fields.append(("WARC-Protocol", hop.tls.version.lower().replace("tlsv", "tls/")))
        fields.append(("WARC-Cipher-Suite", hop.tls.cipher))
    return fields


def _changed(names: tuple[str, ...]) -> Pairs:
    return [("WARC-Verify-Changed", ", ".join(names))] if names else []


def metadata_record(
    uri: str,
    identity: str,
    at: dt.datetime,
    payload: Mapping[str, object],
    refers: tuple[str | None, str | None],
) -> Record:
    """A look or a verdict. Its target is a URN of ours: under the page's URL players would show the JSON."""
    record, page = refers
    fields = [
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", angled(identity)),
        ("WARC-Date", warc_date(at)),
        ("WARC-Target-URI", uri),
    ]
    if record:
        fields.append(("WARC-Refers-To", angled(record)))
    if page:
        fields.append(("WARC-Refers-To-Target-URI", target_uri(page)))
    fields.append(("Content-Type", JSON))
    return Record(
        tuple(fields),
        json.dumps(payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"),
    )


def look_payload(exchange: Exchange, run: str, stored: Sequence[Stored]) -> dict[str, object]:
    """The look as JSON; `stored` says for each hop where it stands."""
    failure = exchange.failure
    return {
        "version": 1,
        "run": run,
        "url": exchange.url,
        "started": warc_date(exchange.started),
        "elapsed_ms": exchange.elapsed_ms,
        "attempts": exchange.attempts,
        "failure": failure and {"kind": failure.kind.value, "cause": failure.cause, "code": failure.code},
        "hops": [_hop_payload(*pair) for pair in zip(exchange.hops, stored, strict=True)],
    }


def _hop_payload(hop: Hop, stored: Stored) -> dict[str, object]:
    tls = hop.tls
    payload: dict[str, object] = {
        "request": stored.request,
        "record": stored.response,
        "url": hop.url,
        "started": warc_date(hop.started),
        "elapsed_ms": hop.elapsed_ms,
        "status": hop.status,
        "truncated": hop.truncated and hop.truncated.value,
        "ip": hop.ip_address,
        "tls": tls and {"version": tls.version, "cipher": tls.cipher, "certificate": tls.certificate_sha256},
    }
    if stored.not_modified:
        kept = _kept_response(hop)
        payload["not_modified"] = {"head": kept.head.decode("latin-1"), "changed": list(kept.changed)}
    return payload


def read_payload(block: bytes) -> dict[str, Any]:
    """The JSON object of a metadata record. Raises ArchiveDamaged."""
    try:
        found = json.loads(block.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise ArchiveDamaged("a metadata record is not JSON") from error
    if not isinstance(found, dict):
        raise ArchiveDamaged("a metadata record is not a JSON object")
    return found


def failure_of(payload: Mapping[str, Any]) -> Failure | None:
    found = payload["failure"]
    return Failure(FailureKind(found["kind"]), found["cause"], found["code"]) if found else None


def not_modified_head(hop: Mapping[str, Any]) -> bytes:
    """The head of a 304 from the JSON of its hop, byte for byte (each a character of Latin-1).

    Raises KeyError, TypeError or ValueError where it is not there as it was written.
    """
    return bytes(hop["not_modified"]["head"], "latin-1")


def tls_of(hop: Mapping[str, Any]) -> TlsFacts | None:
    found = hop["tls"]
    return TlsFacts(found["version"], found["cipher"], found["certificate"]) if found else None
