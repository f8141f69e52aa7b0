"""What each path of the fault server does. A route returns whether the connection stays open."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from tests.faults.server import Peer

Route = Callable[["Peer"], Awaitable[bool]]

PAGE = b"<!doctype html><title>A page</title><p>Plain words on a plain page.</p>\n"
ODD_HEAD = (
    b"HTTP/1.1 200 Fine  by me\r\n"
    b"cONTENT-tYPE:text/html;charset=UTF-8 \r\n"
    b"X-Twice:   one\r\n"
    b"x-twice:\ttwo  \r\n"
    b"Content-length:  " + str(len(PAGE)).encode() + b"\r\n"
    b"\r\n"
)  # fmt: skip
BOMB_SIZE = 512 * 2**20
ETAG = '"first-version"'
ROUTES: dict[str, Route] = {}


def head(status: str, *fields: str) -> bytes:
    return ("\r\n".join((f"HTTP/1.1 {status}", *fields)) + "\r\n\r\n").encode()


def whole(status: str, body: bytes, *fields: str) -> tuple[bytes, bytes]:
    return head(status, *fields, f"Content-Length: {len(body)}"), body


def route(*paths: str) -> Callable[[Route], Route]:
    def add(function: Route) -> Route:
        ROUTES.update(dict.fromkeys(paths, function))
        return function

    return add


def fixed(path: str, status: str, body: bytes, *fields: str) -> None:
    """A route that always answers the same whole response."""

    async def answer(peer: Peer) -> bool:
        await peer.answer(*whole(status, body, *fields))
        return True

    ROUTES[path] = answer


HTML = "Content-Type: text/html; charset=utf-8"
fixed("/ok", "200 OK", PAGE, HTML)
fixed("/gzip", "200 OK", gzip.compress(PAGE, mtime=0), HTML, "Content-Encoding: gzip")
fixed("/no-type", "200 OK", PAGE)
fixed("/404", "404 Not Found", b"<p>Nothing here.</p>", HTML)
fixed("/410", "410 Gone", b"", HTML)
fixed("/500", "500 Internal Server Error", b"broken", "Content-Type: text/plain")
fixed("/503", "503 Service Unavailable", b"later", "Content-Type: text/plain")
fixed("/503-wait", "503 Service Unavailable", b"later", "Retry-After: 7")
fixed("/429", "429 Too Many Requests", b"slow down", "Retry-After: 2")
fixed("/429-long", "429 Too Many Requests", b"come back later", "Retry-After: 3600")
fixed("/429-bare", "429 Too Many Requests", b"slow down")
fixed("/cookie", "200 OK", PAGE, HTML, "Set-Cookie: visit=1; Path=/")
fixed("/loop/a", "302 Found", b"", "Location: /loop/b")
fixed("/loop/b", "302 Found", b"", "Location: a#again")
fixed("/loop/self", "301 Moved Permanently", b"", "Location: /loop/self")
fixed("/no-location", "302 Found", b"where to?", HTML)
fixed("/to-file", "302 Found", b"", "Location: file:///etc/hosts")
fixed("/to-script", "302 Found", b"", "Location: javascript:void(0)")
fixed("/to-nonsense", "302 Found", b"", "Location: http://[half/")
fixed("/to-loopback", "302 Found", b"", "Location: http://127.0.0.1:9/secret")
for step, status in enumerate(
    ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"), 1
):
    fixed(f"/chain/{step}", status, b"moved", f"Location: {'../ok' if step == 1 else step - 1}")


@route("/robots.txt")
async def robots(peer: Peer) -> bool:
    status, body = peer.server.robots
    await peer.answer(*whole(f"{status} Robots", body, "Content-Type: text/plain"))
    return True


@route("/to")
async def to(peer: Peer) -> bool:
    """Redirects to the address in the query."""
    await peer.answer(*whole("302 Found", b"", f"Location: {unquote(peer.query)}"))
    return True


@route("/deeper")
async def deeper(peer: Peer) -> bool:
    """Redirects without end, never twice to the same address."""
    await peer.answer(*whole("302 Found", b"", f"Location: /deeper?{len(peer.query) * 'x'}x"))
    return True


@route("/chunked")
async def chunked(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"))
    for start in range(0, len(PAGE), 20):
        piece = PAGE[start : start + 20]
        await peer.send(f"{len(piece):X};note=x\r\n".encode() + piece + b"\r\n")
    await peer.send(b"0\r\nX-Trailer: late\r\n\r\n")
    return True


@route("/chunked-broken")
async def chunked_broken(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"), b"14\r\n" + PAGE[:20] + b"\r\n")
    await peer.send(b"not a size\r\n")
    return False


@route("/chunked-cut")
async def chunked_cut(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"), b"14\r\n" + PAGE[:20] + b"\r\n")
    return False


@route("/short")
async def short(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, f"Content-Length: {len(PAGE) + 100}"), PAGE)
    return False


@route("/until-close")
async def until_close(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Connection: close"), PAGE)
    return False


@route("/surplus")
async def surplus(peer: Peer) -> bool:
    """A body longer than its Content-Length: the rest lies in the way of the next answer."""
    await peer.answer(head("200 OK", HTML, "Content-Length: 10"), PAGE)
    return True


@route("/ahead")
async def ahead(peer: Peer) -> bool:
    """Sends an answer to a question that was not asked yet."""
    early = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    await peer.answer(*whole("200 OK", PAGE, HTML))
    await peer.send(early)
    return True


@route("/then-close")
async def then_close(peer: Peer) -> bool:
    """Promises to stay and hangs up at the next request."""
    await peer.answer(*whole("200 OK", PAGE, HTML))
    await peer.reader.readuntil(b"\r\n\r\n")
    return False


@route("/slow-header")
async def slow_header(peer: Peer) -> bool:
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await peer.send(b"X-Patience: more\r\n")
        await asyncio.sleep(0.05)


@route("/silent")
async def silent(peer: Peer) -> bool:
    await asyncio.sleep(3600)
    return False


@route("/slow-body")
async def slow_body(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"))
    while True:
        await peer.send(b"5\r\nwait \r\n")
        await asyncio.sleep(0.05)


@route("/late-redirect")
async def late_redirect(peer: Peer) -> bool:
    """Takes most of a second to say that a slow page is elsewhere."""
    await asyncio.sleep(0.7)
    await peer.answer(*whole("302 Found", b"", "Location: /slow-body"))
    return True


@route("/stalled-body")
async def stalled_body(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Content-Length: 1000"), PAGE)
    await asyncio.sleep(3600)
    return False


@route("/early-hints")
async def early_hints(peer: Peer) -> bool:
    await peer.send(head("103 Early Hints", "Link: </style.css>; rel=preload") + head("100 Continue"))
    await peer.answer(*whole("200 OK", PAGE, HTML))
    return True


@route("/endless-1xx")
async def endless_interim(peer: Peer) -> bool:
    while True:
        await peer.send(head("102 Processing"))
        await asyncio.sleep(0.05)


@route("/flood-1xx")
async def flood_interim(peer: Peer) -> bool:
    while True:
        await peer.send(head("102 Processing") * 500)


@route("/garbage")
async def garbage(peer: Peer) -> bool:
    await peer.send(b"\x00\x07SSH-2.0-nothing for you\r\n\r\n" + bytes(range(256)) + b"\r\n\r\n")
    return False


@route("/huge-header")
async def huge_header(peer: Peer) -> bool:
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    for _ in range(2000):
        await peer.send(b"X-Large: " + b"y" * 1000 + b"\r\n")
    return False


@route("/bomb")
async def bomb(peer: Peer) -> bool:
    await peer.answer(*whole("200 OK", bomb_body(), HTML, "Content-Encoding: gzip"))
    return False


@route("/endless")
async def endless(peer: Peer) -> bool:
    await peer.answer(head("200 OK", "Content-Type: text/plain"))
    while True:
        await peer.send(b"more and more \n" * 4096)


@route("/reset")
async def reset(peer: Peer) -> bool:
    peer.reset()
    return False


@route("/reset-body")
async def reset_body(peer: Peer) -> bool:
    await peer.answer(head("200 OK", HTML, "Content-Length: 1000"), PAGE)
    await asyncio.sleep(0.05)
    peer.reset()
    return False


@route("/empty")
async def empty(peer: Peer) -> bool:
    return False


@route("/etag")
async def etag(peer: Peer) -> bool:
    fields = (f"ETag: {ETAG}", "Last-Modified: Tue, 15 May 2018 06:00:00 GMT")
    if peer.header("if-none-match") == ETAG:
        await peer.answer(head("304 Not Modified", *fields))
    else:
        await peer.answer(*whole("200 OK", PAGE, HTML, *fields))
    return True


@route("/odd-head")
async def odd_head(peer: Peer) -> bool:
    await peer.answer(ODD_HEAD, PAGE)
    return True


@route("/second-try")
async def second_try(peer: Peer) -> bool:
    """503 at the first request, the page from then on."""
    first = peer.server.paths.count(peer.path) == 1
    await peer.answer(*whole("503 Busy" if first else "200 OK", b"busy" if first else PAGE, HTML))
    return True


@cache
def bomb_body() -> bytes:
    """Half a gibibyte of zeros, some 2 MB on the wire."""
    packer = zlib.compressobj(1, wbits=31)
    zeros = bytes(2**20)
    packed = [packer.compress(zeros) for _ in range(BOMB_SIZE // len(zeros))]
    return b"".join(packed) + packer.flush()
