"""Content codings: what comes out, what is named, what is bounded."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.inflate import Inflated, Inflater, inflate

LIMIT = 10_000_000
TEXT = b"The ministry counted 1,043 pupils in the valley. " * 400


def raw_deflate(content: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(content) + coder.flush()


def skippable(content: bytes) -> bytes:
    return b"\x53\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


def zstd(content: bytes, **options: bool) -> bytes:
    return zstandard.ZstdCompressor(level=3, **options).compress(content)


PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd}


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


@pytest.mark.parametrize("names", list(itertools.permutations(PACK, 2)))
def test_any_two_codings_inside_each_other(names: tuple[str, str]) -> None:
    body = PACK[names[1]](PACK[names[0]](TEXT))
    assert inflate(body, ", ".join(names), LIMIT) == Inflated(TEXT, None, "")


@pytest.mark.parametrize("count", [4, 40])
def test_more_than_three_codings_are_refused(count: int) -> None:
    found = inflate(TEXT, ", ".join(["gzip"] * count), LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")
    assert f"{count} content codings" in found.detail


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_one_large_window_of_a_kind_is_enough(name: str) -> None:
    found = inflate(PACK[name](PACK[name](TEXT)), f"{name}, {name}", LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")


def test_zstd_frames_of_every_form_are_read() -> None:
    forms: list[dict[str, bool]] = [{"write_checksum": True}, {"write_content_size": False}, {}]
    frames = [zstd(TEXT, **form) for form in forms] + [zstd(b"short"), zstd(b""), zstd(bytes(70_000))]
    body = skippable(b"note") + b"".join(frames) + skippable(b"")
    assert inflate(body, "zstd", LIMIT) == Inflated(TEXT * 3 + b"short" + bytes(70_000), None, "")


def test_a_zstd_window_beyond_the_standard_is_refused() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=25)
    coder = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    found = inflate(coder.compress(TEXT) + coder.flush(), "zstd", LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")
    assert "window" in found.detail


def test_an_unknown_coding_is_named_and_gives_no_text() -> None:
    found = inflate(TEXT, "compress", LIMIT)
    assert (found.problem, found.data) == ("unknown_coding", b"")
    assert "'compress'" in found.detail


@pytest.mark.parametrize("coding", PACK)
def test_a_cut_stream_is_truncated_and_keeps_its_start(coding: str) -> None:
    text = b" ".join(b"%d" % (number * number * 7919 % 1_000_003) for number in range(60_000))
    packed = PACK[coding](text)
    for cut in (5, len(packed) // 9):
        found = inflate(packed[:-cut], coding, LIMIT)
        assert found.problem == "truncated"
        assert text.startswith(found.data)
        assert len(found.data) > 100_000
    assert inflate(packed[:2], coding, LIMIT).problem == "truncated"


def test_a_second_member_that_is_cut_is_truncated() -> None:
    found = inflate(gzip.compress(b"one ") + gzip.compress(TEXT)[:60], "gzip", LIMIT)
    assert found.problem == "truncated"
    assert found.data.startswith(b"one ")


def test_garbage_after_a_member_is_tolerated_and_counted() -> None:
    found = inflate(gzip.compress(TEXT) + b"\x00" * 7, "gzip", LIMIT)
    assert found == Inflated(TEXT, None, "7 bytes after the compressed stream ignored")
    found = inflate(zlib.compress(TEXT) + b"x", "deflate", LIMIT)
    assert found == Inflated(TEXT, None, "1 byte after the compressed stream ignored")
    for junk in (b"\x28\xb5", b"<!-- served -->"):
        found = inflate(zstd(TEXT) + junk, "zstd", LIMIT)
        assert found == Inflated(TEXT, None, f"{len(junk)} bytes after the compressed stream ignored")
    inflater = Inflater("br", LIMIT)
    assert [inflater.feed(chunk) for chunk in (brotli.compress(TEXT), b"xy")] == [len(TEXT)] * 2
    inflater.finish()
    assert (inflater.problem, inflater.detail) == (None, "2 bytes after the compressed stream ignored")


def test_a_damaged_stream_is_corrupt() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 0xFF  # the checksum
    found = inflate(bytes(packed), "gzip", LIMIT)
    assert found.problem == "corrupt"
    packed = bytearray(zstd(TEXT, write_checksum=True))
    packed[-1] ^= 0xFF
    assert inflate(bytes(packed), "zstd", LIMIT).problem == "corrupt"
    for coding in ("gzip", "br", "zstd"):
        assert inflate(b"<html>not packed at all</html>", coding, LIMIT).problem == "corrupt"


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
    for coding in ("gzip", "zstd"):
        found = inflate(PACK[coding](b"") * 100_002, coding, LIMIT)
        assert found.problem == "corrupt"
        assert "more than 100000" in found.detail


_BOMB_LOOK = """
import sys
from verify.extract.inflate import Inflater, inflate
name, body = sys.argv[1], sys.stdin.buffer.read()
def memory(line):  # ru_maxrss would count what the parent process held before exec
    return next(int(row.split()[1]) for row in open("/proc/self/status") if row.startswith(line))
