from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.importing.foreign import record

from verify.archive.importing.framing import Oversized, Torn, more, read_record
from verify.archive.importing.limits import Limits
from verify.archive.warc import Record

SMALL = Limits(record=1000, head=500)


def read(content: bytes, limits: Limits = SMALL) -> list[Record]:
    stream, found = io.BufferedReader(io.BytesIO(content)), []  # type: ignore[arg-type]
    while (one := read_record(stream, limits)) is not None:
        found.append(one)
    return found


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_blocks_of_any_bytes_come_back(blocks: list[bytes]) -> None:
    content = b"".join(record("resource", block) for block in blocks)
    assert [one.block for one in read(content)] == blocks


def test_fields_are_read_as_others_write_them() -> None:
    (one,) = read(b"WARC/1.0\r\nwarc-type:response\r\nX: a\r\n b\r\nContent-Length:  2 \r\n\r\nok\r\n\r\n")
    assert (one.type, one.get("x"), one.block) == ("response", "a b", b"ok")
    (one,) = read(b"WARC/1.0\nWARC-Type: response\nContent-Length: 2\n\nok\n\n")
    assert one.block == b"ok"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no record", "no record begins"),
        (b"WARC/9.9\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no version"),
        (b"WARC/1.0\r\nContent-Length: 0", "within its fields"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n", "how long"),
        (record("response", b"abc", length="-3"), "how long"),
        (record("response", b"abc", length="\u0663"), "how long"),
        (record("response", b"abc", length="9" * 5000), "fields take more"),
        (record("response", b"abc", length="2"), "not as long as it says"),
        (record("response", b"abc", length="5"), "not as long as it says"),
        (record("response", b"abc", length="99"), "ends after 7 of the 99 bytes"),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 200, "fields take more"),
    ],
)
def test_what_is_no_whole_record_is_torn_with_its_reason(content: bytes, says: str) -> None:
    with pytest.raises(Torn, match=says):
        read(content)


def test_a_record_above_the_limit_is_passed_over_and_the_next_one_read() -> None:
    stream = io.BufferedReader(io.BytesIO(record("response", b"x" * 2000) + record("response", b"y")))  # type: ignore[arg-type]
    with pytest.raises(Oversized, match="2000 bytes"):
        read_record(stream, SMALL)
    found = read_record(stream, SMALL)
    assert found is not None
    assert found.block == b"y"
    assert not more(stream)
