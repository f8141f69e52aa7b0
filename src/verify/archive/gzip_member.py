"""One gzip member (RFC 1952) of one record.

Most bodies come compressed from the server, or are pictures and PDF: deflate works longest on what it
cannot shrink. Whether a content shrinks is tried on samples of it. Where it does not, only its beginning,
which holds the heads, is compressed, and the rest goes into stored blocks (RFC 1951 3.2.4). Any gzip reader
reads it, and it is about as large as it would be.
"""

from __future__ import annotations

import struct
import zlib

LEVEL = 6
_HEADER = b"\x1f\x8b\x08" + bytes(6) + b"\x03"  # what zlib writes: deflate, no flags, no time, Unix
_START = 2048  # bytes that are compressed in any case
_SAMPLE = 256
_SAMPLES = 16
_WORTH = 0.95  # a sample that stays above this share of its size does not shrink


def pack(content: bytes, level: int = LEVEL) -> bytes:
    """The same bytes for the same content and level."""
    if _shrinks(content):
        packer = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        return packer.compress(content) + packer.flush()
    start = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    rest = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
    view = memoryview(content)
    pieces = (
        _HEADER,
        start.compress(view[:_START]),
        start.flush(zlib.Z_SYNC_FLUSH),  # ends on a whole byte, so that another stream can follow
        rest.compress(view[_START:]),
        rest.flush(),
        struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF),
    )
    return b"".join(pieces)


def _shrinks(content: bytes) -> bool:
    """Tried on samples spread over what lies behind the start; True for whatever is short."""
    room = len(content) - _START - _SAMPLE
    if room < 2 * _SAMPLE * _SAMPLES:
        return True
    places = range(_START, _START + room + 1, room // (_SAMPLES - 1))
    sample = b"".join(content[place : place + _SAMPLE] for place in places)
    return len(zlib.compress(sample, 1)) < len(sample) * _WORTH
