from __future__ import annotations

import errno
from pathlib import Path

import pytest

from verify.registry.atomic import replace_file


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_content_is_synced_before_the_rename_and_the_folder_after(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(b"old")
    seen: list[bytes] = []
    assert replace_file(path, b"new", expected=b"old", sync=lambda _: seen.append(path.read_bytes()))
    assert seen == [b"old", b"new"]


def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new", expected=b"old", sync=full)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_editor_who_saved_meanwhile_wins(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(b"saved by an editor")
    assert not replace_file(path, b"new", expected=b"old")
    assert path.read_bytes() == b"saved by an editor"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    assert replace_file(path, b"new", expected=None)
    assert not replace_file(path, b"newer", expected=None)
    assert path.read_bytes() == b"new"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "references.yaml"
    target.write_bytes(b"old")
    link.symlink_to(target)
    assert replace_file(link, b"new", expected=b"old")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
