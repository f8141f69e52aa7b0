from __future__ import annotations

from pathlib import Path

import pytest
from tests.archive.samples import NO_NAME, URL, hop, look, not_modified, open_to_write, ticking

from verify.archive.integrity import verify_cache
from verify.archive.ledger import Ledger
from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.errors import ArchiveBusy, ArchiveError


def fill(root: Path) -> None:
    with open_to_write(root) as archive:
        archive.append(look(hop(), hop(url="https://news.example/b", later=1, body=b"b")))
        archive.append(NO_NAME)
        archive.append_verdict("story/c1", "holds", {"b": 1, "a": "ж"}, refers_to=None, refers_to_uri=URL)
    with open_to_write(root) as archive:
        archive.append(not_modified())
        archive.append(look(hop(later=50)))
        archive.append_verdict("story/c1", "altered", {}, refers_to=None, refers_to_uri=None)


def dumped(root: Path) -> dict[str, list[tuple[object, ...]]]:
    ledger = Ledger.open(root / "ledger.sqlite", write=False)
    assert ledger is not None
    try:
        return ledger.dump()
    finally:
        ledger.close()


def answers(root: Path) -> list[object]:
    with Archive.open(root, clock=ticking()) as archive:
        looks = [one for url in archive.urls() for one in archive.looks(url)]
        return [looks, [archive.exchange(one) for one in looks], archive.verdicts("story/c1"), archive.runs()]


def test_the_warcs_alone_give_back_everything(tmp_path: Path) -> None:
    fill(tmp_path)
    before, told, index = dumped(tmp_path), answers(tmp_path), (tmp_path / "index.cdxj").read_bytes()
    for name in ("ledger.sqlite", "index.cdxj"):
        (tmp_path / name).unlink()
    report = rebuild(tmp_path, ticking())
    assert (report.warcs, report.looks, report.verdicts, report.notes) == (2, 4, 2, ())
    assert dumped(tmp_path) == before
    assert answers(tmp_path) == told
    assert (tmp_path / "index.cdxj").read_bytes() == index
    assert verify_cache(tmp_path).problems == ()


def test_a_damaged_record_is_named_and_costs_only_itself(tmp_path: Path) -> None:
    fill(tmp_path)
    with Archive.open(tmp_path, clock=ticking()) as archive:
        snapshot = archive.looks(URL)[0].snapshot
    assert snapshot is not None
    path = tmp_path / "warc" / snapshot.warc
    content = bytearray(path.read_bytes())
    content[snapshot.offset + snapshot.length - 20] ^= 0xFF
    path.write_bytes(content)
    report = rebuild(tmp_path, ticking())
    assert len(report.notes) == 1
    assert (report.looks, report.verdicts) == (4, 2)
    assert len(verify_cache(tmp_path).problems) >= 2


def test_a_cache_in_use_is_not_rebuilt(tmp_path: Path) -> None:
    with open_to_write(tmp_path), pytest.raises(ArchiveBusy):
        rebuild(tmp_path, ticking())


def test_a_folder_that_is_no_cache_is_not_made_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is no cache"):
        rebuild(tmp_path, ticking())
    assert list(tmp_path.iterdir()) == []
