from __future__ import annotations

from pathlib import Path

import pytest
from tests.archive.samples import FullDisk

from verify.archive.chain import RunEntry, breaks, extend, next_link, read_chain, read_lines
from verify.archive.disk import LocalDisk
from verify.errors import ArchiveDamaged


def three(path: Path) -> list[str]:
    for number in range(3):
        seq, prev = next_link(read_lines(path))
        extend(LocalDisk(), path, RunEntry(seq, prev, f"{number}.warc.gz", "sha256:0", 1, 1, "2026", "t"))
    return read_lines(path)


def test_a_chain_holds_and_reads_back(tmp_path: Path) -> None:
    lines = three(tmp_path / "runs.jsonl")
    assert list(breaks(lines)) == []
    assert [entry.seq for entry in read_chain(tmp_path / "runs.jsonl")] == [1, 2, 3]
    assert read_chain(tmp_path / "runs.jsonl")[0].prev is None


@pytest.mark.parametrize("spoil", ["change", "remove", "swap", "repeat", "garbage", "pretty"])
def test_any_tampering_breaks_it(tmp_path: Path, spoil: str) -> None:
    lines = three(tmp_path / "runs.jsonl")
    spoilt = {
        "change": [lines[0].replace("0.warc", "9.warc"), *lines[1:]],
        "remove": [lines[0], lines[2]],
        "swap": [lines[1], lines[0], lines[2]],
        "repeat": [*lines, lines[2]],
        "garbage": [lines[0], "{", lines[2]],
        "pretty": [lines[0], lines[1].replace(",", ", "), lines[2]],
    }
    assert len(list(breaks(spoilt[spoil]))) >= 1


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_text('{"seq": 1}\n')
    with pytest.raises(ArchiveDamaged, match=r"runs\.jsonl:1"):
        read_chain(path)


def test_a_full_disk_leaves_the_old_chain(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    before = three(path)
    with pytest.raises(OSError):
        extend(FullDisk(100), path, RunEntry(4, "p", "w", "s", 1, 1, "2026", "t"))
    assert read_lines(path) == before
