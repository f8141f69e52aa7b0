"""The sort-friendly key of a URL (SURT) under which CDX indexes list it: `org,example)/path?query`.

The rules are those of the Wayback Machine's key maker, as far as they show in its keys: host reversed
and freed of `www.`, everything in lower case and escaped once, dot segments resolved, session ids and
default ports dropped, query arguments sorted. Written from the behaviour; cdxj-indexer is the judge.
"""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from urllib.parse import SplitResultBytes, quote_from_bytes, unquote_to_bytes

_SAFE = b"!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_SCHEME = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.-]*:")
_REPEATED = re.compile(rb"\A(?:https?://)*(https?://)")
_WWW = re.compile(rb"www\d*\.")
_NUMERIC_HOST = re.compile(rb"\d[0-9]*(?:\.[0-9]+){0,3}")
_PORTS = {b"http": 80, b"https": 443}
_LONGEST = 2**13
_PATH_SESSIONS = (
    re.compile(rb"(?<=/)\((?:[a-z]\([0-9a-z]{24}\))+\)/(?=[^?]+\.aspx)", re.I),
    re.compile(rb"(?<=/)\([0-9a-z]{24}\)/(?=[^?]+\.aspx)", re.I),
)
_QUERY_SESSIONS = tuple(
    re.compile(pattern + rb"(?:&|$)", re.I)
    for pattern in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """The key of `url`; the URL itself where it cannot be read as one or is absurdly long. Never raises."""
    if len(url) > _LONGEST:
        return url  # unescaping and the session patterns take quadratic time
    try:
        return _key(url.encode("utf-8")).decode("ascii") if url else "-"
    except ValueError:
        return url


def _key(url: bytes) -> bytes:
    url = re.sub(rb"[\n\r\t]", b"", url.strip())
    if not _SCHEME.match(url):
        url = b"http://" + url
    scheme, host, port, path, query = _split(_REPEATED.sub(rb"\1", url, count=1))
    host = _host(host)
    path = _path(path, bool(host))
    query = _query(query)
    start = scheme + b":"
    if host:
        shown = b":%d" % port if port and port != _PORTS.get(scheme.lower()) else b""
        start = b",".join(reversed(host.split(b"."))) + shown + b")"
    return start + (path or (b"/" if query else b"")) + (b"?" + query if query else b"")


def _split(url: bytes) -> tuple[bytes, bytes, int | None, bytes, bytes]:
    """Scheme, host, port, path and query (RFC 3986 appendix B). Raises ValueError for a port out of range."""
    scheme, _, rest = url.partition(b"#")[0].partition(b":")
    rest, _, query = rest.partition(b"?")
    netloc = b""
    if rest.startswith(b"//"):
        netloc, slash, after = rest[2:].partition(b"/")
        rest = slash + after
    parts = SplitResultBytes(
        scheme, netloc.rstrip(b":") if netloc.endswith(b":") else netloc, rest, query, b""
    )
    host = parts.hostname or b""
    if scheme.startswith(b"http") and not host and rest:
        host, _, after = rest.lstrip(b"/").partition(b"/")
        rest = b"/" + after
    return scheme, host, parts.port, rest, query


def _host(raw: bytes) -> bytes:
    host = _unescape(raw)
    if not host.isascii():
        with suppress(ValueError):  # what IDNA refuses is kept as it is, and escaped below
            host = host.decode("utf-8", "ignore").encode("idna")
    host = host.replace(b"..", b".").strip(b".")
    host = _address(host) or _escape(host).lower()
    found = _WWW.match(host)
    return host[found.end() :] if found else host


def _address(host: bytes) -> bytes | None:
    """An IPv4 address written as one number, in octal or with parts left out, in its usual form."""
    if host.isdigit():
        return socket.inet_ntoa(struct.pack(">L", int(host) & 0xFFFFFFFF)).encode()
    if not _NUMERIC_HOST.fullmatch(host):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host.decode())).encode()
    except OSError:
        return None


def _path(raw: bytes, rooted: bool) -> bytes:
    path = _unescape(raw)
    if rooted:
        path = _resolve_dots(path)
    path = _escape(path).lower()
    for pattern in _PATH_SESSIONS:
        path = _without_last(pattern, path)
    return path[:-1] if path.endswith(b"/") and len(path) > 1 else path


def _resolve_dots(path: bytes) -> bytes:
    kept: list[bytes] = []
    for part in path.split(b"/")[1:]:
        if part == b".." and kept:
            kept.pop()
        elif part != b".":
            kept.append(part)
    return b"/" + b"".join(part + b"/" for part in kept[:-1] if part) + (kept[-1] if kept else b"")


def _query(raw: bytes) -> bytes:
    query = _escape(_unescape(raw))
    for pattern in _QUERY_SESSIONS:
        query = _without_last(pattern, query)
    arguments = query.lower().split(b"&")
    arguments.sort(key=_argument_order)
    return b"&".join(arguments)


def _argument_order(argument: bytes) -> list[bytes]:
    return argument.split(b"=", 1)


def _without_last(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    last = found = pattern.search(text)
    while found:
        last, found = found, pattern.search(text, found.start() + 1)
    return text[: last.start()] + text[last.end() :] if last else text


def _unescape(text: bytes) -> bytes:
    while (plain := unquote_to_bytes(text)) != text:
        text = plain
    return text


def _escape(text: bytes) -> bytes:
    return quote_from_bytes(text, safe=_SAFE).encode("ascii")
