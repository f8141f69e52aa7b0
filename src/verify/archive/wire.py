"""The bytes of a response as they crossed the wire, where somebody asked for them (`--exact-wire`).

The response record stays as every reader of WARC wants it: its body joined, its head fitting. What was taken
off goes into a metadata record under a URN of ours, which names the response: the head as it was received and
the framing of the chunked body. With both records the bytes can be put together again, and their digest
stands in either.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.archive.codec import Stored, metadata_record, read_payload
from verify.archive.head import received_response, without_secrets
from verify.archive.warc import Record, digest
from verify.errors import ArchiveDamaged
from verify.extract.chunks import rebuild
from verify.model.snapshot import Hop

WIRE = "urn:verify:wire:"
_TRAILER = "trailer"


def wire_uri(response: str) -> str:
    """The target of the record that holds the framing of a response, by the response's record id."""
    return WIRE + response.removeprefix("urn:uuid:")


def wire_record(hop: Hop, stored: Stored, identity: str, run: str) -> Record | None:
    """None where the hop brought no framing. Bytes stand in the JSON as characters of Latin-1."""
    framing = hop.framing
    if framing is None or framing.received is None:
        return None
    head = received_response(hop.response_head, status=hop.status)
    kept = without_secrets(framing.received)
    changed = [*head.changed, *([_TRAILER] if kept != framing.received else [])]
    payload: dict[str, object] = {
        "version": 1,
        "run": run,
        "record": stored.response,
        "head": head.head.decode("latin-1"),
        "framing": kept.decode("latin-1"),
        "digest": framing.digest,
        "changed": changed,
    }
    refers = (stored.response, hop.url)
    return metadata_record(wire_uri(stored.response), identity, hop.started, payload, refers)


@dataclass(frozen=True)
class OnWire:
    """A response as it crossed the wire: `head`, then the chunked body as `framing` and `digest` have it.

    `changed` names what of it differs: redacted fields of the head, `trailer` for one redacted there.
    """

    head: bytes
    framing: bytes
    digest: str
    changed: tuple[str, ...]

    def body(self, joined: bytes) -> bytes:
        """The body on the wire, from the body that the response record holds. Raises ArchiveDamaged."""
        try:
            found = rebuild(self.framing, joined)
        except ValueError as error:
            raise ArchiveDamaged(f"the bytes on the wire cannot be put together: {error}") from error
        if _TRAILER not in self.changed and digest(found) != self.digest:
            raise ArchiveDamaged("the bytes on the wire do not match their digest")
        return found


def read_wire(record: Record) -> OnWire:
    """Raises ArchiveDamaged."""
    payload = read_payload(record.block)
    try:
        return OnWire(
            bytes(payload["head"], "latin-1"),
            bytes(payload["framing"], "latin-1"),
            str(payload["digest"]),
            tuple(payload["changed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveDamaged(f"the record {record.id} lacks something: {error}") from error
