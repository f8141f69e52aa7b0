"""Content codings decoded piece by piece: gzip, deflate (RFC 9110 8.4.1), br (RFC 7932), zstd (RFC 8878).

A piece is at most about 128 kB however much a stream expands: each stage asks its library for a little
at a time and never holds what it has given on.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

MAX_WINDOW = 8 * 2**20  # RFC 9659: more is not allowed for zstd as a content coding
_OUTPUT_SLICE = 64 * 1024
_MAX_MEMBERS = 100_000
_MAGIC = b"\x1f\x8b\x08"
_FRAME = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = b"\x2a\x4d\x18"  # the last three bytes of the magic number, the first is 0x50 to 0x5f
_WINDOW_ERROR = "too much memory"


ERRORS = (zlib.error, brotli.error, zstandard.ZstdError)
"""What a stage raises for a damaged stream."""


class WindowError(Exception):
    """The stream asks for a larger window than a reader has to offer."""


class Stage(Protocol):
    """One coding. `note` is what to tell of it at the end, `whole` whether the stream came to its end."""

    note: str

    @property
    def whole(self) -> bool: ...

    def feed(self, chunk: bytes) -> Iterator[bytes]: ...


class Gzip:
    """RFC 1952: one member after another. What follows the last one and is no member is ignored."""

    def __init__(self) -> None:
        self.note = ""
        self._waiting = b""
        self._decoder = zlib.decompressobj(31)
        self._members = 0
        self._inside = True
        self._began = False
        self._ignored = 0

    @property
    def whole(self) -> bool:
        return not self._inside or not self._began

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._began = self._began or bool(chunk)
        rest = self._waiting + chunk
        self._waiting = b""
        while rest:
            if not self._inside and not self._next_member(rest):
                return
            yield from _pour(self._decoder, rest)
            rest = self._decoder.unused_data
            if self._decoder.eof:
                self._inside = False
                self._members += 1

    def _next_member(self, rest: bytes) -> bool:
        """Whether a member starts here; keeps the bytes where too few came to tell."""
        if self._ignored or not rest.startswith(_MAGIC[: len(rest)]):
            self._ignore(len(rest))
            return False
        if len(rest) < len(_MAGIC):
            self._waiting = rest
            self.note = _after_stream(len(rest))
            return False
        if self._members >= _MAX_MEMBERS:
            raise zlib.error(f"more than {_MAX_MEMBERS} gzip members")
        self.note = ""
        self._inside = True
        self._decoder = zlib.decompressobj(31)
        return True

    def _ignore(self, count: int) -> None:
        self._ignored += count
        self.note = _after_stream(self._ignored)


class Deflate:
    """RFC 1950, or RFC 1951 without the zlib wrapper, which many servers send under the same name."""

    def __init__(self) -> None:
        self.note = ""
        self._head = b""
        self._decoder: zlib._Decompress | None = None
        self._ignored = 0

    @property
    def whole(self) -> bool:
        return self._decoder.eof if self._decoder else not self._head

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if self._decoder is None:
            chunk, self._head = self._head + chunk, b""
            if len(chunk) < 2:
                self._head = chunk
                return
            self._decoder = zlib.decompressobj(15 if _zlib_header(chunk) else -15)
        if self._decoder.eof:
            self._ignored += len(chunk)
        else:
            yield from _pour(self._decoder, chunk)
            self._ignored += len(self._decoder.unused_data) if self._decoder.eof else 0
        self.note = _after_stream(self._ignored) if self._ignored else ""


def _zlib_header(chunk: bytes) -> bool:
    return chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0


def _after_stream(count: int) -> str:
    return f"{count} byte{'' if count == 1 else 's'} after the compressed stream ignored"


def _pour(decoder: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    """All output of one chunk, in pieces of bounded size."""
    while not decoder.eof:
        piece = decoder.decompress(chunk, _OUTPUT_SLICE)
        chunk = decoder.unconsumed_tail
        if piece:
            yield piece
        if not chunk and len(piece) < _OUTPUT_SLICE:
            return


class Brotli:
    """RFC 7932. The library refuses bytes after the end of the stream in the chunk that ends it."""

    def __init__(self) -> None:
        self.note = ""
        self._decoder = brotli.Decompressor()
        self._began = False
        self._ignored = 0

    @property
    def whole(self) -> bool:
        return not self._began or self._decoder.is_finished()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._began = self._began or bool(chunk)
        if self._decoder.is_finished():
            self._ignored += len(chunk)
            self.note = _after_stream(self._ignored) if self._ignored else ""
            return
        while piece := self._decoder.process(chunk, output_buffer_limit=_OUTPUT_SLICE):
            yield piece
            if self._decoder.is_finished():
                return
            chunk = b""


class Zstd:
    """RFC 8878: one frame after another, skippable ones passed over. What follows and is none is ignored.

    The library gives all that a chunk expands to at once, so it gets the stream block by block: a block
    holds at most 128 kB.
    """

    def __init__(self) -> None:
        self.note = ""
        self._frames = _Frames()
        self._decoder = _zstd_decoder()
        self._waiting = b""
        self._count = 0
        self._ignored = 0

    @property
    def whole(self) -> bool:
        return self._frames.between and (self._count > 0 or not self._waiting)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        rest = memoryview(self._waiting + chunk)
        self._waiting = b""
        while rest:
            if self._frames.between and not self._next_frame(bytes(rest[:4]), len(rest)):
                self._waiting = bytes(rest) if len(rest) < 4 and not self._ignored else b""
                return
            taken = self._frames.step(rest)
            if not self._frames.skips:
                yield from self._decode(bytes(rest[:taken]))
            rest = rest[taken:]

    def _decode(self, part: bytes) -> Iterator[bytes]:
        try:
            piece = self._decoder.decompress(part)
        except zstandard.ZstdError as error:
            if _WINDOW_ERROR in str(error):
                raise WindowError(f"the zstd window is larger than {MAX_WINDOW} bytes") from error
            raise
        if piece:
            yield piece

    def _next_frame(self, magic: bytes, count: int) -> bool:
        """Whether a frame starts here; too few bytes to tell count as trailing until more come."""
        if self._ignored or not (_FRAME.startswith(magic) or _skippable(magic)):
            if self._count == 0:
                raise zstandard.ZstdError("no zstd frame")
            self._ignored += count
            self.note = _after_stream(self._ignored)
            return False
        if len(magic) < 4:
            self.note = _after_stream(count)
            return False
        if self._count >= _MAX_MEMBERS:
            raise zstandard.ZstdError(f"more than {_MAX_MEMBERS} zstd frames")
        self.note = ""
        self._count += 1
        self._decoder = _zstd_decoder()
        return True


def _zstd_decoder() -> zstandard.ZstdDecompressionObj:
    return zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).decompressobj()


def _skippable(magic: bytes) -> bool:
    return 0x50 <= magic[0] <= 0x5F and _SKIPPABLE.startswith(magic[1:])


class _Frames:
    """Where the parts of a zstd stream end: frame header, block headers, blocks, checksum (RFC 8878, 3.1).

    `between` is true where a frame may start or the stream end, `skips` inside a skippable frame.
    """

    def __init__(self) -> None:
        self.between = True
        self.skips = False
        self._part = "magic"
        self._head = bytearray()
        self._left = 5
        self._last = False
        self._checksum = False

    def step(self, rest: memoryview) -> int:
        """How many bytes of `rest` belong to the part at hand; they count as read."""
        taken = min(self._left, len(rest))
        if self._part in ("magic", "size", "block"):
            self._head += rest[:taken]
        self.between = False
        self._left -= taken
        while not self._left and not self.between:
            self._next_part()
        return taken

    def _next_part(self) -> None:
        head = bytes(self._head)
        if self._part == "magic":
            self._after_magic(head)
        elif self._part == "size":
            self._begin("skipped", int.from_bytes(head[4:8], "little"))
        elif self._part == "block":
            bits = int.from_bytes(head, "little")
            self._last = bool(bits & 1)
            self._begin("content", 1 if bits >> 1 & 3 == 1 else bits >> 3)
        elif self._part == "content" and self._last and self._checksum:
            self._begin("checksum", 4)
        elif self._part in ("skipped", "checksum") or (self._part == "content" and self._last):
            self._begin("magic", 5)
            self.between = True
        else:
            self._begin("block", 3)

    def _after_magic(self, head: bytes) -> None:
        self.skips = head[:4] != _FRAME
        if self.skips:
            self._part, self._left = "size", 3  # the first of its four bytes is in the head already
            return
        flags = head[4]
        single = flags >> 5 & 1
        self._checksum = bool(flags >> 2 & 1)
        self._begin("header", 1 - single + (0, 1, 2, 4)[flags & 3] + (single, 2, 4, 8)[flags >> 6])

    def _begin(self, part: str, length: int) -> None:
        self._part, self._left = part, length
        self._head.clear()
