"""Which addresses are asked at all, and where a redirect leads. Pure.

Userinfo (`user:password@`) is dropped here: it is neither sent nor kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import httpx

from verify.model.snapshot import Failure, FailureKind

_SCHEMES = {"http": 80, "https": 443}
_OUTSIDE = "".join(map(chr, range(0x21)))  # C0 controls and space, dropped at the ends as browsers do
_INSIDE = str.maketrans("", "", "\t\r\n")
_HOST = re.compile(rb"(?:[A-Za-z0-9_-]{1,63}\.){0,126}[A-Za-z0-9_-]{1,63}\.?\Z|[0-9A-Fa-f:.]{2,45}\Z")
_USERINFO = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*:)?[/\\]{2}[^/?#\\]*@")

HostKey = tuple[str, str, int]
"""Scheme, host in lower case, port: the unit of politeness, robots.txt and connections."""


@dataclass(frozen=True)
class Target:
    """An address as a request needs it (RFC 9112 3.2): all ASCII, without a fragment."""

    scheme: bytes
    host: bytes
    port: int | None
    netloc: bytes
    path: bytes


class UnusableUrl(ValueError):
    """This address is not asked; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.cause)
        self.failure = failure


def read_url(text: str) -> str:
    """The address to ask, without userinfo. Raises UnusableUrl unless it is http or https with a host."""
    text = text.strip(_OUTSIDE).translate(_INSIDE)
    parsed = _parsed(text)
    try:
        parsed.host  # noqa: B018  names in Punycode are decoded only here
    except ValueError:
        raise _unusable("the address names no possible host", "invalid-url") from None
    if parsed.scheme not in _SCHEMES:
        raise _unusable(f"only http and https are fetched, not {_word(parsed.scheme)}", "scheme")
    if not parsed.host:
        raise _unusable("the address names no host", "no-host")
    if not _HOST.match(parsed.raw_host):
        raise _unusable("the address names no possible host", "invalid-url")
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise _unusable(f"there is no port {parsed.port}", "port")
    if parsed.userinfo:
        return str(parsed.copy_with(userinfo=b""))
    return text if _plain(text) else str(parsed)


def follow(base: str, location: str) -> str:
    """Where a Location header leads from `base` (RFC 9110 10.2.2); the fragment is kept unless it has one.

    Raises UnusableUrl, so that what comes back is always http or https with a host.
    """
    location = location.strip(_OUTSIDE).translate(_INSIDE)
    try:
        joined = str(_url(base).join(location))
        fragment = base.partition("#")[2]
        return read_url(f"{joined}#{fragment}" if fragment and "#" not in location + joined else joined)
    except UnusableUrl as error:
        if error.failure.code == "scheme":
            raise
        raise _nowhere(error.failure.cause) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise _nowhere("the address cannot be read") from error


def host_key(url: str) -> HostKey:
    """Of an address that `read_url` let pass."""
    parsed = _url(url)
    return parsed.scheme, parsed.host.lower().rstrip("."), parsed.port or _SCHEMES[parsed.scheme]


def host_label(key: HostKey) -> str:
    """The host for people: its port is named where it is not the scheme's own."""
    scheme, host, port = key
    named = f"[{host}]" if ":" in host else host
    return named if port == _SCHEMES[scheme] else f"{named}:{port}"


def target_of(url: str) -> Target:
    """Of an address that `read_url` let pass."""
    parsed = _url(url)
    return Target(parsed.raw_scheme, parsed.raw_host, parsed.port, parsed.netloc, parsed.raw_path)


def at_root(url: str, path: str) -> str:
    """`path` on the same host, as `/robots.txt`."""
    parsed = _url(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}{path}"


def has_userinfo(url: str) -> bool:
    """Whether an address carries `user@` or `user:password@`; an @ further on is part of the path."""
    return bool(_parsed(url.strip(_OUTSIDE).translate(_INSIDE)).userinfo)


def without_fragment(url: str) -> str:
    return url.partition("#")[0]


def without_userinfo(url: str) -> str:
    """For addresses that cannot be read: whatever stands before an @ in the host part is dropped."""
    return _USERINFO.sub(lambda found: f"{found.group(1) or ''}//", url.strip(_OUTSIDE))


def _parsed(text: str) -> httpx.URL:
    try:
        return _url(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise _unusable("the address cannot be read", "invalid-url") from error


@lru_cache(maxsize=1024)
def _url(text: str) -> httpx.URL:
    """One look reads its address several times, and reading is slow."""
    return httpx.URL(text)


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _word(scheme: str) -> str:
    return scheme[:20] or "an address without a scheme"


def _unusable(cause: str, code: str) -> UnusableUrl:
    return UnusableUrl(Failure(FailureKind.unsafe, cause, code))


def _nowhere(cause: str) -> UnusableUrl:
    return UnusableUrl(Failure(FailureKind.bad_response, f"the redirect leads nowhere: {cause}", "location"))
