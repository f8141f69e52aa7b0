from __future__ import annotations

from pathlib import Path

import pytest

from verify.errors import UsageError
from verify.pipeline.links.targets import files, read_file


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a.md", "b.html", "c.bin", "deep/d.md", ".hidden/e.md", "node_modules/f.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_means_its_documents_without_hidden_ones(tree: Path) -> None:
    assert list(files([str(tree)])) == [str(tree / each) for each in ("a.md", "b.html", "deep/d.md")]


def test_globs_files_urls_and_stdin_each_once_in_order(tree: Path) -> None:
    named = [str(tree / "b.html"), str(tree / "**/*.md"), "https://a.example/", "-", str(tree / "a.md")]
    found = list(files(named))
    assert found[0] == str(tree / "b.html")
    assert found[-2:] == ["https://a.example/", "-"]
    assert sorted(found[1:-2]) == [str(tree / each) for each in ("a.md", "deep/d.md", "node_modules/f.md")]


def test_a_named_file_is_read_whatever_its_ending(tree: Path) -> None:
    assert list(files([str(tree / "c.bin")])) == [str(tree / "c.bin")]


@pytest.mark.parametrize("name", ["nothing.md", "*.nothing"])
def test_what_is_not_there_is_said(tree: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there is no"):
        list(files([str(tree / name)]))


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="of a kind with links"):
        list(files([str(tmp_path)]))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_file(str(tmp_path))
