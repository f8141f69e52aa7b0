"""What the stand-in server answers for each URL, as bytes and header fields."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from verify.demo.pdf import render_pdf
from verify.demo.shapes import MARK, banner, render, template
from verify.demo.source_files import Location, StandIn, State
from verify.model.dates import PartialDate

Key = tuple[str, str, str]
"""Scheme, host in lower case without a trailing dot, and path with query."""

ROBOTS = b"User-agent: *\nDisallow: /search\n"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


@dataclass(frozen=True)
class Answer:
    """A response before its framing. `gzip` and `chunked` say how the server may send the body."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes
    gzip: bool = False
    chunked: bool = False

    def field(self, name: str) -> str | None:
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)

    def compressed(self) -> Answer:
        body = gzip.compress(self.body, mtime=0)
        return replace(self, fields=(*self.fields, ("Content-Encoding", "gzip")), body=body, gzip=False)


@dataclass(frozen=True)
class Pages:
    """All answers of one moment. `lost` are hosts that greet every unknown path with status 200."""

    by_key: Mapping[Key, Answer]
    lost: Mapping[str, Answer]

    def find(self, scheme: str, host: str, target: str) -> Answer:
        """The answer to a request; 404 where nothing stands in for that URL."""
        if target == "/robots.txt":
            return _robots()
        name = host.lower().rstrip(".")
        answer = self.by_key.get((scheme, name, _normal(target)))
        return answer or self.lost.get(name) or _absent(name)


def key_of(url: str) -> Key:
    """The key under which a URL is asked for. Raises ValueError for a URL without a host."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(f"{url!r} names no host")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname.rstrip("."), _normal(target)


def answers(located: Iterable[tuple[StandIn, Location]]) -> Pages:
    """The answers for stand-ins at their locations. Raises ValueError where a URL stands twice."""
    by_key: dict[Key, Answer] = {}
    lost: dict[str, Answer] = {}
    for stand_in, location in located:
        key = key_of(location.url)
        if key in by_key:
            raise ValueError(f"{location.url} has two stand-ins")
        by_key[key] = answer_for(stand_in, location)
        if stand_in.state is State.soft_404:
            lost[key[1]] = by_key[key]
    return Pages(MappingProxyType(by_key), MappingProxyType(lost))


def answer_for(stand_in: StandIn, location: Location) -> Answer:
    """What one URL answers: a 301, the page with its validators, or what its state says instead."""
    if location.redirect:
        return Answer(301, (("Location", location.redirect), ("Content-Type", "text/html")), b"")
    if stand_in.state is State.soft_404:
        return _page("lost", stand_in, location, 200, ())
    if stand_in.state is State.wall:
        return _page(
            "wall", stand_in, location, 403, (("cf-mitigated", "challenge"), ("Server", "cloudflare"))
        )
    content_type, body = _content(stand_in, location)
    fields = (("Content-Type", content_type), *_validators(stand_in, location, body))
    return Answer(200, fields, body, gzip=location.sent == "gzip", chunked=location.sent == "chunked")


def _content(stand_in: StandIn, location: Location) -> tuple[str, bytes]:
    if location.shape == "pdf":
        return "application/pdf", render_pdf(stand_in, location)
    page = render(stand_in, location).encode(location.charset, "xmlcharrefreplace")
    if location.charset == "utf-8":
        return "text/html; charset=utf-8", page
    return "text/html", page  # as older portals do: only the page's own meta tag names the charset


def _validators(stand_in: StandIn, location: Location, body: bytes) -> tuple[tuple[str, str], ...]:
    if location.validator == "etag":
        return (("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"'),)
    if location.validator == "date":
        published = PartialDate.parse(stand_in.published).first()
        noon = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
        changed = noon + timedelta(days=30 * stand_in.revision)
        return (("Last-Modified", format_datetime(changed, usegmt=True)),)
    return ()


def _page(
    shape: str, stand_in: StandIn, location: Location, status: int, fields: tuple[tuple[str, str], ...]
) -> Answer:
    text = template(shape).substitute(
        mark=MARK,
        banner=banner("en"),
        lang="en",
        site=location.site or key_of(location.url)[1],
    )
    return Answer(status, (("Content-Type", "text/html; charset=utf-8"), *fields), text.encode())


def _robots() -> Answer:
    return Answer(200, (("Content-Type", "text/plain"),), ROBOTS)


def _absent(host: str) -> Answer:
    head = f"<!DOCTYPE html><html><head>{MARK}<title>404 Not Found</title></head>"
    body = f"{head}<body><h1>Not Found</h1><p>{html.escape(host)} has no such page.</p></body></html>"
    return Answer(404, (("Content-Type", "text/html; charset=utf-8"),), body.encode())


def _normal(target: str) -> str:
    """Percent escapes in upper case, so that %d0 and %D0 are one path (RFC 3986 6.2.2.1)."""
    return _ESCAPE.sub(lambda found: found.group().upper(), target)
