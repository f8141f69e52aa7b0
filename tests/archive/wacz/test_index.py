from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from tests.archive.wacz.packages import fill

from verify.archive.wacz.index import lines_of, packed


def test_lines_hold_the_digest_of_the_records_bytes_and_no_metadata(tmp_path: Path) -> None:
    fill(tmp_path)
    for path in (tmp_path / "warc").iterdir():
        for line in lines_of(path):
            key, _, text = line.split(" ", 2)
            entry = json.loads(text)
            start, length = int(entry["offset"]), int(entry["length"])
            member = path.read_bytes()[start : start + length]
            assert entry["recordDigest"] == "sha256:" + hashlib.sha256(member).hexdigest()
            assert b"WARC-Type: re" in gzip.decompress(member)  # a response or revisit
            assert not key.startswith("urn:")


def test_blocks_are_gzip_members_and_the_second_level_says_where_each_begins() -> None:
    lines = [f'com,example)/{number:05} 20260102030405 {{"n": {number}}}' for number in range(2500)]
    cdx, idx = packed(lines)
    assert gzip.decompress(cdx).decode().splitlines() == lines
    head, *starts = idx.decode().splitlines()
    assert json.loads(head.removeprefix("!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }
    assert len(starts) == 3
    for number, start in enumerate(starts):
        key, text = start.rsplit(" {", 1)
        place = json.loads("{" + text)
        block = cdx[place["offset"] : place["offset"] + place["length"]]
        assert gzip.decompress(block).decode().splitlines()[0] == lines[1024 * number]
        assert lines[1024 * number].startswith(key + " {")
        assert place["digest"] == "sha256:" + hashlib.sha256(block).hexdigest()


def test_no_lines_make_an_empty_index() -> None:
    cdx, idx = packed([])
    assert (cdx, idx.count(b"\n")) == (b"", 1)
