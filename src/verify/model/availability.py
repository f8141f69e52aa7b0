"""What came of one look at a URL. Names are output contract: they never change within a format version."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Availability(StrEnum):
    ok = "ok"
    redirected = "redirected"
    redirected_home = "redirected_home"
    soft_404 = "soft_404"
    not_found = "not_found"
    gone = "gone"
    legal = "legal"
    blocked = "blocked"
    paywalled = "paywalled"
    rate_limited = "rate_limited"
    server_error = "server_error"
    timeout = "timeout"
    dns = "dns"
    refused = "refused"
    tls = "tls"
    too_large = "too_large"
    truncated = "truncated"
    bad_response = "bad_response"
    unsupported = "unsupported"
    robots = "robots"
    unsafe = "unsafe"
    loop = "loop"
    private = "private"
    unlocated = "unlocated"
    skipped = "skipped"

    @property
    def readable(self) -> bool:
        """Whether the reference's text was read in full."""
        return self in (Availability.ok, Availability.redirected)


@dataclass(frozen=True)
class Sight:
    """An availability with the `cause` that decided it, one plain sentence part for people.

    `moved_to` is the URL that every redirect on the way gave for good (301 or 308), None otherwise.
    `doubt` says why words that are not in a readable page may stand in the document all the same.
    """

    availability: Availability
    cause: str = ""
    moved_to: str | None = None
    doubt: str = ""
