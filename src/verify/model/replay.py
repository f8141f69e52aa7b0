"""Addresses under which web archives play captures back: `<base><14 digits><modifier>/<original URL>`.

The Wayback Machine, OpenWayback and pywb share the form. Without a modifier it is the address that people
open: a frame that scripts fill (pywb 2.10: no word of the page is in it), or the page with the archive's own
toolbar in it. With `id_` it is the captured bytes, unchanged. So the first is what an article cites and
references.yaml holds, and the second is what is fetched, stored and read.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_REPLAY = re.compile(r"(https?://[^?#]*?/)([12][0-9]{13})([a-z]{2}_)?/(https?://\S+)", re.IGNORECASE)
_RAW = "id_"
_NO_RAW = tuple(f"archive.{ending}" for ending in ("today", "ph", "is", "li", "vn", "fo", "md"))
"""One archive under many names, which has pages under such addresses and no raw bytes of them."""


@dataclass(frozen=True)
class Replay:
    """A replay address taken apart. `at` is the time asked for, in UTC; the archive may serve the nearest."""

    base: str
    at: dt.datetime
    modifier: str
    original: str

    @property
    def shown(self) -> str:
        """The address for people."""
        return f"{self.base}{self.at:%Y%m%d%H%M%S}/{self.original}"

    @property
    def raw(self) -> str:
        """The address of the captured bytes."""
        return f"{self.base}{self.at:%Y%m%d%H%M%S}{_RAW}/{self.original}"


def read_replay(url: str) -> Replay | None:
    """The parts of a replay address, None for any other address. Of a replay of a replay the outer one."""
    found = _REPLAY.fullmatch(url)
    if found is None:
        return None
    base, digits, modifier, original = found.groups()
    try:
        at = dt.datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return Replay(base, at, modifier or "", original)


def address_to_read(url: str) -> str:
    """Where the text of `url` is fetched: of a replay for people its raw bytes, of all else itself.

    A replay address with a modifier is left as it is: whoever wrote it chose it.
    """
    replay = read_replay(url)
    if replay is None or replay.modifier or urlsplit(url).hostname in _NO_RAW:
        return url
    return replay.raw


def address_to_show(url: str) -> str:
    """The address to cite for captured bytes; anything but the address of raw bytes is itself."""
    replay = read_replay(url)
    return replay.shown if replay is not None and replay.modifier == _RAW else url


def original_address(url: str) -> str:
    """What a replay is a replay of, the innermost; any other address is itself."""
    while (replay := read_replay(url)) is not None:
        url = replay.original
    return url
