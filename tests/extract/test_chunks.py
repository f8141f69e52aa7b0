from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.chunks import MOST_FRAMING, Chunks, rebuild

_VISIBLE = st.text("abcXYZ019=;\"' \t-", max_size=12)


@dataclass(frozen=True)
class Sent:
    """A whole chunked body as a server sends it, and its data."""

    wire: bytes
    data: bytes


@st.composite
def sent(draw: st.DrawFn) -> Sent:
    wire, data = b"", b""
    for piece in draw(st.lists(st.binary(min_size=1, max_size=40), max_size=6)):
        size = f"{len(piece):{draw(st.sampled_from(['x', 'X', '04x']))}}"
        extension = draw(st.just("") | _VISIBLE.map(lambda text: ";" + text))
        wire += f"{size}{extension}\r\n".encode() + piece + b"\r\n"
        data += piece
    trailers = draw(st.lists(_VISIBLE.map(lambda text: f"X-T: {text}\r\n"), max_size=3))
    return Sent(wire + f"0\r\n{''.join(trailers)}\r\n".encode(), data)


def read(wire: bytes, cuts: list[int]) -> Chunks:
    chunks = Chunks(keep=True)
    places = sorted({0, len(wire), *(cut % (len(wire) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        chunks.take(wire[start:end])
    return chunks


def sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


_CUTS = st.lists(st.integers(0, 400), max_size=8)


@given(sent(), _CUTS, st.binary(max_size=20))
def test_a_whole_body_comes_back_byte_for_byte(one: Sent, cuts: list[int], behind: bytes) -> None:
    chunks = read(one.wire + behind, cuts)
    assert (chunks.size, chunks.whole) == (len(one.data), True)
    assert chunks.framing is not None
    assert rebuild(chunks.framing, one.data) == one.wire
    assert chunks.digest == sha256(one.wire)


@given(sent(), st.integers(0, 400), _CUTS)
def test_a_body_that_breaks_off_anywhere_comes_back_as_far_as_it_came(
    one: Sent, end: int, cuts: list[int]
) -> None:
    came = one.wire[: end % len(one.wire)]
    chunks = read(came, cuts)
    assert not chunks.whole
    assert chunks.framing is not None
    assert rebuild(chunks.framing, one.data[: chunks.size]) == came
    assert chunks.digest == sha256(came)


@given(st.binary(max_size=120) | st.text("05a;\r\nX: ", max_size=60).map(str.encode), _CUTS)
def test_any_bytes_come_back_however_broken(wire: bytes, cuts: list[int]) -> None:
    chunks, at_once = read(wire, cuts), read(wire, [])
    assert (chunks.size, chunks.framing, chunks.digest) == (at_once.size, at_once.framing, at_once.digest)
    assert chunks.framing is not None
    data = _data(wire)[: chunks.size]
    assert wire.startswith(rebuild(chunks.framing, data))
    assert chunks.whole or rebuild(chunks.framing, data) == wire


def _data(wire: bytes) -> bytes:
    """The data of some bytes, by a reading of its own: what lies behind each size line."""
    data, place = b"", 0
    while (end := wire.find(b"\r\n", place)) >= 0:
        size = wire[place:end].split(b";")[0].rstrip(b" \t")
        if not 0 < len(size) <= 20 or set(size) - set(b"0123456789abcdefABCDEF") or not int(size, 16):
            break
        data += wire[end + 2 : end + 2 + int(size, 16)]
        place = end + 2 + int(size, 16) + 2
    return data


@pytest.mark.parametrize(
    ("framing", "body"),
    [
        (b"", b"x"),
        (b"3\r\n\r\n0\r\n\r\n", b"four"),
        (b"3\r\n\r\n0\r\n\r\n", b"ab"),
        (b"no size\r\n", b"x"),
    ],
)
def test_framing_of_another_body_is_refused(framing: bytes, body: bytes) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        rebuild(framing, body)


def test_nothing_is_kept_where_nobody_asks_or_where_it_is_endless() -> None:
    chunks = Chunks()
    chunks.take(b"1\r\na\r\n0\r\n\r\n")
    assert (chunks.framing, chunks.whole) == (None, True)
    endless = Chunks(keep=True)
    line = b"1;" + b"x" * 1000 + b"\r\na\r\n"
    for _ in range(MOST_FRAMING // 1000 + 1):
        endless.take(line)
    assert endless.framing is None
    assert endless.digest == sha256(line * (MOST_FRAMING // 1000 + 1))
