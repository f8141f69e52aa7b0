"""A WARC from anybody as a stream of records' bytes, packed or not, with the place of each in the file.

Nothing here trusts the file: a gzip member that unpacks to far more than it is, a line without an end and a
torn member are each refused with the place where they stand, and memory stays small whatever the file says.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

from verify.archive.warc import EMPTY_LINE
from verify.errors import ArchiveDamaged

PIECE = 2**16
GZIP = b"\x1f\x8b"
_FREE = 2**26  # bytes that any member may unpack to
_RATIO = 200  # times its packed size that a larger one may


class Feed:
    """A file read forward, in pieces that can be given back. `place` is the offset of the next byte."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self.place = 0
        self._stream = stream
        self._rest = b""

    def take(self, most: int = PIECE) -> bytes:
        """At most `most` bytes; empty at the end of the file."""
        piece = self._rest or self._stream.read(PIECE)
        self._rest = piece[most:]
        self.place += min(most, len(piece))
        return piece[:most]

    def give_back(self, unused: bytes) -> None:
        self._rest = unused + self._rest
        self.place -= len(unused)

    def peek(self, most: int) -> bytes:
        piece = self.take(PIECE)
        while len(piece) < most and (more := self.take(PIECE)):
            piece += more
        self.give_back(piece)
        return piece[:most]


class Unpacked(io.RawIOBase):
    """What one gzip member unpacks to. Reads raise ArchiveDamaged where the member is not whole."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._start = feed.place
        self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        found = b""
        while not found and not self._unpacker.eof:
            piece = self._unpacker.unconsumed_tail or self._feed.take()
            if not piece:
                raise ArchiveDamaged(f"{self._feed.name} ends in a torn record at byte {self._start}")
            found = self._unpack(piece, len(view))
        view[: len(found)] = found
        return len(found)

    def _unpack(self, piece: bytes, most: int) -> bytes:
        place = f"{self._feed.name} at byte {self._start}"
        try:
            found = self._unpacker.decompress(piece, most)
        except zlib.error as error:
            raise ArchiveDamaged(f"{place}: not a whole gzip member") from error
        self._size += len(found)
        if self._size > max(_FREE, _RATIO * (self._feed.place - self._start)):
            raise ArchiveDamaged(f"{place}: a record unpacks to more than {_RATIO} times its size")
        if self._unpacker.eof:
            self._feed.give_back(self._unpacker.unused_data)
        return found


class Plain(io.RawIOBase):
    """The rest of a WARC that is not packed."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        found = self._feed.take(len(view))
        view[: len(found)] = found
        return len(found)


class Lines:
    """Bytes by lines of limited length, and in pieces; `read` counts what was given out."""

    def __init__(self, raw: io.RawIOBase, name: str) -> None:
        self._stream = io.BufferedReader(raw, PIECE)
        self._name = name
        self.read = 0

    def line(self, longest: int) -> bytes:
        """One line with its end; empty at the end. Raises ArchiveDamaged for more than `longest` bytes."""
        found = self._stream.readline(longest)
        if len(found) == longest and not found.endswith(b"\n"):
            raise ArchiveDamaged(f"{self._name}: a line of a head is longer than {longest} bytes")
        self.read += len(found)
        return found

    def head(self, most: int) -> bytes:
        """What comes up to the first empty line, with that; at most `most` bytes."""
        found = b""
        while len(found) < most and (piece := self._stream.peek(1)):
            longer = found + piece[: most - len(found)]
            end = EMPTY_LINE.search(longer, max(0, len(found) - 1))
            stop = end.end() if end else len(longer)
            self._stream.read(stop - len(found))
            found = longer[:stop]
            if end:
                break
        self.read += len(found)
        return found

    def piece(self, most: int) -> bytes:
        found = self._stream.read(min(most, PIECE))
        self.read += len(found)
        return found
