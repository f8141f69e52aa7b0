"""What the connection and the head of an answer can do: slowness, breaks, floods."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from functools import cache
from typing import TYPE_CHECKING

from tests.faults.table import HTML, fixed, head, route, whole

from verify.model.availability import Availability

if TYPE_CHECKING:
    from tests.faults.server import Peer

PAGE = b"<!doctype html><title>A page</title><p>Plain words on a plain page.</p>\n"
ODD_HEAD = (
    b"HTTP/1.1 200 Fine  by me\r\n"
    b"cONTENT-tYPE:text/html;charset=UTF-8 \r\n"
    b"X-Twice:   one\r\n"
    b"x-twice:\ttwo  \r\n"
    b"Content-length:  " + str(len(PAGE)).encode() + b"\r\n"
    b"\r\n"
)
BOMB_SIZE = 512 * 2**20
ETAG = '"first-version"'
SOON = {"total_time": 0.6, "read_timeout": 0.3}
UNHURRIED = {"total_time": 60.0, "read_timeout": 60.0}  # a bomb is packed when it is first asked for

OK = Availability.ok
BAD = Availability.bad_response
CUT = Availability.truncated

fixed("/ok", "200 OK", PAGE, HTML, stands=OK, says="a page")
fixed(
    "/gzip", "200 OK", gzip.compress(PAGE, mtime=0), HTML, "Content-Encoding: gzip", stands=OK, says="packed"
)
fixed("/no-type", "200 OK", PAGE, stands=OK, says="a page without Content-Type")
fixed("/cookie", "200 OK", PAGE, HTML, "Set-Cookie: visit=1; Path=/", stands=OK, says="a page with a cookie")


# -- framing -------------------------------------------------------------------------------------


@route("/chunked", OK)
async def chunked(peer: Peer) -> bool:
    """a page in chunks, with extensions and a trailer"""
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"))
    for start in range(0, len(PAGE), 20):
        piece = PAGE[start : start + 20]
        await peer.send(f"{len(piece):X};note=x\r\n".encode() + piece + b"\r\n")
    await peer.send(b"0\r\nX-Trailer: late\r\n\r\n")
    return True


@route("/chunked-broken", CUT)
async def chunked_broken(peer: Peer) -> bool:
    """a chunk whose size is no number"""
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"), b"14\r\n" + PAGE[:20] + b"\r\n")
    await peer.send(b"not a size\r\n")
    return False


@route("/chunked-cut", CUT)
async def chunked_cut(peer: Peer) -> bool:
    """chunks without the last one"""
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"), b"14\r\n" + PAGE[:20] + b"\r\n")
    return False


@route("/chunked-vast", CUT)
async def chunked_vast(peer: Peer) -> bool:
    """a chunk that says it has exbibytes"""
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"), b"0FFFFFFFFFFFFFFF\r\n" + PAGE)
    return False


@route("/short", CUT)
async def short(peer: Peer) -> bool:
    """less body than Content-Length says"""
    await peer.answer(head("200 OK", HTML, f"Content-Length: {len(PAGE) + 100}"), PAGE)
    return False


@route("/until-close", OK)
async def until_close(peer: Peer) -> bool:
    """a body that ends with the connection"""
    await peer.answer(head("200 OK", HTML, "Connection: close"), PAGE)
    return False


@route("/surplus", Availability.unsupported)
async def surplus(peer: Peer) -> bool:
    """more body than Content-Length says: the rest lies in the way of the next answer"""
    await peer.answer(head("200 OK", HTML, "Content-Length: 10"), PAGE)
    return True


@route("/length-words", BAD)
async def length_words(peer: Peer) -> bool:
    """a Content-Length that is no number"""
    await peer.answer(head("200 OK", HTML, "Content-Length: plenty"), PAGE)
    return False


@route("/length-twice", BAD)
async def length_twice(peer: Peer) -> bool:
    """two Content-Lengths that differ"""
    await peer.answer(head("200 OK", HTML, f"Content-Length: {len(PAGE)}", "Content-Length: 5"), PAGE)
    return False


@route("/ahead", OK)
async def ahead(peer: Peer) -> bool:
    """a page, and an answer to a question that was not asked yet"""
    early = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    await peer.answer(*whole("200 OK", PAGE, HTML))
    await peer.send(early)
    return True


@route("/then-close", OK)
async def then_close(peer: Peer) -> bool:
    """a page; promises to stay and hangs up at the next request"""
    await peer.answer(*whole("200 OK", PAGE, HTML))
    await peer.reader.readuntil(b"\r\n\r\n")
    return False


# -- slowness ------------------------------------------------------------------------------------


@route("/slow-header", Availability.timeout, **SOON)
async def slow_header(peer: Peer) -> bool:
    """a head that never ends, line by line"""
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await peer.send(b"X-Patience: more\r\n")
        await asyncio.sleep(0.05)


@route("/silent", Availability.timeout, **SOON)
async def silent(peer: Peer) -> bool:
    """no answer at all"""
    await asyncio.sleep(3600)
    return False


@route("/slow-body", CUT, **SOON)
async def slow_body(peer: Peer) -> bool:
    """a body that never ends, word by word"""
    await peer.answer(head("200 OK", HTML, "Transfer-Encoding: chunked"))
    while True:
        await peer.send(b"5\r\nwait \r\n")
        await asyncio.sleep(0.05)


@route("/late-redirect", CUT, total_time=1.0)
async def late_redirect(peer: Peer) -> bool:
    """takes most of a second to say that a slow page is elsewhere"""
    await asyncio.sleep(0.7)
    await peer.answer(*whole("302 Found", b"", "Location: /slow-body"))
    return True


@route("/stalled-body", CUT, **SOON)
async def stalled_body(peer: Peer) -> bool:
    """a page, then silence where more was promised"""
    await peer.answer(head("200 OK", HTML, "Content-Length: 1000"), PAGE)
    await asyncio.sleep(3600)
    return False


# -- heads ---------------------------------------------------------------------------------------


@route("/early-hints", OK)
async def early_hints(peer: Peer) -> bool:
    """interim answers before the page"""
    await peer.send(head("103 Early Hints", "Link: </style.css>; rel=preload") + head("100 Continue"))
    await peer.answer(*whole("200 OK", PAGE, HTML))
    return True


@route("/endless-1xx", Availability.timeout, **SOON)
async def endless_interim(peer: Peer) -> bool:
    """interim answers and never another"""
    while True:
        await peer.send(head("102 Processing"))
        await asyncio.sleep(0.05)


@route("/flood-1xx", BAD)
async def flood_interim(peer: Peer) -> bool:
    """interim answers as fast as they go"""
    while True:
        await peer.send(head("102 Processing") * 500)


@route("/garbage", BAD)
async def garbage(peer: Peer) -> bool:
    """bytes that are no HTTP"""
    await peer.send(b"\x00\x07SSH-2.0-nothing for you\r\n\r\n" + bytes(range(256)) + b"\r\n\r\n")
    return False


@route("/huge-header", BAD)
async def huge_header(peer: Peer) -> bool:
    """two megabytes of header fields"""
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    for _ in range(2000):
        await peer.send(b"X-Large: " + b"y" * 1000 + b"\r\n")
    return False


@route("/many-headers", BAD)
async def many_headers(peer: Peer) -> bool:
    """two hundred thousand short header fields"""
    await peer.send(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000 + b"\r\n" + PAGE)
    return False


@route("/endless-line", BAD)
async def endless_line(peer: Peer) -> bool:
    """one header field without end"""
    await peer.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        await peer.send(b"y" * 65536)


@route("/header-zero", BAD)
async def header_zero(peer: Peer) -> bool:
    """a zero byte in a header field"""
    await peer.answer(head("200 OK", HTML, "X-Odd: a\x00b", f"Content-Length: {len(PAGE)}"), PAGE)
    return False


@route("/odd-head", OK)
async def odd_head(peer: Peer) -> bool:
    """a head of unusual case and white space"""
    await peer.answer(ODD_HEAD, PAGE)
    return True


# -- breaks --------------------------------------------------------------------------------------


@route("/reset", Availability.refused)
async def reset(peer: Peer) -> bool:
    """the connection is reset before any answer"""
    peer.reset()
    return False


@route("/reset-body", CUT)
async def reset_body(peer: Peer) -> bool:
    """the connection is reset in the middle of the body"""
    await peer.answer(head("200 OK", HTML, "Content-Length: 1000"), PAGE)
    await asyncio.sleep(0.05)
    peer.reset()
    return False


@route("/empty", Availability.refused)
async def empty(peer: Peer) -> bool:
    """hangs up without an answer"""
    return False


# -- sizes ---------------------------------------------------------------------------------------


@route("/bomb", Availability.too_large, max_decoded=2**20, **UNHURRIED)
async def bomb(peer: Peer) -> bool:
    """half a gibibyte in two megabytes of gzip"""
    await peer.answer(*whole("200 OK", bomb_body(), HTML, "Content-Encoding: gzip"))
    return False


@route("/endless", Availability.too_large, max_body=2**18)
async def endless(peer: Peer) -> bool:
    """a body without end"""
    await peer.answer(head("200 OK", "Content-Type: text/plain"))
    while True:
        await peer.send(b"more and more \n" * 4096)


@cache
def bomb_body() -> bytes:
    """Half a gibibyte of zeros, some 2 MB on the wire."""
    packer = zlib.compressobj(1, wbits=31)
    zeros = bytes(2**20)
    packed = [packer.compress(zeros) for _ in range(BOMB_SIZE // len(zeros))]
    return b"".join(packed) + packer.flush()
