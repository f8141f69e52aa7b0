"""The framing of a chunked body (RFC 9112 7.1): taken off while it is read, put back afterwards.

What is not a chunk's data is framing: size lines with their extensions, line ends, the trailer section. Kept
apart from the data it is small, and it says itself where each piece of data stood, so that the bytes on the
wire can be put together again from the two, cut short or broken as they may have been.
"""

from __future__ import annotations

import hashlib
import re

MOST_FRAMING = 2**20
"""Bytes of one body's framing that are kept. Beyond, servers play with us: 10 MB in chunks of 64 bytes."""

_LONGEST_LINE = 2**17  # bytes; the HTTP parser gives up before that
_SIZE = re.compile(
    rb"([0-9A-Fa-f]{1,20})(?:;[^\n]*)?[ \t]*\r\n"
)  # as h11 reads it: what it refuses is broken
_END = b"\r\n"


class Chunks:
    """Reads a chunked body as it comes, in pieces of any size.

    `size` counts the data so far, `whole` says that the last byte of the body was read. What a broken
    body holds from where it is broken is all framing; bytes behind a whole one are not looked at.
    """

    def __init__(self, *, keep: bool = False) -> None:
        self.size = 0
        self.whole = False
        self.left = 0  # bytes of data still to come in the chunk at hand
        self._framing: bytearray | None = bytearray() if keep else None
        self._digest = hashlib.sha256()
        self._line = bytearray()
        self._read = self._size_line

    @property
    def digest(self) -> str:
        """`sha256:<hex>` of framing and data as they came, up to the end of the body."""
        return "sha256:" + self._digest.hexdigest()

    @property
    def framing(self) -> bytes | None:
        """What was taken off; None where it was not to be kept or is longer than MOST_FRAMING."""
        return None if self._framing is None else bytes(self._framing)

    def take(self, piece: bytes) -> None:
        """Read on."""
        place = 0
        while place < len(piece) and not self.whole:
            end = self.pass_over(len(piece) - place) + place if self.left else self.step(piece, place)
            self._digest.update(memoryview(piece)[place:end])
            place = end

    def pass_over(self, most: int) -> int:
        """Pass over at most so many bytes of the chunk at hand; how many it were."""
        passed = min(self.left, most)
        self.size += passed
        self.left -= passed
        return passed

    def step(self, piece: bytes, place: int) -> int:
        """Read framing from `place` to the end of its line or of the piece; where that is."""
        end = piece.find(b"\n", place) + 1 or len(piece)
        part = piece[place:end]
        self._keep(part)
        self._line += part
        if part.endswith(b"\n") or len(self._line) > _LONGEST_LINE:
            line = bytes(self._line)
            self._line.clear()
            self._read(line)
        return end

    def _keep(self, part: bytes) -> None:
        if self._framing is not None:
            self._framing += part
            if len(self._framing) > MOST_FRAMING:
                self._framing = None

    def _size_line(self, line: bytes) -> None:
        found = _SIZE.fullmatch(line)
        if not found:
            self._read = self._broken
            return
        self.left = int(found[1], 16)
        self._read = self._chunk_end if self.left else self._trailer

    def _chunk_end(self, line: bytes) -> None:
        self._read = self._size_line if line == _END else self._broken

    def _trailer(self, line: bytes) -> None:
        self.whole = line in (_END, b"\n")

    def _broken(self, line: bytes) -> None:
        """Nothing means anything any more."""


def rebuild(framing: bytes, body: bytes) -> bytes:
    """The bytes on the wire, from the framing that Chunks took off and the data.

    Raises ValueError where the two do not fit each other.
    """
    chunks = Chunks()
    pieces: list[bytes] = []
    place = 0
    while place < len(framing) and chunks.size <= len(body):
        end = chunks.step(framing, place)
        pieces.append(framing[place:end])
        if chunks.left:
            start = chunks.size
            pieces.append(body[start : start + chunks.pass_over(chunks.left)])
        place = end
    if place < len(framing) or chunks.size < len(body):
        raise ValueError("the framing does not fit the body")
    return b"".join(pieces)
