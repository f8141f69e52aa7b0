"""Make everything derived anew: ledger.sqlite and index.cdxj from the WARCs alone."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from verify.archive.disk import Disk, LocalDisk, disk_trouble
from verify.archive.ledger import Ledger
from verify.archive.lock import WriteLock
from verify.archive.places import Places
from verify.archive.recovery import finish_interrupted, remake
from verify.archive.sealing import write_index
from verify.archive.warc import warc_date
from verify.errors import ArchiveError


@dataclass(frozen=True)
class RebuildReport:
    """What was read: finished WARCs, their records, looks and verdicts. `notes` says what could not be."""

    warcs: int
    records: int
    looks: int
    verdicts: int
    notes: tuple[str, ...]


def rebuild(root: Path, clock: Callable[[], dt.datetime], disk: Disk | None = None) -> RebuildReport:
    """Rebuild the cache at `root`. Extracted texts, a memo, are dropped. Raises ArchiveBusy, ArchiveError."""
    places, disk = Places(root), disk or LocalDisk()
    if not places.warcs.is_dir():
        raise ArchiveError(f"{root} is no cache: it has no folder warc", mend="name the cache with --cache")
    lock = WriteLock(places.lock)
    lock.take(warc_date(clock()))
    done = False
    try:
        report = _rebuild(places, disk, unclean=lock.unclean)
        done = True
        return report
    except OSError as error:
        raise disk_trouble("the cache could not be rebuilt", error) from error
    except sqlite3.Error as error:
        raise ArchiveError(f"the ledger could not be written: {error}") from error
    finally:
        lock.release(clean=done)


def _rebuild(places: Places, disk: Disk, *, unclean: bool) -> RebuildReport:
    notes = finish_interrupted(places, disk, unclean=unclean)
    notes += remake(places, disk)
    ledger = Ledger.open(places.ledger, write=True)
    if ledger is None:
        raise ArchiveError(f"{places.ledger} cannot be read right after it was made")
    try:
        write_index(places, disk, ledger)
        report = RebuildReport(
            ledger.count("warcs"),
            ledger.count("records"),
            ledger.count("looks"),
            ledger.count("verdicts"),
            tuple(notes),
        )
        ledger.settle()
    finally:
        ledger.close()
    return report
