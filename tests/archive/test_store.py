from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.samples import (
    NO_NAME,
    PAGE,
    START,
    URL,
    FullDisk,
    QuickDisk,
    StubbornDisk,
    as_stored,
    hop,
    look,
    not_modified,
    open_to_write,
    ticking,
    tree,
    warcio_says,
    write_the_old_way,
)
from warcio.archiveiterator import ArchiveIterator

from verify.archive.codec import read_payload
from verify.archive.disk import LocalDisk
from verify.archive.integrity import verify_cache
from verify.archive.members import read_one, records
from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.archive.warc import parse
from verify.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, UnknownId
from verify.model.snapshot import Exchange, Failure, FailureKind, Look, Truncation


def read(root: Path) -> Archive:
    return Archive.open(root, clock=ticking())


def record_types(root: Path) -> list[str]:
    types = []
    for path in sorted((root / "warc").iterdir()):
        with path.open("rb") as file:
            types += [record.rec_type for record in ArchiveIterator(file)]
    return types


def test_a_look_comes_back_as_it_was(tmp_path: Path) -> None:
    exchange = look(
        hop(body=b"", head=b"HTTP/1.1 301 Moved\r\nLOCATION:  /b\r\nContent-Length: 0\r\n\r\n", status=301),
        hop(url="https://news.example/b", later=1),
    )
    with open_to_write(tmp_path) as archive:
        stored = archive.append(exchange)
        assert archive.exchange(stored) == exchange
    with read(tmp_path) as archive:
        assert archive.latest(URL) == stored
        assert archive.exchange(stored) == exchange
        assert stored.snapshot is not None
        assert (stored.snapshot.url, stored.snapshot.final_url) == (URL, "https://news.example/b")
        assert (stored.attempts, stored.elapsed_ms, stored.at) == (2, 34, START)


