"""Finishing a run's WARC: synced, renamed, chained, indexed. And doing it for a run that was killed."""

from __future__ import annotations

from dataclasses import dataclass

from verify.archive.chain import RunEntry, extend, file_digest, next_link, read_lines
from verify.archive.codec import file_name, run_of
from verify.archive.disk import Disk, write_whole
from verify.archive.ledger import Ledger
from verify.archive.members import measure, read_one, records
from verify.archive.places import Places
from verify.archive.warc import parse, warc_date
from verify.errors import ArchiveDamaged


@dataclass(frozen=True)
class Sealed:
    """A finished WARC: its file name under cache/warc, digest of the file, size and number of records."""

    warc: str
    sha256: str
    bytes: int
    records: int


def finish(places: Places, disk: Disk, name: str, count: int) -> Sealed:
    """Turn a whole `.part` into a run of the chain. Raises OSError; each step done stays done."""
    disk.sync(places.part(name))
    disk.rename(places.part(name), places.warcs / name)
    disk.sync_folder(places.warcs)
    return chain_up(places, disk, name, count)


def chain_up(places: Places, disk: Disk, name: str, count: int) -> Sealed:
    """Add a finished WARC to runs.jsonl."""
    path = places.warcs / name
    _, started, tool = run_of(parse(read_one(path, 0).content))
    seq, prev = next_link(read_lines(places.runs))
    sealed = Sealed(name, file_digest(path), path.stat().st_size, count)
    entry = RunEntry(seq, prev, name, sealed.sha256, sealed.bytes, count, warc_date(started), tool)
    extend(disk, places.runs, entry)
    return sealed


def write_index(places: Places, disk: Disk, ledger: Ledger) -> None:
    """Put index.cdxj in place: the lines of all finished WARCs, sorted."""
    lines = ledger.index_lines(frozenset(places.sealed()))
    write_whole(disk, places.index, "".join(line + "\n" for line in lines).encode("utf-8"))


def close_interrupted(places: Places, disk: Disk, name: str) -> str:
    """Cut a killed run's file to its last whole record and finish it. Returns a note in plain words."""
    tail = measure(places.part(name))
    run = name.removesuffix(file_name(""))
    if not tail.records:
        disk.remove(places.part(name))
        return f"run {run} was interrupted before its first record; {tail.torn} bytes of a torn record cut"
    if tail.torn:
        disk.cut(places.part(name), tail.good)
    finish(places, disk, name, tail.records)
    return f"run {run} was interrupted; {_count(tail.records)} kept, {tail.torn} bytes of a torn record cut"


def adopt(places: Places, disk: Disk, name: str) -> str:
    """Chain a finished WARC that a kill left out of runs.jsonl. Raises ArchiveDamaged if it is not ours."""
    count = 0
    for placed in records(places.warcs / name):
        if count == 0 and file_name(run_of(placed.record)[0]) != name:
            raise ArchiveDamaged(f"{name} holds another run than its name says")
        count += 1
    if not count:
        raise ArchiveDamaged(f"{name} is empty")
    chain_up(places, disk, name, count)
    run = name.removesuffix(file_name(""))
    return f"run {run} was interrupted while it was being finished; all {_count(count)} kept"


def _count(number: int) -> str:
    return f"{number} record{'' if number == 1 else 's'}"
