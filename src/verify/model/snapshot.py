"""What fetch returns and archive stores: exchanges, looks and snapshots.

An `Exchange` is one whole look at a URL, with every hop of its redirects. A `Hop` is one request and
what came back, byte for byte except that a chunked body is stored joined. A `Look` is an exchange as
it stands in the archive; its `Snapshot` is the last hop's response, the thing a verdict cites.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """Why no response came, or why it was not taken. Each value is the Availability of the same name."""

    timeout = "timeout"
    dns = "dns"
    refused = "refused"
    tls = "tls"
    bad_response = "bad_response"
    too_large = "too_large"
    robots = "robots"
    unsafe = "unsafe"
    loop = "loop"
    skipped = "skipped"


@dataclass(frozen=True)
class Failure:
    """`cause` is a short sentence part in plain words; `code` a machine's word for it, as `NXDOMAIN`."""

    kind: FailureKind
    cause: str
    code: str | None = None


@dataclass(frozen=True)
class TlsFacts:
    version: str
    cipher: str
    certificate_sha256: str | None = None


class Truncation(StrEnum):
    """Why a body is not whole; the value is WARC 1.1's WARC-Truncated word."""

    length = "length"  # our own cap
    time = "time"
    disconnect = "disconnect"
    unspecified = "unspecified"  # somebody else's capture that does not say why


class OriginKind(StrEnum):
    """Who made the exchange, where it was not we."""

    imported = "imported"  # another tool's WARC or WACZ: that tool says that the site served it
    supplied = "supplied"  # a file that somebody saved by hand: nothing proves where it came from


@dataclass(frozen=True)
class Origin:
    """Where an exchange that we did not fetch came from.

    `name` is the file as it was given, `digest` its `sha256:<hex>`, `by` who gave it, `taken` when it
    came into the archive. `record` is the WARC-Record-ID it had in an imported file; `seen` the date of
    reduced precision (ISO 8601) on which the one who supplied it says to have seen the page.
    """

    kind: OriginKind
    name: str
    digest: str
    taken: dt.datetime
    by: str = ""
    record: str | None = None
    seen: str = ""

    @property
    def label(self) -> str:
        """What every report says beside such evidence."""
        if self.kind is OriginKind.supplied:
            return f"supplied by hand, origin not proven (by {self.by}, seen {self.seen})"
        return f"imported from {self.name}, captured by others"


@dataclass(frozen=True)
class Framing:
    """How a chunked body (RFC 9112 7.1) crossed the wire, as far as it came.

    `digest` is the `sha256:<hex>` of all bytes behind the head, framing and data. `received` are these bytes
    without the data (size lines with extensions, line ends, trailers; `extract.chunks` puts them together
    again); None where nobody asked for it (FetchPolicy.exact_wire) or it is longer than is kept.
    """

    digest: str
    received: bytes | None = None


@dataclass(frozen=True)
class Hop:
    """One request and its response.

    `request_head` and `response_head` are the bytes on the wire up to and including the empty line
    (RFC 9112). `body` has its transfer coding removed and its content coding kept. Times are UTC.

    A 304 comes from the archive as the stored page that it stands for: status, head and body are the
    page's, and `not_modified_head` is the head of the 304. Elsewhere it is None.

    `framing` is None where the body was not chunked or where we stopped reading before its end (our cap).

    Where no server answered (a file supplied by hand, a WARC `resource` record) both heads are empty, the
    status is 0 and `headers` hold the media type alone. Others' captures may lack the request.
    """

    url: str
    started: dt.datetime
    elapsed_ms: int
    request_head: bytes
    response_head: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: Truncation | None = None
    ip_address: str | None = None
    tls: TlsFacts | None = None
    not_modified_head: bytes | None = None
    framing: Framing | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever its case; None where it is absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True)
class Exchange:
    """One look at `url`. Without a response `hops` may be empty and `failure` says why.

    A failure after some hops (a redirect into an unsafe address) keeps the hops before it.
    `origin` is None where we asked the server ourselves.
    """

    url: str
    started: dt.datetime
    elapsed_ms: int
    hops: tuple[Hop, ...]
    failure: Failure | None = None
    attempts: int = 1
    origin: Origin | None = None

    @property
    def last(self) -> Hop | None:
        """The response that answered, None where the exchange ended in a failure."""
        return self.hops[-1] if self.hops and self.failure is None else None

    @property
    def final_url(self) -> str:
        return self.hops[-1].url if self.hops else self.url


@dataclass(frozen=True)
class Snapshot:
    """Our stored response of a URL at a time.

    `id` is the WARC-Record-ID of its response or revisit record (`urn:uuid:…`), `digest` the
    `sha256:<hex>` of the stored body, `warc` a file name under cache/warc. A server's 304 is a snapshot
    whose digest and body are those of the snapshot it revisits; `revisits` then names that record.
    """

    id: str
    url: str
    final_url: str
    fetched: dt.datetime
    status: int
    media_type: str | None
    digest: str
    size: int
    warc: str
    offset: int
    length: int
    revisits: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Look:
    """An exchange as the archive keeps it: `id` is `urn:verify:look:<uuid>`; `run` the run that made it."""

    id: str
    url: str
    at: dt.datetime
    run: str
    snapshot: Snapshot | None
    failure: Failure | None = None
    attempts: int = 1
    elapsed_ms: int = 0
    origin: Origin | None = None


@dataclass(frozen=True)
class FetchRequest:
    """What to look at. The validators of an earlier snapshot make the request conditional (RFC 9110 13).

    `head_only` asks for the status alone: by HEAD, and by GET where HEAD brought no success, because a
    server's answer to HEAD is not trusted alone.

    The rest is for services made for programs (an archive's index, a time stamp authority): `headers` are
    sent to the first address alone, a `body` makes it a POST, without `follow` a redirect is the answer,
    without `robots` robots.txt is not asked, and with `once` nothing is tried again.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    head_only: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    follow: bool = True
    robots: bool = True
    once: bool = False
