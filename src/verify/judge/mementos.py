"""What a replay of a capture stands for: the page at a moment, or nothing that can be judged. Pure.

An archive plays back what it has, and that may be an error page, a redirect, a wall, the capture of another
moment, or a page of the archive's own. None of these says that a passage was missing: each leaves the moment
unknown, with its reason.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from verify.judge.addresses import same_page
from verify.judge.statuses import of_status
from verify.model.availability import Availability, Sight
from verify.model.memento import Capture
from verify.model.replay import original_address, read_replay
from verify.model.snapshot import Exchange, Hop
from verify.text.http_dates import read_http_date

_ORIGINAL = "x-archive-orig-"
_OF_BYTES = frozenset(("content-type", "content-encoding", "content-length", "transfer-encoding"))
TOLERANCE = dt.timedelta(days=1)
"""A replay of a moment so far from the one asked for is still taken, as a replay of its own moment."""


@dataclass(frozen=True)
class Observation:
    """What an archive showed. `at` is the moment that it says it served, `served_url` where it served it.

    Only a readable `sight` says anything of the page, and what it says is of `at`, not of the moment that
    was asked for.
    """

    sight: Sight
    at: dt.datetime
    served_url: str

    @property
    def readable(self) -> bool:
        return self.sight.availability.readable


def as_captured(capture: Capture, exchange: Exchange) -> Exchange:
    """The replay as if the page itself had answered: read the text of this, and judge.availability it.

    Addresses are the original's, so that a front page, a redirect or a canonical link is what it was, and
    so are the headers where the archive gives them. An exchange that failed, or that served no memento,
    stays as it is.
    """
    hop = exchange.last
    if hop is None or _moment(hop) is None:
        return exchange
    url = _original(capture, _served_url(hop))
    asked = url if same_page(url, capture.url) else capture.url
    return replace(exchange, url=asked, hops=(replace(hop, url=url, headers=_original_headers(hop)),))


def memento_sight(
    capture: Capture, exchange: Exchange, sight: Sight, *, tolerance: dt.timedelta = TOLERANCE
) -> Observation:
    """Judge a replay. `exchange` is what `capture.raw` gave, `sight` what judge.availability calls it read
    by way of `as_captured`.

    Soft 404s, walls and cut pages keep the sight that names them; it is not readable as it is.
    """
    hop = exchange.last
    if hop is None:
        return Observation(sight, capture.at, exchange.final_url)
    moment = _moment(hop)
    served = _served_url(hop)
    found = _no_memento(hop) if moment is None else _no_page(capture, hop, moment, served, tolerance)
    return Observation(found or sight, moment or capture.at, served)


def _no_memento(hop: Hop) -> Sight:
    """The archive's own page: it says nothing of the one that it keeps."""
    words = f"the archive answered HTTP {hop.status} and gave no capture"
    facts = (f"HTTP {hop.status} from {hop.url}", "no header Memento-Datetime tells its moment")
    named = of_status(hop.status)
    ours = named is not None and named[0] in _ABOUT_US
    return Sight(named[0] if named and ours else Availability.skipped, words, evidence=facts)


def _no_page(
    capture: Capture, hop: Hop, moment: dt.datetime, served: str, tolerance: dt.timedelta
) -> Sight | None:
    """Why a memento is not the page that was asked for; None: it is."""
    facts = (f"HTTP {hop.status} from {hop.url}", f"its Memento-Datetime is {_told(moment)}")
    if 300 <= hop.status < 400 or (capture.status is not None and 300 <= capture.status < 400):
        place = hop.header("location")
        onward = f" to {original_address(place)}" if place else ""
        return Sight(Availability.unsupported, f"the capture is a redirect{onward}", evidence=facts)
    for status in (hop.status, capture.status or 200):
        named = of_status(status)
        if named is not None:
            return Sight(named[0], f"the capture is of an error page: {named[1]}", evidence=facts)
    if abs(moment - capture.at) > tolerance:
        words = f"the archive served its capture of {_told(moment)} in place of that of {_told(capture.at)}"
        return Sight(Availability.skipped, words, evidence=facts)
    original = _original(capture, served)
    if not same_page(original, capture.url):
        return Sight(Availability.skipped, f"the archive served another page: {original}", evidence=facts)
    return None


_ABOUT_US = frozenset(
    (
        Availability.rate_limited,
        Availability.server_error,
        Availability.blocked,
        Availability.legal,
        Availability.timeout,
    )
)
"""Answers of an archive that say something of it and us. Its 404 says nothing of the page's own."""


def _original_headers(hop: Hop) -> tuple[tuple[str, str], ...]:
    """What the page's own server said, beside what the archive says of the bytes that it served."""
    kept = [(name, value) for name, value in hop.headers if name.lower().startswith(_ORIGINAL)]
    if not kept:
        return hop.headers
    served = [(name, value) for name, value in hop.headers if name.lower() in _OF_BYTES]
    own = [(name[len(_ORIGINAL) :], value) for name, value in kept]
    return (*served, *(pair for pair in own if pair[0].lower() not in _OF_BYTES))


def _moment(hop: Hop) -> dt.datetime | None:
    """The moment that the archive says it served.

    A page may have sent such a header of its own when it was captured, and some archives play that back
    beside theirs: then the moment that was asked for counts, and where it is none of them nobody knows.
    """
    said = {read_http_date(value) for value in _values(hop, "memento-datetime")}
    if len(said) < 2:
        return next(iter(said), None)
    asked = read_replay(hop.url)
    return asked.at if asked is not None and asked.at in said else None


def _served_url(hop: Hop) -> str:
    """Where what was served has its place in this archive: some give the nearest one without a redirect."""
    asked = read_replay(hop.url)
    if asked is not None and asked.at == _moment(hop):
        return hop.url
    places = (_joined(hop.url, value) for value in _values(hop, "content-location"))
    return next((place for place in places if read_replay(place) and _same_host(place, hop.url)), hop.url)


def _original(capture: Capture, served: str) -> str:
    """What a replay is one of. Of captures that an archive names by numbers it is what the archive listed."""
    named = served == capture.raw and read_replay(served) is None
    return capture.url if named else original_address(served)


def _values(hop: Hop, name: str) -> list[str]:
    return [value for key, value in hop.headers if key.lower() == name]


def _joined(base: str, place: str) -> str:
    try:
        return urljoin(base, place)
    except ValueError:
        return ""


def _same_host(one: str, other: str) -> bool:
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _told(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
