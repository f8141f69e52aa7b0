from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.samples import URL, hop, look, open_to_write, tree

from verify.archive.chain import RunEntry, file_digest, read_chain
from verify.archive.gzip_member import pack
from verify.archive.integrity import verify_cache
from verify.archive.members import scan
from verify.archive.warc import Record, parse, plain


def filled(root: Path) -> list[Path]:
    for number in range(2):
        with open_to_write(root) as archive:
            archive.append(look(hop(body=b"page %d" % number, later=number)))
            archive.append(look(hop(body=b"page 0", later=number + 5)))
    return [root / "warc" / entry.warc for entry in read_chain(root / "runs.jsonl")]


def test_a_whole_cache_is_sound_and_verifying_changes_nothing(tmp_path: Path) -> None:
    paths = filled(tmp_path)
    before = tree(tmp_path)
    report = verify_cache(tmp_path)
    assert (report.sound, report.problems, report.notes) == (True, (), ())
    assert (report.warcs, report.records, report.looks) == (2, 14, 4)
    assert report.bytes == sum(path.stat().st_size for path in paths)
    assert tree(tmp_path) == before


def test_an_empty_or_missing_cache_is_sound(tmp_path: Path) -> None:
    assert verify_cache(tmp_path / "none").problems == ()
    assert not (tmp_path / "none").exists()


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def forge(root: Path, paths: list[Path]) -> None:
    """A changed page with all digests and the chain made to fit: only the second file's revisit tells."""
    pieces = []
    for member in scan(paths[0]):
        record = parse(member.content)
        if record.type == "response":
            record = Record(record.fields, record.block.replace(b"page 0", b"page X"))
        pieces.append(pack(plain(record)))
    paths[0].write_bytes(b"".join(pieces))
    first, second = read_chain(root / "runs.jsonl")
    entry = RunEntry(
        1, None, first.warc, file_digest(paths[0]), paths[0].stat().st_size, 7, first.started, first.tool
    )
    (root / "runs.jsonl").write_text(entry.line() + "\n" + second.line() + "\n")


def edit_ledger(root: Path) -> None:
    connection = sqlite3.connect(root / "ledger.sqlite")
    connection.execute("UPDATE looks SET url = 'https://elsewhere.example/'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda root, paths: flip(paths[0], 700), "not the file that was sealed"),
        (lambda root, paths: flip(paths[1], -1), "torn record|not a whole gzip member|do not match|warcio"),
        (lambda root, paths: paths[0].unlink(), "is missing"),
        (lambda root, paths: paths[1].write_bytes(paths[1].read_bytes()[:-20]), "torn record"),
        (lambda root, paths: (root / "index.cdxj").write_text("x\n"), "index.cdxj does not fit"),
        (lambda root, paths: (root / "index.cdxj").unlink(), "index.cdxj does not fit"),
        (lambda root, paths: (root / "runs.jsonl").unlink(), "not listed in runs.jsonl"),
        (lambda root, paths: flip(root / "runs.jsonl", 40), "chain"),
        (lambda root, paths: edit_ledger(root), r"ledger.sqlite does not fit the WARCs \(looks\)"),
        (lambda root, paths: (root / "ledger.sqlite").unlink(), "ledger.sqlite does not fit"),
        (forge, "does not match its payload digest"),
    ],
)
def test_tampering_is_found(tmp_path: Path, spoil: Callable[[Path, list[Path]], object], word: str) -> None:
    spoil(tmp_path, filled(tmp_path))
    problems = "\n".join(verify_cache(tmp_path).problems)
    assert re.search(word, problems), problems


def test_an_interrupted_run_is_a_note_and_no_damage(tmp_path: Path) -> None:
    filled(tmp_path)
    archive = open_to_write(tmp_path)
    archive.append(look(hop(later=70)))
    assert "is being written" in verify_cache(tmp_path).notes[0]
    archive.close()
    report = verify_cache(tmp_path)
    assert (report.problems, len(report.notes)) == ((), 1)
    with open_to_write(tmp_path) as archive:
        assert len(archive.looks(URL)) == 5


def test_the_ledger_of_another_version_is_no_damage(tmp_path: Path) -> None:
    filled(tmp_path)
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    connection.execute("PRAGMA user_version=2")
    connection.close()
    report = verify_cache(tmp_path)
    assert report.sound, report.problems
    assert report.notes == (
        "ledger.sqlite is of another version of this program: the next run makes it anew",
    )
