"""Statuses, with what servers send beside them, and robots.txt."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import TYPE_CHECKING

from tests.faults.routes import BAD, ETAG, OK, PAGE
from tests.faults.table import HTML, TEXT, fixed, head, route, whole

from verify.model.availability import Availability

if TYPE_CHECKING:
    from tests.faults.server import Peer

SLOW_DOWN = "slow down"
LATER = format_datetime(dt.datetime(2026, 1, 1, 0, 0, 20, tzinfo=dt.UTC), usegmt=True)
LIMIT = Availability.rate_limited
SERVER = Availability.server_error
BLOCKED = Availability.blocked

fixed("/204", "204 No Content", b"", stands=BAD, says="a success with nothing to read")
fixed("/300", "300 Multiple Choices", b"<p>Choose.", HTML, stands=BAD, says="choices without a target")
fixed("/304-unasked", "304 Not Modified", b"", stands=BAD, says="not modified, though nobody asked")
fixed("/400", "400 Bad Request", b"what?", TEXT, stands=BAD, says="the request is not understood")
fixed("/401", "401 Unauthorized", b"", "WWW-Authenticate: Basic", stands=BLOCKED, says="asks for a name")
fixed("/402", "402 Payment Required", b"", stands=Availability.paywalled, says="asks for payment")
fixed("/403", "403 Forbidden", b"<p>No.", HTML, stands=BLOCKED, says="refused without a word why")
fixed("/404", "404 Not Found", b"<p>Nothing here.</p>", HTML, stands=Availability.not_found, says="not there")
fixed("/405", "405 Method Not Allowed", b"", "Allow: POST", stands=BLOCKED, says="not to be asked by GET")
fixed("/408", "408 Request Timeout", b"", stands=Availability.timeout, says="the server gave up waiting")
fixed("/410", "410 Gone", b"", HTML, stands=Availability.gone, says="gone for good")
fixed("/429", "429 Too Many Requests", SLOW_DOWN, "Retry-After: 2", stands=LIMIT, says="a limit, in seconds")
fixed(
    "/429-date",
    "429 Too Many Requests",
    SLOW_DOWN,
    f"Retry-After: {LATER}",
    stands=LIMIT,
    says="a limit, by date",
)
fixed(
    "/429-long",
    "429 Too Many Requests",
    SLOW_DOWN,
    "Retry-After: 3600",
    stands=LIMIT,
    says="a limit, for an hour",
)
fixed("/429-bare", "429 Too Many Requests", SLOW_DOWN, stands=LIMIT, says="a limit without a time")
fixed(
    "/429-nonsense",
    "429 Too Many Requests",
    SLOW_DOWN,
    "Retry-After: soon",
    stands=LIMIT,
    says="a limit, soon",
)
fixed("/451", "451 Unavailable For Legal Reasons", b"", stands=Availability.legal, says="withheld by law")
fixed("/500", "500 Internal Server Error", b"broken", TEXT, stands=SERVER, says="a broken server")
fixed("/503", "503 Service Unavailable", b"later", TEXT, stands=SERVER, says="a server too busy")
fixed(
    "/503-wait",
    "503 Service Unavailable",
    b"later",
    "Retry-After: 7",
    stands=SERVER,
    says="busy, with a time",
)
fixed(
    "/522",
    "522 Connection Timed Out",
    b"",
    "Server: cloudflare",
    stands=SERVER,
    says="nobody behind the proxy",
)
fixed(
    "/999", "999 Request Denied", b"<script>x()</script>", HTML, stands=BLOCKED, says="what programs are told"
)
fixed("/799", "799 Whatever", b"<p>Who knows.", HTML, stands=BAD, says="a status that nobody knows")

FORBIDS = b"User-agent: *\nDisallow: /forbidden\n"
fixed(
    "/forbidden",
    "200 OK",
    PAGE,
    HTML,
    stands=Availability.robots,
    says="robots.txt forbids it",
    robots=FORBIDS,
)


@route("/robots.txt", Availability.not_found)
async def robots(peer: Peer) -> bool:
    """the server's robots.txt, none unless it is told"""
    status, body = peer.server.robots
    await peer.answer(*whole(f"{status} Robots", body, TEXT))
    return True


@route("/etag", OK)
async def etag(peer: Peer) -> bool:
    """a page with validators; 304 where they come back"""
    fields = (f"ETag: {ETAG}", "Last-Modified: Tue, 15 May 2018 06:00:00 GMT")
    if peer.header("if-none-match") == ETAG:
        await peer.answer(head("304 Not Modified", *fields))
    else:
        await peer.answer(*whole("200 OK", PAGE, HTML, *fields))
    return True


@route("/second-try", OK, retries=1)
async def second_try(peer: Peer) -> bool:
    """503 at the first request, the page from then on"""
    first = peer.server.paths.count(peer.path) == 1
    await peer.answer(*whole("503 Busy" if first else "200 OK", b"busy" if first else PAGE, HTML))
    return True
