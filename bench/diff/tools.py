"""Ours and its peers: each takes two texts, says how long it took and how many words it calls changed.

A peer's texts are put in the shape it wants beforehand; that is not timed.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench.diff.corpus import Case, html, lines
from rapidfuzz.distance import Indel

from verify.diff.operations import OpKind
from verify.diff.text_diff import diff_texts
from verify.model.text import plain


@dataclass(frozen=True)
class Said:
    """Words called removed or added, and how many more were called moved."""

    words: int
    moved: int = 0


class Tool(Protocol):
    """`prepared` gives the work to time; `said` counts in what it gave."""

    name: str

    def prepared(self, case: Case) -> Callable[[], Any]: ...

    def said(self, case: Case, result: Any) -> Said: ...


class Ours:
    name = "verify"

    def prepared(self, case: Case) -> Callable[[], Any]:
        before, after = plain(lines(case.before)), plain(lines(case.after))
        return lambda: diff_texts(before, after)

    def said(self, case: Case, result: Any) -> Said:
        before, after = lines(case.before), lines(case.after)
        words = moved = 0
        for op in result.edits:
            parts = [word for word in op.words if word.kind is not OpKind.kept] or [op]
            count = sum(_words(before, part.before) + _words(after, part.after) for part in parts)
            if op.kind is OpKind.moved:
                moved += _words(after, op.after)
                count = count if op.words else 0
            words += count
        return Said(words, moved)


def _words(text: str, span: tuple[int, int] | None) -> int:
    return len(re.findall(r"\w[\w,]*", text[span[0] : span[1]])) if span else 0


class Difflib:
    name = "difflib, words"

    def prepared(self, case: Case) -> Callable[[], Any]:
        before, after = lines(case.before).split(), lines(case.after).split()
        return lambda: difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

    def said(self, case: Case, result: Any) -> Said:
        return Said(sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in result if tag != "equal"))


class Rapidfuzz:
    name = "rapidfuzz Indel, words"

    def prepared(self, case: Case) -> Callable[[], Any]:
        before, after = lines(case.before).split(), lines(case.after).split()
        return lambda: Indel.opcodes(before, after).as_list()

    def said(self, case: Case, result: Any) -> Said:
        return Said(sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in result if tag != "equal"))


class Redlines:
    name = "redlines"

    def prepared(self, case: Case) -> Callable[[], Any]:
        from redlines import Redlines as Peer

        before, after = lines(case.before), lines(case.after)
        return lambda: Peer(before, after, markdown_style="none").output_markdown

    def said(self, case: Case, result: Any) -> Said:
        return _marked(result)


class Htmldiff:
    name = "lxml htmldiff"

    def prepared(self, case: Case) -> Callable[[], Any]:
        from lxml.html.diff import htmldiff

        before, after = html(case.before), html(case.after)
        return lambda: htmldiff(before, after)

    def said(self, case: Case, result: Any) -> Said:
        return _marked(result)


def _marked(markup: str) -> Said:
    """Words inside <ins> and <del>."""
    parts = re.findall(r"<(ins|del)\b[^>]*>(.*?)</\1>", str(markup), re.DOTALL)
    return Said(sum(len(re.findall(r"\w[\w,]*", re.sub(r"<[^>]*>", " ", text))) for _, text in parts))


class Git:
    """With the start of its process and two files to read, some 2 ms."""

    name = "git diff --word-diff"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepared(self, case: Case) -> Callable[[], Any]:
        old, new = self.folder / "old.txt", self.folder / "new.txt"
        old.write_text(lines(case.before), encoding="utf-8")
        new.write_text(lines(case.after), encoding="utf-8")
        command = ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", str(old), str(new)]
        return lambda: subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def said(self, case: Case, result: Any) -> Said:
        changed = [line[1:] for line in result.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]
        return Said(sum(len(line.split()) for line in changed))


def tools(folder: Path) -> Iterator[Tool]:
    """Those that can run here."""
    yield from (Ours(), Difflib(), Rapidfuzz())
    if _there("redlines"):
        yield Redlines()
    if _there("lxml"):
        yield Htmldiff()
    if shutil.which("git"):
        yield Git(folder)


def absent() -> list[str]:
    """Why the others cannot."""
    names = [name for name in ("redlines", "lxml") if not _there(name)]
    names += [] if shutil.which("git") else ["git"]
    return [f"{name} is not installed" for name in names]


def _there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def workplace() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="bench-diff-")
