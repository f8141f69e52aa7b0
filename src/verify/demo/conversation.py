"""One connection of the stand-in server: requests in, answers out (HTTP/1.1, RFC 9112)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from verify.demo.answers import Answer, Pages

PATIENCE = 30.0
"""Seconds after which a connection that says nothing is closed."""
_CHUNK = 700
_REFUSED = Answer(405, (("Allow", "GET, HEAD"), ("Content-Type", "text/plain")), b"")


@dataclass(frozen=True)
class Request:
    """Header names are in lower case; of a field that stands twice the last value counts."""

    method: str
    target: str
    fields: dict[str, str]

    @property
    def host(self) -> str:
        """The Host field without its port."""
        return self.fields.get("host", "").partition(":")[0]

    @property
    def closes(self) -> bool:
        return self.fields.get("connection", "").lower() == "close"


def parse_request(head: bytes) -> Request:
    """Read a request head. Raises ValueError where its first line is not an HTTP/1.x request line."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, version = first.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(f"{version!r} is not HTTP/1.x")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return Request(method, target, {name.strip().lower(): value.strip() for name, _, value in pairs})


def respond(request: Request, scheme: str, pages: Pages) -> bytes:
    """The whole response as bytes: conditional (RFC 9110 13), compressed and chunked as the page asks."""
    if request.method not in ("GET", "HEAD"):
        return _framed(_REFUSED, request)
    answer = pages.find(scheme, request.host, request.target)
    if _unchanged(answer, request):
        return _framed(Answer(304, answer.fields, b""), request)
    if answer.gzip and "gzip" in request.fields.get("accept-encoding", ""):
        answer = answer.compressed()
    return _framed(answer, request)


async def converse(
    scheme: str, pages: Callable[[], Pages], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer requests until the client goes, falls silent or says something that is not HTTP."""
    try:
        while True:
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
            request = parse_request(head)
            writer.write(respond(request, scheme, pages()))
            await writer.drain()
            if request.closes:
                break
    except (ValueError, EOFError, OSError, TimeoutError, asyncio.LimitOverrunError):
        pass  # the client's business is over; there is nobody to tell
    except asyncio.CancelledError:
        writer.transport.abort()  # the server stops: no farewell that a client could hold up
        raise
    await _close(writer)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        async with asyncio.timeout(1):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        writer.transport.abort()


def _unchanged(answer: Answer, request: Request) -> bool:
    """If-None-Match wins over If-Modified-Since (RFC 9110 13.2.2)."""
    if answer.status != HTTPStatus.OK:
        return False
    if tags := request.fields.get("if-none-match"):
        return answer.field("etag") in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = request.fields.get("if-modified-since")
    return since is not None and since == answer.field("last-modified")


def _framed(answer: Answer, request: Request) -> bytes:
    chunked = answer.chunked and answer.status == HTTPStatus.OK
    if chunked:
        length = [("Transfer-Encoding", "chunked")]
    else:
        length = (
            [] if answer.status == HTTPStatus.NOT_MODIFIED else [("Content-Length", str(len(answer.body)))]
        )
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in (*answer.fields, *length)]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    if request.method == "HEAD":
        return head
    return head + (_chunks(answer.body) if chunked else answer.body)


def _chunks(body: bytes) -> bytes:
    pieces = (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
