"""Redirects: in circles, too many, to addresses that are not asked, to pages that were not meant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.faults.table import HTML, fixed, route, whole

from verify.model.availability import Availability

if TYPE_CHECKING:
    from tests.faults.server import Peer

LOOP = Availability.loop
UNSAFE = Availability.unsafe
BAD = Availability.bad_response
MOVED = Availability.redirected


def to(path: str, location: str, stands: Availability, says: str, status: str = "302 Found") -> None:
    fixed(path, status, b"moved", f"Location: {location}", stands=stands, says=says)


to("/loop/a", "/loop/b", LOOP, "to an address that leads back here")
to("/loop/b", "a#again", LOOP, "to an address that leads back here, with a fragment")
to("/loop/self", "/loop/self", LOOP, "to itself", "301 Moved Permanently")
for step, status in enumerate(
    ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"), 1
):
    to(
        f"/chain/{step}",
        "../ok" if step == 1 else str(step - 1),
        MOVED,
        f"{step} redirects, then a page",
        status,
    )
for step in range(1, 12):
    to(
        f"/long/{step}",
        f"/long/{step - 1}" if step > 1 else "/ok",
        LOOP if step > 10 else MOVED,
        f"{step} redirects",
    )
to("/moved", "/ok", MOVED, "to a page of another name, for good", "301 Moved Permanently")
to("/case", "/ok?utm_source=x", MOVED, "to a page of another name, for now")

to("/to-file", "file:///etc/hosts", UNSAFE, "to a file of this machine")
to("/to-script", "javascript:void(0)", UNSAFE, "to a script")
to("/to-data", "data:text/html,<p>Hello", UNSAFE, "to an address that is its own content")
to("/to-ftp", "ftp://ftp.example/x", UNSAFE, "to another protocol")
to("/to-loopback", "http://127.0.0.1:9/secret", UNSAFE, "to another port of this machine")
to("/to-local-name", "http://localhost:9/secret", UNSAFE, "to this machine by name")
to("/to-private", "http://10.0.0.1/", UNSAFE, "to a private address")
to("/to-cloud", "http://169.254.169.254/latest/meta-data/", UNSAFE, "to the address of a cloud's metadata")
to("/to-number", "http://2130706433/", UNSAFE, "to a loopback address written as one number")
to("/to-six", "http://[::1]:9/", UNSAFE, "to a loopback address of IPv6")
to("/to-mapped", "http://[::ffff:10.0.0.1]/", UNSAFE, "to a private address of IPv4 inside IPv6")
to("/to-nonsense", "http://[half/", BAD, "to half an address")
to("/to-nowhere", "http:///", Availability.redirected_home, "to an address without a host, which leads home")
to("/to-port", "http://press.example:99999/", BAD, "to a port that there is not")
to("/to-long", "/" + "x" * 60_000, Availability.not_found, "to an address of sixty thousand letters")
to("/to-empty", "", LOOP, "to an empty address, which is this one")
fixed("/no-location", "302 Found", b"where to?", HTML, stands=BAD, says="to nowhere")


@route("/to-latin", Availability.not_found)
async def to_latin(peer: Peer) -> bool:
    """to an address in raw Latin-1"""
    await peer.answer(b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n")
    return True


@route("/to", MOVED, ask="/to?/ok")
async def to_query(peer: Peer) -> bool:
    """to the address in the query"""
    await peer.answer(*whole("302 Found", b"", f"Location: {unquote(peer.query)}"))
    return True


@route("/deeper", LOOP)
async def deeper(peer: Peer) -> bool:
    """without end, never twice to the same address"""
    await peer.answer(*whole("302 Found", b"", f"Location: /deeper?{len(peer.query) * 'x'}x"))
    return True


# -- to pages that are not the one meant ----------------------------------------------------------

fixed(
    "/",
    "200 OK",
    "<title>Example News</title><h1>Example News</h1><p>The latest.",
    HTML,
    stands=Availability.ok,
    says="a front page",
)
to("/old/2018/story.html", "/", Availability.redirected_home, "a story redirected to the front page")
to(
    "/world/2018/05/story.html",
    "/world/",
    Availability.redirected_home,
    "a story redirected up to its section",
)
to("/old/lost.html", "/error/404.html", Availability.soft_404, "a story redirected to an error page")
to(
    "/old/members.html",
    "/login?next=/old/members.html",
    Availability.blocked,
    "a story redirected to a login",
)
to("/old/sorry.html", "/sorry/index?q=1", Availability.blocked, "a story redirected to a captcha")
fixed(
    "/world/",
    "200 OK",
    "<title>World</title><h1>World</h1><p>The latest.",
    HTML,
    stands=Availability.ok,
    says="a section",
)
fixed(
    "/error/404.html",
    "200 OK",
    "<title>Example News</title><p>Try the front page.",
    HTML,
    stands=Availability.ok,
    says="an error page, asked for by its own address",
)
fixed(
    "/login",
    "200 OK",
    "<title>Log in</title><form><input type=password></form>",
    HTML,
    stands=Availability.unsupported,
    says="a login, asked for by its own address",
)
fixed(
    "/sorry/index",
    "200 OK",
    "<title>Sorry</title><p>Type the symbols.",
    HTML,
    stands=Availability.ok,
    says="a captcha, asked for by its own address",
)
