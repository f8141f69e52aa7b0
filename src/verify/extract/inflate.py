"""Undo a body's content codings (RFC 9110 8.4.1) in bounded memory, and name what was wrong with them.

HTTP clients take a cut stream for whole, read only the first member of a gzip file and pass unknown
codings through as text. Here each of these has a name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Problem = Literal["too_large", "truncated", "unknown_coding", "corrupt"]

MAX_CODINGS = 3
_INPUT_SLICE = 8 * 1024  # zlib copies the rest of its input at each call: small slices keep that linear
_OUTPUT_SLICE = 64 * 1024
_MAX_MEMBERS = 100_000
_GZIP = {"gzip", "x-gzip"}
_DEFLATE = {"deflate", "x-deflate"}
_NO_CODING = {"", "identity", "none", "utf-8", "utf8"}  # the last three are wrong and common
_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True)
class Inflated:
    """`data` is what could be decoded, cut to the limit; `detail` one plain sentence part, "" if none."""

    data: bytes
    problem: Problem | None
    detail: str


class _Stage(Protocol):
    """One coding. `note` is what to tell of it at the end, `whole` whether the stream came to its end."""

    note: str

    @property
    def whole(self) -> bool: ...

    def feed(self, chunk: bytes) -> Iterator[bytes]: ...


class _Gzip:
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


class _Deflate:
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


class Inflater:
    """Counts decoded bytes while a body arrives and keeps nothing, so that a fetch can stop in time.

    `problem` and `detail` say what was wrong so far (`truncated` only after `finish`). Never raises;
    after a problem further chunks are ignored.
    """

    def __init__(self, content_encoding: str | None, limit: int) -> None:
        self.count = 0
        self.problem: Problem | None = None
        self.detail = ""
        self._limit = limit
        self._stages: list[_Stage] = []
        self._counts: list[int] = []
        self._choose(content_encoding or "")

    def feed(self, chunk: bytes) -> int:
        """Take a chunk of the coded body; the decoded bytes so far (above the limit: stop)."""
        for _ in self.pieces(chunk):
            pass
        return self.count

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Decode a chunk lazily: stops one piece after the limit was passed."""
        view = memoryview(chunk)
        for start in range(0, len(view), _INPUT_SLICE):
            if self.problem:
                return
            yield from self._checked(bytes(view[start : start + _INPUT_SLICE]))

    def finish(self) -> None:
        """Say that the body ended: a stream that is not at its own end was cut."""
        if self.problem:
            return
        if not all(stage.whole for stage in self._stages):
            self._stop("truncated", "the compressed stream ends too early")
            return
        self.detail = "; ".join(stage.note for stage in self._stages if stage.note)

    def _choose(self, content_encoding: str) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        names = [name for name in names if name not in _NO_CODING]
        unknown = next((name for name in names if name not in _GZIP | _DEFLATE), None)
        if unknown is not None:
            self._stop("unknown_coding", f"content coding {unknown[:40]!r} is not known")
        elif len(names) > MAX_CODINGS:
            self._stop("unknown_coding", f"{len(names)} content codings inside each other")
        else:
            self._stages = [_Gzip() if name in _GZIP else _Deflate() for name in reversed(names)]
            self._counts = [0] * len(names)

    def _checked(self, chunk: bytes) -> Iterator[bytes]:
        try:
            for piece in self._through(0, chunk):
                self.count += len(piece)
                yield piece
                if self._over(self.count):
                    return
        except zlib.error as error:
            self._stop("corrupt", f"the compressed stream is damaged ({str(error)[:80]})")

    def _through(self, level: int, chunk: bytes) -> Iterator[bytes]:
        if level == len(self._stages):
            yield chunk
            return
        for piece in self._stages[level].feed(chunk):
            self._counts[level] += len(piece)
            if level + 1 < len(self._stages) and self._over(self._counts[level]):
                return
            yield from self._through(level + 1, piece)

    def _over(self, count: int) -> bool:
        if count > self._limit:
            self._stop("too_large", f"more than {self._limit} bytes after decompression")
        return self.problem is not None

    def _stop(self, problem: Problem, detail: str) -> None:
        self.problem, self.detail = problem, detail


def inflate(body: bytes, content_encoding: str | None, limit: int) -> Inflated:
    """Decode a whole body; at most `limit` bytes come out, however much the streams would expand to.

    `truncated` and `corrupt` come with what could be decoded before, `unknown_coding` with nothing.
    An empty body is whole under any coding. `detail` also names harmless things (bytes after the
    last gzip member) where `problem` is None.
    """
    inflater = Inflater(content_encoding, limit)
    if not body:
        return Inflated(b"", None, "")
    data = b"".join(inflater.pieces(body))
    inflater.finish()
    return Inflated(data[:limit], inflater.problem, inflater.detail)