before = memory("VmRSS")
inflater = Inflater(name, 2**40)
for start in range(0, len(body), 65536):
    inflater.feed(body[start : start + 65536])
inflater.finish()
count, problem = inflater.count, inflater.problem
del inflater
found = inflate(body, name, 1_000_000)
print(count, problem, found.problem, len(found.data), memory("VmHWM") - before)
"""


def bomb(name: str) -> bytes:
    """300 MB of zeros under the codings of `name`."""
    first, *more = name.split(", ")
    zeros = bytes(2**20)
    if first == "br":
        quick = brotli.Compressor(quality=3, lgwin=24)
        body = b"".join(quick.process(zeros) for _ in range(300)) + quick.finish()
    elif first == "zstd":
        coder = zstandard.ZstdCompressor().compressobj()
        body = b"".join(coder.compress(zeros) for _ in range(300)) + coder.flush()
    else:
        packer = zlib.compressobj(1, wbits=31 if first == "gzip" else 15)
        body = b"".join(packer.compress(zeros) for _ in range(300)) + packer.flush()
    for outer in more:
        body = PACK[outer](body)
    return body


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("name", [*PACK, "gzip, br, zstd"])
def test_a_bomb_of_300_mb_costs_no_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BOMB_LOOK, name],
        input=bomb(name),
        capture_output=True,
        check=True,
        timeout=120,
    )
    count, whole, capped, kept, kilobytes = done.stdout.decode().split()
    assert (int(count), whole, capped, int(kept)) == (300 * 2**20, "None", "too_large", 1_000_000)
    assert int(kilobytes) < 32_000


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
    coding=st.sampled_from(list(PACK)),
)
def test_any_chunking_gives_the_same_bytes(
    content: bytes, cuts: list[int], members: int, coding: str
) -> None:
    members = members if coding in ("gzip", "zstd") else 1
    packed = b"".join(PACK[coding](content) for _ in range(members))
    edges = [0, *sorted(cut % (len(packed) + 1) for cut in cuts), len(packed)]
    inflater = Inflater(coding, LIMIT)
    chunks = [packed[left:right] for left, right in itertools.pairwise(edges)]
    assert b"".join(piece for chunk in chunks for piece in inflater.pieces(chunk)) == content * members
    inflater.finish()
    assert inflater.problem is None


@given(
    body=st.binary(max_size=400),
    coding=st.sampled_from(["gzip", "deflate", "gzip, gzip", "deflate, gzip", "zstd", "br", "br, zstd"]),
)
def test_random_bytes_never_raise_and_never_pass_as_whole(body: bytes, coding: str) -> None:
    found = inflate(body, coding, LIMIT)
    assert isinstance(found, Inflated)
    if coding != "deflate":  # a raw deflate stream may be valid by chance
        assert (found.problem is None) == (body == b"")
