from __future__ import annotations

import base64
import gzip
import hashlib
import io
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.wacz.packages import fill

from verify.archive.members import scan
from verify.archive.wacz.records import Seen, of_member, read_records
from verify.archive.wacz.unpacked import Feed, Lines, Unpacked
from verify.errors import ArchiveDamaged

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def sha1(content: bytes) -> str:
    """As Heritrix, wget and warcio write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()


def record(block: bytes, *fields: str, kind: str = "response", version: str = "1.0") -> bytes:
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:1>",
        "WARC-Date: 2026-01-02T03:04:05Z",
        "WARC-Target-URI: <https://a.example/>",  # angle brackets, as wget writes them
        "Content-Type: application/http; msgtype=response",
        *fields,
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(content: bytes) -> list[Seen]:
    return list(read_records(io.BytesIO(content), "a.warc"))


def trouble(content: bytes) -> str:
    with pytest.raises(ArchiveDamaged) as caught:
        read(content)
    return caught.value.message


def test_our_own_warcs_are_read_as_the_strict_reader_reads_them(tmp_path: Path) -> None:
    fill(tmp_path)
    for path in (tmp_path / "warc").iterdir():
        members = [(member.offset, member.length) for member in scan(path)]
        found = read(path.read_bytes())
        assert [(one.offset, one.length) for one in found] == members
        assert all(one.compared and not one.problems for one in found)
        plain = read(gzip.decompress(path.read_bytes()))
        assert [one.id for one in plain] == [one.id for one in found]
        assert [one.id for one in read(gzip.compress(gzip.decompress(path.read_bytes())))] == [
            one.id for one in found
        ]


def test_what_other_tools_write_is_taken() -> None:
    body = b"<p>words</p>"
    block = HTTP + body
    stated = (f"WARC-Block-Digest: {sha1(block)}", f"warc-payload-digest: {sha1(body).lower()}")
    (found,) = read(record(block, *stated))
    assert (found.type, found.url, found.date) == ("response", "https://a.example/", "2026-01-02T03:04:05Z")
    assert (found.id, found.compared, found.problems) == ("urn:uuid:1", 2, ())
    (folded,) = read(record(block, "WARC-Block-Digest:", f"  {sha1(block)}", version="1.1"))
    assert (folded.compared, folded.problems) == (1, ())


def test_digests_that_differ_are_told_and_reading_goes_on() -> None:
    wrong = record(HTTP + b"altered", f"WARC-Payload-Digest: {sha1(b'first')}")
    first, second = read(wrong + record(b"words", f"WARC-Block-Digest: {sha1(b'others')}", kind="resource"))
    assert first.problems == ("a.warc at byte 0: the body of a record does not match its payload digest",)
    assert second.problems == (f"a.warc at byte {len(wrong)}: a record does not match its block digest",)


def test_what_says_nothing_of_the_stored_bytes_is_not_compared() -> None:
    revisit = record(HTTP, f"WARC-Payload-Digest: {sha1(b'stands elsewhere')}", kind="revisit")
    chunked = record(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        f"WARC-Payload-Digest: {sha1(b'ab')}",  # some tools mean the joined body, some the chunks
    )
    unknown = record(b"words", "WARC-Block-Digest: blake3:abcdef", kind="resource")
    assert [(one.compared, one.problems) for one in read(revisit + chunked + unknown)] == [(0, ())] * 3


def test_a_head_without_an_end_is_all_head() -> None:
    (found,) = read(record(b"HTTP/1.1 200 OK\r\nA: b", f"WARC-Payload-Digest: {sha1(b'')}"))
    assert found.problems == ()


def test_a_record_is_as_long_as_it_says() -> None:
    whole = record(b"0123456789", kind="resource")
    assert "not as long as it says" in trouble(whole.replace(b"Content-Length: 10", b"Content-Length: 9"))
    assert "shorter than it says" in trouble(whole.replace(b"Content-Length: 10", b"Content-Length: 99"))
    assert "does not say how long" in trouble(whole.replace(b"Content-Length: 10", b"Content-Length: -1"))
    assert "does not say how long" in trouble(whole.replace(b"Content-Length: 10\r\n", b""))


def test_lines_and_heads_without_an_end_take_no_memory() -> None:
    assert "longer than 65536 bytes" in trouble(b"WARC/1.0\r\n" + b"A" * 2**20)
    assert "does not end" in trouble(b"WARC/1.0\r\n" + b"A: b\r\n" * 200_000)
    assert "not the start of a WARC record" in trouble(b"GIF89a and more")
    assert "does not end" in trouble(b"WARC/1.0\r\nA: b\r\n")


def test_a_gzip_bomb_is_refused_when_it_has_grown_to_a_limit() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head = record(b"").replace(
        b"Content-Length: 0\r\n\r\n\r\n\r\n", b"Content-Length: 999999999\r\n\r\n" + HTTP
    )
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(2**20)) for _ in range(96))
    assert "200 times its size" in trouble(bomb + packer.flush())


def test_a_torn_or_broken_member_is_named_with_its_place() -> None:
    one = gzip.compress(record(b"words", kind="resource"))
    assert trouble(one + one[:-9]) == f"a.warc ends in a torn record at byte {len(one)}"
    assert trouble(one + b"\0" * 20) == f"a.warc at byte {len(one)}: not a whole gzip member"
    broken = one[:-5] + bytes([one[-5] ^ 1]) + one[-4:]
    assert trouble(broken) == "a.warc at byte 0: not a whole gzip member"


def test_an_empty_file_holds_nothing() -> None:
    assert read(b"") == []


@given(st.lists(st.binary(max_size=3000), max_size=5), st.booleans())
def test_every_block_comes_back_with_its_place(blocks: list[bytes], packed: bool) -> None:
    pieces = [record(block, f"WARC-Block-Digest: {sha1(block)}", kind="resource") for block in blocks]
    pieces = [gzip.compress(piece) if packed else piece for piece in pieces]
    found = read(b"".join(pieces))
    starts = [sum(map(len, pieces[:number])) for number in range(len(pieces))]
    assert [(one.offset, one.length) for one in found] == list(zip(starts, map(len, pieces), strict=True))
    assert all(one.compared == 1 and not one.problems for one in found)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    for start in (b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08"):
        with suppress(ArchiveDamaged):
            read(start + content)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_of_a_block_is_always_told(where: int, by: int) -> None:
    block = HTTP + b"words that were stored"
    whole = bytearray(record(block, f"WARC-Block-Digest: {sha1(block)}"))
    whole[len(whole) - 4 - len(block) + where % len(block)] ^= by
    (found,) = read(bytes(whole))
    assert found.problems


def test_a_length_of_thousands_of_digits_is_no_length() -> None:
    huge = record(b"x").replace(b"Content-Length: 1", b"Content-Length: " + b"9" * 5000)
    assert "does not say how long it is" in trouble(huge)


def test_a_record_whose_end_is_cut_off_is_told() -> None:
    whole = record(HTTP + b"words")
    for cut in range(1, 5):
        assert "not as long as it says" in trouble(whole[:-cut])


def test_a_head_of_many_folds_or_many_lines_takes_no_time() -> None:
    folds = record(b"x", "X: y" + "\r\n a" * 200_000)
    lines = record(b"HTTP/1.1 200 OK\r\n" + b"a\n" * 2_000_000)
    began = time.process_time()
    assert (len(read(folds)), len(read(lines))) == (1, 1)
    assert time.process_time() - began < 3  # quadratic: more than 10


def test_a_member_with_more_records_than_anybody_writes_is_refused() -> None:
    tiny = b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    assert len(read(gzip.compress(tiny * 50))) == 50
    feed = Feed(io.BytesIO(gzip.compress(tiny * 50)), "a.warc")
    with pytest.raises(ArchiveDamaged, match="one gzip member holds too many records"):
        list(of_member(Lines(Unpacked(feed), "a.warc"), feed, 0, most=49))
