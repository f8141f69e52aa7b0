"""Other people's archives: which captures of a URL they hold (RFC 7089, CDX indexes)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Dialect(StrEnum):
    """How an archive's index is asked and answers."""

    internet_archive = "internet_archive"  # /cdx/search/cdx, an array of arrays with a header row
    pywb = "pywb"  # /<collection>/cdx, one JSON object a line
    timemap = "timemap"  # RFC 7089 alone: link-format


@dataclass(frozen=True)
class PublicArchive:
    """An archive by its base URL, as `https://archive.example/web/`: replay is `<base><14 digits>id_/<url>`.

    `index` is the CDX endpoint and `save` the address that takes pages (Save Page Now); None: it has none.
    """

    name: str
    base: str
    dialect: Dialect = Dialect.timemap
    index: str | None = None
    save: str | None = None


INTERNET_ARCHIVE = PublicArchive(
    "internet-archive",
    "https://web.archive.org/web/",
    Dialect.internet_archive,
    index="https://web.archive.org/cdx/search/cdx",
    save="https://web.archive.org/save",
)


@dataclass(frozen=True)
class SaveKey:
    """An account's key with the save service of the archive of this name. Neither stored nor printed."""

    archive: str
    key: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Capture:
    """One line of an archive's index: `url` as captured, `at` in UTC.

    `status` is the HTTP status captured, None where the index does not say (a revisit, a TimeMap);
    `digest` the archive's own word for the body's digest, equal bodies having equal digests; `raw` the
    address of the captured bytes, unchanged.
    """

    url: str
    at: dt.datetime
    raw: str
    archive: str
    status: int | None = None
    media_type: str | None = None
    digest: str | None = None
    length: int | None = None


@dataclass(frozen=True)
class Listing:
    """The captures of one URL in one archive, the oldest first.

    `trouble` says in plain words why the list may be incomplete or could not be had; empty: it is whole.
    """

    archive: str
    captures: tuple[Capture, ...]
    trouble: str = ""


@dataclass(frozen=True)
class CoolDown:
    """An archive asked to be left alone: nothing is asked of it before `until` (UTC).

    `seconds` is how long that was from the start; an archive that asks again soon is left alone for longer.
    """

    until: dt.datetime
    seconds: float


class SaveOutcome(StrEnum):
    saved = "saved"  # a new capture
    kept = "kept"  # a capture that is new enough was there
    failed = "failed"  # the archive said no, and its index has no capture
    unknown = "unknown"  # nobody could say


@dataclass(frozen=True)
class Saved:
    """What came of asking `archive` to save `url`.

    `memento` is the capture's address for people and `at` its moment (UTC), None where there is none.
    `cause` is one plain sentence part, empty where nothing needs saying.
    """

    url: str
    archive: str
    outcome: SaveOutcome
    memento: str | None = None
    at: dt.datetime | None = None
    cause: str = ""
