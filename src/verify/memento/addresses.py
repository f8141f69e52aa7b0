"""The addresses of an archive: replay, TimeMap, TimeGate and save, built from its base and read back.

The Wayback Machine and pywb share the forms `<base><14 digits>id_/<url>` for captured bytes,
`<base>timemap/link/<url>` and `<base><url>` (RFC 7089 asks only that they be found by links).
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin, urlsplit

from verify.model.memento import PublicArchive
from verify.model.replay import Replay, read_replay

_PORTS = {"http": 80, "https": 443}


def stamp_of(moment: dt.datetime) -> str:
    """The 14 digits of an aware time."""
    return f"{moment.astimezone(dt.UTC):%Y%m%d%H%M%S}"


def raw_url(archive: PublicArchive, stamp: str, url: str) -> str:
    """Where the captured bytes are played back unchanged; `stamp` is the index's own 14 digits."""
    return f"{archive.base}{stamp}id_/{without_fragment(url)}"


def shown_url(archive: PublicArchive, moment: dt.datetime, url: str) -> str:
    """Where people see the capture."""
    return f"{archive.base}{stamp_of(moment)}/{without_fragment(url)}"


def timemap_url(archive: PublicArchive, url: str) -> str:
    return f"{archive.base}timemap/link/{without_fragment(url)}"


def timegate_url(archive: PublicArchive, url: str) -> str:
    return f"{archive.base}{without_fragment(url)}"


def save_url(archive: PublicArchive, url: str) -> str:
    """What a browser asks to have a page saved."""
    return f"{(archive.save or '').rstrip('/')}/{without_fragment(url)}"


def status_url(archive: PublicArchive, job: str) -> str:
    return f"{(archive.save or '').rstrip('/')}/status/{job}"


def host_of(archive: PublicArchive) -> str:
    """Host and port that an archive's limits count for, in lower case."""
    return urlsplit(archive.base).netloc.lower()


def absolute(base: str, target: str) -> str:
    """Where `target` leads from `base`; a target that is no address stays as it is."""
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def on_same_host(one: str, other: str) -> bool:
    """Whether two addresses have the same host and port."""
    try:
        return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()
    except ValueError:
        return False


def replay_in(archive: PublicArchive, address: str) -> Replay | None:
    """The parts of one of this archive's replay addresses, None for any other.

    Whether http or https is no difference: archives name themselves both ways.
    """
    replay = read_replay(address)
    if replay is None or _place(replay.base) != _place(archive.base):
        return None
    return replay


def without_fragment(url: str) -> str:
    """A URL as it is captured: the fragment is the reader's, no server sees it (RFC 9110 7.1)."""
    return url.partition("#")[0]


def _place(base: str) -> tuple[str, int | None, str]:
    try:
        parts = urlsplit(base)
        port = parts.port
    except ValueError:
        return base, None, ""
    usual = port is None or port == _PORTS.get(parts.scheme.lower())
    return (parts.hostname or "").lower(), None if usual else port, parts.path
