"""Bodies: packed wrongly or too well, under a wrong label, in a wrong charset, nested beyond sense."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]
import zstandard
from tests.faults.routes import PAGE, UNHURRIED
from tests.faults.table import HTML, fixed, route, whole

from verify.model.availability import Availability

if TYPE_CHECKING:
    from tests.faults.server import Peer

OK = Availability.ok
BAD = Availability.bad_response
CUT = Availability.truncated
LARGE = Availability.too_large
UNSUPPORTED = Availability.unsupported

STORY = (
    "<!doctype html><html lang=en><head><title>The pupils of the valley</title></head><body><article>"
    "<h1>The pupils of the valley</h1>"
    + "<p>The ministry said on Thursday that it had counted the pupils of the valley again.</p>" * 30
    + "</article></body></html>"
)
PACKED = gzip.compress(STORY.encode(), mtime=0)


# -- content codings -------------------------------------------------------------------------------


def coded(path: str, body: bytes, coding: str, stands: Availability, says: str, **policy: Any) -> None:
    fixed(path, "200 OK", body, HTML, f"Content-Encoding: {coding}", stands=stands, says=says, **policy)


coded("/br", brotli.compress(STORY.encode()), "br", OK, "packed by Brotli")
coded("/zstd", zstandard.compress(STORY.encode()), "zstd", OK, "packed by Zstandard")
coded("/deflate", zlib.compress(STORY.encode()), "deflate", OK, "packed by zlib")
coded("/gzip-twice", gzip.compress(PACKED, mtime=0), "gzip, gzip", OK, "packed twice, as it says")
coded("/gzip-members", PACKED + gzip.compress(b"<p>More.", mtime=0), "gzip", OK, "packed in two members")
coded("/gzip-cut", PACKED[:-30], "gzip", CUT, "packed, and the end is missing")
coded("/gzip-lie", STORY.encode(), "gzip", BAD, "not packed, though it says so")
coded("/br-lie", PACKED, "br", BAD, "packed by gzip, though it says Brotli")
coded("/coding-unknown", PACKED, "aes128gcm", UNSUPPORTED, "a coding that nobody undoes")
coded("/coding-many", PACKED, "gzip, gzip, gzip, gzip", UNSUPPORTED, "four codings inside each other")


def _bomb(packer: Any, *, megabytes: int = 64) -> bytes:
    """So many MiB of the letter a, packed piece by piece."""
    pack = getattr(packer, "process", None) or packer.compress
    end = getattr(packer, "finish", None) or packer.flush
    piece = b"a" * 2**20
    return b"".join(pack(piece) for _ in range(megabytes)) + bytes(end())


@cache
def bomb_of(kind: str) -> bytes:
    """The bytes on the wire of one of BOMBS, packed when first asked for."""
    return BOMBS[kind][1]()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gzip": ("gzip", lambda: _bomb(zlib.compressobj(1, wbits=31))),
    "deflate": ("deflate", lambda: _bomb(zlib.compressobj(1))),
    "br": ("br", lambda: _bomb(brotli.Compressor(quality=1))),
    "zstd": ("zstd", lambda: _bomb(zstandard.ZstdCompressor().compressobj())),
    "nested": ("gzip, gzip", lambda: gzip.compress(_bomb(zlib.compressobj(1, wbits=31)), mtime=0)),
}
"""Name -> Content-Encoding and what packs 64 MiB so."""


def _serve_bomb(kind: str) -> None:
    async def answer(peer: Peer) -> bool:
        await peer.answer(*whole("200 OK", bomb_of(kind), HTML, f"Content-Encoding: {BOMBS[kind][0]}"))
        return False

    answer.__doc__ = f"64 MiB of one letter, packed by {BOMBS[kind][0]}"
    route(f"/bomb/{kind}", LARGE, max_decoded=2**20, **UNHURRIED)(answer)


for each in BOMBS:
    _serve_bomb(each)


# -- labels and charsets ---------------------------------------------------------------------------

RUSSIAN = STORY.replace("The ministry said", "Министерство сообщило")


def labelled(path: str, body: bytes, kind: str, stands: Availability, says: str) -> None:
    fixed(path, "200 OK", body, f"Content-Type: {kind}", stands=stands, says=says)


labelled("/type-nonsense", STORY.encode(), "certainly; no=type; ;;", OK, "a page under a label of nonsense")
labelled("/type-plain", STORY.encode(), "text/plain", OK, "a page under the label of plain text")
labelled("/type-bytes", STORY.encode(), "application/octet-stream", OK, "a page under the label of any bytes")
labelled(
    "/type-picture", b"\x89PNG\r\n\x1a\n\0\0", "text/html", UNSUPPORTED, "a picture under the label of a page"
)
labelled("/picture", b"\x89PNG\r\n\x1a\n\0\0", "image/png", UNSUPPORTED, "a picture")
labelled("/json", b'{"words": "none to read"}', "application/json", UNSUPPORTED, "JSON")
labelled("/zip", b"PK\x03\x04\x14\0\0\0", "application/zip", UNSUPPORTED, "an archive")
labelled("/pdf-half", b"%PDF-1.7\n1 0 obj <<", "application/pdf", BAD, "a broken PDF")
labelled("/blank", b"", "text/html", BAD, "an empty body")
labelled("/white", b" \r\n\t\n", "text/html", BAD, "a body of white space")
labelled("/zeros", bytes(5000), "text/html", BAD, "a body of zero bytes")
labelled(
    "/charset-unknown", RUSSIAN.encode(), "text/html; charset=klingon", OK, "a charset that there is not"
)
labelled("/charset-latin", RUSSIAN.encode(), "text/html; charset=iso-8859-1", OK, "UTF-8 said to be Latin-1")
labelled(
    "/charset-utf", RUSSIAN.encode("cp1251"), "text/html; charset=utf-8", OK, "windows-1251 said to be UTF-8"
)
labelled("/charset-wide", RUSSIAN.encode("utf-16"), "text/html", OK, "UTF-16 with its mark alone")


# -- nesting ---------------------------------------------------------------------------------------


def grown(path: str, before: str, after: str, says: str, stands: Availability = OK) -> None:
    """A page whose story stands behind something that no parser likes."""
    body = f"<!doctype html><title>The pupils of the valley</title>{before}{STORY}{after}"
    fixed(path, "200 OK", body, HTML, stands=stands, says=says)


DEEP = 100_000
grown("/deep-div", "<div>" * DEEP, "", "a hundred thousand divs inside each other", UNSUPPORTED)
grown("/deep-bold", "<b><p>" * 3000, "", "bold text left open three thousand times")
grown("/deep-table", "<table><tr><td>" * 2000, "", "two thousand tables inside each other")
grown(
    "/attributes",
    "<p " + " ".join(f"a{n}=1" for n in range(DEEP)) + ">One.</p>",
    "",
    "a tag of 100,000 attributes",
    UNSUPPORTED,
)
grown("/entities", "<p>" + "&amp;" * DEEP + "</p>", "", "a hundred thousand entities")
grown("/comment-open", "", "<!-- and no end" + " x" * DEEP, "a comment that never ends")
grown("/quotes", "<p title='" + "x" * DEEP + "'>One.</p>", "", "an attribute of 100,000 letters")
grown("/brackets", "<" * DEEP, "", "a hundred thousand opening brackets")
grown("/line", "<p>" + "word " * 400_000 + "</p>", "", "a paragraph of two megabytes")
fixed(
    "/plain-line",
    "200 OK",
    b"x" * 2**20,
    "Content-Type: text/plain",
    stands=OK,
    says="a word of one megabyte",
)
fixed("/end-missing", "200 OK", PAGE[:-6], HTML, stands=OK, says="a page whose last tag is missing")
