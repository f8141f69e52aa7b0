from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.samples import NO_NAME, START, hop, look

from verify.archive.codec import (
    Stored,
    failure_of,
    look_payload,
    metadata_record,
    not_modified_head,
    read_payload,
    request_record,
    response_record,
    run_of,
    tls_of,
    warcinfo,
)
from verify.archive.head import stored_response
from verify.archive.warc import NOT_MODIFIED, Record, parse, plain
from verify.errors import ArchiveDamaged
from verify.model.claim import claim_urn


def test_a_run_is_known_from_its_first_record() -> None:
    record = parse(plain(warcinfo("urn:uuid:1", "20260304T050607Z-abcdef", START, "tool/1")))
    assert run_of(record) == ("20260304T050607Z-abcdef", START, "tool/1")
    assert record.get("WARC-Filename") == "20260304T050607Z-abcdef.warc.gz"
    with pytest.raises(ArchiveDamaged):
        run_of(Record((("WARC-Type", "warcinfo"),), b"software: other\r\n"))


def test_request_and_response_name_each_other_and_the_connection() -> None:
    one = hop()
    place = Stored("urn:uuid:q", "urn:uuid:a")
    request, response = request_record(one, place, "urn:uuid:i"), response_record(one, place, "urn:uuid:i")
    assert request.get("WARC-Concurrent-To") == "<urn:uuid:a>"
    assert (request.block, response.block) == (one.request_head, one.response_head + one.body)
    assert response.get("WARC-Protocol") == "tls/1.3"
    assert response.get("WARC-Cipher-Suite") == "TLS_AES_128_GCM_SHA256"
    assert response.get("WARC-IP-Address") == "192.0.2.7"
    assert response.get("WARC-Verify-Changed") is None


def test_the_json_of_a_look_keeps_failure_and_tls_facts() -> None:
    payload = json.loads(json.dumps(look_payload(NO_NAME, "run", [])))
    assert failure_of(payload) == NO_NAME.failure
    payload = json.loads(json.dumps(look_payload(look(hop()), "run", [Stored("q", "a")])))
    assert failure_of(payload) is None
    assert tls_of(payload["hops"][0]) == hop().tls
    assert (payload["hops"][0]["request"], payload["hops"][0]["record"]) == ("q", "a")


@given(st.binary(max_size=200))
def test_any_head_of_a_304_survives_the_json_of_its_look(lines: bytes) -> None:
    said = b"HTTP/1.1 304 Not Modified\r\n" + lines
    place = Stored("q", "a", [("WARC-Profile", NOT_MODIFIED)])
    one = hop(body=b"", head=said, status=304)
    payload = look_payload(look(one), "run", [place])
    back = read_payload(
        metadata_record("urn:verify:look:1", "urn:uuid:1", START, payload, (None, None)).block
    )
    assert not_modified_head(back["hops"][0]) == stored_response(said, status=304, length=0).head
    assert response_record(one, place, "urn:uuid:i").block == b""


@pytest.mark.parametrize("damaged", [{}, {"not_modified": None}, {"not_modified": {"head": 5}}])
def test_a_304_whose_head_is_gone_is_damage_that_readers_catch(damaged: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        not_modified_head(damaged)


def test_metadata_never_stands_under_the_page() -> None:
    refers = ("urn:uuid:2", "https://a.example/")
    record = metadata_record(claim_urn("story/c 1"), "urn:uuid:1", START, {"a": "ж"}, refers)
    assert record.get("WARC-Target-URI") == "urn:verify:claim:story/c%201"
    assert record.get("WARC-Refers-To") == "<urn:uuid:2>"
    assert record.get("WARC-Refers-To-Target-URI") == "https://a.example/"
    assert read_payload(record.block) == {"a": "ж"}


@pytest.mark.parametrize("block", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_payload_that_is_no_json_object_is_damage(block: bytes) -> None:
    with pytest.raises(ArchiveDamaged):
        read_payload(block)
