"""From what the user named to documents: files, folders, globs, URLs, standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.errors import UsageError

READ_IN_FOLDERS = (
    *(".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text", ".csv", ".tsv", ".pdf"),
    *(".xml", ".rss", ".atom", ".yaml", ".yml"),
)
"""Endings of the files that are read where a folder is named."""
STDIN = "-"


@dataclass(frozen=True)
class Document:
    """Something with links in it. `name` is what its links' places show."""

    name: str
    content: bytes
    base: str | None = None


def is_url(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def files(targets: Iterable[str]) -> Iterator[str]:
    """The files that targets mean, each once, in order; URLs and `-` as they are.

    Raises UsageError for a file that is not there and a glob that nothing fits.
    """
    seen: set[str] = set()
    for target in targets:
        for name in _meant(target):
            if name not in seen:
                seen.add(name)
                yield name


def _meant(target: str) -> Sequence[str]:
    if target == STDIN or is_url(target):
        return [target]
    path = Path(target)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [target]
    found = sorted(name for name in glob.glob(target, recursive=True) if Path(name).is_file())
    if not found:
        raise UsageError(f"there is no {target}", mend="name a file, a folder, a glob, a URL or -")
    return found


def _in_folder(folder: Path) -> list[str]:
    """Files below a folder whose kind is read; what hidden folders hold is left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix.lower() in READ_IN_FOLDERS and path.is_file() and not _hidden(inner):
            found.append(str(path))
    if not found:
        raise UsageError(f"no file in {folder} is of a kind with links", mend="name the files themselves")
    return found


def _hidden(parts: Sequence[str]) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in parts)


def read_file(name: str, base: str | None = None) -> Document:
    """A file as a document. Raises UsageError where it cannot be read."""
    try:
        return Document(name, Path(name).read_bytes(), base=base)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
