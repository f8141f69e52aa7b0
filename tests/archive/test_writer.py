from __future__ import annotations

import itertools
import uuid
from pathlib import Path

import pytest
from tests.archive.samples import QuickDisk, StubbornDisk, ticking

from verify.archive.chain import read_chain
from verify.archive.codec import metadata_record
from verify.archive.disk import LocalDisk
from verify.archive.ledger import Ledger
from verify.archive.members import records
from verify.archive.places import Places
from verify.archive.warc import Record
from verify.archive.writer import RunWriter
from verify.errors import ArchiveError
from verify.testing import EPOCH


def made(root: Path, disk: LocalDisk) -> tuple[RunWriter, Ledger]:
    places, ledger, numbers = Places(root), Ledger.create(None), itertools.count(1)
    disk.make_folder(places.warcs)

    def new_id() -> uuid.UUID:
        return uuid.UUID(int=next(numbers) << 100)

    return RunWriter(places, ledger, disk, clock=ticking(), new_id=new_id, tool="tool/1"), ledger


def note(writer: RunWriter, words: str = "x") -> Record:
    return metadata_record(f"urn:verify:note:{words}", writer.urn(), EPOCH, {"words": words}, (None, None))


def test_what_is_filed_is_what_a_reader_of_the_file_finds(tmp_path: Path) -> None:
    writer, ledger = made(tmp_path, QuickDisk())
    writer.write(lambda: [note(writer, "one"), note(writer, "two\r\nlines")])
    writer.write(lambda: [note(writer, "three")])
    (path,) = (tmp_path / "warc").iterdir()
    read = Ledger.create(None)
    read.file(records(path, name=path.name.removesuffix(".part")))
    assert read.dump() == ledger.dump()
    assert ledger.count("records") == 4  # with the one that opens the file
    read.close()
    ledger.close()


def test_sealing_ends_a_run_and_begins_the_next(tmp_path: Path) -> None:
    writer, ledger = made(tmp_path, QuickDisk())
    assert writer.seal() is None
    first = writer.run
    writer.write(lambda: [note(writer)])
    assert not writer.empty
    sealed = writer.seal()
    assert sealed is not None
    assert (sealed.warc, sealed.records) == (f"{first}.warc.gz", 2)
    assert writer.empty
    assert writer.run != first
    assert [entry.warc for entry in read_chain(tmp_path / "runs.jsonl")] == [sealed.warc]
    ledger.close()


def test_a_call_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    disk = StubbornDisk()
    writer, ledger = made(tmp_path, disk)
    writer.write(lambda: [note(writer)])
    (path,) = (tmp_path / "warc").iterdir()
    before = path.read_bytes()
    disk.refuse = {"sync"}
    with pytest.raises(ArchiveError, match="could not be stored"):
        writer.write(lambda: [note(writer, "lost")])
    disk.refuse = set()
    assert writer.broken  # the cut could not be synced either
    with pytest.raises(ArchiveError, match="takes nothing more"):
        writer.write(lambda: [note(writer, "late")])
    assert path.read_bytes() == before
    assert ledger.count("records") == 2
    ledger.close()


def test_an_error_of_the_caller_breaks_the_writer_so_that_nobody_writes_behind_it(tmp_path: Path) -> None:
    writer, ledger = made(tmp_path, QuickDisk())

    def fail() -> list[Record]:
        raise KeyError("a mistake")

    with pytest.raises(KeyError):
        writer.write(fail)
    assert writer.broken
    ledger.close()
