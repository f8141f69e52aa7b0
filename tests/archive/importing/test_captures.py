from __future__ import annotations

import datetime as dt
import gzip
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.importing.foreign import AT, BODY, HTML, OK, URL, Foreign, record, response, sha1, stamp

from verify.archive.importing.captures import NOT_A_GET, UNRESOLVED, Captures
from verify.archive.importing.digests import Digest
from verify.archive.importing.entries import (
    IN_SEGMENTS,
    LONG_HEAD,
    NO_DATE,
    NO_HTTP,
    NO_PAGE,
    Entry,
    Revisited,
)
from verify.archive.importing.limits import Limits
from verify.archive.importing.originals import Originals
from verify.archive.importing.unpacking import WarcFile
from verify.archive.warc import NOT_MODIFIED, digest
from verify.errors import UsageError
from verify.model.snapshot import Hop, Truncation

LATER = AT + dt.timedelta(days=30)


def read(*contents: bytes, limits: Limits | None = None) -> tuple[Captures, list[Hop]]:
    limits = limits or Limits()
    files = [
        WarcFile(io.BufferedReader(io.BytesIO(content)), f"{number}.warc", limits)  # type: ignore[arg-type]
        for number, content in enumerate(contents)
    ]
    found = Captures.read(files, limits)
    hops = [found.hop(entry) for entry in found.entries]
    for file in files:
        file.close()
    return found, hops


def plain(*records: bytes) -> tuple[Captures, list[Hop]]:
    return read(b"".join(records))


NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=10).filter(lambda name: name[0] != "-")
VALUES = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=20)
"""ASCII: warcio's writer escapes the rest."""
ANSWERS = st.lists(
    st.tuples(st.binary(max_size=200), st.lists(st.tuples(NAMES, VALUES), max_size=4), st.booleans()),
    max_size=6,
)


@settings(max_examples=60)
@given(ANSWERS, st.booleans(), st.sampled_from(["1.0", "1.1"]))
def test_whatever_warcio_writes_reads_back_equal(
    answers: Sequence[tuple[bytes, list[tuple[str, str]], bool]], packed: bool, version: str
) -> None:
    made = Foreign(packed, version)
    expected = []
    for number, (body, headers, chunked) in enumerate(answers):
        kept = [pair for pair in headers if pair[0] not in ("content-length", "transfer-encoding")]
        stored = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked and body else body
        if chunked and body:
            kept.append(("Transfer-Encoding", "chunked"))
        at = AT + dt.timedelta(minutes=number)
        made.answer(f"https://a.example/{number}", stored, headers=kept, at=at)
        head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in kept) + "\r\n"
        expected.append((f"https://a.example/{number}", at, head, body))
    found, hops = read(made.content)
    assert [*found.skipped, *found.refused, *found.damaged] == []
    assert [(hop.url, hop.started, hop.body, hop.truncated) for hop in hops] == [
        (url, at, body, None) for url, at, _, body in expected
    ]
    for hop, (_, _, head, _) in zip(hops, expected, strict=True):
        assert hop.response_head == head.encode()
        assert hop.request_head == b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"


def test_bytes_of_the_head_and_content_coding_stay() -> None:
    head = b"HTTP/1.0 200  Fine \nCONTENT-type:text/html\nX-Odd :\xff\xfe\nContent-Encoding: gzip\n\n"
    body = gzip.compress(BODY)
    _, (hop,) = plain(response(head + body))
    assert (hop.response_head, hop.body, hop.status) == (head, body, 200)


def test_captures_come_in_the_order_of_time_over_all_files() -> None:
    one, two = Foreign(), Foreign()
    one.answer(at=LATER)
    two.answer(at=AT)
    found, _ = read(one.content, two.content)
    assert [entry.at for entry in found.entries] == [AT, LATER]


# revisits


def test_a_revisit_is_the_response_with_the_same_bytes() -> None:
    made = Foreign()
    made.answer()
    made.revisit(URL, sha1(BODY), (URL, stamp(AT)), at=LATER)
    found, hops = read(made.content)
    assert [(hop.started, hop.body) for hop in hops] == [(AT, BODY), (LATER, BODY)]
    assert [entry.digest for entry in found.entries] == [digest(BODY)] * 2


