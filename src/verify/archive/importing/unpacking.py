"""Somebody else's WARC as a row of records, each with its place, whatever stands between them.

A WARC is plain, or has one gzip member a record, or is one gzip stream (then it is unpacked beside, for no
record of it could be read alone). What is damaged is named with its place, and reading goes on at the next
place where a record can begin. Memory holds one record at a time.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, cast

from verify.archive.disk import disk_trouble
from verify.archive.importing.framing import Oversized, Stream, Torn, more, read_record
from verify.archive.importing.limits import Budget, Limits, Spent
from verify.archive.warc import Record
from verify.errors import ArchiveDamaged, UsageError

START = 16
"""Bytes that tell what a file is."""
_PIECE = 2**16
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_OTHERS = (
    (b"filedesc:", "is an ARC file, the form before WARC", "`warcio recompress OLD NEW` makes a WARC of it"),
    (b"\x28\xb5\x2f\xfd", "is packed with zstandard", "`zstd -d` unpacks it"),
)


@dataclass(frozen=True)
class Surveyed:
    """A record and where it begins: in the file, or in what a single gzip stream unpacks to."""

    offset: int
    record: Record


@dataclass(frozen=True)
class Trouble:
    """What stands at `offset` and is not read, in plain words."""

    offset: int
    words: str


class WarcFile:
    """One WARC of any make, open for reading; use it as a context manager. `name` is for messages.

    Raises UsageError where it is no WARC. OSError where it cannot be read is left to the caller.
    """

    def __init__(self, file: BinaryIO, name: str, limits: Limits) -> None:
        self._file, self.name, self._limits = file, name, limits
        self._unpacked: BinaryIO | None = None
        self._cut: Trouble | None = None
        self._after: int | None = None
        try:
            self._members = self._begins_packed()
            if self._members and self._is_one_stream():
                self._unpack_whole()
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, path: Path, limits: Limits) -> WarcFile:
        """Raises UsageError where the file cannot be opened or is no WARC."""
        try:
            file = path.open("rb")
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
        return cls(file, str(path), limits)

    def __enter__(self) -> WarcFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()
        if self._unpacked:
            self._unpacked.close()

    def survey(self) -> Iterator[Surveyed | Trouble]:
        """Everything in the file, in its order."""
        place: int | None = 0
        budget = Budget(self._limits.total)
        while place is not None:
            start = place
            try:
                record, place = self._read(start, budget)
            except Oversized as error:
                yield Trouble(start, str(error))
                place = self._after
            except Torn as error:
                yield Trouble(start, str(error))
                place = self._next_start(start + 1)
            except Spent as error:
                yield Trouble(start, f"{error}, and the rest is not read")
                return
            else:
                if record is not None:
                    yield Surveyed(start, record)
        if self._cut:
            yield self._cut

    def record_at(self, offset: int) -> Record:
        """The record that `survey` found there. Raises ArchiveDamaged where it is not there any more."""
        try:
            record, _ = self._read(offset, Budget(2 * (self._limits.record + self._limits.head)))
        except (Torn, Spent, Oversized) as error:
            raise ArchiveDamaged(f"{self.name} changed while it was read: at byte {offset} {error}") from None
        if record is None:
            raise ArchiveDamaged(f"{self.name} changed while it was read: nothing at byte {offset}")
        return record

    # one record

    def _read(self, place: int, budget: Budget) -> tuple[Record | None, int | None]:
        """The record at `place`, and where the next one begins; None for neither."""
        return self._read_member(place, budget) if self._members else self._read_plain(place)

    def _read_member(self, place: int, budget: Budget) -> tuple[Record | None, int | None]:
        member = _Member(self._file, place, budget)
        stream = io.BufferedReader(member, _PIECE)
        if member.absent:
            return None, None
        too_large: Oversized | None = None
        record: Record | None = None
        try:
            record = read_record(stream, self._limits)
        except Oversized as error:
            too_large = error
        if more(stream):
            raise Torn("its gzip member holds more than one record")
        self._after = member.end
        if too_large:
            raise too_large
        return record, member.end

    def _read_plain(self, place: int) -> tuple[Record | None, int | None]:
        file = self._unpacked or self._file
        file.seek(place)
        try:
            record = read_record(cast("Stream", file), self._limits)
        finally:
            self._after = file.tell()
        return record, self._after if record is not None else None

    # the file as a whole

    def _begins_packed(self) -> bool:
        self._file.seek(0)
        return is_packed(self._file.read(START), self.name)

    def _is_one_stream(self) -> bool:
        """Whether the first gzip member holds more than one record."""
        stream = io.BufferedReader(_Member(self._file, 0, Budget(self._limits.total)), _PIECE)
        try:
            read_record(stream, self._limits)
        except Oversized:
            pass
        except (Torn, Spent):
            return False
        try:
            return more(stream)
        except (Torn, Spent):
            return False

    def _unpack_whole(self) -> None:
        budget = Budget(self._limits.total)
        self._members = False
        try:
            self._unpacked = cast("BinaryIO", TemporaryFile())  # noqa: SIM115  closed with the rest
            place: int | None = 0
            while place is not None:
                place = self._unpack_member(place, budget)
        except OSError as error:
            raise disk_trouble(f"{self.name} could not be unpacked", error) from error

    def _unpack_member(self, place: int, budget: Budget) -> int | None:
        assert self._unpacked is not None
        member = _Member(self._file, place, budget)
        if member.absent:
            return None
        try:
            while piece := member.read(_PIECE):
                self._unpacked.write(piece)
        except Torn as error:
            self._cut = Trouble(place, f"{error}: what lies behind that in the same gzip stream is lost")
            return None
        except Spent as error:
            self._cut = Trouble(place, f"{error}, and the rest is not read")
            return None
        return member.end

    def _next_start(self, place: int) -> int | None:
        """Where a record can begin again."""
        if not self._members:
            found = _find(self._unpacked or self._file, b"\nWARC/1.", place)
            return None if found is None else found + 1
        while (found := _find(self._file, _GZIP, place)) is not None:
            if _starts_a_record(self._file, found):
                return found
            place = found + 1
        return None


def is_packed(start: bytes, name: str) -> bool:
    """Whether a file with these first bytes is a packed WARC; False for a plain one. Raises UsageError."""
    if start.startswith(_GZIP):
        return True
    if start.startswith(_PLAIN):
        return False
    for mark, words, mend in _OTHERS:
        if start.startswith(mark):
            raise UsageError(f"{name} {words}", mend=mend)
    raise UsageError(
        f"{name} is no WARC or WACZ",
        mend="a page saved by hand goes with its reference: verify import ID FILE --seen DATE --by NAME",
    )


class _Member(io.RawIOBase):
    """The unpacked bytes of the gzip member at `start`. Reads raise Torn and Spent."""

    def __init__(self, file: BinaryIO, start: int, budget: Budget) -> None:
        self._file, self._start, self._budget = file, start, budget
        self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        file.seek(start)
        self._next = file.read(_PIECE)
        self._taken = len(self._next)
        self.absent = not self._next

    def readable(self) -> bool:
        return True

    @property
    def end(self) -> int:
        """Where the next member begins; known when this one was read to its end."""
        return self._start + self._taken - len(self._unpacker.unused_data)

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        while not self._unpacker.eof:
            piece = self._unpack(len(view))
            if piece:
                self._budget.take(len(piece))
                view[: len(piece)] = piece
                return len(piece)
        return 0

    def _unpack(self, most: int) -> bytes:
        if not self._next:
            raise Torn("the file ends within its gzip member")
        try:
            piece = self._unpacker.decompress(self._next, most)
        except zlib.error:
            raise Torn("its gzip member is damaged") from None
        self._next = self._unpacker.unconsumed_tail
        if not self._next and not self._unpacker.eof:
            self._next = self._file.read(_PIECE)
            self._taken += len(self._next)
        return piece


def _starts_a_record(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    try:
        begin = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(file.read(512), len(_PLAIN))
    except zlib.error:
        return False
    return begin == _PLAIN


def _find(file: BinaryIO, wanted: bytes, start: int) -> int | None:
    """Where `wanted` stands next, read piece by piece."""
    file.seek(start)
    kept = b""
    while piece := file.read(2**20):
        kept += piece
        found = kept.find(wanted)
        if found >= 0:
            return start + found
        passed = max(0, len(kept) - len(wanted) + 1)
        start += passed
        kept = kept[passed:]
    return None
