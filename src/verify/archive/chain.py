"""runs.jsonl: one line for each sealed WARC, each naming the digest of the line before it.

A changed, exchanged or lost file breaks the chain. It proves that the folder hangs together, not who made it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from verify.archive.disk import Disk, write_whole
from verify.errors import ArchiveDamaged


@dataclass(frozen=True)
class RunEntry:
    """One line. `prev` is the `sha256:` of the line before without its newline, None for the first."""

    seq: int
    prev: str | None
    warc: str
    sha256: str
    bytes: int
    records: int
    started: str
    tool: str

    def line(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


def line_digest(line: str) -> str:
    return "sha256:" + hashlib.sha256(line.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """`sha256:<hex>` of a file's bytes."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def read_lines(path: Path) -> list[str]:
    """The lines of runs.jsonl; none where the file is absent."""
    try:
        return path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def parse_line(line: str, number: int) -> RunEntry:
    """Raises ArchiveDamaged where the line is not as `RunEntry.line` writes it."""
    try:
        entry = RunEntry(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(f"runs.jsonl:{number}: not a line of the run chain") from error
    if entry.line() != line:
        raise ArchiveDamaged(f"runs.jsonl:{number}: not a line of the run chain")
    return entry


def read_chain(path: Path) -> tuple[RunEntry, ...]:
    """All entries. Raises ArchiveDamaged at the first line that is not one."""
    return tuple(parse_line(line, number) for number, line in enumerate(read_lines(path), 1))


def extend(disk: Disk, path: Path, entry: RunEntry) -> None:
    """Add a line; the whole file is put in place at once, so a kill leaves the old or the new one."""
    lines = [*read_lines(path), entry.line()]
    write_whole(disk, path, "".join(line + "\n" for line in lines).encode())


def next_link(lines: Sequence[str]) -> tuple[int, str | None]:
    """Sequence number and `prev` of the line to come."""
    return len(lines) + 1, line_digest(lines[-1]) if lines else None


def breaks(lines: Sequence[str]) -> Iterator[str]:
    """Where the chain does not hold, in plain words."""
    for number, line in enumerate(lines, 1):
        try:
            entry = parse_line(line, number)
        except ArchiveDamaged as error:
            yield error.message
            continue
        if (entry.seq, entry.prev) != next_link(lines[: number - 1]):
            yield f"runs.jsonl:{number}: the chain is broken: an earlier line was changed, added or removed"
