"""Which lines of which files changed since a revision, as git tells."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from verify.errors import UsageError
from verify.extract.decode import decode
from verify.model.link import Link

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_DIFF = (
    "diff",
    "--text",
    "--unified=0",
    "--inter-hunk-context=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
)
_GZIP = b"\x1f\x8b"
Git = Callable[[Sequence[str]], tuple[int, str, str]]
"""Runs git with arguments; gives exit code, output and errors."""


def run_git(arguments: Sequence[str]) -> tuple[int, str, str]:
    """Raises UsageError where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError("--changed-since needs git, which cannot be run here") from error
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def changed_lines(name: str, revision: str, git: Git = run_git) -> frozenset[int] | None:
    """Line numbers of `name` that are new or other than at `revision`; None: the whole file is new, or it
    differs and its lines are not those that git counts (PDF, compressed files, line ends of old systems).

    Raises UsageError where git does not know the revision or the file lies in no repository.
    """
    path = Path(name)
    folder, base = ["--literal-pathspecs", "-C", str(path.parent)], path.name
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision")
    known, listed, _ = git([*folder, "ls-tree", "--name-only", revision, "--", base])
    if known:
        raise UsageError(
            f"git does not know the revision {revision} beside {name}",
            mend="name a branch, tag or commit; in CI fetch enough history for it",
        )
    if not listed.strip():
        return None
    code, shown, error = git([*folder, *_DIFF, revision, "--", base])
    if code:
        raise UsageError(f"git cannot compare {name} with {revision}: {error.strip()[:200]}")
    if shown and not _counted_as_git_does(path):
        return None
    return _new_lines(shown)


def _new_lines(shown: str) -> frozenset[int]:
    lines: set[int] = set()
    for found in _HUNK.finditer(shown):
        start, count = int(found[1]), int(found[2] or 1)
        lines.update(range(start, start + count))
    return frozenset(lines)


def _counted_as_git_does(path: Path) -> bool:
    """Whether the lines of links in a file are those between its line feeds as bytes, as git counts them."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if content.startswith(_GZIP) or b"%PDF-" in content[:1024]:
        return False
    text = decode(content).text.replace("\r\n", "\n").replace("\r", "\n")
    return text.count("\n") == content.count(b"\n")


def only_changed(links: Sequence[Link], lines: frozenset[int] | None) -> tuple[Link, ...]:
    """The links that stand on changed lines, or whose definition does."""
    return tuple(
        link for link in links if lines is None or not lines.isdisjoint((link.place.line, *link.also))
    )
