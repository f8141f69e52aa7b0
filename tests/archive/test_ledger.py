from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.archive.samples import URL, hop, look, not_modified, open_to_write

from verify.archive.ledger import Ledger
from verify.archive.members import records
from verify.archive.warc import Placed, Record
from verify.errors import ArchiveDamaged


def stored(root: Path) -> list[Placed]:
    with open_to_write(root) as archive:
        archive.append(look(hop()))
        archive.append(look(hop(later=4)))
        archive.append(not_modified())
    (path,) = (root / "warc").iterdir()
    return list(records(path))


def test_the_order_of_filing_makes_no_difference(tmp_path: Path) -> None:
    placed = stored(tmp_path)
    forwards, backwards = Ledger.create(None), Ledger.create(None)
    forwards.file(placed)
    backwards.file(reversed(placed))
    for ledger in (forwards, backwards):
        ledger.mark_read(placed[0].warc, 0)
    assert forwards.dump() == backwards.dump()
    assert [tuple(row) for row in forwards.looks(URL)] == [tuple(row) for row in backwards.looks(URL)]
    forwards.close()
    backwards.close()


def test_a_batch_is_filed_whole_or_not_at_all(tmp_path: Path) -> None:
    placed = stored(tmp_path)
    broken = Placed(Record((("WARC-Type", "warcinfo"), ("WARC-Record-ID", "<x>")), b""), "w", 0, 1)
    ledger = Ledger.create(None)
    with pytest.raises(ArchiveDamaged):
        ledger.file([*placed, broken])
    assert all(rows == [] for rows in ledger.dump().values())
    ledger.file(placed)
    assert ledger.count("looks") == 3
    ledger.close()


def test_another_version_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path).close()
    found = Ledger.open(path, write=False)
    assert found is not None
    found.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    assert Ledger.open(path, write=False) is None


def test_at_rest_no_file_lies_beside_the_ledger(tmp_path: Path) -> None:
    stored(tmp_path)
    assert sorted(one.name for one in tmp_path.glob("ledger*")) == ["ledger.sqlite"]


def test_a_memo_that_did_not_fit_leaves_no_open_transaction(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    ledger = Ledger(connection)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        ledger.keep_text("sha256:0", "key", "x" * 100_000)
    assert not connection.in_transaction
    ledger.file([])
    ledger.close()


def test_a_ledger_of_another_version_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path).close()
    assert not Ledger.of_another_version(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    assert Ledger.of_another_version(path)
    path.write_bytes(b"no database")
    assert not Ledger.of_another_version(path)
