"""What others captured, and what somebody saved by hand, in our archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.brought import GIVEN, IMPORTED, imported, supplied
from tests.archive.samples import (
    HEAD,
    PAGE,
    URL,
    FullDisk,
    as_stored,
    hop,
    look,
    not_modified,
    open_to_write,
    ticking,
    warcio_says,
)

from verify.archive.integrity import verify_cache
from verify.archive.members import records
from verify.archive.origins import ORIGIN, SUPPLIED
from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.archive.warc import Record, check_payload, digest
from verify.errors import ArchiveDamaged, ArchiveError
from verify.model.snapshot import Exchange, Framing, Hop, Truncation


def stored(root: Path) -> list[Record]:
    return [placed.record for path in sorted((root / "warc").glob("*.gz")) for placed in records(path)]


EVERY = [
    imported(),
    imported(replace(hop(), request_head=b"")),
    imported(hop(head=b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n", body=b"", status=301), hop(URL + "/b")),
    imported(replace(hop(), truncated=Truncation.unspecified)),
    imported(replace(hop(), framing=Framing(digest(b"chunks")))),
    supplied(),
    supplied(b"%PDF-1.4", "application/pdf"),
    supplied(b""),
]


@pytest.mark.parametrize("exchange", EVERY)
def test_what_goes_in_comes_back_also_after_a_rebuild(tmp_path: Path, exchange: Exchange) -> None:
    with open_to_write(tmp_path) as archive:
        kept = archive.append(exchange)
        assert archive.exchange(kept) == _expected(exchange)
    for name in ("ledger.sqlite", "index.cdxj"):
        (tmp_path / name).unlink()
    rebuild(tmp_path, ticking())
    with Archive.open(tmp_path, clock=ticking()) as archive:
        (again,) = archive.looks(exchange.url)
        assert again == kept
        assert (again.origin, again.at) == (exchange.origin, exchange.started)
        assert archive.exchange(again) == _expected(exchange)
    assert verify_cache(tmp_path).problems == ()
    assert warcio_says(tmp_path) == (0, "")


def _expected(exchange: Exchange) -> Exchange:
    whole = as_stored(exchange)
    return replace(whole, hops=tuple(map(_kept, exchange.hops, whole.hops)))


def _kept(own: Hop, fitted: Hop) -> Hop:
    if not own.response_head:
        return own
    return fitted if own.request_head else replace(fitted, request_head=b"")


def test_every_record_says_itself_where_it_is_from(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
        archive.append(imported(hop(body=b"another")))
        archive.append(supplied())
    told = [(record.type, record.get(ORIGIN)) for record in stored(tmp_path)]
    assert [kind for kind, label in told if label == IMPORTED.label] == ["request", "response"]
    assert [kind for kind, label in told if label == GIVEN.label] == ["resource"]
    assert "supplied by hand, origin not proven" in GIVEN.label
    assert len([label for _, label in told if label]) == 3


def test_a_supplied_file_never_stands_under_the_address_of_the_page(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        kept = archive.append(supplied())
    (resource,) = [record for record in stored(tmp_path) if record.type == "resource"]
    assert str(resource.get("WARC-Target-URI")).startswith(SUPPLIED)
    assert resource.get("WARC-Refers-To-Target-URI") == URL
    assert (resource.get("Content-Type"), resource.block) == ("text/html", PAGE)
    assert kept.snapshot is not None
    assert (kept.snapshot.status, kept.snapshot.size, kept.snapshot.media_type) == (0, len(PAGE), "text/html")
    lines = (tmp_path / "index.cdxj").read_text().splitlines()
    assert not [line for line in lines if line.startswith("example,news")]


def test_a_captured_page_stands_under_its_own_address_and_date(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(imported())
    (line,) = [line for line in (tmp_path / "index.cdxj").read_text().splitlines() if "text/html" in line]
    assert line.startswith("example,news)/river 20190501120000 ")


# what refers to what


def types(root: Path) -> list[str]:
    return [record.type for record in stored(root) if record.type in ("response", "revisit")]


def test_our_own_look_never_rests_on_what_others_captured(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(imported())
        archive.append(look(hop()))
        archive.append(look(hop(later=60)))
    assert types(tmp_path) == ["response", "response", "revisit"]
    (revisit,) = [record for record in stored(tmp_path) if record.type == "revisit"]
    own = [record for record in stored(tmp_path) if record.type == "response" and not record.get(ORIGIN)]
    assert revisit.get("WARC-Refers-To") == f"<{own[0].id}>"


def test_what_others_captured_may_rest_on_our_own_look_of_the_same_bytes(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
        kept = archive.append(imported())
        last = archive.exchange(kept).last
        assert last is not None
        assert last.body == PAGE
    assert types(tmp_path) == ["response", "revisit"]


def test_a_304_is_never_tied_to_what_others_captured(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(imported(hop(head=HEAD % len(PAGE))))
        plain = archive.append(not_modified())
        archive.append(look(hop(later=200)))
        tied = archive.append(not_modified(later=300))
    assert plain.snapshot is not None
    assert plain.snapshot.revisits is None
    assert tied.snapshot is not None
    assert tied.snapshot.revisits


def test_a_304_of_others_is_no_revisit_of_ours(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
        kept = archive.append(imported(not_modified().hops[0]))
    assert kept.snapshot is not None
    assert kept.snapshot.revisits is None


def test_a_file_is_no_witness_that_a_host_answered(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(imported())
        archive.append(supplied())
        assert archive.hosts_heard(archive.run) == frozenset()
        archive.append(look(hop(url="https://b.example/")))
        assert archive.hosts_heard(archive.run) == {"b.example"}


# trouble


def test_a_changed_supplied_file_is_found(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        kept = archive.append(supplied())
    assert kept.snapshot is not None
    path = tmp_path / "warc" / kept.snapshot.warc
    content = bytearray(path.read_bytes())
    content[kept.snapshot.offset + kept.snapshot.length - 12] ^= 0xFF
    path.write_bytes(content)
    assert verify_cache(tmp_path).problems
    with Archive.open(tmp_path, clock=ticking()) as archive, pytest.raises(ArchiveDamaged):
        archive.exchange(archive.looks(URL)[0])


def test_a_full_disk_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(supplied())
    before = sorted(path.name for path in (tmp_path / "warc").iterdir())
    with pytest.raises(ArchiveError, match="no space"), open_to_write(tmp_path, FullDisk(500)) as archive:
        archive.append(supplied(PAGE * 99))
    with open_to_write(tmp_path) as archive:
        assert len(archive.looks(URL)) == 1
    assert sorted(path.name for path in (tmp_path / "warc").iterdir()) == before
    assert verify_cache(tmp_path).problems == ()


def test_a_resource_that_is_not_what_its_payload_digest_says_is_damage() -> None:
    fields = (("WARC-Type", "resource"), ("WARC-Record-ID", "<urn:uuid:1>"))
    check_payload(Record((*fields, ("WARC-Payload-Digest", digest(PAGE))), PAGE))
    with pytest.raises(ArchiveDamaged, match="payload digest"):
        check_payload(Record((*fields, ("WARC-Payload-Digest", digest(PAGE))), PAGE + b"x"))
