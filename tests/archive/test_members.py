from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.samples import hop, look, open_to_write

from verify.archive.gzip_member import pack
from verify.archive.members import Damage, Tail, measure, read_one, records, scan, survey
from verify.archive.warc import Placed, Record, plain
from verify.errors import ArchiveDamaged


def some(count: int) -> list[bytes]:
    made = [Record((("WARC-Type", "metadata"), ("N", str(number))), b"x" * 50) for number in range(count)]
    return [pack(plain(record)) for record in made]


def test_records_come_with_their_places(tmp_path: Path) -> None:
    pieces = some(3)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(pieces))
    found = list(records(path))
    assert [one.length for one in found] == [len(piece) for piece in pieces]
    assert [read_one(path, one.offset).offset for one in found] == [one.offset for one in found]
    assert [one.record.get("N") for one in found] == ["0", "1", "2"]


def test_every_cut_is_found_and_measured(tmp_path: Path) -> None:
    pieces = some(3)
    whole = b"".join(pieces)
    ends = [0, len(pieces[0]), len(pieces[0]) + len(pieces[1]), len(whole)]
    path = tmp_path / "a.warc.gz"
    for size in range(0, len(whole) + 1, 7):
        path.write_bytes(whole[:size])
        good = max(end for end in ends if end <= size)
        assert measure(path) == Tail(good, ends.index(good), size - good)


def test_a_file_that_ends_in_zeros_after_a_power_cut_is_torn_there(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(some(2)) + bytes(4096))
    assert measure(path).torn == 4096
    with pytest.raises(ArchiveDamaged):
        list(scan(path))


def test_damage_in_the_middle_does_not_hide_what_follows(tmp_path: Path) -> None:
    pieces = some(3)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(pieces[0] + pieces[1][:-9] + b"\0" * 9 + pieces[2])
    found = list(survey(path))
    assert [type(one) for one in found] == [Placed, Damage, Placed]
    assert isinstance(found[1], Damage)
    assert (found[1].offset, found[1].length) == (len(pieces[0]), len(pieces[1]))
    assert measure(path).torn == 0


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_junk_is_damage_never_a_crash(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "a.warc.gz"
    path.write_bytes(junk + some(1)[0])
    found = list(survey(path))
    assert sum(one.length for one in found) == path.stat().st_size
    assert isinstance(found[-1], Placed)


def test_a_member_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(packer.compress(bytes(2**23)) + packer.flush())
    with pytest.raises(ArchiveDamaged, match="unpacks to more than 4000000 bytes"):
        read_one(path, 0, 4_000_000)
    assert len(read_one(path, 0).content) == 2**23


def test_a_missing_file_is_damage_with_a_mend(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(hop()))
        archive.seal()
        next((tmp_path / "warc").iterdir()).unlink()
        with pytest.raises(ArchiveDamaged, match="is missing"):
            archive.exchange(stored)