def revisit(number: int = 2, **fields: str) -> bytes:
    given = {
        "WARC_Record_ID": f"<urn:uuid:{number:08d}>",
        "WARC_Date": "2019-06-01T00:00:00Z",
        "WARC_Target_URI": URL,
        "WARC_Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    }
    return record("revisit", fields.pop("block", OK.decode()).encode(), **(given | fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"WARC_Refers_To": "<urn:uuid:00000001>"},
        {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": "2019-05-01T12:00:00Z"},
        {"WARC_Payload_Digest": sha1(BODY)},
        {"WARC_Payload_Digest": digest(BODY), "WARC_Refers_To": "<urn:uuid:00000001>"},
    ],
)
def test_a_revisit_finds_its_response_by_whatever_it_names(fields: dict[str, str]) -> None:
    stated = response(OK + BODY, WARC_Payload_Digest=sha1(BODY))
    _, hops = plain(stated, revisit(**fields))
    assert [hop.body for hop in hops] == [BODY, BODY]


def test_a_revisit_of_other_bytes_than_it_says_is_not_resolved() -> None:
    other = sha1(b"other bytes")
    for stated in ({}, {"WARC_Payload_Digest": sha1(BODY)}):
        lying = revisit(WARC_Refers_To="<urn:uuid:00000001>", WARC_Payload_Digest=other)
        found, hops = plain(response(OK + BODY, **stated), lying)
        assert len(hops) == 1
        assert found.skipped == {UNRESOLVED: 1}


def test_a_revisit_without_a_head_has_that_of_its_response() -> None:
    _, hops = plain(response(OK + BODY), revisit(WARC_Refers_To="<urn:uuid:00000001>", block=""))
    assert [(hop.status, hop.response_head) for hop in hops] == [(200, OK)] * 2


# requests


def test_the_request_is_the_one_that_is_concurrent_to_the_response() -> None:
    asked = record(
        "request", b"GET /x HTTP/1.1\r\nHost: a\r\n\r\nignored", WARC_Record_ID="<urn:uuid:r>",
        WARC_Date="2019-05-01T12:00:00Z", WARC_Target_URI=URL,
    )  # fmt: skip
    _, (hop,) = plain(response(OK + BODY, WARC_Concurrent_To="<urn:uuid:r>"), asked)
    assert hop.request_head == b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n"
    _, (hop,) = plain(response(OK + BODY), asked)
    assert hop.request_head == b""


def test_a_request_for_another_page_is_not_taken_for_this_one() -> None:
    asked = record(
        "request", b"POST / HTTP/1.1\r\n\r\n", WARC_Record_ID="<urn:uuid:r>", WARC_Date="2019",
        WARC_Target_URI="https://b.example/", WARC_Concurrent_To="<urn:uuid:00000001>",
    )  # fmt: skip
    _, (hop,) = plain(response(OK + BODY), asked)
    assert hop.request_head == b""


def test_the_answer_to_a_post_is_no_capture_of_a_page() -> None:
    made = Foreign()
    made.answer(method="POST")
    made.answer(method="HEAD", body=b"")
    found, hops = read(made.content)
    assert (hops, found.skipped) == ([], {NOT_A_GET: 2})


# what is no capture


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (response(OK, url="dns:a.example"), NO_HTTP),
        (response(OK, url="urn:pageinfo:https://a.example/"), NO_HTTP),
        (response(b"20190501 a.example. 300 IN A 192.0.2.1", url=URL), NO_HTTP),
        (response(OK, WARC_Date="soon"), NO_DATE),
        (response(b"HTTP/1.1 304 Not Modified\r\n\r\n"), NO_PAGE),
        (revisit(WARC_Profile=NOT_MODIFIED, WARC_Refers_To="<urn:uuid:00000001>"), NO_PAGE),
        (response(OK, WARC_Segment_Number="1"), IN_SEGMENTS),
    ],
)
def test_records_that_are_no_capture_of_a_page_are_counted_by_reason(one: bytes, reason: str) -> None:
    found, hops = plain(one)
    assert (hops, found.skipped, found.refused, found.records) == ([], {reason: 1}, [], 1)


def test_metadata_and_conversions_are_passed_over() -> None:
    found, hops = plain(
        *(record(kind, b"{}", WARC_Target_URI=URL) for kind in ("metadata", "conversion", "x"))
    )
    assert (hops, dict(found.skipped), found.refused, found.records) == ([], {}, [], 3)


def test_a_resource_record_is_a_page_that_no_server_gave() -> None:
    made = Foreign()
    made.resource(URL, BODY)
    _, (hop,) = read(made.content)
    assert (hop.status, hop.request_head, hop.response_head, hop.body) == (0, b"", b"", BODY)
    assert hop.headers == (("content-type", "text/html"),)


# what does not fit itself


@pytest.mark.parametrize("name", ["WARC_Payload_Digest", "WARC_Block_Digest"])
@pytest.mark.parametrize("stated", [sha1(b"other bytes"), "sha1:rubbish"])
def test_a_record_that_does_not_fit_its_digest_is_refused_by_name(name: str, stated: str) -> None:
    found, hops = plain(response(OK + BODY, **{name: stated}), response(OK + BODY, 2))
    assert len(hops) == 1
    (refused,) = found.refused
    assert "0.warc at byte 0" in refused
    assert "urn:uuid:00000001" in refused


def test_the_payload_digest_may_be_that_of_the_chunks_or_of_what_they_hold() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    framed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
    for stated in (sha1(framed), sha1(BODY)):
        found, (hop,) = plain(response(head + framed, WARC_Payload_Digest=stated))
        assert (hop.body, found.refused) == (BODY, [])
        assert hop.framing is not None
        assert hop.framing.digest == digest(framed)


