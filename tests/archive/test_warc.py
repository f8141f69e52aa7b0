from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from verify.archive.gzip_member import pack
from verify.archive.warc import Record, parse, parse_date, plain, split_at, target_uri, warc_date
from verify.errors import ArchiveDamaged

_WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
_FIELDS = st.lists(st.tuples(st.sampled_from(["WARC-A", "WARC-B", "X-C"]), _WORDS), max_size=5)


@given(_FIELDS, st.binary(max_size=200))
def test_a_record_reads_back_as_written(fields: list[tuple[str, str]], block: bytes) -> None:
    record = Record(tuple(fields), block)
    assert parse(plain(record)) == record


@given(st.binary(max_size=60), st.data())
def test_one_changed_byte_is_noticed(block: bytes, draw: st.DataObject) -> None:
    written = bytearray(plain(Record((("WARC-Type", "resource"),), block)))
    start = len(written) - 4 - len(block)
    place = draw.draw(st.integers(start, len(written) - 1))
    written[place] ^= 1
    with pytest.raises(ArchiveDamaged):
        parse(bytes(written))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_record_or_damage_never_a_crash(junk: bytes) -> None:
    with pytest.raises(ArchiveDamaged):
        parse(b"WARC/1.1\r\n" + junk)


def test_a_value_cannot_smuggle_in_a_field() -> None:
    record = Record((("WARC-Target-URI", "http://a/\r\nWARC-Type: warcinfo"),), b"x")
    assert parse(plain(record)).get("WARC-Type") is None


def test_warcio_reads_the_same_fields_and_block() -> None:
    record = Record((("WARC-Type", "metadata"), ("WARC-Record-ID", "<urn:uuid:1>")), b"some\r\n\r\nbytes")
    (found,) = [
        (one.rec_headers.get_header("WARC-Record-ID"), one.raw_stream.read(), one.digest_checker.passed)
        for one in ArchiveIterator(io.BytesIO(pack(plain(record))), check_digests=True)
    ]
    assert found == ("<urn:uuid:1>", b"some\r\n\r\nbytes", True)


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_a_time_survives_to_the_microsecond(moment: dt.datetime) -> None:
    assert parse_date(warc_date(moment)) == moment


@given(st.text(max_size=40))
def test_a_target_is_printable_ascii_without_spaces(text: str) -> None:
    uri = target_uri("HTTPS://example.org/" + text)
    assert uri.startswith("https://example.org/")
    assert set(uri) <= set(map(chr, range(0x21, 0x7F)))


def test_a_usual_url_is_its_own_target() -> None:
    url = "https://example.org/a-b_c~d/%D0%BF?q=1&r=(2)!*'$,;:@"
    assert target_uri(url) == url


def test_a_fragment_is_no_part_of_the_target() -> None:
    assert target_uri("https://example.org/a?b#:~:text=c") == "https://example.org/a?b"


@pytest.mark.parametrize(
    ("block", "end"), [(b"A\r\n\r\nb", 5), (b"A\n\nb", 3), (b"A\r\nB", 4), (b"", 0), (b"\r\nb", 2)]
)
def test_the_body_starts_behind_the_first_empty_line(block: bytes, end: int) -> None:
    assert split_at(block) == end
