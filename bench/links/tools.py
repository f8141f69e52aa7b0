"""The commands that are compared, and what each says of the links."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONCURRENCY = 64


@dataclass(frozen=True)
class Work:
    """What is asked of a tool: `host` is host:port of each server, `per_host` requests under way at one."""

    links: Sequence[str]
    hosts: Sequence[str]
    folder: Path
    read: bool = True
    per_host: int = CONCURRENCY

    def listed(self) -> Path:
        path = self.folder / "links.txt"
        path.write_text("\n".join(self.links) + "\n", encoding="utf-8")
        return path


def found(name: str) -> str | None:
    """The command beside this Python, or on the path."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


@dataclass(frozen=True)
class Lychee:
    """lychee, with no wait between requests to a host and no retries."""

    program: str
    name: str = "lychee"
    every: int = 1

    def command(self, work: Work) -> list[str]:
        options = ["--no-progress", "--format", "json", "--max-redirects", "5", "--max-retries", "0"]
        pace = ["--max-concurrency", str(CONCURRENCY), "--host-concurrency", str(work.per_host)]
        more = ["--include-fragments"] if work.read else []
        listed = str(work.listed())
        return [self.program, *options, *pace, "--host-request-interval", "0ms", *more, "--", listed]

    def said(self, output: str) -> dict[str, int]:
        read: dict[str, Any] = json.loads(output)
        kept = ("total", "successful", "redirects", "errors")
        return {key: value for key, value in read.items() if key in kept}


@dataclass(frozen=True)
class Linkchecker:
    """LinkChecker with its AnchorCheck, over every twentieth link: all of them would take it too long."""

    program: str
    name: str = "linkchecker (a twentieth of the links)"
    every: int = 20

    def command(self, work: Work) -> list[str]:
        settings = work.folder / "linkcheckerrc"
        anchors = "[AnchorCheck]\n" if work.read else ""
        pace = f"threads={CONCURRENCY}\nmaxrequestspersecond=100000\n"
        settings.write_text(f"[checking]\n{pace}[filtering]\ncheckextern=1\n{anchors}", encoding="utf-8")
        page = work.folder / "links.html"
        page.write_text(
            "<!doctype html>" + "".join(f'<a href="{url}">x</a>\n' for url in work.links), encoding="utf-8"
        )
        for path in (work.folder, settings, page):
            path.chmod(0o755)  # as root it reads as nobody
        quiet = ["--no-status", "-r", "1", "-v", "-o", "csv"]
        return [self.program, "-f", str(settings), *quiet, str(page)]

    def said(self, output: str) -> dict[str, int]:
        lines = [line for line in output.splitlines() if not line.startswith("#")]
        rows = [row for row in csv.DictReader(lines, delimiter=";") if row["urlname"].startswith("http")]
        warned = sum("Anchor" in (row["warningstring"] or "") for row in rows)
        good = sum(row["valid"] == "True" for row in rows)
        return {"total": len(rows), "valid": good, "anchors warned of": warned}


@dataclass(frozen=True)
class Ours:
    """`verify links` with robots.txt obeyed, no delay and a fresh archive every time."""

    program: str
    workers: int
    name: str = ""
    every: int = 1

    def command(self, work: Work) -> list[str]:
        pace = ["--delay", "0", "--concurrency", str(CONCURRENCY), "--host-concurrency", str(work.per_host)]
        where = [part for host in work.hosts for part in ("--allow", host)]
        more = [] if work.read else ["--status-only"]
        stored = ["--cache", "cache", "--workers", str(self.workers)]
        return [self.program, "links", *pace, *where, *stored, *more, "--format", "jsonl", str(work.listed())]

    def said(self, output: str) -> dict[str, int]:
        rows = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        said = Counter(str(row.get("availability")) for row in rows)
        absent = sum(check["found"] is False for row in rows for check in row["fragments"])
        return {**said, "fragments absent": absent} if absent else dict(said)


Tool = Lychee | Linkchecker | Ours
