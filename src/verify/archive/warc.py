"""WARC 1.1 records as bytes, and back.

ISO 28500:2017 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/). Each
record is a gzip member of its own (annex D). Digests are written `sha256:<hex>`, as webrecorder's tools
do and warcio checks. Writing and strict reading stand together here, so that each proves the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from dataclasses import dataclass
from urllib.parse import quote

from verify.errors import ArchiveDamaged

VERSION = b"WARC/1.1"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HTTP_REQUEST = "application/http;msgtype=request"
HTTP_RESPONSE = "application/http;msgtype=response"
GZIP_LEVEL = 6
LARGEST_RECORD = 2**28  # bytes of one record, unpacked; a bigger member is not ours
_TARGET_SAFE = "!$%&'()*+,-./:;=?@[]_~"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Record:
    """One record: the named fields in order (Content-Length and block digest left out) and the block."""

    fields: Fields
    block: bytes

    def get(self, name: str) -> str | None:
        """The first value of a field; names have no case."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), None)

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
        return self.block[: split_at(self.block)]

    @property
    def payload(self) -> bytes:
        """The HTTP body of a response."""
        return self.block[split_at(self.block) :]


@dataclass(frozen=True)
class Placed:
    """A record and where its gzip member stands in the file `warc`: offset and length in bytes."""

    record: Record
    warc: str
    offset: int
    length: int


def split_at(block: bytes) -> int:
    """Where the body starts: behind the first empty line (bare LF is taken too, RFC 9112 2.2)."""
    place = 0
    while place < len(block):
        end = block.find(b"\n", place) + 1
        if not end:
            break
        if block[place:end] in (b"\r\n", b"\n"):
            return end
        place = end
    return len(block)


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


def plain(record: Record) -> bytes:
    """The record's bytes before compression."""
    lines = [VERSION]
    fields = (*record.fields, ("WARC-Block-Digest", digest(record.block)))
    for name, value in (*fields, ("Content-Length", str(len(record.block)))):
        lines.append(f"{name}: {_one_line(value)}".encode())
    return b"\r\n".join(lines) + b"\r\n\r\n" + record.block + b"\r\n\r\n"


def pack(content: bytes) -> bytes:
    """One gzip member (RFC 1952), the same bytes for the same content."""
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


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
    """Compare a response's body with its payload digest. Raises ArchiveDamaged."""
    if record.type == "response" and record.get("WARC-Payload-Digest") != digest(record.payload):
        raise ArchiveDamaged(f"the body of {record.id} does not match its payload digest")


def _decoded(lines: list[bytes]) -> list[str]:
    try:
        return [line.decode("utf-8") for line in lines]
    except UnicodeDecodeError as error:
        raise ArchiveDamaged("a record's fields are not UTF-8") from error


def _one_line(value: str) -> str:
    return value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
