"""A package put on the disk: a zip file (WACZ 1.1.1), whole or not at all.

Everything goes into a temporary file beside the target, which is synced and renamed. WARCs are copied as
they are, stored and not deflated, so that players can seek in them; each is compared on the way with the
digest it is listed under.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.archive.chain import file_digest
from verify.archive.disk import Disk
from verify.archive.wacz.manifest import Resource
from verify.errors import ArchiveDamaged, ArchiveError, UsageError

_PIECE = 2**20
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_FIRST_YEAR = 1980  # of the times in a zip file


@dataclass(frozen=True)
class Member:
    """A file for the package: its bytes, or the path they are read from. `deflate`: packed by the zip."""

    resource: Resource
    content: bytes | Path
    deflate: bool = False

    @classmethod
    def of(cls, name: str, content: bytes, *, deflate: bool = True) -> Member:
        return cls(Resource.of(name, content), content, deflate)

    def pieces(self) -> Iterator[bytes]:
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def require_free(target: Path, *, replace: bool) -> None:
    """Raises UsageError where there is a file already that nobody said to replace, or what is no file."""
    try:
        taken, is_file = target.exists(), target.is_file()
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {(error.strerror or str(error)).lower()}") from error
    if not target.name or (taken and not is_file):
        raise UsageError(f"{target} is no file", mend="name the file that the package goes into")
    if taken and not replace:
        raise UsageError(
            f"there is a file {target} already", mend="give another name, or --force to replace it"
        )


def write_package(
    target: Path, members: Sequence[Member], made: dt.datetime, disk: Disk, *, replace: bool = False
) -> Resource:
    """Write the members in their order; the same ones with the same `made` give the same bytes.

    Returns path, size and digest of the file. Raises UsageError, ArchiveDamaged where a WARC is not as it is
    listed, ArchiveError where the disk refuses; then there is no new file, and an old one is as it was.
    """
    require_free(target, replace=replace)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")  # of this run alone
    try:
        try:
            _fill(disk, temporary, members, made)
            disk.sync(temporary)
            written = Resource(str(target), temporary.stat().st_size, file_digest(temporary))
            require_free(target, replace=replace)
            disk.rename(temporary, target)
            disk.sync_folder(target.parent)
        finally:
            disk.remove(temporary)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArchiveError(
            f"{target} cannot be written: {reason}", mend="free some space or name another folder"
        ) from error
    return written


def _fill(disk: Disk, path: Path, members: Sequence[Member], made: dt.datetime) -> None:
    with disk.create(path) as file, zipfile.ZipFile(file, "w") as package:
        for member in members:
            _add(package, member, made)


def _add(package: zipfile.ZipFile, member: Member, made: dt.datetime) -> None:
    moment = made.astimezone(dt.UTC)
    entry = zipfile.ZipInfo(member.resource.path, (max(moment.year, _FIRST_YEAR), *moment.timetuple()[1:6]))
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    entry.compress_type = zipfile.ZIP_DEFLATED if member.deflate else zipfile.ZIP_STORED
    entry.file_size = member.resource.size  # whether zip64 is needed
    size, hasher = 0, hashlib.sha256()
    with package.open(entry, "w") as stream:
        for piece in member.pieces():
            stream.write(piece)
            hasher.update(piece)
            size += len(piece)
    if (size, f"sha256:{hasher.hexdigest()}") != (member.resource.size, member.resource.digest):
        raise ArchiveDamaged(f"{member.resource.path} was changed while the package was written")
