from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.archive.head import (
    parse_fields,
    received_response,
    stored_request,
    stored_response,
    without_secrets,
)
from verify.archive.warc import split_at

_NAME = st.text("ABCdefXYZ-09", min_size=1, max_size=12)
_VALUE = st.binary(max_size=30).map(lambda value: value.replace(b"\r", b"").replace(b"\n", b""))
_LINE = st.builds(
    lambda name, before, value: name.encode() + b":" + before + value,
    _NAME,
    st.sampled_from([b"", b" ", b"\t  "]),
    _VALUE,
)
_HEADS = st.lists(_LINE, max_size=6).map(lambda lines: b"\r\n".join([b"HTTP/1.1 200 OK", *lines, b"", b""]))


@given(_HEADS)
def test_a_head_that_says_its_length_keeps_every_byte(head: bytes) -> None:
    head = head[:-2] + b"cOnTent-LENGTH:\t 3\r\n\r\n"
    stored = stored_response(head, status=200, length=3)
    if not {"transfer-encoding", "blank-lines"} & set(stored.changed):
        assert (stored.head, stored.changed) == (head, ())


def test_a_chunked_body_gets_its_length_where_the_coding_was_named() -> None:
    head = b"HTTP/1.1 200 OK\r\nA:  1\r\nTransfer-Encoding: chunked\r\nB: 2\r\n\r\n"
    stored = stored_response(head, status=200, length=41)
    assert stored.head == b"HTTP/1.1 200 OK\r\nA:  1\r\nContent-Length: 41\r\nB: 2\r\n\r\n"
    assert stored.changed == ("transfer-encoding", "content-length")


def test_a_wrong_length_is_kept_as_received() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"
    assert stored_response(head, status=200, length=3).head == head


def test_a_body_that_ends_with_the_connection_gets_a_length_and_a_304_none() -> None:
    bare = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
    assert stored_response(bare, status=200, length=7).head.endswith(b"A: b\r\nContent-Length: 7\r\n\r\n")
    assert stored_response(bare, status=304, length=0).head == bare


def test_secrets_go_with_their_folded_lines_and_whatever_their_case() -> None:
    head = b"GET / HTTP/1.1\r\ncOOkie: a=top\r\n  secret\r\nAUTHORIZATION : Basic c2VjcmV0\r\nX: kept\r\n\r\n"
    stored = stored_request(head)
    assert stored.head == b"GET / HTTP/1.1\r\ncOOkie: redacted\r\nAUTHORIZATION : redacted\r\nX: kept\r\n\r\n"
    assert stored.changed == ("cookie", "authorization")


def test_what_fetch_redacted_already_is_named_as_well() -> None:
    head = b"GET / HTTP/1.1\r\nX-Api-Key: redacted\r\nCookie: a=b\r\nAccept: */*\r\n\r\n"
    assert stored_request(head).changed == ("cookie", "x-api-key")
    assert stored_request(head.replace(b"redacted", b"not redacted")).changed == ("cookie",)


def test_a_head_as_received_keeps_its_coding_and_the_trailer_loses_its_secrets() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding:  chunked\r\nSet-Cookie: a=b\r\n\r\n"
    stored = received_response(head, status=200)
    assert stored.head == head.replace(b" a=b", b" redacted")
    assert stored.changed == ("set-cookie",)
    framing = b"5;cookie: x\r\n\r\n0\r\nSet-Cookie: a=b\r\nauthorization:c\r\nX: y\r\n\r\n"
    assert without_secrets(framing) == (
        b"5;cookie: x\r\n\r\n0\r\nSet-Cookie: redacted\r\nauthorization: redacted\r\nX: y\r\n\r\n"
    )


def test_every_set_cookie_is_redacted_and_named_once() -> None:
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\nset-cookie: b=2\r\n\r\n"
    stored = stored_response(head, status=200, length=0)
    assert b"=" not in stored.head
    assert stored.head.lower().count(b"set-cookie: redacted") == 2
    assert stored.changed == ("set-cookie",)


def test_a_line_that_other_readers_take_for_the_end_goes_and_is_named() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n \t\r\nA: b\r\n\xa0\r\nC: d\r\n\r\n"
    stored = stored_response(head, status=200, length=0)
    assert stored.head == b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: b\r\nC: d\r\n\r\n"
    assert stored.changed == ("blank-lines",)


@given(st.binary(max_size=80), st.integers(0, 1000))
def test_any_bytes_become_one_head_that_ends_where_its_empty_line_is(junk: bytes, length: int) -> None:
    stored = stored_response(junk, status=200, length=length)
    assert split_at(stored.head + b"body") == len(stored.head)


def test_fields_are_read_in_order_with_folds_joined() -> None:
    head = b"HTTP/1.1 200 OK\r\nA: 1\r\nB:\r\n  two\r\n\tthree\r\na: 2\r\nno colon\r\n\r\n"
    assert parse_fields(head) == (("A", "1"), ("B", "two three"), ("a", "2"))
    assert parse_fields("H\r\nA: ж\r\n\r\n".encode()) == (("A", "ж"),)
    assert parse_fields(b"H\r\nA: \xe9\r\n\r\n") == (("A", "\xe9"),)


def test_secrets_of_a_trailer_go_with_their_folds() -> None:
    for secret in (
        b"Set-Cookie:\r\n sid=SECRET\r\n\tSECRET", b"Set-Cookie: a\rSECRET", b"set-cookie\r\n : SECRET",
        b"X: y\r\nCOOKIE : SECRET",
    ):  # fmt: skip
        kept = without_secrets(b"0\r\n" + secret + b"\r\nX-Sum: 1\r\n\r\n")
        assert b"SECRET" not in kept
        assert kept.endswith(b": redacted\r\nX-Sum: 1\r\n\r\n")
    assert without_secrets(b"0\r\nX-Sum: 1\r\n\r\n") == b"0\r\nX-Sum: 1\r\n\r\n"
