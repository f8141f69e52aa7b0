from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.wacz.opened import Limits, Opened
from verify.errors import ArchiveDamaged, UsageError


def zipped(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, packing)
    return path


def refusal(path: Path, limits: Limits | None = None) -> str:
    try:
        with Opened(path, limits) as opened:
            found = {name: opened.read(name) for name in opened.names}
    except ArchiveDamaged as error:
        return error.message
    pytest.fail(f"it was read: {found}")


def test_members_come_in_order_as_bytes_and_as_streams(tmp_path: Path) -> None:
    big = bytes(range(256)) * 1000
    path = zipped(tmp_path / "a.zip", {"archive/": b"", "b": b"two", "archive/a.warc.gz": big})
    with Opened(path) as opened:
        assert opened.names == ("b", "archive/a.warc.gz")
        assert "b" in opened
        assert "archive/" not in opened
        assert (opened.size("b"), opened.is_stored("b")) == (3, False)
        assert opened.read("b") == b"two"
        assert b"".join(opened.pieces("archive/a.warc.gz")) == big
        with opened.open("archive/a.warc.gz") as stream:
            assert stream.read(5) == big[:5]
            assert stream.readline() == big[5:].split(b"\n")[0] + b"\n"


def test_two_members_can_be_read_at_once(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a": b"a" * 300_000, "b": b"b" * 300_000}, zipfile.ZIP_STORED)
    with Opened(path) as opened, opened.open("a") as first, opened.open("b") as second:
        assert [first.read(100_000)[-1:], second.read(100_000)[-1:], first.read()[-1:]] == [b"a", b"b", b"a"]


@pytest.mark.parametrize(
    "name",
    ["../out", "/etc/passwd", "a/../../b", "a\\b", "C:/b", "a//b", "./a", "a\nb", "x" * 2000],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert "not safe to read" in refusal(zipped(tmp_path / "a.zip", {"a": b"", name: b"x"}))


def test_a_name_cut_by_a_null_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a?b": b"x"})
    path.write_bytes(path.read_bytes().replace(b"a?b", b"a\0b"))
    assert "unprintable" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_doubled_name_is_refused_because_readers_differ_in_which_they_take(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("datapackage.json", b"one")
        package.writestr("datapackage.json", b"two")
    assert "'datapackage.json' stands there twice" in refusal(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("a")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(entry, "/etc/passwd")
    assert "is a link or a device" in refusal(tmp_path / "a.zip")


def test_other_packings_and_encryption_are_refused(tmp_path: Path) -> None:
    assert "packed by method 12" in refusal(zipped(tmp_path / "a.zip", {"a": b"x"}, zipfile.ZIP_BZIP2))
    path = zipped(tmp_path / "b.zip", {"a": b"x"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    assert "'a' is encrypted" in refusal(path)


def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_refused_unread(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"pages/pages.jsonl": bytes(2**22)})
    assert "unpacks from" in refusal(path)


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    """The bomb without recursion: a directory in which many names stand for the same bytes."""
    path = zipped(tmp_path / "a.zip", {"a": b"x" * 1000, "b": b"x" * 1000}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    second = content.rfind(b"PK\1\2")
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    path.write_bytes(content)
    assert "overlaps" in refusal(path)


def test_a_member_longer_than_the_file_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a": b"x" * 10}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"PK\1\2")
    content[entry + 20 : entry + 28] = struct.pack("<LL", 10**6, 10**6)
    path.write_bytes(content)
    assert "longer than the file has room for" in refusal(path)


def test_too_many_members_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"m{number}": b"" for number in range(12)})
    assert "lists 12 members" in refusal(path, Limits(members=10))
    assert "lists 12 members" in refusal(path, Limits(directory=100))


def test_a_small_member_is_not_read_whole_when_it_is_large(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"datapackage.json": b"x" * 500})
    with Opened(path) as opened, pytest.raises(ArchiveDamaged, match="larger than 100 bytes"):
        opened.read("datapackage.json", 100)


def test_a_flipped_byte_is_named_with_its_member(tmp_path: Path) -> None:
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = zipped(tmp_path / "a.zip", {"one": b"x" * 50, "two": bytes(range(200))}, packing)
        content = bytearray(path.read_bytes())
        content[content.find(b"two") + 40] ^= 1
        path.write_bytes(content)
        with Opened(path) as opened:
            assert opened.read("one") == b"x" * 50
            with pytest.raises(ArchiveDamaged, match="two is damaged"):
                opened.read("two")


def test_every_cut_of_a_file_is_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"a": b"some words", "b": b"others"}).read_bytes()
    path = tmp_path / "cut.zip"
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert str(path) in refusal(path)


def test_what_cannot_be_opened_is_the_users_matter(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Opened(tmp_path / "none.wacz")
    with pytest.raises(UsageError):
        Opened(tmp_path)


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a": b""})
    with Opened(path) as opened, pytest.raises(ArchiveDamaged, match="b is missing"):
        opened.open("b")


def test_a_zip64_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package, package.open("a", "w", force_zip64=True) as member:
        member.write(b"large in spirit")
    with Opened(path) as opened:
        assert opened.read("a") == b"large in spirit"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read_and_nothing_else(content: bytes) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("a", b"words")
    _harmless(content)
    _harmless(whole.getvalue()[: len(content)] + content)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_any_changed_byte_is_refused_or_harmless(where: int, value: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", b"words " * 40)
        package.writestr("b/c", b"more")
    content = bytearray(whole.getvalue())
    content[where % len(content)] = value
    _harmless(bytes(content))


def _harmless(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(content)
        try:
            with Opened(path) as opened:
                assert sum(len(opened.read(name)) for name in opened.names) <= 10_000
        except ArchiveDamaged:
            pass
