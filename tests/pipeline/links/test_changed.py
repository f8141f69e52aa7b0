from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.errors import UsageError
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


def test_a_revision_that_looks_like_an_option_never_reaches_git() -> None:
    with pytest.raises(UsageError, match="no revision"):
        changed_lines("x.md", "--output=/x", lambda _: pytest.fail("git was called"))


def test_only_links_on_changed_lines_stay() -> None:
    links = [Link("u", "https://a.example/", LinkPlace("f", line, 1)) for line in (1, 2, 3)]
    assert [link.place.line for link in only_changed(links, frozenset({2, 9}))] == [2]
    assert only_changed(links, None) == tuple(links)
