"""Cookies of one look: some sites lead in a circle until the cookie that they set on the way comes back.

Domains, paths and the Secure mark are kept to by http.cookiejar (RFC 6265 in effect). Nothing outlives
the look.
"""

from __future__ import annotations

import warnings
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from verify.model.snapshot import Hop

_MOST = 50
_LONGEST = 4096  # bytes of one cookie that browsers keep (RFC 6265 6.1)
_LONGEST_HEADER = 8192


class Cookies:
    """Empty, and costing nothing, until a response sets one."""

    def __init__(self) -> None:
        self._jar: httpx.Cookies | None = None

    def keep(self, hop: Hop) -> None:
        """Take what a response sets; what is too long, too many or not plain ASCII is left out."""
        fields = [("Set-Cookie", value) for name, value in hop.headers if name.lower() == "set-cookie"]
        fields = [field for field in fields if len(field[1]) <= _LONGEST and field[1].isascii()][:_MOST]
        if not fields:
            return
        if self._jar is None:
            self._jar = httpx.Cookies(CookieJar(_policy()))
        response = httpx.Response(hop.status, headers=fields, request=httpx.Request("GET", hop.url))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the jar warns of each cookie that it cannot read
            self._jar.extract_cookies(response)

    def header(self, url: str) -> bytes | None:
        """The value of the Cookie header for a request to `url`, None without one."""
        if self._jar is None:
            return None
        request = httpx.Request("GET", url)
        self._jar.set_cookie_header(request)
        value = request.headers.get("cookie", "")
        return value.encode("ascii") if 0 < len(value) <= _LONGEST_HEADER and value.isascii() else None


def _policy() -> DefaultCookiePolicy:
    """A cookie without a Domain goes back to its own host alone, not to names under it (RFC 6265 5.4)."""
    return DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)
