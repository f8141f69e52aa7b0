"""The WARC of a run while it is being written: all records of a call get in, or none.

The records are synced to the disk before the ledger is told of them. A call that fails is taken back; where
even that fails, nothing more is taken, and the next run puts the file in order.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import uuid
from collections.abc import Callable, Sequence

from verify.archive.codec import file_name, warcinfo
from verify.archive.disk import Disk, disk_trouble
from verify.archive.gzip_member import pack
from verify.archive.ledger import Ledger
from verify.archive.places import Places
from verify.archive.sealing import Sealed, finish, write_index
from verify.archive.warc import Placed, Record, plain, written
from verify.errors import ArchiveError

Clock = Callable[[], dt.datetime]
Identity = Callable[[], uuid.UUID]


class RunWriter:
    """One run after the other: `run` names the one at hand, `broken` says that no more can be written."""

    def __init__(
        self, places: Places, ledger: Ledger, disk: Disk, *, clock: Clock, new_id: Identity, tool: str
    ) -> None:
        self._places, self._ledger, self._disk = places, ledger, disk
        self._clock, self._new_id, self._tool = clock, new_id, tool
        self.broken = False
        self._begin()

    def _begin(self) -> None:
        self._started = self._clock()
        self.run = f"{self._started.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{self._new_id().hex[:6]}"
        self.run_record = self.urn()
        self._name = file_name(self.run)
        self._size = self._count = 0

    @property
    def empty(self) -> bool:
        """Whether this run has written nothing yet."""
        return not self._size

    def urn(self) -> str:
        """A record id of its own."""
        return f"urn:uuid:{self._new_id()}"

    def write(self, build: Callable[[], Sequence[Record]]) -> None:
        """All records that `build` gives, or none: disk first, synced, then the ledger.

        Raises ArchiveError.
        """
        self._refuse_when_broken()
        try:
            records = [*self._opening(), *build()]
            placed, content = self._place(records)
            self._put(content)
            self._ledger.file(placed)
        except (OSError, sqlite3.Error) as error:
            self._take_back()
            raise trouble("a look could not be stored", error) from error
        except BaseException:
            self.broken = True  # nobody knows how far it came: the next writer looks and puts it right
            raise
        self._size += len(content)
        self._count += len(records)

    def seal(self) -> Sealed | None:
        """Finish the run's WARC and begin the next run; None where nothing was written."""
        if self.empty:
            return None
        self._refuse_when_broken()
        try:
            sealed = finish(self._places, self._disk, self._name, self._count)
            write_index(self._places, self._disk, self._ledger)
        except (OSError, sqlite3.Error) as error:
            self.broken = True
            raise trouble(
                "the run could not be sealed; its records are safe and the next run seals them", error
            ) from error
        self._begin()
        return sealed

    def _opening(self) -> list[Record]:
        return [warcinfo(self.run_record, self.run, self._started, self._tool)] if self.empty else []

    def _place(self, records: Sequence[Record]) -> tuple[list[Placed], bytes]:
        placed, pieces, offset = [], [], self._size
        for record in records:
            pieces.append(pack(plain(record)))
            placed.append(Placed(written(record), self._name, offset, len(pieces[-1])))
            offset += len(pieces[-1])
        return placed, b"".join(pieces)

    def _put(self, content: bytes) -> None:
        part = self._places.part(self._name)
        self._disk.append(part, content)
        self._disk.sync(part)
        if self.empty:
            self._disk.sync_folder(self._places.warcs)

    def _take_back(self) -> None:
        """Cut the unfinished file to its last good record; where even that fails, the next run does it."""
        part = self._places.part(self._name)
        try:
            if self.empty:
                self._disk.remove(part)
            elif part.exists():
                self._disk.cut(part, self._size)
        except OSError:
            self.broken = True

    def _refuse_when_broken(self) -> None:
        if self.broken:
            raise ArchiveError(
                "the cache takes nothing more after a failed write",
                mend="run again: what was stored is kept and put in order",
            )


def trouble(what: str, error: OSError | sqlite3.Error) -> ArchiveError:
    """What the disk or the ledger refused, as an ArchiveError."""
    if isinstance(error, OSError):
        return disk_trouble(what, error)
    return ArchiveError(
        f"{what}: {error}", mend="`verify cache rebuild` makes the ledger anew from the WARCs"
    )
