"""Undo a body's content codings (RFC 9110 8.4.1) in bounded memory, and name what was wrong with them.

HTTP clients take a cut stream for whole, read only the first member of a gzip file and pass unknown
codings through as text. Here each of these has a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from verify.extract.codings import ERRORS, Brotli, Deflate, Gzip, Stage, WindowError, Zstd

Problem = Literal["too_large", "truncated", "unknown_coding", "corrupt"]

MAX_CODINGS = 3
_INPUT_SLICE = 8 * 1024  # zlib copies the rest of its input at each call: small slices keep that linear
_STAGES: dict[str, Callable[[], Stage]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "x-deflate": Deflate,
    "br": Brotli,
    "zstd": Zstd,
}
_ONCE = ("br", "zstd")  # each holds a window of megabytes: one of a kind is enough for any honest server
_NO_CODING = {"", "identity", "none", "utf-8", "utf8"}  # the last three are wrong and common


@dataclass(frozen=True)
class Inflated:
    """`data` is what could be decoded, cut to the limit; `detail` one plain sentence part, "" if none."""

    data: bytes
    problem: Problem | None
    detail: str


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
        self._stages: list[Stage] = []
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
        unknown = next((name for name in names if name not in _STAGES), None)
        if unknown is not None:
            self._stop("unknown_coding", f"content coding {unknown[:40]!r} is not known")
        elif len(names) > MAX_CODINGS:
            self._stop("unknown_coding", f"{len(names)} content codings inside each other")
        elif any(names.count(name) > 1 for name in _ONCE):
            self._stop("unknown_coding", "a content coding inside itself")
        else:
            self._stages = [_STAGES[name]() for name in reversed(names)]
            self._counts = [0] * len(names)

    def _checked(self, chunk: bytes) -> Iterator[bytes]:
        try:
            for piece in self._through(0, chunk):
                self.count += len(piece)
                yield piece
                if self._over(self.count):
                    return
        except WindowError as error:
            self._stop("unknown_coding", str(error))
        except ERRORS as error:
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
