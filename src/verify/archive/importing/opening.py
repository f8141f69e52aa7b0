"""Open somebody else's WARC or WACZ: what it is, its bytes decide, not its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from verify.archive.chain import file_digest
from verify.archive.disk import disk_trouble
from verify.archive.importing.captures import Captures
from verify.archive.importing.limits import Limits
from verify.archive.importing.package import check_package, taken_out, warc_names
from verify.archive.importing.unpacking import START, WarcFile, is_packed
from verify.archive.wacz.opened import Opened
from verify.errors import UsageError

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Brought:
    """A file from others: its name without folders, its `sha256:<hex>`, and what it holds."""

    name: str
    digest: str
    captures: Captures


class Kind(StrEnum):
    warc = "warc"
    wacz = "wacz"


def kind_of(path: Path) -> Kind:
    """Raises UsageError where the file cannot be opened or is neither."""
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise _unreadable(path, error) from error
    if start.startswith(_ZIP):
        return Kind.wacz
    is_packed(start, str(path))
    return Kind.warc


@contextmanager
def open_captures(path: Path, limits: Limits | None = None) -> Iterator[Brought]:
    """Read through a WARC or WACZ; hops can be read as long as the context lasts.

    Raises UsageError where it is neither, cannot be opened or holds no record, ArchiveDamaged for a WACZ
    that is not as it says, ArchiveError where there is no room to unpack it.
    """
    limits = limits or Limits()
    kind = kind_of(path)
    try:
        digest = file_digest(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    with ExitStack() as stack:
        wacz = kind is Kind.wacz
        files = _of_wacz(path, limits, stack) if wacz else [stack.enter_context(WarcFile.open(path, limits))]
        captures = Captures.read(files, limits)
        if not captures.records:
            raise UsageError("; ".join(captures.damaged[:1]) or f"{path} holds no record")
        yield Brought(path.name, digest, captures)


def _unreadable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}")


def _of_wacz(path: Path, limits: Limits, stack: ExitStack) -> list[WarcFile]:
    opened = stack.enter_context(Opened(path))
    check_package(opened)
    try:
        return [
            stack.enter_context(WarcFile(taken_out(opened, name, limits), f"{path}: {name}", limits))
            for name in warc_names(opened)
        ]
    except OSError as error:
        raise disk_trouble(f"{path} could not be unpacked", error) from error