def test_a_look_without_an_answer_is_kept_with_its_reason(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(NO_NAME)
    with read(tmp_path) as archive:
        assert archive.exchange(stored) == NO_NAME
        assert (stored.snapshot, stored.failure) == (None, NO_NAME.failure)


def test_a_redirect_into_a_refused_address_keeps_its_hops_and_has_no_snapshot(tmp_path: Path) -> None:
    refused = replace(look(hop()), failure=Failure(FailureKind.unsafe, "the address is private"))
    with open_to_write(tmp_path) as archive:
        stored = archive.append(refused)
        assert archive.exchange(stored) == refused
    assert stored.snapshot is None


_FIELD = st.tuples(
    st.text("abcXYZ-", min_size=1, max_size=8).filter(lambda name: name.lower() != "content-length"),
    st.sampled_from([":", ": ", ":\t ", " : "]),
    st.binary(max_size=12).map(lambda value: value.translate(None, b"\r\n")),
)
_CODINGS = st.sampled_from([b"", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n"])


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    fields = draw(st.lists(_FIELD, max_size=4))
    lines = b"".join(name.encode() + colon.encode() + value + b"\r\n" for name, colon, value in fields)
    body = draw(st.one_of(st.binary(max_size=300), st.just(PAGE)))
    status = draw(st.sampled_from([200, 201, 404, 503]))
    head = b"HTTP/1.1 %d x\r\n" % status + lines + draw(_CODINGS) + b"\r\n"
    one = hop(body=body, head=head, status=status)
    return look(replace(one, truncated=draw(st.sampled_from([None, *Truncation]))))


@settings(max_examples=12, deadline=None)
@given(st.lists(exchanges(), min_size=1, max_size=4))
def test_whatever_was_received_is_read_back_and_warcio_agrees(many: list[Exchange]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        with open_to_write(root, QuickDisk()) as archive:
            stored = [archive.append(one) for one in many]
        with read(root) as archive:
            assert [archive.exchange(one) for one in stored] == [as_stored(one) for one in many]
        assert warcio_says(root) == (0, "")
        assert verify_cache(root).problems == ()


def test_the_same_bytes_are_stored_once_across_runs_and_urls(tmp_path: Path) -> None:
    again = look(hop(later=5))
    elsewhere = look(hop(url="https://copy.example/river", later=6))
    with open_to_write(tmp_path) as archive:
        first = archive.append(look(hop()))
    with open_to_write(tmp_path) as archive:
        second, third = archive.append(again), archive.append(elsewhere)
        assert [archive.exchange(second), archive.exchange(third)] == [again, elsewhere]
    assert record_types(tmp_path).count("response") == 1
    assert record_types(tmp_path).count("revisit") == 2
    assert first.snapshot is not None
    assert second.snapshot is not None
    assert (second.snapshot.digest, second.snapshot.size) == (first.snapshot.digest, len(PAGE))
    assert (second.snapshot.status, second.snapshot.revisits) == (200, None)


def test_empty_and_cut_bodies_are_never_revisits(tmp_path: Path) -> None:
    empty = look(hop(body=b""))
    cut = look(replace(hop(), truncated=Truncation.length))
    with open_to_write(tmp_path) as archive:
        for one in (empty, empty, cut, cut, look(hop())):
            archive.append(one)
    assert record_types(tmp_path).count("revisit") == 0


def test_an_unchanged_page_is_read_as_the_page_it_stands_for(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        first = archive.append(look(hop()))
        again = archive.append(not_modified(100))
        third = archive.append(not_modified(200))
        seen = archive.exchange(third).last
    assert seen is not None
    assert (seen.status, seen.body, seen.header("ETag")) == (200, PAGE, '"v1"')
    assert first.snapshot is not None
    for one in (again, third):
        assert one.snapshot is not None
        assert (one.snapshot.status, one.snapshot.revisits) == (304, first.snapshot.id)
        assert (one.snapshot.digest, one.snapshot.size) == (first.snapshot.digest, len(PAGE))
        assert (one.snapshot.etag, one.snapshot.media_type) == ('"v1"', "text/html")


def test_a_304_with_another_tag_does_not_hide_the_tag_of_the_page(tmp_path: Path) -> None:
    """Apache's deflate module is known for it: the page says "v1-gzip", its 304 says "v1"."""
    unlike = hop(
        body=b"", head=b'HTTP/1.1 304 Not Modified\r\nETag: "v1-plain"\r\nLast-Modified: now\r\n\r\n',
        status=304, request=b'If-None-Match: "v1"\r\n', later=100,
    )  # fmt: skip
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
        again = archive.append(look(unlike))
        assert again.snapshot is not None
        assert (again.snapshot.etag, again.snapshot.last_modified) == ('"v1"', None)
        request = f"If-None-Match: {again.snapshot.etag}\r\n".encode()
        third = archive.append(not_modified(200, request=request))
        seen = archive.exchange(third).last
    assert seen is not None
    assert (seen.status, seen.body) == (200, PAGE)


SAID = (
    b'HTTP/1.1 304 Not  Modified\r\nETAG:\t"v1"\r\nX-Name: caf\xe9 \xd0\xb6\x85\r\nSet-Cookie: k=hush\r\n\r\n'
)
KEPT = SAID.replace(b" k=hush", b" redacted")


def unchanged(later: int = 100) -> Exchange:
    return look(hop(body=b"", head=SAID, request=b'If-None-Match: "v1"\r\n', status=304, later=later))


def test_what_a_304_said_is_kept_beside_its_record_which_is_empty(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        page = archive.exchange(archive.append(look(hop()))).last
        stored = archive.append(unchanged())
    with read(tmp_path) as archive:
        seen = archive.exchange(stored).last
    assert page is not None
    assert seen is not None
    assert (page.not_modified_head, seen.not_modified_head) == (None, KEPT)
    assert stored.snapshot is not None
    record = parse(read_one(tmp_path / "warc" / stored.snapshot.warc, stored.snapshot.offset).content)
    assert (record.type, record.block, record.get("Content-Type")) == ("revisit", b"", None)
    (told,) = [one for one in metadata(tmp_path) if one["hops"][0]["status"] == 304]
    assert told["hops"][0]["not_modified"]["changed"] == ["set-cookie"]
    assert warcio_says(tmp_path) == (0, "")
    assert verify_cache(tmp_path).problems == ()


def metadata(root: Path) -> list[dict[str, Any]]:
    found = [placed.record for path in (root / "warc").iterdir() for placed in records(path)]
    return [read_payload(record.block) for record in found if record.type == "metadata"]


def test_a_304_that_nothing_stored_answers_is_a_response_like_any_other(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(unchanged())
        seen = archive.exchange(stored).last
    assert seen is not None
    assert (seen.status, seen.response_head, seen.not_modified_head) == (304, KEPT, None)
    assert record_types(tmp_path).count("response") == 1
    assert "not_modified" not in metadata(tmp_path)[0]["hops"][0]


def test_archives_whose_304_records_hold_their_heads_are_read_as_well(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        for one in (look(hop()), unchanged(), look(hop(later=150)), unchanged(200)):
            archive.append(one)
        now = [archive.exchange(one) for one in archive.looks(URL)]
        shown = [without_place(one) for one in archive.looks(URL)]
    write_the_old_way(tmp_path)
    rebuild(tmp_path, ticking())
    blocks = [one.record.block for path in (tmp_path / "warc").iterdir() for one in records(path)]
    assert blocks.count(KEPT) == 2
    assert not any("not_modified" in one["hops"][0] for one in metadata(tmp_path))
    with open_to_write(tmp_path) as archive:
        assert archive.notes == ()
        assert [archive.exchange(one) for one in archive.looks(URL)] == now
        assert [without_place(one) for one in archive.looks(URL)] == shown
        later = archive.append(unchanged(300)).snapshot
    assert later is not None
    assert (later.status, later.etag, later.size) == (304, '"v1"', len(PAGE))
    assert warcio_says(tmp_path) == (0, "")
    assert verify_cache(tmp_path).problems == ()


def without_place(one: Look) -> Look:
    assert one.snapshot is not None
    return replace(one, snapshot=replace(one.snapshot, offset=0, length=0))


def test_fragments_reach_no_record_and_no_index(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop(URL + "#first")))
        second = archive.append(look(hop(URL + "#second", later=5)))
        assert archive.latest(URL + "#second") == second
    assert "#" not in (tmp_path / "index.cdxj").read_text()
    assert record_types(tmp_path).count("revisit") == 1


@pytest.mark.parametrize(
    "request_lines", [b"", b'If-None-Match: "other"\r\n', b"If-Modified-Since: today\r\n"]
)
def test_a_304_to_another_question_revisits_nothing(tmp_path: Path, request_lines: bytes) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
        stored = archive.append(not_modified(request=request_lines))
        seen = archive.exchange(stored).last
    assert seen is not None
    assert (seen.status, seen.body) == (304, b"")
    assert stored.snapshot is not None
    assert stored.snapshot.revisits is None


def test_a_cut_body_is_marked_in_the_record(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(replace(hop(), truncated=Truncation.disconnect)))
        seen = archive.exchange(stored).last
    assert seen is not None
    assert seen.truncated is Truncation.disconnect
    (path,) = (tmp_path / "warc").iterdir()
    with path.open("rb") as file:
        words = [record.rec_headers.get_header("WARC-Truncated") for record in ArchiveIterator(file)]
    assert words.count("disconnect") == 1


def test_no_secret_reaches_the_disk(tmp_path: Path) -> None:
    request = b"Cookie: k=hush-1\r\nAuthorization: Bearer hush-2\r\nProxy-Authorization: hush-3\r\n"
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: k=hush-4\r\n folded hush-5\r\nContent-Length: 4\r\n\r\n"
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(hop(body=b"page", head=head, request=request)))
        archive.keep_text("sha256:0", "key", "text")
        seen = archive.exchange(stored)
    assert "hush" not in repr(seen)
    unpacked = b""
    for path in (tmp_path / "warc").iterdir():
        with path.open("rb") as file:
            for record in ArchiveIterator(file, no_record_parse=True):
                unpacked += record.rec_headers.to_bytes() + record.raw_stream.read()
    kept = b"".join(content for _, content in tree(tmp_path).values())
    assert b"hush" not in unpacked + kept
    assert b"WARC-Verify-Changed: cookie, authorization, proxy-authorization" in unpacked
    assert b"WARC-Verify-Changed: set-cookie" in unpacked


def test_verdicts_travel_in_the_archive(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        snapshot = archive.append(look(hop())).snapshot
        assert snapshot is not None
        for status, payload in (("holds", {"n": 1}), ("altered", {"n": "два", "deep": [{"a": None}]})):
            archive.append_verdict(
                "story/c1", status, payload, refers_to=snapshot.id, refers_to_uri=snapshot.final_url
            )
        run = archive.run
    with read(tmp_path) as archive:
        found = archive.verdicts("story/c1")
        assert archive.verdicts("story/c2") == ()
    assert [(one.status, one.payload, one.run) for one in found] == [
        ("holds", {"n": 1}, run),
        ("altered", {"n": "два", "deep": [{"a": None}]}, run),
    ]


def test_a_snapshot_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        snapshot = archive.append(look(hop())).snapshot
        archive.append(look(hop(later=3)))
        assert snapshot is not None
        bare = snapshot.id.removeprefix("urn:uuid:")
        for name in (snapshot.id, bare, bare[:13], f"<{snapshot.id}>"):
            assert archive.snapshot(name) == snapshot
        for name in ("", "urn:uuid:", "not-an-id", "%"):
            with pytest.raises(UnknownId):
                archive.snapshot(name)


def test_looks_stand_oldest_first_whatever_the_order_of_storing(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop(later=9, body=b"late")))
        archive.append(look(hop(later=1, body=b"early")))
        archive.append(NO_NAME)
        assert [one.at.second for one in archive.looks(URL)] == [8, 16]
        assert archive.urls() == ("https://gone.example/", URL)
        assert archive.latest("https://never.example/") is None


def test_sealing_names_the_file_and_what_follows_is_another_run(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        assert archive.seal() is None
        first = archive.append(look(hop()))
        sealed = archive.seal()
        assert archive.seal() is None
        second = archive.append(look(hop(later=4)))
        assert first.run != second.run
        assert archive.exchange(first) == look(hop())
    assert sealed is not None
    with read(tmp_path) as archive:
        assert [run.records for run in archive.runs()] == [4, 4]
        entry = archive.runs()[0]
    assert (entry.warc, entry.sha256, entry.bytes) == (sealed.warc, sealed.sha256, sealed.bytes)
    assert (tmp_path / "warc" / sealed.warc).stat().st_size == sealed.bytes


def test_opening_without_writing_leaves_no_run_behind(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        assert (archive.notes, archive.runs()) == ((), ())
    assert list((tmp_path / "warc").iterdir()) == []


# reading changes nothing


def test_a_missing_cache_is_empty_and_stays_missing(tmp_path: Path) -> None:
    with read(tmp_path / "cache") as archive:
        assert (archive.urls(), archive.runs(), archive.looks(URL), archive.notes) == ((), (), (), ())
        assert archive.cached_text("sha256:0", "key") is None
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("spoil", ["nothing", "ledger", "killed"])
def test_reading_neither_makes_nor_changes_a_file(tmp_path: Path, spoil: str) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(hop()))
    if spoil == "ledger":
        (tmp_path / "ledger.sqlite").unlink()
    if spoil == "killed":
        (tmp_path / "lock").write_text('{"pid": 1, "since": "then"}')
    before = tree(tmp_path)
    with read(tmp_path) as archive:
        assert archive.looks(URL) == (stored,)
        assert archive.exchange(stored) == look(hop())
        archive.keep_text("sha256:0", "key", "not kept")
        assert archive.cached_text("sha256:0", "key") is None
        with pytest.raises(ArchiveError):
            archive.append(look(hop()))
    assert tree(tmp_path) == before


def test_a_reader_sees_what_a_running_writer_has_stored(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as writer:
        stored = writer.append(look(hop()))
        with read(tmp_path) as reader:
            assert reader.exchange(stored) == look(hop())
            assert reader.notes == ()


def test_texts_are_remembered(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.keep_text("sha256:a", "v1 text/html", '{"text": "ж"}')
        archive.keep_text("sha256:a", "v1 text/html", '{"text": "я"}')
    with read(tmp_path) as archive:
        assert archive.cached_text("sha256:a", "v1 text/html") == '{"text": "я"}'
        assert archive.cached_text("sha256:a", "v2 text/html") is None


# one writer


def test_a_second_writer_is_refused_with_who_and_since_when(tmp_path: Path) -> None:
    with open_to_write(tmp_path), pytest.raises(ArchiveBusy, match=r"process \d+, since 2026-03-04T05:06:07"):
        open_to_write(tmp_path)
    with open_to_write(tmp_path) as archive:
        assert archive.notes == ()


# faults


class WatchfulDisk(LocalDisk):
    """Calls back at every sync of a file."""

    def __init__(self) -> None:
        self.on_sync: Callable[[Path], None] = lambda path: None

    def sync(self, path: Path) -> None:
        super().sync(path)
        self.on_sync(path)


def test_the_ledger_is_told_only_after_the_records_are_synced_once(tmp_path: Path) -> None:
    disk = WatchfulDisk()
    counts: list[int] = []

    def count(path: Path) -> None:
        assert path.name.endswith(".warc.gz.part")
        connection = sqlite3.connect(tmp_path / "ledger.sqlite")
        counts.append(connection.execute("SELECT count(*) FROM looks").fetchone()[0])
        connection.close()

    with open_to_write(tmp_path, disk) as archive:
        disk.on_sync = count
        archive.append(look(hop(), hop(later=1, body=b"two")))
        archive.append(look(hop(later=2)))
        assert counts == [0, 1]
        count(Path("x.warc.gz.part"))
        assert counts[-1] == 2
        disk.on_sync = lambda path: None


def test_a_disk_that_fills_at_any_byte_loses_nothing_stored_before(tmp_path: Path) -> None:
    kept = look(hop())
    fresh = look(hop(later=9, body=b"another page altogether" * 9))
    for number, room in enumerate([0, 1, *range(20, 1100, 180)]):
        root = tmp_path / str(number)
        disk = FullDisk(10**6)
        with open_to_write(root, disk) as archive:
            first = archive.append(kept)
            disk.room = room
            with pytest.raises(ArchiveError, match="no space left on device") as caught:
                archive.append(fresh)
            assert caught.value.mend is not None
            disk.room = 10**6
            assert archive.looks(URL) == (first,)
            second = archive.append(fresh)
            assert [archive.exchange(one) for one in archive.looks(URL)] == [kept, fresh]
        with read(root) as archive:
            assert archive.looks(URL) == (first, second)
        assert verify_cache(root).problems == ()


def test_a_disk_full_from_the_first_byte_leaves_an_empty_cache(tmp_path: Path) -> None:
    with open_to_write(tmp_path, FullDisk(10**4)) as archive:
        pass
    disk = FullDisk(100)
    with open_to_write(tmp_path, disk) as archive, pytest.raises(ArchiveError):
        archive.append(look(hop()))
    assert list((tmp_path / "warc").iterdir()) == []


def test_where_even_the_cut_fails_the_next_run_puts_it_right(tmp_path: Path) -> None:
    disk = StubbornDisk()
    archive = open_to_write(tmp_path, disk)
    kept = archive.append(look(hop()))
    disk.refuse = {"sync", "cut"}
    with pytest.raises(ArchiveError):
        archive.append(look(hop(later=5)))
    with pytest.raises(ArchiveError, match="nothing more"):
        archive.append(look(hop(later=6)))
    archive.close()
    with open_to_write(tmp_path) as archive:
        assert len(archive.notes) == 1
        assert archive.looks(URL)[0] == kept
    assert verify_cache(tmp_path).problems == ()


def test_a_seal_that_fails_keeps_the_records_for_the_next_run(tmp_path: Path) -> None:
    disk = StubbornDisk()
    archive = open_to_write(tmp_path, disk)
    kept = archive.append(look(hop()))
    disk.refuse = {"rename"}
    with pytest.raises(ArchiveError, match="next run seals them"):
        archive.seal()
    archive.close()
    with open_to_write(tmp_path) as archive:
        assert "4 records kept" in archive.notes[0]
        assert archive.exchange(kept) == look(hop())
        assert len(archive.runs()) == 1


def test_a_cache_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    disk = StubbornDisk()
    disk.refuse = {"make_folder"}
    with pytest.raises(ArchiveError, match="read-only file system") as caught:
        open_to_write(tmp_path / "cache", disk)
    assert "--cache" in str(caught.value.mend)


@pytest.mark.parametrize("place", [200, -300, -30])
def test_a_changed_byte_is_never_read_as_evidence(tmp_path: Path, place: int) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(hop(body=bytes(range(256)) * 4)))
    (path,) = (tmp_path / "warc").iterdir()
    content = bytearray(path.read_bytes())
    assert stored.snapshot is not None
    start, end = stored.snapshot.offset, stored.snapshot.offset + stored.snapshot.length
    content[start + place if place > 0 else end + place] ^= 0xFF
    path.write_bytes(content)
    with read(tmp_path) as archive, pytest.raises(ArchiveDamaged):
        archive.exchange(stored)
