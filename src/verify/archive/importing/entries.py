"""What is remembered of a capture between the two readings of a file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from verify.archive.cdxj import read_head
from verify.archive.importing.bodies import whole_body
from verify.archive.importing.dates import read_date
from verify.archive.importing.digests import Digest, read_digest
from verify.archive.warc import NOT_MODIFIED, Record, digest
from verify.errors import ArchiveDamaged
from verify.model.snapshot import Truncation

NO_HTTP = "not of the web"
NO_DATE = "without a date that can be read"
NO_PAGE = "HTTP 304, without the page"
IN_SEGMENTS = "cut into segments"
_USERINFO = re.compile(r"\A([A-Za-z]+://)[^/?#]*@")
_WEB = ("http://", "https://")
LONG_HEAD = "with an HTTP head longer than is read"
_LONGEST_HEAD = 2**18  # bytes; browsers take no more
_SHOWN = 200  # characters of an id or address in a message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: the number of its file among those read together, and the offset in it."""

    file: int
    offset: int


@dataclass(frozen=True, slots=True)
class Revisited:
    """What a revisit says of the record that it stands for."""

    id: str | None
    uri: str | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A capture of a URL. `status` is 0 where no server answered (a resource record) or the revisit does not
    say; `stated` is the payload digest that the record carries, `digest` our own of the body.

    `target` is where the record stands that a revisit stands for; its body is the capture's.
    """

    place: Place
    type: str
    id: str
    uri: str
    at: dt.datetime
    status: int
    location: str | None
    stated: Digest | None
    digest: str
    concurrent: tuple[str, ...] = ()
    revisited: Revisited | None = None
    target: Place | None = None


class NoCapture(Exception):
    """The record is whole, and no capture of a page; the words are the reason."""


def target_of(record: Record) -> str:
    """The WARC-Target-URI without a name and password; some writers put it in angle brackets."""
    uri = (record.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    return _USERINFO.sub(r"\1", uri)


def concurrent_to(record: Record) -> tuple[str, ...]:
    """The ids that the record is concurrent to; the field may stand several times."""
    return tuple(value.strip("<>") for name, value in record.fields if name.lower() == "warc-concurrent-to")


def content_of(record: Record) -> tuple[bytes, bytes, Truncation | None]:
    """HTTP head and joined body of a response or revisit, and why the body is not whole."""
    body, truncated = whole_body(record.head, record.payload, record.get("WARC-Truncated"))
    return record.head, body, truncated


def entry_of(record: Record, place: Place) -> Entry:
    """A response, revisit or resource record as an Entry.

    Raises NoCapture, and ArchiveDamaged where the record does not fit its own digests or lacks its id.
    """
    check_block(record)
    at = read_date(record.get("WARC-Date"))
    uri = target_of(record)
    if not uri.lower().startswith(_WEB):
        raise NoCapture(NO_HTTP)
    if at is None:
        raise NoCapture(NO_DATE)
    if record.get("WARC-Segment-Number"):
        raise NoCapture(IN_SEGMENTS)
    return _resource(record, place, uri, at) if record.type == "resource" else _http(record, place, uri, at)


def _resource(record: Record, place: Place, uri: str, at: dt.datetime) -> Entry:
    stated = read_digest(record.get("WARC-Payload-Digest"))
    if stated and not stated.fits(record.block):
        raise ArchiveDamaged(_unfit(record))
    return Entry(place, "resource", record.id, uri, at, 0, None, stated, digest(record.block))


def _http(record: Record, place: Place, uri: str, at: dt.datetime) -> Entry:
    if record.get("WARC-Profile") == NOT_MODIFIED:
        raise NoCapture(NO_PAGE)
    if record.body_at > _LONGEST_HEAD:
        raise NoCapture(LONG_HEAD)
    status, location = _answer(record)
    if status == 304:
        raise NoCapture(NO_PAGE)
    if status == 0 and record.type == "response":
        raise NoCapture(NO_HTTP)
    stated = read_digest(record.get("WARC-Payload-Digest"))
    _, body, _ = content_of(record)
    is_revisit = record.type == "revisit"
    if stated and not is_revisit and not (stated.fits(record.payload) or stated.fits(body)):
        raise ArchiveDamaged(_unfit(record))
    return Entry(
        *(place, record.type, record.id, uri, at, status, location, stated),
        digest="" if is_revisit else digest(body),
        concurrent=concurrent_to(record),
        revisited=_revisited(record) if is_revisit else None,
    )  # fmt: skip


def _answer(record: Record) -> tuple[int, str | None]:
    """Status and Location of a head; 0 where there is no head or no status in it."""
    if not record.head:
        return 0, None
    head = read_head(record.head)
    code = head.get_statuscode()
    numeric = code.isascii() and code.isdigit() and len(code) == 3
    return (int(code), head.get_header("location")) if numeric else (0, None)


def _revisited(record: Record) -> Revisited:
    identity, uri = record.get("WARC-Refers-To"), record.get("WARC-Refers-To-Target-URI")
    return Revisited(
        identity.strip("<>") if identity else None,
        uri.strip("<>") if uri else None,
        read_date(record.get("WARC-Refers-To-Date")),
    )


def check_block(record: Record) -> None:
    """Raises ArchiveDamaged where the record does not fit its block digest, or has no id."""
    stated = read_digest(record.get("WARC-Block-Digest"))
    if stated and not stated.fits(record.block):
        raise ArchiveDamaged(f"{record.id[:_SHOWN]} does not fit the block digest that it carries")
    if not record.id:
        raise ArchiveDamaged("the record has no id")


def fits(stated: Digest, record: Record) -> bool:
    """Whether a payload digest is that of the record's body, with its chunk framing or without.

    The standard means the body without its transfer coding; warcio and wget take it as it came.
    """
    return stated.fits(record.payload) or stated.fits(content_of(record)[1])


def _unfit(record: Record) -> str:
    named = f"{record.id[:_SHOWN]} ({target_of(record)[:_SHOWN]})"
    return f"the body of {named} does not fit the payload digest that it carries"
