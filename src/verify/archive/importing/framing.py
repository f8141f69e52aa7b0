"""Where a record begins and ends in a stream of bytes (WARC 1.0 and 1.1, clause 4).

Framing is strict: a record that is not exactly as long as it says is torn, because nothing behind a wrong
length can be told from a record that stands in the body of another. warcio reads the fields.
"""

from __future__ import annotations

from io import BytesIO
from typing import Protocol

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from verify.archive.importing.limits import Limits
from verify.archive.warc import Record

_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
_ENDS = (b"\r\n\r\n", b"\n\n")
_PIECE = 2**16
_BLANK = b"\r\n"


class Stream(Protocol):
    """The part of a buffered reader that framing needs."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...

    def peek(self, size: int, /) -> bytes: ...


class Torn(Exception):
    """No whole record stands here; the words say why."""


class Oversized(Exception):
    """A whole record whose block is larger than the limit; it was passed over."""


def read_record(stream: Stream, limits: Limits) -> Record | None:
    """The next record, None at the end. Raises Torn, and Oversized with the stream behind the record."""
    first = _first_line(stream, limits)
    if first is None:
        return None
    record = Record(_fields(first, stream, limits), b"")
    length = _length(record)
    if length > limits.record:
        _pass_over(stream, length)
        raise Oversized(f"its block of {length} bytes is larger than {limits.record}")
    block = stream.read(length)
    if len(block) < length:
        raise Torn(f"it ends after {len(block)} of the {length} bytes that it says")
    _end(stream)
    return Record(record.fields, block)


def more(stream: Stream) -> bool:
    """Whether anything but empty lines follows; they are passed over."""
    while piece := stream.peek(1):
        blank = len(piece) - len(piece.lstrip(_BLANK))
        stream.read(blank)
        if blank < len(piece):
            return True
    return False


def _first_line(stream: Stream, limits: Limits) -> bytes | None:
    if not more(stream):
        return None
    line = stream.readline(limits.head)
    if not line.startswith(b"WARC/"):
        raise Torn("no record begins here")
    return line


def _fields(first: bytes, stream: Stream, limits: Limits) -> tuple[tuple[str, str], ...]:
    lines, size = [first], len(first)
    while (line := stream.readline(limits.head)).strip(_BLANK):
        lines.append(line)
        size += len(line)
        if size > limits.head:
            raise Torn(f"its fields take more than {limits.head} bytes")
    if not line.endswith(b"\n"):
        raise Torn("it ends within its fields")
    try:
        read = StatusAndHeadersParser(_VERSIONS).parse(BytesIO(b"".join([*lines, line])))
    except StatusAndHeadersParserException:
        raise Torn(f"{first[:20].decode('latin-1').strip()} is no version that can be read") from None
    return tuple((name, value.strip()) for name, value in read.headers)


def _length(record: Record) -> int:
    stated = record.get("Content-Length") or ""
    if not (stated.isascii() and stated.isdigit() and len(stated) < 20):
        raise Torn("it does not say how long it is")
    return int(stated)


def _pass_over(stream: Stream, length: int) -> None:
    while length:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise Torn("it ends before the length that it says")
        length -= len(piece)
    _end(stream)


def _end(stream: Stream) -> None:
    found = stream.read(2)
    if found + (stream.read(2) if found == b"\r\n" else b"") not in _ENDS:
        raise Torn("it is not as long as it says: no end of a record follows its block")
