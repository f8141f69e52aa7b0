from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.errors import UsageError
from verify.extract.links.document import find_links
from verify.model.link import Link, LinkPlace
from verify.pipeline.links.changed import changed_lines, only_changed


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    def run(*arguments: str) -> None:
        named = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(tmp_path), *named, *arguments], check=True, capture_output=True)

    run("init", "-q")
    return run


@pytest.mark.slow
def test_changed_lines_of_a_file(tmp_path: Path, git: Callable[..., None]) -> None:
    page = tmp_path / "page.md"
    page.write_text("one\ntwo\nthree\nfour\n")
    git("add", "."), git("commit", "-qm", "first")
    page.write_text("one\nTWO\nthree\nfour\nfive\nsix\n")
    (tmp_path / "new.md").write_text("all of it\n")
    assert changed_lines(str(page), "HEAD") == {2, 5, 6}
    assert changed_lines(str(tmp_path / "new.md"), "HEAD") is None
    with pytest.raises(UsageError, match="does not know"):
        changed_lines(str(page), "no-such-branch")


@pytest.mark.slow
@pytest.mark.parametrize("name", [":(x).md", "[ab].md", "*.md", "a b.md", ":!x.md", "ü.md"])
def test_names_with_signs_that_git_reads_as_patterns(
    tmp_path: Path, git: Callable[..., None], name: str
) -> None:
    page = tmp_path / name
    page.write_text("one\ntwo\n")
    (tmp_path / "a.md").write_text("other\n")
    git("add", "."), git("commit", "-qm", "first")
    assert changed_lines(str(page), "HEAD") == frozenset()
    page.write_text("one\nTWO\n")
    (tmp_path / "a.md").write_text("OTHER\n")
    assert changed_lines(str(page), "HEAD") == {2}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "before", "after", "lines"),
    [
        ("utf16.txt", "one\ntwo\n".encode("utf-16"), "one\nTWO\n".encode("utf-16"), {2}),
        (
            "utf16be.txt",
            "\ufeffone\n\u0a0a\n".encode("utf-16-be"),
            "\ufeffone\n\u0a0b\u0a0a".encode("utf-16-be"),
            None,
        ),
        ("nul.txt", b"one\n\x00\ntwo\n", b"one\n\x00\nTWO\n", {3}),
        ("mac.txt", b"one\rtwo\r", b"one\rTWO\r", None),
        ("dos.txt", b"one\r\ntwo\r\n", b"one\r\nTWO\r\n", {2}),
        ("paper.pdf", b"%PDF-1.4\n\x00 one\n", b"%PDF-1.4\n\x00 two\n", None),
        ("map.xml.gz", gzip.compress(b"one", mtime=0), gzip.compress(b"two", mtime=0), None),
    ],
)
def test_files_that_git_calls_binary(
    tmp_path: Path, git: Callable[..., None], name: str, before: bytes, after: bytes, lines: set[int] | None
) -> None:
    page = tmp_path / name
    page.write_bytes(before)
    git("config", "core.autocrlf", "false"), git("add", "."), git("commit", "-qm", "first")
    assert changed_lines(str(page), "HEAD") == frozenset()
    page.write_bytes(after)
    assert changed_lines(str(page), "HEAD") == lines


@pytest.mark.slow
def test_a_reference_link_changes_with_its_definition(tmp_path: Path, git: Callable[..., None]) -> None:
    page = tmp_path / "page.md"
    page.write_text("[one][x]\n\n[two][y]\n\n[x]: https://a.example/\n[y]: https://b.example/\n")
    git("add", "."), git("commit", "-qm", "first")
    page.write_text(page.read_text().replace("a.example", "new.example"))
    links = find_links(page.read_bytes(), name=str(page)).links
    assert [link.place.line for link in links] == [1, 3]
    changed = only_changed(links, changed_lines(str(page), "HEAD"))
    assert [link.url for link in changed] == ["https://new.example/"]


def test_a_revision_that_looks_like_an_option_never_reaches_git() -> None:
    with pytest.raises(UsageError, match="no revision"):
        changed_lines("x.md", "--output=/x", lambda _: pytest.fail("git was called"))


def test_only_links_on_changed_lines_stay() -> None:
    links = [Link("u", "https://a.example/", LinkPlace("f", line, 1)) for line in (1, 2, 3)]
    assert [link.place.line for link in only_changed(links, frozenset({2, 9}))] == [2]
    assert only_changed(links, None) == tuple(links)
    defined = Link("u", "https://a.example/", LinkPlace("f", 1, 1), also=(4, 5))
    assert only_changed([defined], frozenset({5})) == (defined,)
    assert only_changed([defined], frozenset({6})) == ()
