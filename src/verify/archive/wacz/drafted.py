"""A package before it is written: what goes in, and the datapackage.json that is signed and stamped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.archive.chain import file_digest
from verify.archive.disk import Disk, LocalDisk, disk_trouble
from verify.archive.places import Places
from verify.archive.wacz.chosen import sealed_as
from verify.archive.wacz.index import CDX, IDX, lines_of, packed
from verify.archive.wacz.manifest import (
    DIGEST,
    MANIFEST,
    PAGES,
    Heading,
    ListedPage,
    Resource,
    digest_file,
    label,
    manifest,
    pages_lines,
)
from verify.archive.wacz.written import Member, write_package
from verify.errors import ArchiveDamaged


@dataclass(frozen=True)
class Draft:
    """`package` is datapackage.json, which lists `members`; `indexed` counts the records in the index."""

    package: bytes
    members: tuple[Member, ...]
    created: dt.datetime
    indexed: int

    @property
    def digest(self) -> str:
        """`sha256:<hex>` of datapackage.json: what a signature signs."""
        return label(self.package)


def draft(root: Path, warcs: Sequence[str], pages: Sequence[ListedPage], heading: Heading) -> Draft:
    """Read the finished WARCs of the cache at `root`, one record in memory at a time.

    Raises ArchiveDamaged where one is not as it was sealed, ArchiveError where it cannot be read.
    """
    members: list[Member] = []
    lines: list[str] = []
    try:
        for name in warcs:
            path = Places(root).warcs / name
            members.append(_filed(root, path))
            lines += lines_of(path)
    except OSError as error:
        raise disk_trouble(f"{root} cannot be read", error) from error
    cdx, idx = packed(sorted(lines))
    members += [
        Member.of(CDX, cdx, deflate=False),
        Member.of(IDX, idx),
        Member.of(PAGES, pages_lines(pages)),
    ]
    package = manifest([member.resource for member in members], heading)
    return Draft(package, tuple(members), heading.created, len(lines))


def _filed(root: Path, path: Path) -> Member:
    size, digest = path.stat().st_size, file_digest(path)
    sealed = sealed_as(root).get(path.name)
    if sealed is None or (sealed.bytes, sealed.sha256) != (size, digest):
        raise ArchiveDamaged(
            f"{path} is not the file that was sealed: runs.jsonl has another digest, or none",
            mend="`verify cache verify` says what is damaged; nothing was packaged",
        )
    return Member(Resource(f"archive/{path.name}", size, digest), path)


def write(
    made: Draft,
    target: Path,
    *,
    signed: Mapping[str, object] | None = None,
    stamp: Mapping[str, object] | None = None,
    replace: bool = False,
    disk: Disk | None = None,
) -> Resource:
    """Put the package at `target`, whole or not at all; path, size and digest of the file.

    Raises UsageError, ArchiveDamaged, ArchiveError (see `write_package`).
    """
    own = [Member.of(MANIFEST, made.package), Member.of(DIGEST, digest_file(made.package, signed, stamp))]
    return write_package(target, [*made.members, *own], made.created, disk or LocalDisk(), replace=replace)
