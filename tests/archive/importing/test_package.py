from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.archive.importing.foreign import BODY, Foreign, as_one_stream, wacz

from verify.archive.importing.limits import Limits
from verify.archive.importing.opening import open_captures
from verify.errors import ArchiveDamaged, UsageError


def crawl() -> bytes:
    made = Foreign()
    made.answer()
    return made.content


CRAWL = crawl()


def bodies(path: Path, limits: Limits | None = None) -> list[bytes]:
    with open_captures(path, limits) as brought:
        return [brought.captures.hop(entry).body for entry in brought.captures.entries]


def test_the_warcs_of_a_package_are_read_together(tmp_path: Path) -> None:
    plain = Foreign(packed=False)
    plain.answer()
    warcs = {"a.warc.gz": crawl(), "b.warc": plain.content, "c.warc.gz": as_one_stream(plain.content)}
    path = wacz(tmp_path / "a.wacz", warcs)
    assert bodies(path) == [BODY] * 3
    assert bodies(path.rename(tmp_path / "a.zip")) == [BODY] * 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"archive__a.warc.gz": CRAWL[:-1] + bytes([CRAWL[-1] ^ 1])}, "archive/a.warc.gz differs"),
        ({"archive__a.warc.gz": CRAWL + b"\0"}, "archive/a.warc.gz has"),
        ({"archive__b.warc.gz": CRAWL}, "archive/b.warc.gz is not listed"),
        ({"pages__pages.jsonl": b""}, "pages/pages.jsonl has"),
        ({"datapackage_json": b'{"resources": []}'}, "datapackage.json differs from the digest"),
        ({"datapackage-digest_json": b"[]"}, "datapackage-digest.json is not a JSON object"),
        ({"datapackage-digest_json": b"{}"}, "datapackage.json differs from the digest"),
    ],
)
def test_a_package_that_is_not_as_it_says_is_refused_by_the_members_name(
    tmp_path: Path, changed: dict[str, bytes], says: str
) -> None:
    path = wacz(tmp_path / "a.wacz", {"a.warc.gz": CRAWL}, **changed)
    with pytest.raises(ArchiveDamaged, match=says):
        bodies(path)


def listing(*resources: dict[str, object]) -> bytes:
    return json.dumps({"resources": list(resources)}).encode()


@pytest.mark.parametrize(
    ("package", "says"),
    [
        (b"no json", "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
        (b"{}", "lists no resources"),
        (listing({"path": "archive/a.warc.gz"}), "archive/a.warc.gz differs from its digest"),
        (listing({"path": "archive/none.warc", "hash": "sha256:0"}), "none.warc is listed"),
        (listing({"path": "archive/a.warc.gz", "hash": "crc32:0"}), "archive/a.warc.gz differs"),
    ],
)
def test_a_list_that_lists_nothing_is_refused(tmp_path: Path, package: bytes, says: str) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/a.warc.gz", crawl())
        made.writestr("datapackage.json", package)
    with pytest.raises(ArchiveDamaged, match=says):
        bodies(path)


def test_a_zip_without_a_list_or_a_warc_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/a.warc.gz", crawl())
    with pytest.raises(ArchiveDamaged, match=r"datapackage\.json is missing"):
        bodies(path)
    with pytest.raises(ArchiveDamaged, match="holds no WARC"):
        bodies(wacz(tmp_path / "b.wacz", {"a.txt": b"x"}))


def test_names_that_lead_out_of_the_package_are_refused(tmp_path: Path) -> None:
    for name in ("../a.warc.gz", "../../../evil.warc.gz"):
        path = wacz(tmp_path / "a.wacz", {name: crawl()})
        with pytest.raises(ArchiveDamaged, match="leads out"):
            bodies(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.wacz"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/a.warc", bytes(2**28))
        made.writestr("datapackage.json", listing())
    with pytest.raises(ArchiveDamaged, match="unpacks from"):
        bodies(path)


def test_a_member_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"a.warc.gz": crawl()})
    with pytest.raises(ArchiveDamaged, match="too large"):
        bodies(path, Limits(total=100))


def test_a_member_that_is_no_warc_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.wacz: archive/a\.warc is no WARC"):
        bodies(wacz(tmp_path / "a.wacz", {"a.warc": b"<html>"}))
