"""What opening a cache for writing puts right, and how a cache is read without touching it.

Only `.part` files are ever cut. The ledger and the index are derived and made anew where they do not fit.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from verify.archive.chain import parse_line, read_lines
from verify.archive.disk import Disk
from verify.archive.ledger import Ledger
from verify.archive.lock import writer_state
from verify.archive.members import Damage, records, survey
from verify.archive.places import Places
from verify.archive.sealing import adopt, close_interrupted, write_index
from verify.archive.warc import Placed
from verify.errors import ArchiveDamaged, ArchiveError

_SECOND = len("20260102T030405Z")  # the start of a run's name; what follows is random
_BATCH = 50  # records held in memory while filing


@dataclass(frozen=True)
class Opened:
    """A ledger that fits the WARCs, and what was found on the way, in plain words."""

    ledger: Ledger
    notes: tuple[str, ...]


def open_for_writing(places: Places, disk: Disk, *, unclean: bool) -> Opened:
    """Finish what a killed run left, then fit ledger and index. The write lock must be held.

    Raises OSError as the disk does.
    """
    notes = finish_interrupted(places, disk, unclean=unclean)
    ledger, words = _fitting_ledger(places, disk)
    changed = bool(notes or words)
    notes += words
    if unclean and not notes:
        notes.append("the last run ended without closing the cache; nothing was lost")
    if unclean or changed or not places.index.exists():
        write_index(places, disk, ledger)
    return Opened(ledger, tuple(notes))


def finish_interrupted(places: Places, disk: Disk, *, unclean: bool) -> list[str]:
    """Seal what killed runs left. `unclean`: the last writer was killed. Returns a note for each."""
    notes = _adopt_unlisted(places, disk, unclean)
    return notes + [close_interrupted(places, disk, name) for name in places.parts()]


def _adopt_unlisted(places: Places, disk: Disk, unclean: bool) -> list[str]:
    """A kill between rename and chain leaves exactly one file; anything else is not touched.

    It is the newest by its name, or, where the clock was set back, the one that a killed writer left.
    """
    lines = read_lines(places.runs)
    try:
        listed = [parse_line(line, number) for number, line in enumerate(lines, 1)]
    except ArchiveDamaged as error:
        return [f"{error.message}; see `verify cache verify`"]
    strangers = sorted(set(places.sealed()) - {entry.warc for entry in listed})
    if not strangers:
        return []
    newest = listed[-1].warc if listed else ""
    older = strangers[0][:_SECOND] < newest[:_SECOND]
    if len(strangers) > 1 or (older and not unclean):
        return [f"{name} is not in runs.jsonl; see `verify cache verify`" for name in strangers]
    try:
        return [adopt(places, disk, strangers[0])]
    except ArchiveDamaged as error:
        return [f"{strangers[0]} is not in runs.jsonl and was left alone: {error.message}"]


def _fitting_ledger(places: Places, disk: Disk) -> tuple[Ledger, list[str]]:
    had_any = places.ledger.exists()
    ledger = Ledger.open(places.ledger, write=True)
    if ledger:
        try:
            return ledger, _catch_up(places, ledger)
        except (ArchiveDamaged, sqlite3.DatabaseError):
            ledger.close()
    damaged = remake(places, disk)
    made = Ledger.open(places.ledger, write=True)
    if made is None:
        raise ArchiveError(
            f"{places.ledger} cannot be used", mend="remove it; it is made anew from the WARCs"
        )
    stored = bool(places.sealed())
    reason = "did not fit" if had_any else "was missing"
    words = [f"the ledger {reason} and was made anew from the WARCs"] if stored or had_any else []
    return made, words + damaged


def _catch_up(places: Places, ledger: Ledger) -> list[str]:
    """File what a killed run wrote but did not file. Raises ArchiveDamaged where the ledger knows more."""
    filed = ledger.filed()
    sizes = {name: (places.warcs / name).stat().st_size for name in places.sealed()}
    if any(filed[name] > sizes.get(name, 0) for name in filed):
        raise ArchiveDamaged("the ledger knows records that the WARCs do not hold")
    for name in sizes:
        if filed.get(name, 0) < sizes[name]:
            ledger.file(records(places.warcs / name, filed.get(name, 0)))
    return []


def remake(places: Places, disk: Disk) -> list[str]:
    """A new ledger.sqlite from the WARCs alone, put in place at once. Returns what could not be read."""
    fresh = places.ledger.with_name(places.ledger.name + ".new")
    disk.remove(fresh)
    ledger = Ledger.create(fresh)
    try:
        words = fill(places, ledger)
    finally:
        ledger.close()
    for suffix in ("-wal", "-shm", "-journal"):
        disk.remove(places.ledger.with_name(places.ledger.name + suffix))
    disk.rename(fresh, places.ledger)
    return words


def fill(places: Places, ledger: Ledger) -> list[str]:
    """File every WARC, the unfinished too. Returns what could not be read, in plain words."""
    words = []
    for name in [*places.sealed(), *places.parts()]:
        found = list(_filing(places, ledger, name))
        words += [f"{damage.message}; {damage.length} bytes could not be read" for damage in found]
        if found:
            ledger.mark_read(name, places.warc(name).stat().st_size)
    return words


def _filing(places: Places, ledger: Ledger, name: str) -> Iterator[Damage]:
    """File the records of one WARC in batches; give out what is none."""
    batch: list[Placed] = []
    for one in survey(places.warc(name), name):
        if isinstance(one, Damage):
            yield one
            continue
        batch.append(one)
        if len(batch) >= _BATCH:
            ledger.file(batch)
            batch = []
    ledger.file(batch)


def open_for_reading(places: Places) -> Opened:
    """The ledger as it lies there, or one made in memory. Creates and changes no file."""
    state = writer_state(places.lock)
    if state == "live" or (state == "none" and at_rest(places)):
        ledger = Ledger.open(places.ledger, write=False)
        if ledger and (state == "live" or _covers(places, ledger)):
            return Opened(ledger, ())
        if ledger:
            ledger.close()
    ledger = Ledger.create(None)
    words = fill(places, ledger)
    if places.sealed() or places.parts():
        words.insert(0, "the ledger does not fit the WARCs, which were read instead; the next run mends it")
    return Opened(ledger, tuple(words))


def at_rest(places: Places) -> bool:
    """Whether SQLite will make no files beside the ledger (byte 18 of it: 1 is no write-ahead log)."""
    try:
        with places.ledger.open("rb") as file:
            return file.read(19)[18:] == b"\x01"
    except OSError:
        return False


def _covers(places: Places, ledger: Ledger) -> bool:
    sizes = {name: os.path.getsize(places.warc(name)) for name in (*places.sealed(), *places.parts())}
    try:
        return ledger.filed() == sizes
    except sqlite3.DatabaseError:
        return False
