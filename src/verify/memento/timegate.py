"""A TimeGate's answer (RFC 7089 4): which capture is nearest to a time, and which are around it. Pure.

Some gates redirect to the memento, some serve it themselves (200-style), and pywb serves a frame around it
that is no memento itself and names the capture in its links alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verify.memento.addresses import absolute, raw_url, replay_in, stamp_of, timegate_url
from verify.memento.link_format import Link, read_links
from verify.model.memento import Capture, PublicArchive
from verify.model.snapshot import FetchRequest, Hop
from verify.text.http_dates import http_date, read_http_date

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Gate:
    """What a TimeGate names; None: it does not say. `nearest` is the one that it chose."""

    nearest: Capture | None = None
    first: Capture | None = None
    last: Capture | None = None
    before: Capture | None = None
    after: Capture | None = None


def gate_request(archive: PublicArchive, url: str, moment: dt.datetime) -> FetchRequest:
    """Asks for the capture of `url` nearest to an aware `moment`."""
    headers = (("Accept-Datetime", http_date(moment)),)
    return FetchRequest(timegate_url(archive, url), headers=headers, follow=False, robots=False, once=True)


def read_gate(hop: Hop, archive: PublicArchive, url: str) -> Gate:
    """Read the answer to `gate_request`."""
    fields = [value for name, value in hop.headers if name.lower() == "link"]
    links = read_links(", ".join(fields))

    def named(rel: str) -> Capture | None:
        found = next((link for link in links if {"memento", rel} <= link.rels), None)
        return _of_link(found, archive, hop.url, url) if found else None

    return Gate(
        nearest=_chosen(hop, archive, url) or named("memento"),
        first=named("first"),
        last=named("last"),
        before=named("prev"),
        after=named("next"),
    )


def _chosen(hop: Hop, archive: PublicArchive, url: str) -> Capture | None:
    """Where it leads, or what it serves itself."""
    moment = read_http_date(hop.header("memento-datetime"))
    named = hop.header("location") if hop.status in _REDIRECTS else hop.header("content-location")
    if named is not None:
        return _capture(absolute(hop.url, named), moment, archive, url)
    return _capture(hop.url, moment, archive, url) if moment is not None else None


def _of_link(link: Link, archive: PublicArchive, address: str, url: str) -> Capture | None:
    return _capture(absolute(address, link.target), link.at, archive, url)


def _capture(address: str, moment: dt.datetime | None, archive: PublicArchive, url: str) -> Capture | None:
    replay = replay_in(archive, address)
    if replay is None:
        return Capture(url, moment, address, archive.name) if moment else None
    raw = raw_url(archive, stamp_of(replay.at), replay.original)
    return Capture(replay.original, moment or replay.at, raw, archive.name)
