"""`cache verify`: is everything there, and is it what was written?

Every byte is read again and every digest compared. What is derived (ledger, index) is compared with what the
WARCs say. warcio reads each file too, so that our reader is not the only witness. Nothing is changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from verify.archive.chain import RunEntry, breaks, file_digest, parse_line, read_lines
from verify.archive.ledger import DERIVED, Ledger
from verify.archive.lock import writer_state
from verify.archive.members import Damage, survey
from verify.archive.places import Places
from verify.archive.reader import Reader
from verify.archive.recovery import at_rest
from verify.archive.warc import Placed, check_payload
from verify.errors import ArchiveDamaged


@dataclass(frozen=True)
class IntegrityReport:
    """`problems` is empty where all is well; `notes` are facts that are no damage (a run in progress)."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    warcs: int
    records: int
    looks: int
    bytes: int

    @property
    def sound(self) -> bool:
        return not self.problems


def verify_cache(root: Path) -> IntegrityReport:
    """Read everything under `root`. Never raises for damage; OSError where a file cannot be opened."""
    places = Places(root)
    truth = Ledger.create(None)
    try:
        problems = list(_chain_problems(places))
        counts: dict[str, int] = {}
        for name in places.sealed():
            problems += _file_problems(places, name, truth, counts)
        problems += _run_problems(places, counts)
        problems += _reference_problems(truth)
        problems += _wire_problems(places, truth)
        problems += _index_problems(places, truth)
        problems += _ledger_problems(places, truth)
        size = sum((places.warcs / name).stat().st_size for name in places.sealed())
        return IntegrityReport(
            tuple(problems),
            tuple(_notes(places)),
            len(counts),
            sum(counts.values()),
            truth.count("looks"),
            size,
        )
    finally:
        truth.close()


def _notes(places: Places) -> Iterator[str]:
    state = writer_state(places.lock)
    for name in places.parts():
        if state == "live":
            yield f"{name} is being written"
        else:
            yield f"{name} is unfinished: its run was interrupted, and the next one keeps what is whole"
    if _outdated(places):
        yield "ledger.sqlite is of another version of this program: the next run makes it anew"


def _outdated(places: Places) -> bool:
    return at_rest(places) and Ledger.of_another_version(places.ledger)


def _entries(places: Places) -> Iterator[RunEntry]:
    for number, line in enumerate(read_lines(places.runs), 1):
        try:
            yield parse_line(line, number)
        except ArchiveDamaged:
            continue  # told by _chain_problems


def _chain_problems(places: Places) -> Iterator[str]:
    yield from breaks(read_lines(places.runs))
    listed = {entry.warc for entry in _entries(places)}
    for name in places.sealed():
        if name not in listed:
            yield f"{name} is not listed in runs.jsonl"


def _run_problems(places: Places, counts: dict[str, int]) -> Iterator[str]:
    """Each run's file is there and is the one that was sealed."""
    for entry in _entries(places):
        path = places.warcs / entry.warc
        if not path.is_file():
            yield f"{entry.warc} is missing: run {entry.seq} of runs.jsonl"
        elif (path.stat().st_size, file_digest(path)) != (entry.bytes, entry.sha256):
            yield f"{entry.warc} is not the file that was sealed: its size or digest differs from runs.jsonl"
        elif counts.get(entry.warc) != entry.records:
            yield f"{entry.warc} holds {counts.get(entry.warc)} records, runs.jsonl says {entry.records}"


def _file_problems(places: Places, name: str, truth: Ledger, counts: dict[str, int]) -> list[str]:
    """Every record of one file by our reader, then by warcio where ours found nothing."""
    path = places.warcs / name
    problems: list[str] = []
    counts[name] = 0
    for one in survey(path):
        problem = _filed(one, truth)
        if problem:
            problems.append(problem)
        counts[name] += isinstance(one, Placed)
    return problems or list(_second_opinion(path))


def _filed(one: Placed | Damage, truth: Ledger) -> str | None:
    if isinstance(one, Damage):
        return f"{one.message} ({one.length} bytes)"
    try:
        check_payload(one.record)
        truth.file([one])
    except ArchiveDamaged as error:
        return f"{one.warc} at byte {one.offset}: {error.message}"
    return None


def _second_opinion(path: Path) -> Iterator[str]:
    """What warcio has to say: it prints some troubles instead of raising them."""
    said = StringIO()
    with path.open("rb") as file, redirect_stderr(said):
        try:
            for record in ArchiveIterator(file, check_digests=True):
                while record.raw_stream.read(2**16):
                    pass
                if record.digest_checker.passed is False:
                    yield f"{path.name}: warcio: {'; '.join(record.digest_checker.problems)}"
        except ArchiveLoadFailed as error:
            yield f"{path.name}: warcio: {error}"
    if said.getvalue().strip():
        yield f"{path.name}: warcio: {' '.join(said.getvalue().split())}"


def _reference_problems(truth: Ledger) -> Iterator[str]:
    """Revisits and looks name records that are there, with the digest they say."""
    for row in truth.dangling():
        yield f"{row['warc']}: {row['id']} refers to {row['target']}, which is missing or has another body"
    for row in truth.every_look():
        for hop in json.loads(row["payload"])["hops"]:
            named = [name for name in (hop["record"], hop["request"]) if name]
            if any(truth.record(name) is None for name in named):
                yield f"{row['warc']}: {row['id']} names the record {hop['record']}, which is missing"


def _wire_problems(places: Places, truth: Ledger) -> Iterator[str]:
    """The bytes on the wire can be put together again, and match the digest that was taken of them."""
    reader = Reader(places, truth)
    for row in truth.framed():
        try:
            reader.on_wire(row["id"])
        except ArchiveDamaged as error:
            yield f"{row['warc']}: the framing of {row['id']}: {error.message}"


def _index_problems(places: Places, truth: Ledger) -> Iterator[str]:
    expected = list(truth.index_lines(frozenset(places.sealed())))
    found = read_lines(places.index)
    if found != expected:
        yield (
            f"index.cdxj does not fit the WARCs ({len(found)} lines, {len(expected)} expected): "
            "`verify cache rebuild` makes it anew"
        )


def _ledger_problems(places: Places, truth: Ledger) -> Iterator[str]:
    if writer_state(places.lock) != "none" or not (places.ledger.exists() or places.sealed()):
        return  # being written, left by a kill (the next run mends it), or nothing there yet
    if _outdated(places):
        return  # told as a note
    found = Ledger.open(places.ledger, write=False) if at_rest(places) else None
    try:
        differing = _differences(found, truth) if found else ["all"]
    except sqlite3.DatabaseError:
        differing = ["all"]
    finally:
        if found:
            found.close()
    if differing:
        yield (
            f"ledger.sqlite does not fit the WARCs ({', '.join(differing)}): "
            "`verify cache rebuild` makes it anew"
        )


def _differences(found: Ledger, truth: Ledger) -> Iterable[str]:
    ours, theirs = truth.dump(), found.dump()
    return [table for table in DERIVED if ours[table] != theirs[table]]
