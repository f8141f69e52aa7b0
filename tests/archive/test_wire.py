from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.samples import PAGE, QuickDisk, hop, look, open_to_write, ticking, warcio_says

from verify.archive.codec import WIRE_DIGEST, Stored, response_record
from verify.archive.integrity import verify_cache
from verify.archive.ledger import Ledger
from verify.archive.members import records
from verify.archive.rebuild import rebuild as rebuild_cache
from verify.archive.store import Archive
from verify.archive.warc import Record
from verify.archive.wire import read_wire, wire_record, wire_uri
from verify.errors import ArchiveDamaged
from verify.extract.chunks import Chunks
from verify.model.snapshot import Framing, Hop, Truncation

HEAD = b"HTTP/1.1 200 OK\r\nServer:  odd\r\nTransfer-Encoding:  Chunked\r\nContent-Type: text/html\r\n\r\n"


def in_chunks(body: bytes, size: int, trailer: bytes = b"") -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;n=1\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n" + trailer + b"\r\n"


def chunked(wire: bytes, body: bytes, *, keep: bool = True, later: int = 0, head: bytes = HEAD) -> Hop:
    chunks = Chunks(keep=keep)
    chunks.take(wire)
    plain = hop(body=body, head=head, later=later)
    return dataclasses.replace(plain, framing=Framing(chunks.digest, chunks.framing))


def snapshot_of(archive: Archive, one: Hop) -> str:
    stored = archive.append(look(one))
    assert stored.snapshot is not None
    return stored.snapshot.id


@given(st.binary(min_size=1, max_size=300), st.integers(1, 80), st.integers(0, 400))
def test_the_bytes_on_the_wire_come_back_from_two_records(body: bytes, size: int, end: int) -> None:
    wire = in_chunks(body, size, b"X-Late: 1\r\n")
    came = wire[:end] if end < len(wire) else wire
    chunks = Chunks(keep=True)
    chunks.take(came)
    one = chunked(came, body[: chunks.size])
    place = Stored("urn:uuid:q", "urn:uuid:a")
    record = wire_record(one, place, "urn:uuid:w", "run")
    assert record is not None
    found = read_wire(record)
    response = response_record(one, place, "urn:uuid:i")
    assert found.head + found.body(response.payload) == HEAD + came
    assert response.get(WIRE_DIGEST) == "sha256:" + hashlib.sha256(came).hexdigest()


def test_the_archive_gives_a_response_back_as_it_crossed_the_wire(tmp_path: Path) -> None:
    first, second = in_chunks(PAGE, 7), in_chunks(PAGE, 11, b"X: y\r\n")
    with open_to_write(tmp_path) as archive:
        ids = [snapshot_of(archive, chunked(first, PAGE)), snapshot_of(archive, hop(later=5))]
        ids.append(snapshot_of(archive, chunked(second, PAGE, later=9)))  # a revisit, in other chunks
    rebuild_cache(tmp_path, ticking(), QuickDisk())
    with Archive.open(tmp_path, clock=ticking()) as archive:
        assert [archive.on_wire(each) for each in ids] == [HEAD + first, None, HEAD + second]
        assert archive.exchange(archive.looks(hop().url)[2]).hops[0].framing == chunked(second, PAGE).framing
    assert warcio_says(tmp_path) == (0, "")
    assert verify_cache(tmp_path).problems == ()


def test_without_the_framing_its_digest_stands_in_the_response(tmp_path: Path) -> None:
    one = chunked(in_chunks(PAGE, 7), PAGE, keep=False)
    assert wire_record(one, Stored("urn:uuid:q", "urn:uuid:a"), "urn:uuid:w", "run") is None
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(one))
        assert archive.exchange(stored).hops[0].framing == one.framing
        assert stored.snapshot is not None
        assert archive.on_wire(stored.snapshot.id) is None


def test_the_framing_stands_under_a_name_of_ours_that_points_at_the_response(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        identity = snapshot_of(archive, chunked(in_chunks(PAGE, 7), PAGE))
    (warc,) = (tmp_path / "warc").iterdir()
    (found,) = [
        one.record
        for one in records(warc)
        if (one.record.get("WARC-Target-URI") or "").startswith("urn:verify:wire:")
    ]
    assert (found.type, found.get("WARC-Target-URI")) == ("metadata", wire_uri(identity))
    assert found.get("WARC-Refers-To") == f"<{identity}>"
    assert found.get("WARC-Refers-To-Target-URI") == hop().url


def test_secrets_of_head_and_trailer_are_redacted_and_named(tmp_path: Path) -> None:
    head = HEAD[:-2] + b"Set-Cookie: id=top-secret\r\n\r\n"
    wire = in_chunks(PAGE, 9, b"set-cookie: late=top-secret\r\nX: y\r\n")
    with open_to_write(tmp_path) as archive:
        identity = snapshot_of(archive, chunked(wire, PAGE, head=head))
        back = archive.on_wire(identity)
    assert back is not None
    assert back == (head + wire).replace(b" id=top-secret", b" redacted").replace(
        b" late=top-secret", b" redacted"
    )
    (warc,) = (tmp_path / "warc").iterdir()
    changed = [
        json.loads(one.record.block).get("changed") for one in records(warc) if one.record.type == "metadata"
    ]
    assert ["set-cookie", "trailer"] in changed
    assert all(b"top-secret" not in one.record.block for one in records(warc))
    assert verify_cache(tmp_path).problems == ()


def test_framing_that_fits_no_more_is_damage_that_verifying_finds(tmp_path: Path) -> None:
    one = chunked(in_chunks(PAGE, 7), PAGE)
    assert one.framing is not None
    wrong = dataclasses.replace(one.framing, digest="sha256:" + "0" * 64)
    with open_to_write(tmp_path) as archive:
        identity = snapshot_of(archive, dataclasses.replace(one, framing=wrong))
        with pytest.raises(ArchiveDamaged, match="do not match their digest"):
            archive.on_wire(identity)
    assert any("the framing of" in problem for problem in verify_cache(tmp_path).problems)


@pytest.mark.parametrize("block", [b"{}", b'{"head": 5}', b"[]"])
def test_a_record_that_lacks_something_is_damage(block: bytes) -> None:
    with pytest.raises(ArchiveDamaged):
        read_wire(Record((("WARC-Record-ID", "<urn:uuid:1>"),), block))


def test_a_body_that_broke_off_keeps_mark_and_framing(tmp_path: Path) -> None:
    wire = in_chunks(PAGE, 10)[:40]
    chunks = Chunks()
    chunks.take(wire)
    one = dataclasses.replace(chunked(wire, PAGE[: chunks.size]), truncated=Truncation.disconnect)
    with open_to_write(tmp_path) as archive:
        assert archive.on_wire(snapshot_of(archive, one)) == HEAD + wire
    (warc,) = (tmp_path / "warc").iterdir()
    (response,) = [each.record for each in records(warc) if each.record.type == "response"]
    assert response.get("WARC-Truncated") == "disconnect"
    assert response.get("WARC-Verify-Changed") == "transfer-encoding, content-length"


def test_a_ledger_finds_what_stands_under_a_name() -> None:
    ledger = Ledger.create(None)
    assert ledger.named("urn:verify:wire:none") is None
    assert ledger.framed() == []
    ledger.close()
