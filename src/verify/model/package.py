"""A package of stored pages (WACZ): what was written, and what an inspection of one found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Covers(StrEnum):
    """What a time stamp is about."""

    package = "package"  # datapackage.json, and so every byte that it lists
    signature = "signature"  # the signature alone: a stamp of it can be carried over to another package


class Basis(StrEnum):
    """Why a time stamp's certificate would be believed."""

    authority = "authority"  # it leads to a certificate that the reader named
    itself = "itself"  # only certificates inside the stamp speak for it: anybody can make such a stamp
    unchecked = "unchecked"  # the certificates that its signature could be checked with are not there


@dataclass(frozen=True)
class Stamp:
    """A time stamp (RFC 3161): `authority` says that what it covers existed `at` this time (UTC).

    `certificate` is the `sha256:<hex>` of the certificate that signed it, `why` what stood in the way of a
    better basis, in plain words.
    """

    at: dt.datetime
    authority: str
    covers: Covers
    basis: Basis
    certificate: str
    why: str = ""


@dataclass(frozen=True)
class Signed:
    """A signature that fits. `key` is the `sha256:<hex>` of the public key (SubjectPublicKeyInfo, DER).

    `known`: the reader named this key. `domain` is what a certificate beside the signature names.
    """

    key: str
    known: bool = False
    domain: str = ""


@dataclass(frozen=True)
class Package:
    """A package as it was written: `digest` is the `sha256:<hex>` of the file, `key` the signing key's."""

    path: str
    bytes: int
    digest: str
    created: dt.datetime
    warcs: tuple[str, ...]
    records: int
    pages: int
    key: str | None = None
    stamp: Stamp | None = None
    notes: tuple[str, ...] = ()


class PackageKind(StrEnum):
    wacz = "wacz"
    warc = "warc"


@dataclass(frozen=True)
class Inspection:
    """What was found in a file. `problems` is empty where all is well; `notes` are facts that are no damage.

    `digests` counts the records' digests that were compared, `bare` the records without one. `covered`: a
    list of digests, itself named by a digest, covers every file inside. `latest` is the latest time that a
    record gives.
    """

    path: str
    kind: PackageKind
    bytes: int
    digest: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    created: str = ""
    software: str = ""
    files: int = 0
    warcs: int = 0
    records: int = 0
    digests: int = 0
    bare: int = 0
    pages: int = 0
    covered: bool = False
    latest: dt.datetime | None = None
    signed: Signed | None = None
    stamps: tuple[Stamp, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.problems
