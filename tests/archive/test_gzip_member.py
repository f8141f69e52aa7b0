from __future__ import annotations

import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.gzip_member import pack


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


_PIECES = st.tuples(st.sampled_from(["noise", "text"]), st.integers(0, 30_000), st.integers(0, 9))


@given(st.lists(_PIECES, max_size=5), st.integers(0, 9))
def test_any_content_is_one_member_that_any_reader_reads(
    pieces: list[tuple[str, int, int]], level: int
) -> None:
    content = b"".join(
        noise(size, seed) if kind == "noise" else b"a b " * (size // 4) for kind, size, seed in pieces
    )
    packed = pack(content, level)
    assert gzip.decompress(packed) == content
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert (reader.decompress(packed + b"more"), reader.eof, reader.unused_data) == (content, True, b"more")
    assert packed[:4] == b"\x1f\x8b\x08\x00"
    assert pack(content, level) == packed


@pytest.mark.parametrize("size", [0, 1, 5_000, 12_000, 100_000, 2**20 + 7])
@pytest.mark.parametrize("packed_already", [True, False])
def test_it_is_about_as_small_as_deflate_makes_it(size: int, packed_already: bool) -> None:
    head = b"WARC/1.1\r\nWARC-Type: response\r\n" * 20
    content = head + (noise(size) if packed_already else b"some words of a page " * (size // 20))
    plain = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    whole = plain.compress(content) + plain.flush()
    assert len(pack(content)) <= len(whole) * 1.001 + 32


def test_what_cannot_shrink_goes_into_stored_blocks() -> None:
    content = b"head " * 100 + noise(50_000)
    assert content[-40_000:-20_000] in pack(content)
    assert noise(50_000)[:1000] not in pack(b"text " * 20_000 + noise(50_000)[:1000])


def test_a_changed_byte_is_noticed() -> None:
    packed = bytearray(pack(noise(50_000)))
    packed[30_000] ^= 1
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(bytes(packed))
