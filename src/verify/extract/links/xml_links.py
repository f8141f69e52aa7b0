"""Links of sitemaps (sitemaps.org 0.9), RSS 2.0, RSS 1.0 (RDF), Atom (RFC 4287) and other XML.

Read by expat. A document that declares entities is refused: those are what XML bombs are made of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NoReturn
from xml.parsers import expat

from verify.extract.links.tags import attributes
from verify.extract.links.written import MAX_LINKS, Complaint, Reading, Written
from verify.extract.word_set import word_set
from verify.model.link import LinkKind

MAX_DEPTH = 1000
_SPACE = " \t\r\n"
_WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_LOOKS_MARKED_UP = re.compile(r"<[a-zA-Z][^<>]{0,2000}(?:href|src)\s{0,5}=", re.IGNORECASE)
_PROSE = word_set("description summary content encoded body fulltext")
_LINKS = word_set("loc link guid icon logo")
"""Elements whose text is a link by the format, a relative one too; elsewhere only a whole address is."""
_TEXTS: dict[str, LinkKind] = {
    **dict.fromkeys(("loc", "link", "guid", "comments", "uri", "content_loc", "player_loc"), LinkKind.page),
    **dict.fromkeys(("icon", "logo", "thumbnail_loc"), LinkKind.image),
}
_ATTRIBUTES: dict[tuple[str, str], LinkKind] = {
    ("enclosure", "url"): LinkKind.media,
    ("content", "url"): LinkKind.media,
    ("content", "src"): LinkKind.page,
    ("thumbnail", "url"): LinkKind.image,
    ("source", "url"): LinkKind.other,
    ("outline", "xmlurl"): LinkKind.other,
    ("outline", "htmlurl"): LinkKind.page,
    ("a", "href"): LinkKind.page,
    ("area", "href"): LinkKind.page,
    ("img", "src"): LinkKind.image,
    ("iframe", "src"): LinkKind.frame,
    ("video", "src"): LinkKind.media,
    ("audio", "src"): LinkKind.media,
    ("source", "src"): LinkKind.media,
}
_RELATIONS = {"": LinkKind.page, "alternate": LinkKind.page, "related": LinkKind.page,
              "via": LinkKind.page, "replies": LinkKind.page, "enclosure": LinkKind.media}  # fmt: skip


class _Refused(Exception):
    """The document is not read any further; the message says why."""


@dataclass
class _Text:
    """Character data of one element: its pieces, and where in the document each of them stands."""

    pieces: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, piece: str, at: int) -> None:
        self.starts.append((self.length, at))
        self.pieces.append(piece)
        self.length += len(piece)


@dataclass
class _Element:
    name: str
    base: str | None
    permalink: bool = True
    text: _Text = field(default_factory=_Text)


@dataclass
class _Reader:
    """Collects links while expat reads. Offsets of bytes are turned into offsets of characters on the way."""

    text: str
    encoded: bytes
    parser: expat.XMLParserType
    links: list[Written] = field(default_factory=list)
    stack: list[_Element] = field(default_factory=list)
    sitemaps: int = 0  # that a sitemap index names
    _byte: int = 0
    _char: int = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(f"elements nested deeper than {MAX_DEPTH}")
        at = self._at()
        base = self.stack[-1].base if self.stack else None
        lowered = {key.rpartition(":")[2].lower(): value for key, value in attrs.items()}
        own = attrs.get("xml:base")
        plain = name.rpartition(":")[2].lower()
        permalink = lowered.get("ispermalink", "true").lower() == "true"
        self.stack.append(_Element(plain, own or base, permalink))
        if attrs:
            self._attributes(plain, lowered, at)

    def end(self, name: str) -> None:
        element = self.stack.pop()
        text = "".join(element.text.pieces)
        if not text or text.isspace():
            return
        if element.name in _PROSE and _LOOKS_MARKED_UP.search(text):
            from verify.extract.links.html_links import html_links  # slow to load

            inner = html_links(text)
            base = inner.base or element.base
            self._add(*(link._replace(at=_outer(element.text, link.at), base=base) for link in inner.links))
        elif element.permalink and (element.name in _LINKS or _WEB.match(text.strip(_SPACE))):
            target = text.strip(_SPACE)
            at = _outer(element.text, len(text) - len(text.lstrip(_SPACE)))
            self.sitemaps += element.name == "loc" and self._in_index()
            self._add(Written(at, target, self._kind(element.name), element.base))

    def _in_index(self) -> bool:
        return [each.name for each in self.stack[-2:]] == ["sitemapindex", "sitemap"]

    def words(self, piece: str) -> None:
        if self.stack:
            self.stack[-1].text.add(piece, self._at())

    def _kind(self, name: str) -> LinkKind:
        if self.stack and self.stack[-1].name == "image" and name in ("loc", "url"):
            return LinkKind.image
        return _TEXTS.get(name, LinkKind.other)

    def _attributes(self, name: str, attrs: dict[str, str], at: int) -> None:
        for key, value in attrs.items():
            kind = _ATTRIBUTES.get((name, key))
            if name == "link" and key == "href":
                kind = _RELATIONS.get(attrs.get("rel", "").lower(), LinkKind.other)
            if kind is None and key in ("href", "url", "src") and _WEB.match(value.strip(_SPACE)):
                kind = LinkKind.other
            if kind is not None and value.strip(_SPACE):
                place = self._attribute_at(at, key)
                self._add(Written(place, value.strip(_SPACE), kind, self.stack[-1].base))

    def _attribute_at(self, at: int, key: str) -> int:
        close = self.text.find(">", at)
        source = self.text[at : min(close + 1 if close >= 0 else len(self.text), at + 20_000)]
        for name, start, raw in attributes(source):
            if name.rpartition(":")[2] == key:
                return at + start + len(raw) - len(raw.lstrip(_SPACE))
        return at

    def _add(self, *links: Written) -> None:
        self.links += links
        if len(self.links) > MAX_LINKS:
            raise _Refused("")

    def _at(self) -> int:
        """The offset in characters of what expat reads now."""
        byte = self.parser.CurrentByteIndex
        if byte > self._byte:
            self._char += len(self.encoded[self._byte : byte].decode("utf-8", "replace"))
            self._byte = byte
        return self._char


def xml_links(text: str) -> Reading:
    """All links in the order they stand. Of a document that is not well-formed, those before the error."""
    encoded = text.encode("utf-8", "replace")
    parser = expat.ParserCreate("utf-8")
    reader = _Reader(text, encoded, parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = _refuse_entities
    complaints: tuple[Complaint, ...] = ()
    try:
        parser.Parse(encoded, True)
    except _Refused as refused:
        message = str(refused)
        complaints = (Complaint(reader._at(), message),) if message else ()
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code) or "not well-formed"
        complaints = (Complaint(_error_at(text, error), f"the XML cannot be read from here on: {said}"),)
    links = tuple(sorted(reader.links, key=lambda link: link.at))
    return Reading(links, (*_unread(reader.sitemaps), *complaints))


def _unread(sitemaps: int) -> tuple[Complaint, ...]:
    """What is to be said of a sitemap index: its own links are sitemaps, the pages are named in those."""
    if not sitemaps:
        return ()
    named = "1 sitemap it names was" if sitemaps == 1 else f"{sitemaps} sitemaps it names were"
    return (Complaint(0, f"a sitemap index: the {named} not read", "name them as targets"),)


def _refuse_entities(*declared: object) -> NoReturn:
    raise _Refused("the document declares entities, and is not read because of that")


def _error_at(text: str, error: expat.ExpatError) -> int:
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: error.lineno - 1])
    return min(before + error.offset, max(0, len(text) - 1))


def _outer(text: _Text, offset: int) -> int:
    """Where the character at `offset` of an element's text stands in the document."""
    inner, outer = text.starts[bisect_right(text.starts, offset, key=itemgetter(0)) - 1]
    return outer + offset - inner
