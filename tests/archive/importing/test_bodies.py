from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.bufferedreaders import ChunkedDataReader

from verify.archive.importing.bodies import join_chunks, stated_cut, whole_body
from verify.model.snapshot import Truncation

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
SIZED = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"


def chunks(pieces: list[bytes], trailer: bytes = b"") -> bytes:
    return (
        b"".join(b"%x;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n" + trailer + b"\r\n"
    )


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6), st.sampled_from([b"", b"X: y\r\n"]))
def test_chunks_are_joined(pieces: list[bytes], trailer: bytes) -> None:
    assert join_chunks(chunks(pieces, trailer)) == (b"".join(pieces), True)


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6))
def test_chunks_are_joined_as_warcio_joins_them(pieces: list[bytes]) -> None:
    framed = chunks(pieces)
    assert join_chunks(framed) == (ChunkedDataReader(BytesIO(framed), raise_exceptions=True).read(), True)


@given(st.data())
def test_a_cut_chunked_body_gives_what_came_and_says_that_it_is_cut(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6))
    framed = chunks(pieces)
    size = data.draw(st.integers(len(b"00;x=y\r\n"), len(framed) - 5))
    body, cut = whole_body(CHUNKED, framed[:size], None)
    assert b"".join(pieces).startswith(body)
    assert cut is Truncation.disconnect


@pytest.mark.parametrize("body", [b"<p>Three cranes", b"", b"2019\nwas a year", b"5\r\nyears passed"])
def test_a_body_stored_joined_under_the_word_chunked_is_left_as_it_is(body: bytes) -> None:
    assert whole_body(CHUNKED, body, None) == (body, None)


def test_a_body_shorter_than_its_length_is_cut() -> None:
    assert whole_body(SIZED, b"123456789", None) == (b"123456789", Truncation.disconnect)
    assert whole_body(SIZED, b"1234567890", None) == (b"1234567890", None)
    assert whole_body(SIZED, b"12345678901", None) == (b"12345678901", None)
    two = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 99\r\n\r\n"
    assert whole_body(two, b"1", None) == (b"1", None)


def test_the_record_says_itself_why_it_is_cut() -> None:
    assert whole_body(SIZED, b"1", "length") == (b"1", Truncation.length)
    assert [stated_cut(word) for word in ("time", " Disconnect", "unspecified", "long", None)] == [
        Truncation.time, Truncation.disconnect, Truncation.unspecified, Truncation.unspecified, None,
    ]  # fmt: skip


@pytest.mark.parametrize("body", [b"0\r\n1\r\n2,3\r\n", b"0\r\n<p>words</p>", b"00\r\n\x00\xff"])
def test_a_joined_body_that_begins_with_a_nought_loses_nothing(body: bytes) -> None:
    assert whole_body(CHUNKED, body, None) == (body, None)


@pytest.mark.parametrize(
    "last", [b"0\r\n\r\n", b"0\r\n", b"0\r\nX-Sum: 1\r\n folded\r\n\r\n", b"000;x=y\r\n\r\n"]
)
def test_an_empty_chunked_body_is_empty(last: bytes) -> None:
    assert whole_body(CHUNKED, last, None) == (b"", None)
