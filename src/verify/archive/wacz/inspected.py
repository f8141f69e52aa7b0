"""Inspecting a package, or a WARC alone: is all there, is it as it is listed, who signed it, since when.

Any tool's files, as far as they go. Nothing is written and no network is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from verify.archive.chain import file_digest
from verify.archive.importing.dates import read_date
from verify.archive.importing.digests import is_of
from verify.archive.wacz.indexes import ARCHIVE, Comparison, listed_urls
from verify.archive.wacz.keys import check_signature
from verify.archive.wacz.manifest import DIGEST, MANIFEST, read_object
from verify.archive.wacz.opened import Opened
from verify.archive.wacz.records import Seen, read_records
from verify.archive.wacz.stamps import check_stamp, entry_of
from verify.archive.wacz.unpacked import GZIP
from verify.errors import ArchiveDamaged, UsageError
from verify.model.package import Basis, Covers, Inspection, PackageKind, Signed, Stamp
from verify.text.counting import counted

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

T = TypeVar("T")
_ZIP = b"PK"
_WARC_START = b"WARC/"
_WARCS = (".warc", ".warc.gz")
_LARGEST_MANIFEST = 2**24
_MOST = 20  # problems of one kind that are told one by one


@dataclass(frozen=True)
class Named:
    """What the reader knows beforehand: the maker's key (`sha256:<hex>`), the authority's certificates."""

    key: str | None = None
    roots: tuple[Certificate, ...] = ()


def inspect(path: Path, named: Named | None = None) -> Inspection:
    """Read the whole file. Damage is in the result, never raised.

    Raises UsageError where it cannot be opened, MissingExtra where it is signed and cannot be checked.
    """
    try:
        with path.open("rb") as file:
            kind = PackageKind.wacz if file.read(2) == _ZIP else PackageKind.warc
        found = _Found()
        whole = path.stat().st_size, file_digest(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    read = _read_wacz if kind is PackageKind.wacz else _read_warc
    found.attempt(lambda: read(path, found, named or Named()))
    return found.result(str(path), kind, *whole)


def _read_wacz(path: Path, found: _Found, named: Named) -> None:
    with Opened(path) as opened:
        _Wacz(opened, found, named).read()


def _read_warc(path: Path, found: _Found, named: Named) -> None:
    with path.open("rb") as file:
        if not file.read(len(_WARC_START)).startswith((_WARC_START, GZIP)):
            raise ArchiveDamaged(f"{path} is neither a package (WACZ) nor a WARC")
        file.seek(0)
        found.read_warc(file, path.name, lambda seen: None)
    if named.key or named.roots:
        raise ArchiveDamaged("a WARC alone has no signature and no time stamp, although one was named")


@dataclass
class _Found:
    """What is known so far."""

    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    signed: Signed | None = None
    records: int = 0
    digests: int = 0
    bare: int = 0
    warcs: int = 0
    latest: dt.datetime | None = None

    def attempt(self, part: Callable[[], T], place: str = "") -> T | None:
        """Read one part; damage becomes a problem of that place, and the next part can be looked at."""
        try:
            return part()
        except ArchiveDamaged as error:
            self.problems.append(f"{place}: {error.message}" if place else error.message)
            return None

    def tell(self, problems: Iterable[str]) -> None:
        """Some problems one by one, the rest by their number."""
        rest = iter(problems)
        self.problems += islice(rest, _MOST)
        more = sum(1 for _ in rest)
        if more:
            self.problems.append(f"and {more} more of this kind")

    def read_warc(self, stream: BinaryIO, name: str, each: Callable[[Seen], None]) -> None:
        self.warcs += 1
        before = self.records
        self.tell(self._record_problems(stream, name, each))
        if self.records == before:
            self.problems.append(f"{name} holds no record")

    def _record_problems(self, stream: BinaryIO, name: str, each: Callable[[Seen], None]) -> Iterator[str]:
        for seen in read_records(stream, name):
            self.records += 1
            self.digests += seen.compared
            self.bare += not seen.compared
            moment = read_date(seen.date)
            if moment and (self.latest is None or moment > self.latest):
                self.latest = moment
            each(seen)
            yield from seen.problems

    def result(self, path: str, kind: PackageKind, size: int, digest: str) -> Inspection:
        return Inspection(
            path,
            kind,
            size,
            digest,
            tuple(dict.fromkeys(self.problems)),
            tuple(self.notes),
            warcs=self.warcs,
            records=self.records,
            digests=self.digests,
            bare=self.bare,
            latest=self.latest,
            signed=self.signed,
            stamps=tuple(self.stamps),
            **self.facts,
        )


class _Wacz:
    """One look through a package; what it finds goes into `found`."""

    def __init__(self, opened: Opened, found: _Found, named: Named) -> None:
        self._opened, self._found, self._named = opened, found, named
        self._records = Comparison()

    def read(self) -> None:
        found = self._found
        found.facts["files"] = len(self._opened.names)
        package = found.attempt(self._package)
        digests = found.attempt(lambda: self._digest_file(package))
        resources = found.attempt(lambda: self._resources(package)) or {}
        before = len(found.problems)
        found.tell(self._listed(resources))
        listed = bool(resources) and before == len(found.problems)
        stated = [str(one.get("hash")) for one in (*resources.values(), digests or {})]
        found.facts["covered"] = self._strong(stated) and listed and digests is not None
        for name in self._opened.names:
            if name.startswith(ARCHIVE) and name.endswith(_WARCS):
                found.attempt(partial(self._warc, name))
        if not found.warcs:
            found.problems.append("there is no WARC in archive/")
        found.attempt(lambda: found.tell(self._records.compare(self._opened)))
        self._pages()
        self._sealed(package, digests or {})

    # the lists

    def _package(self) -> bytes:
        if MANIFEST not in self._opened:
            raise ArchiveDamaged(f"{MANIFEST} is missing: nothing says what belongs to the package")
        return self._opened.read(MANIFEST, _LARGEST_MANIFEST)

    def _digest_file(self, package: bytes | None) -> Mapping[str, Any] | None:
        if DIGEST not in self._opened:
            self._found.notes.append(f"there is no {DIGEST}: nothing stands for {MANIFEST} itself")
            return None
        digests = _object(self._opened.read(DIGEST, _LARGEST_MANIFEST), DIGEST)
        if package is not None and not is_of(digests.get("hash"), [package]):
            raise ArchiveDamaged(f"{MANIFEST} is not the one that {DIGEST} names: its digest differs")
        return digests

    def _resources(self, package: bytes | None) -> dict[str, Mapping[str, Any]] | None:
        """What datapackage.json lists, by path."""
        if package is None:
            return None
        whole = _object(package, MANIFEST)
        for name in ("title", "created", "software"):
            self._found.facts[name] = str(whole.get(name) or "")
        listed = whole.get("resources")
        if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
            raise ArchiveDamaged(f"{MANIFEST} lists no resources")
        resources = {str(one.get("path")): one for one in listed}
        if len(resources) != len(listed):
            raise ArchiveDamaged(f"{MANIFEST} lists a file twice")
        return resources

    def _listed(self, resources: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        for name, stated in resources.items():
            problem = self._resource(name, stated)
            if problem:
                yield problem
        if resources:
            for name in self._opened.names:
                if name not in resources and name not in (MANIFEST, DIGEST):
                    yield f"{name} is in the file but not listed in {MANIFEST}: it was added"

    def _resource(self, name: str, stated: Mapping[str, Any]) -> str | None:
        if name not in self._opened:
            return f"{name} is listed in {MANIFEST} and missing"
        if stated.get("bytes") not in (None, self._opened.size(name)):
            return f"{name} is {self._opened.size(name)} bytes, {MANIFEST} lists {stated.get('bytes')}"
        try:
            fits = is_of(stated.get("hash"), self._opened.pieces(name))
        except ArchiveDamaged as error:
            return error.message
        return None if fits else f"{name} is not the file that {MANIFEST} lists: its digest differs"

    def _strong(self, digests: Iterable[str]) -> bool:
        """Whether no digest is of a kind for which two files can be made with the same one."""
        weak = {digest.partition(":")[0] for digest in digests} & {"md5", "sha1"}
        if weak:
            self._found.notes.append(f"it relies on {' and '.join(sorted(weak))}, which can be forged")
        return not weak

    # the contents

    def _warc(self, name: str) -> None:
        with self._opened.open(name) as stream:
            self._found.read_warc(stream, name, partial(self._records.add, name))

    def _pages(self) -> None:
        urls = {record.url for record in self._records.records.values()}
        lists = [name for name in self._opened.names if name.startswith("pages/") and name.endswith(".jsonl")]
        count = absent = 0
        for name in lists:
            pages = self._found.attempt(partial(listed_urls, self._opened, name)) or []
            count += len(pages)
            absent += sum(url not in urls for url in pages)
        self._found.facts["pages"] = count
        if not lists:
            self._found.notes.append("there is no list of pages")
        if absent:
            self._found.notes.append(f"{counted(absent, 'listed page')} not found among the records")
        unlisted = self._records.unlisted()
        elsewhere = self._records.elsewhere()
        if elsewhere:
            verb = "stands" if elsewhere == 1 else "stand"
            words = f"{counted(elsewhere, 'record')} {verb} for what is stored in another file"
            self._found.notes.append(words)
        if unlisted:
            self._found.notes.append(
                f"{counted(unlisted, 'record')} in no index, where players look for them"
            )

    # signature and time

    def _sealed(self, package: bytes | None, digests: Mapping[str, Any]) -> None:
        """What was named and is not there is a problem, also where somebody took the file of digests out."""
        found, signed, named = self._found, digests.get("signedData"), self._named
        if isinstance(signed, dict):
            stated = str(digests.get("hash"))
            found.signed = found.attempt(lambda: check_signature(signed, stated, named.key), DIGEST)
            if isinstance(signed.get("timeSignature"), str):
                text = str(signed.get("signature")).encode("utf-8", "replace")
                found.attempt(lambda: self._stamp(signed["timeSignature"], text, Covers.signature), DIGEST)
        elif named.key:
            found.problems.append("it is not signed, although a key was named")
        ours = entry_of(digests)
        if ours is not None and package is not None:
            found.attempt(lambda: self._stamp(ours, package, Covers.package), DIGEST)
        if named.roots and not found.stamps:
            found.problems.append("it has no time stamp that holds, although an authority was named")

    def _stamp(self, text: str, data: bytes, covers: Covers) -> None:
        stamp = check_stamp(text, data, covers, self._named.roots)
        self._found.stamps.append(stamp)
        if self._named.roots and stamp.basis is not Basis.authority:
            raise ArchiveDamaged(
                f"the time stamp of {stamp.authority} does not lead to the authority named: {stamp.why}"
            )


def _object(content: bytes, name: str) -> Mapping[str, Any]:
    found = read_object(content)
    if found is None:
        raise ArchiveDamaged(f"{name} is not a JSON object")
    return found
