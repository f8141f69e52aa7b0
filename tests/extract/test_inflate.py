"""Content codings: what comes out, what is named, what is bounded."""

from __future__ import annotations

import gzip
import itertools
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.inflate import Inflated, Inflater, inflate

LIMIT = 10_000_000
TEXT = b"The ministry counted 1,043 pupils in the valley. " * 400


def raw_deflate(content: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(content) + coder.flush()


def test_identity_and_common_misnomers_pass_unchanged() -> None:
    for coding in (None, "", "identity", "none", "UTF-8", " , "):
        assert inflate(TEXT, coding, LIMIT) == Inflated(TEXT, None, "")


def test_every_gzip_member_is_read() -> None:
    body = gzip.compress(b"first half, ") + gzip.compress(b"second half")
    assert inflate(body, "gzip", LIMIT).data == b"first half, second half"


def test_deflate_with_and_without_wrapper() -> None:
    assert inflate(zlib.compress(TEXT), "deflate", LIMIT) == Inflated(TEXT, None, "")
    assert inflate(raw_deflate(TEXT), "Deflate", LIMIT) == Inflated(TEXT, None, "")


def test_codings_are_undone_in_reverse_order() -> None:
    body = gzip.compress(zlib.compress(gzip.compress(TEXT)))
    assert inflate(body, "gzip, deflate, x-gzip", LIMIT) == Inflated(TEXT, None, "")


def test_four_codings_are_refused() -> None:
    found = inflate(TEXT, "gzip, gzip, gzip, gzip", LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")
    assert "4 content codings" in found.detail


def test_an_unknown_coding_is_named_and_gives_no_text() -> None:
    found = inflate(TEXT, "br", LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")
    assert "'br'" in found.detail


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_cut_stream_is_truncated_and_keeps_its_start(coding: str) -> None:
    packed = gzip.compress(TEXT) if coding == "gzip" else zlib.compress(TEXT)
    found = inflate(packed[:-5], coding, LIMIT)
    assert found.problem == "truncated"
    assert TEXT.startswith(found.data)
    assert len(found.data) > 1000


def test_a_second_member_that_is_cut_is_truncated() -> None:
    found = inflate(gzip.compress(b"one ") + gzip.compress(TEXT)[:60], "gzip", LIMIT)
    assert found.problem == "truncated"
    assert found.data.startswith(b"one ")


def test_garbage_after_a_member_is_tolerated_and_counted() -> None:
    found = inflate(gzip.compress(TEXT) + b"\x00" * 7, "gzip", LIMIT)
    assert found == Inflated(TEXT, None, "7 bytes after the compressed stream ignored")
    found = inflate(zlib.compress(TEXT) + b"x", "deflate", LIMIT)
    assert found == Inflated(TEXT, None, "1 byte after the compressed stream ignored")


def test_a_damaged_stream_is_corrupt() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 0xFF  # the checksum
    found = inflate(bytes(packed), "gzip", LIMIT)
    assert found.problem == "corrupt"
    assert inflate(b"<html>not packed at all</html>", "gzip", LIMIT).problem == "corrupt"


def test_an_empty_body_is_whole_under_any_coding() -> None:
    assert inflate(b"", "gzip", LIMIT) == Inflated(b"", None, "")


def test_a_bomb_stops_at_the_limit_in_little_memory() -> None:
    coder = zlib.compressobj(9, wbits=31)
    bomb = b"".join(coder.compress(bytes(2**20)) for _ in range(64)) + coder.flush()
    tracemalloc.start()
    found = inflate(bomb, "gzip", 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.problem, len(found.data)) == ("too_large", 1_000_000)
    assert peak < 4_000_000


def test_a_bomb_inside_an_outer_coding_stops_too() -> None:
    inner = gzip.compress(gzip.compress(b"") * 60_000)
    found = inflate(inner, "gzip, gzip", 10_000)
    assert (found.problem, found.data) == ("too_large", b"")


def test_the_limit_itself_is_not_too_large() -> None:
    assert inflate(gzip.compress(b"x" * 100), "gzip", 100) == Inflated(b"x" * 100, None, "")
    assert inflate(b"x" * 101, None, 100).problem == "too_large"


def test_very_many_members_are_refused() -> None:
    found = inflate(gzip.compress(b"") * 100_002, "gzip", LIMIT)
    assert found.problem == "corrupt"
    assert "gzip members" in found.detail


def test_inflater_counts_as_the_body_arrives() -> None:
    packed = gzip.compress(TEXT)
    inflater = Inflater("gzip", LIMIT)
    counts = [inflater.feed(packed[at : at + 1]) for at in range(len(packed))]
    inflater.finish()
    assert counts == sorted(counts)
    assert (counts[-1], inflater.problem) == (len(TEXT), None)


def test_inflater_tells_the_fetch_to_stop() -> None:
    inflater = Inflater("gzip", 500)
    assert inflater.feed(gzip.compress(TEXT)) > 500
    assert inflater.problem == "too_large"


@given(
    content=st.binary(max_size=3000),
    cuts=st.lists(st.integers(0, 3000), max_size=5),
    members=st.integers(1, 3),
)
def test_any_chunking_gives_the_same_bytes(content: bytes, cuts: list[int], members: int) -> None:
    packed = b"".join(gzip.compress(content) for _ in range(members))
    edges = [0, *sorted(cut % (len(packed) + 1) for cut in cuts), len(packed)]
    inflater = Inflater("gzip", LIMIT)
    chunks = [packed[left:right] for left, right in itertools.pairwise(edges)]
    assert b"".join(piece for chunk in chunks for piece in inflater.pieces(chunk)) == content * members
    inflater.finish()
    assert inflater.problem is None


@given(
    body=st.binary(max_size=400),
    coding=st.sampled_from(["gzip", "deflate", "gzip, gzip", "deflate, gzip", "zstd"]),
)
def test_random_bytes_never_raise_and_never_pass_as_whole(body: bytes, coding: str) -> None:
    found = inflate(body, coding, LIMIT)
    assert isinstance(found, Inflated)
    if coding != "deflate":  # a raw deflate stream may be valid by chance
        assert (found.problem is None) == (body == b"")
