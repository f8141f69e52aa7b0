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
    `evidence` are the facts that decided, one plain line each.
    """

    availability: Availability
    cause: str = ""
    moved_to: str | None = None
    doubt: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Probe:
    """What a made-up URL of the same folder brought: how this server says that a page is not there.

    `status` is None where nothing answered. `size` counts the characters of the page's text, `fingerprint`
    is a sample of it (judge/probe), empty where there is no text.
    """

    url: str
    status: int | None
    final_url: str
    title: str | None = None
    size: int = 0
    fingerprint: tuple[int, ...] = ()


@dataclass(frozen=True)
class Before:
    """What our own last good snapshot of a page was like. `size` and `fingerprint` as in Probe."""

    title: str | None = None
    size: int = 0
    fingerprint: tuple[int, ...] = ()
