from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.importing.foreign import OK, Foreign, as_one_stream, record, response

from verify.archive.importing.limits import Limits
from verify.archive.importing.unpacking import Surveyed, Trouble, WarcFile
from verify.errors import ArchiveDamaged, UsageError


def survey(content: bytes, limits: Limits | None = None) -> list[Surveyed | Trouble]:
    with WarcFile(io.BufferedReader(io.BytesIO(content)), "x.warc", limits or Limits()) as file:  # type: ignore[arg-type]
        return list(file.survey())


def blocks(found: list[Surveyed | Trouble]) -> list[bytes]:
    return [each.record.block for each in found if isinstance(each, Surveyed)]


def troubles(found: list[Surveyed | Trouble]) -> list[Trouble]:
    return [each for each in found if isinstance(each, Trouble)]


def three() -> list[bytes]:
    return [response(OK + b"%d" % number * 50, number) for number in (1, 2, 3)]


def packed(pieces: list[bytes]) -> bytes:
    return b"".join(gzip.compress(piece) for piece in pieces)


@pytest.mark.parametrize("form", [b"".join, packed, lambda pieces: as_one_stream(b"".join(pieces))])
def test_records_are_found_and_read_again_in_any_order(form) -> None:  # type: ignore[no-untyped-def]
    content = form(three())
    with WarcFile(io.BufferedReader(io.BytesIO(content)), "x.warc", Limits()) as file:  # type: ignore[arg-type]
        found = [each for each in file.survey() if isinstance(each, Surveyed)]
        assert len(found) == 3
        for each in reversed(found):
            assert file.record_at(each.offset) == each.record


@pytest.mark.parametrize("packed_by_records", [True, False])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_what_warcio_writes_is_read_whole(packed_by_records: bool, version: str) -> None:
    made = Foreign(packed_by_records, version)
    made.answer()
    found = survey(made.content)
    assert [each.record.type for each in found if isinstance(each, Surveyed)] == [
        "warcinfo", "response", "request",
    ]  # fmt: skip
    assert not troubles(found)


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(1, 255))
def test_a_changed_byte_of_a_packed_record_costs_that_record_alone(place: int, change: int) -> None:
    pieces = [gzip.compress(piece, mtime=0) for piece in three()]
    damaged = bytearray(pieces[1])
    damaged[place % len(damaged)] ^= change
    found = survey(pieces[0] + bytes(damaged) + pieces[2])
    kept, whole = blocks(found), blocks(survey(b"".join(pieces)))
    assert [block for block in whole if block in kept] == kept
    assert {whole[0], whole[2]} <= set(kept)
    assert all(len(pieces[0]) <= each.offset < len(pieces[0] + pieces[1]) for each in troubles(found))
    assert len(kept) + len(troubles(found)) >= 3


@given(st.data())
def test_a_file_cut_anywhere_keeps_its_whole_records_and_says_where_it_ends(data: st.DataObject) -> None:
    pieces = [gzip.compress(piece, mtime=0) for piece in three()]
    size = data.draw(st.integers(len(pieces[0]), sum(map(len, pieces))))
    ends = [0, len(pieces[0]), len(pieces[0] + pieces[1]), sum(map(len, pieces))]
    found = survey(b"".join(pieces)[:size])
    good = max(end for end in ends if end <= size)
    assert len(blocks(found)) == ends.index(good)
    assert [each.offset for each in troubles(found)] == ([] if size == good else [good])


def test_a_plain_record_with_a_wrong_length_is_named_and_the_next_one_found() -> None:
    pieces = three()
    for length in ("5", "120", "999999"):
        lying = response(OK + b"2" * 50, 2, length=length)
        found = survey(pieces[0] + lying + pieces[2])
        assert [each.offset for each in troubles(found)] == [len(pieces[0])]
        assert len(blocks(found)) == 2


def test_the_words_of_a_body_are_never_taken_for_a_record() -> None:
    inside = response(OK + b"forged", 9)
    found = survey(response(OK + inside, 1) + response(OK, 2))
    assert len(blocks(found)) == 2
    found = survey(packed([response(OK + gzip.compress(inside), 1), response(OK, 2)]))
    assert len(blocks(found)) == 2


def test_a_stream_cut_short_gives_what_was_whole() -> None:
    content = as_one_stream(b"".join(response(OK + bytes([number]) * 9000, number) for number in range(200)))
    found = survey(content[: len(content) // 2])
    assert 1 < len(blocks(found)) < 200
    assert "ends within" in " ".join(each.words for each in troubles(found))


def test_a_bomb_is_passed_over_in_little_memory() -> None:
    bomb = gzip.compress(record("response", bytes(200 * 2**20)))
    content = packed(three()[:1]) + bomb + packed(three()[1:])
    tracemalloc.start()
    found = survey(content, Limits(record=2**20))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(blocks(found)) == 3
    (told,) = troubles(found)
    assert "larger than" in told.words
    assert most < 8 * 2**20


def test_a_file_that_unpacks_without_end_is_left_where_the_limit_is() -> None:
    content = packed([*three()[:1], record("response", bytes(50 * 2**20)), *three()[1:]])
    found = survey(content, Limits(record=2**20, total=2**22))
    assert len(blocks(found)) == 1
    assert "the rest is not read" in troubles(found)[0].words


def test_a_single_stream_that_unpacks_without_end_is_left_too() -> None:
    content = as_one_stream(b"".join(three()) + record("response", bytes(50 * 2**20)))
    found = survey(content, Limits(record=2**20, total=2**22))
    assert len(blocks(found)) == 3
    assert any("the rest is not read" in each.words for each in troubles(found))


def test_zeros_and_rubbish_behind_the_last_record_are_named_once() -> None:
    content = packed(three())
    for rubbish in (bytes(5000), b"\x1f\x8b\x08" * 1000, b"WARC/1.0 WARC/1.0"):
        found = survey(content + rubbish)
        assert len(blocks(found)) == 3
        assert [each.offset for each in troubles(found)] == [len(content)]


def test_a_member_with_two_records_in_a_file_packed_by_records_is_named() -> None:
    found = survey(packed([three()[0], b"".join(three()[1:])]))
    assert len(blocks(found)) == 1
    assert "more than one record" in troubles(found)[0].words


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>", "no WARC or WACZ"),
        (b"", "no WARC or WACZ"),
        (b"filedesc://x.arc 0.0.0.0 20190501000000 text/plain 77\n", "ARC file"),
        (b"\x28\xb5\x2f\xfd" + bytes(20), "zstandard"),
    ],
)
def test_another_kind_of_file_is_refused_with_a_mend(content: bytes, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        survey(content)
    assert raised.value.mend


def test_a_file_that_cannot_be_opened_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        WarcFile.open(tmp_path / "none.warc", Limits())


def test_a_file_that_changes_between_the_readings_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(three()))
    with WarcFile.open(path, Limits()) as file:
        offsets = [each.offset for each in file.survey()]
        path.write_bytes(bytes(path.stat().st_size))
        for offset in offsets[1:]:
            with pytest.raises(ArchiveDamaged, match="changed while it was read"):
                file.record_at(offset)


def test_empty_members_between_records_are_no_damage() -> None:
    found = survey(packed([three()[0], b"", three()[1]]))
    assert len(blocks(found)) == 2
    assert not troubles(found)


def test_a_body_that_does_not_shrink_is_read_from_stored_blocks() -> None:
    content = bytes(range(256)) * 2000
    block = response(OK + content)
    plain = zlib.compressobj(0, zlib.DEFLATED, 31)
    assert blocks(survey(plain.compress(block) + plain.flush())) == [OK + content]
