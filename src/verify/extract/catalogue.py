"""What a site says of its own pages: sitemaps (sitemaps.org 0.9, news titles included), RSS, Atom (RFC 4287),
the sitemaps that robots.txt names and the feeds that a page names. Addresses with titles, no text.

XML is read by expat. A document that declares entities is refused: those are what XML bombs are made of.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NoReturn
from xml.parsers import expat

from verify.extract.decode import decode
from verify.extract.inflate import inflate
from verify.extract.links.resolve import Base, Unusable, resolve
from verify.extract.links.tags import attributes, live_tags
from verify.extract.word_set import word_set

MAX_BYTES = 16 * 2**20
MAX_ENTRIES = 50_000
"""As many as a sitemap may hold."""
_MAX_DEPTH = 200
_MAX_TITLE = 1000
_GZIP = b"\x1f\x8b"
_GROUPS = word_set("url sitemap item entry")
_TITLED = word_set("item entry news")
_ROBOTS = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_FEED_TYPE = re.compile(r"\s*application/(?:rss|atom)\+xml\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A page as a site lists it; `title` is empty where the list gives none."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class Catalogue:
    """The pages that a sitemap or feed lists, in its order, and the sitemaps that an index names."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_catalogue(content: bytes, *, url: str, media_type: str | None = None) -> Catalogue:
    """Read a sitemap, sitemap index, list of URLs or feed, gzipped or not, its content coding undone.

    `url` is where it came from. Of a document that is not well-formed, what stands before the error; of
    anything else nothing. Never raises for bad input.
    """
    if content.startswith(_GZIP):
        content = inflate(content, "gzip", MAX_BYTES).data
    text = decode(content[:MAX_BYTES], media_type).text
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _plain_list(text)
    return _xml(text, url)


def _plain_list(text: str) -> Catalogue:
    lines = (line.strip() for line in text.splitlines())
    found = (Entry(line) for line in lines if _ADDRESS.fullmatch(line))
    return Catalogue(tuple(islice(found, MAX_ENTRIES)))


def _xml(text: str, url: str) -> Catalogue:
    reader = _Reader(Base.of(url, None))
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = _refuse
    with suppress(_Refused, expat.ExpatError):
        parser.Parse(text.encode("utf-8", "replace"), True)
    return Catalogue(tuple(reader.entries), tuple(reader.sitemaps))


class _Refused(Exception):
    """The document is not read any further."""


def _refuse(*declared: object) -> NoReturn:
    raise _Refused


@dataclass
class _Group:
    """One `url`, `sitemap`, `item` or `entry` while it is read."""

    name: str
    url: str | None = None
    title: str = ""


@dataclass
class _Reader:
    base: Base
    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _bases: list[Base] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _group: _Group | None = None

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if len(self._path) >= _MAX_DEPTH:
            raise _Refused
        plain = name.rpartition(":")[2].lower()
        self._path.append(plain)
        self._bases.append(self._here().moved(attrs.get("xml:base")))
        self._pieces.clear()
        if plain in _GROUPS and self._group is None:
            self._group = _Group(plain)
        elif plain == "link" and self._parent() == "entry" and attrs.get("rel", "alternate") == "alternate":
            self._take(attrs.get("href", ""))

    def end(self, name: str) -> None:
        text, self._pieces = "".join(self._pieces).strip(), []
        plain, parent = self._path[-1], self._parent()
        if plain in ("loc", "link") and parent in _GROUPS and text:
            self._take(text)
        elif plain == "title" and parent in _TITLED and self._group and not self._group.title:
            self._group.title = " ".join(html.unescape(text[:_MAX_TITLE]).split())
        elif self._group and plain == self._group.name and plain not in self._path[:-1]:
            self._finish(self._group)
        self._path.pop()
        self._bases.pop()

    def words(self, piece: str) -> None:
        self._pieces.append(piece)

    def _parent(self) -> str:
        return self._path[-2] if len(self._path) > 1 else ""

    def _here(self) -> Base:
        return self._bases[-1] if self._bases else self.base

    def _take(self, target: str) -> None:
        if self._group is None or self._group.url:
            return
        try:
            self._group.url = resolve(target, self._here())
        except Unusable:
            return

    def _finish(self, group: _Group) -> None:
        self._group = None
        if group.url is None:
            return
        if group.name == "sitemap":
            self.sitemaps.append(group.url)
        else:
            self.entries.append(Entry(group.url, group.title))
        if len(self.entries) + len(self.sitemaps) >= MAX_ENTRIES:
            raise _Refused


def sitemaps_of_robots(text: str) -> tuple[str, ...]:
    """The addresses of the Sitemap lines of a robots.txt, each once."""
    return tuple(dict.fromkeys(url for url in _ROBOTS.findall(text) if _ADDRESS.fullmatch(url)))


def feeds_of_page(markup: str, url: str) -> tuple[str, ...]:
    """The RSS and Atom feeds that a page names (`<link rel=alternate>`), in its order, each once."""
    found: dict[str, None] = {}
    for tag in live_tags(markup):
        if tag.name == "link":
            address = _feed(markup[tag.start : tag.end], url)
            if address:
                found[address] = None
    return tuple(found)


def _feed(tag: str, url: str) -> str | None:
    given = {name: html.unescape(value) for name, _, value in attributes(tag)}
    if "alternate" not in given.get("rel", "").lower().split() or not _FEED_TYPE.match(given.get("type", "")):
        return None
    try:
        return resolve(given.get("href", ""), Base.of(url, None))
    except Unusable:
        return None
