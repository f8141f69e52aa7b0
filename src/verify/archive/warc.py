"""WARC 1.1 records as bytes, and back.

ISO 28500:2017 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/). Each
record is a gzip member of its own (annex D, see gzip_member.py). Digests are written `sha256:<hex>`, as
webrecorder's tools do and warcio checks. Writing and strict reading stand together here, so that each
proves the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from verify.errors import ArchiveDamaged

VERSION = b"WARC/1.1"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HTTP_REQUEST = "application/http;msgtype=request"
HTTP_RESPONSE = "application/http;msgtype=response"
LARGEST_RECORD = 2**28  # bytes of one record, unpacked; a bigger member is not ours
EMPTY_LINE = re.compile(rb"^\r?\n", re.MULTILINE)
"""Ends the head of an HTTP message (bare LF is taken too, RFC 9112 2.2)."""
_TARGET_SAFE = "!$%&'()*+,-./:;=?@[]_~"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Record:
    """One record: the named fields in order (Content-Length and block digest left out) and the block."""

    fields: Fields
    block: bytes

    def get(self, name: str) -> str | None:
        """The first value of a field; names have no case."""
        return self._values.get(name.lower())

    def need(self, name: str) -> str:
        """The value of a field that must be there. Raises ArchiveDamaged."""
        value = self.get(name)
        if value is None:
            raise ArchiveDamaged(f"a record lacks its field {name}")
        return value

    @property
    def id(self) -> str:
        return self.need("WARC-Record-ID").strip("<>")

    @property
    def type(self) -> str:
        return self.need("WARC-Type")

    @property
    def head(self) -> bytes:
        """The HTTP head of a request, response or revisit, its empty line included."""
        return self.block[: self.body_at]

    @property
    def payload(self) -> bytes:
        """The HTTP body of a response; all of a resource."""
        return self.block if self.type == "resource" else self.block[self.body_at :]

    @cached_property
    def body_at(self) -> int:
        """Where the HTTP body starts in the block."""
        return split_at(self.block)

    @cached_property
    def _values(self) -> dict[str, str]:
        return {name.lower(): value for name, value in reversed(self.fields)}


@dataclass(frozen=True)
class Placed:
    """A record and where its gzip member stands in the file `warc`: offset and length in bytes."""

    record: Record
    warc: str
    offset: int
    length: int


def split_at(block: bytes) -> int:
    """Where the body starts: behind the first empty line."""
    found = EMPTY_LINE.search(block)
    return found.end() if found else len(block)


def digest(content: bytes) -> str:
    """`sha256:<hex>` of some bytes."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def warc_date(moment: dt.datetime) -> str:
    """An aware time as WARC-Date: UTC, with microseconds where it has some."""
    text = moment.astimezone(dt.UTC).isoformat()
    return text.removesuffix("+00:00") + "Z"


def parse_date(text: str) -> dt.datetime:
    """Read a WARC-Date. Raises ArchiveDamaged."""
    try:
        return dt.datetime.fromisoformat(text.removesuffix("Z") + "+00:00")
    except ValueError as error:
        raise ArchiveDamaged(f"a record's date {text!r} is not a date") from error


def target_uri(url: str) -> str:
    """A URL as WARC-Target-URI: ASCII, nothing that could break a line, the scheme in lower case.

    The fragment is the reader's, it was never asked for: it goes (RFC 9110 7.1).
    """
    scheme, colon, rest = quote(url.partition("#")[0], safe=_TARGET_SAFE, errors="surrogatepass").partition(
        ":"
    )
    return scheme.lower() + colon + rest


def angled(identity: str) -> str:
    return f"<{identity}>"


def written(record: Record) -> Record:
    """The record as it reads back: values stand on one line."""
    if all(value.isprintable() for _, value in record.fields):
        return record
    return Record(tuple((name, _one_line(value)) for name, value in record.fields), record.block)


def plain(record: Record) -> bytes:
    """The record's bytes before compression. `parse` gives `written(record)` back."""
    block = record.block
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in written(record).fields)]
    lines += [f"WARC-Block-Digest: {digest(block)}", f"Content-Length: {len(block)}", "\r\n"]
    return b"".join(("\r\n".join(lines).encode(), block, b"\r\n\r\n"))


def parse(content: bytes) -> Record:
    """Read one unpacked record, strictly. Raises ArchiveDamaged where it is not as `plain` writes it."""
    head, gap, rest = content.partition(b"\r\n\r\n")
    version, *lines = head.split(b"\r\n")
    if version != VERSION or not gap:
        raise ArchiveDamaged("a record does not start as WARC/1.1")
    pairs = [line.partition(": ") for line in _decoded(lines)]
    record = Record(tuple((name, value) for name, _, value in pairs), rest[:-4])
    if record.get("Content-Length") != str(len(record.block)) or rest[-4:] != b"\r\n\r\n":
        raise ArchiveDamaged("a record is not as long as it says")
    if record.get("WARC-Block-Digest") != digest(record.block):
        raise ArchiveDamaged(f"the record {record.get('WARC-Record-ID')} does not match its block digest")
    own = tuple(pair for pair in record.fields if pair[0] not in ("Content-Length", "WARC-Block-Digest"))
    return Record(own, record.block)


def check_payload(record: Record) -> None:
    """Compare a response's body, or a resource, with its payload digest. Raises ArchiveDamaged."""
    has_payload = record.type in ("response", "resource")
    if has_payload and record.get("WARC-Payload-Digest") != digest(record.payload):
        raise ArchiveDamaged(f"the body of {record.id} does not match its payload digest")


def _decoded(lines: list[bytes]) -> list[str]:
    try:
        return [line.decode("utf-8") for line in lines]
    except UnicodeDecodeError as error:
        raise ArchiveDamaged("a record's fields are not UTF-8") from error


def _one_line(value: str) -> str:
    return value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
