"""Links between files on this disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.model.availability import Availability
from verify.model.standing import State
from verify.pipeline.links.local import answer_local


def url(path: Path) -> str:
    return f"file:{path}"


def test_a_file_that_is_not_there_is_dead_at_once(tmp_path: Path) -> None:
    found = answer_local(url(tmp_path / "no.md"), ("x",))
    assert found.sight.availability is Availability.not_found
    assert found.standing
    assert found.standing.state is State.dead
    assert found.fragments == ()


def test_folders_stand_for_their_first_page(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# One two\n")
    found = answer_local(url(tmp_path), ("one-two", "three"))
    assert [each.found for each in found.fragments] == [True, False]


def test_a_space_in_a_name_is_percent_encoded_in_its_link(tmp_path: Path) -> None:
    (tmp_path / "a b.md").write_text("x")
    assert answer_local(url(tmp_path / "a%20b.md"), ()).sight.availability is Availability.ok


@pytest.mark.parametrize(
    ("name", "content", "fragment", "found"),
    [
        ("a.md", b"# Head\n\n<a name=raw></a>text **bold** words", "raw", True),
        ("a.md", b"# Head\n\ntext **bold** words", ":~:text=bold%20words", True),
        ("a.md", b"# Head\n\ntext", ":~:text=nothing", False),
        ("a.html", b"<!doctype html><p id=here>text <b>bold</b> words", "here", True),
        ("a.html", b"<!doctype html><p id=here>text <b>bold</b> words", ":~:text=bold%20words", True),
        ("a.html", b"<!doctype html><p id=here>text", "there", False),
        ("a.txt", b"plain words of a text", ":~:text=words%20of", True),
        ("a.txt", b"plain words of a text", "here", None),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "here", None),
        ("a.html", b"", "here", None),
    ],
)
def test_fragments(tmp_path: Path, name: str, content: bytes, fragment: str, found: bool | None) -> None:
    (tmp_path / name).write_bytes(content)
    (check,) = answer_local(url(tmp_path / name), (fragment,)).fragments
    assert check.found is found
    assert bool(check.reason) is (found is not True)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "a.html"
    folder.mkdir()
    (check,) = answer_local(url(folder), ("x",)).fragments
    assert check.found is None