def test_a_resource_that_does_not_fit_is_refused() -> None:
    fields = {"WARC_Record_ID": "<urn:uuid:1>", "WARC_Date": "2019", "WARC_Target_URI": URL}
    found, hops = plain(record("resource", BODY, WARC_Payload_Digest=sha1(b"x"), **fields))
    assert (hops, len(found.refused)) == ([], 1)


def test_a_record_without_an_id_is_refused() -> None:
    nameless = record("response", OK, WARC_Date="2019", WARC_Target_URI=URL)
    found, hops = plain(nameless, response(OK))
    assert (len(hops), len(found.refused)) == (1, 1)


def test_two_records_of_one_id_are_two_captures_and_it_is_said() -> None:
    found, hops = plain(response(OK + b"one"), response(OK + b"two"))
    assert sorted(hop.body for hop in hops) == [b"one", b"two"]
    assert len(found.notes) == 1
    found, _ = plain(response(OK + b"one"), response(OK + b"one"))
    assert found.notes == []


def test_a_body_that_is_cut_stays_marked() -> None:
    long = b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"
    _, hops = plain(response(long + BODY), response(OK + BODY, 2, WARC_Truncated="length"))
    assert [hop.truncated for hop in hops] == [Truncation.disconnect, Truncation.length]


def test_a_target_in_angle_brackets_is_read() -> None:
    _, (hop,) = plain(response(OK + BODY, url=f"<{URL}>"))
    assert hop.url == URL


def test_more_captures_than_can_be_remembered_are_left_and_it_is_said() -> None:
    found, hops = read(b"".join(response(OK, number) for number in range(100)), limits=Limits(listed=5000))
    assert 0 < len(hops) < 20
    assert "too many" in found.damaged[0]


def test_fields_with_cookies_and_headers_of_any_case_are_kept_as_bytes() -> None:
    made = Foreign()
    made.answer(headers=(*HTML, ("Set-Cookie", "secret=1")))
    _, (hop,) = read(made.content)
    assert b"secret=1" in hop.response_head  # the archive redacts it on the way in


def _varied() -> dict[bool, bytes]:
    found = {}
    for packed in (True, False):
        made = Foreign(packed)
        made.answer()
        made.answer(
            "https://a.example/2", b"5\r\ncrane\r\n0\r\n\r\n", headers=(("Transfer-Encoding", "chunked"),)
        )
        made.revisit(URL, sha1(BODY), (URL, stamp(AT)), at=LATER)
        made.redirect(URL, "/moved")
        made.resource(URL, BODY)
        found[packed] = made.content
    return found


VARIED = _varied()


@settings(max_examples=300)
@given(st.booleans(), st.lists(st.tuples(st.integers(0, 10**5), st.binary(max_size=3)), max_size=4))
def test_no_file_is_so_broken_that_it_cannot_be_described(
    packed: bool, changes: list[tuple[int, bytes]]
) -> None:
    content = VARIED[packed]
    for place, put in changes:
        at = place % len(content)
        content = content[:at] + put + content[at + 1 :]
    try:
        found, hops = read(content)
    except UsageError:
        return
    assert len(hops) == len(found.entries)
    if content == VARIED[packed]:
        assert len(hops) == 5


def test_a_whole_file_of_every_kind_of_record_is_read_without_a_word() -> None:
    for content in VARIED.values():
        found, hops = read(content)
        assert (len(hops), found.damaged, found.refused, dict(found.skipped)) == (5, [], [], {})


def test_a_name_and_password_in_an_address_stay_outside() -> None:
    found, _ = plain(response(OK + BODY, url="https://reader:SECRET@a.example/cranes@home"))
    assert [entry.uri for entry in found.entries] == ["https://a.example/cranes@home"]


def test_an_endless_head_is_left_out() -> None:
    found, _ = plain(response(b"HTTP/1.1 200 OK\r\n" + b"a\n" * 200_000), response(OK + BODY, number=2))
    assert found.skipped == {LONG_HEAD: 1}
    assert len(found.entries) == 1


def test_a_file_that_is_damaged_all_over_is_not_read_to_its_end() -> None:
    found, _ = plain(response(OK + BODY), b"\nWARC/1.\n" * 3000)
    assert len(found.entries) == 1
    assert len(found.damaged) < 1100
    assert found.damaged[-1].endswith("too much is damaged; the rest is not read")


def test_a_revisit_is_held_against_few_of_the_records_that_share_an_id() -> None:
    tried = []

    def has_payload(entry: Entry, stated: Digest) -> bool:
        tried.append(entry)
        return False

    found, _ = plain(*(response(OK + b"%d" % number) for number in range(50)))
    stated = Digest("sha256", bytes(32))
    revisit = replace(found.entries[0], stated=stated, revisited=Revisited("urn:uuid:00000001", None, None))
    assert Originals(found.entries, has_payload).of(revisit) is None
    assert 0 < len(tried) < 10
