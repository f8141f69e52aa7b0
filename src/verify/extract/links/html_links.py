"""Links of an HTML document, by BeautifulSoup's html.parser: where tags stand, what their attributes mean.

It sees only the tags that carry links; everything else is blanked first, so that line and column stay
and no markup can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag

from verify.extract.links.srcset import candidates
from verify.extract.links.tags import TAG, attributes, blanked, live_tags
from verify.extract.links.written import MAX_LINKS, Positions, Reading, Written
from verify.extract.word_set import word_set
from verify.model.link import LinkKind

_CARRIERS: dict[str, tuple[tuple[str, LinkKind], ...]] = {
    "a": (("href", LinkKind.page), ("xlink:href", LinkKind.page)),
    "area": (("href", LinkKind.page),),
    "img": (("src", LinkKind.image), ("srcset", LinkKind.image)),
    "source": (("src", LinkKind.media), ("srcset", LinkKind.image)),
    "image": (("href", LinkKind.image), ("xlink:href", LinkKind.image)),
    "use": (("href", LinkKind.image), ("xlink:href", LinkKind.image)),
    "input": (("src", LinkKind.image),),
    "video": (("src", LinkKind.media), ("poster", LinkKind.image)),
    "audio": (("src", LinkKind.media),),
    "track": (("src", LinkKind.media),),
    "embed": (("src", LinkKind.media),),
    "object": (("data", LinkKind.media),),
    "script": (("src", LinkKind.script),),
    "iframe": (("src", LinkKind.frame),),
    "frame": (("src", LinkKind.frame),),
    "body": (("background", LinkKind.image),),
    "link": (("href", LinkKind.other),),
    "meta": (("content", LinkKind.page),),
    "base": (("href", LinkKind.other),),
}
_ENDS = frozenset(("/script", "/iframe"))  # a parser may read on as raw text until it sees these
_HINTS = word_set("dns-prefetch preconnect")  # they name a host, not a page
_PRELOADED = {"style": LinkKind.style, "script": LinkKind.script, "image": LinkKind.image}
_REFRESH = re.compile(r"\s*[\d.]*+\s*+[;,\s]\s*+(?:url\s*+=\s*+)?[\"']?\s*+(\S[^\"']*)", re.IGNORECASE)
_SPACE = "".join(map(chr, range(0x21)))


def html_links(text: str) -> Reading:
    """All links of `text` in order, and its <base href>. More than MAX_LINKS tags are not read."""
    wanted = (tag for tag in live_tags(text) if tag.name in _CARRIERS or tag.name in _ENDS)
    kept = [(tag.start, tag.end) for tag in islice(wanted, 2 * MAX_LINKS)]
    if not kept:
        return Reading()
    positions = Positions(text)
    links: list[Written] = []
    base = None
    for tag in _parsed(blanked(text, iter(kept))):
        start = positions.offset(tag.sourceline or 1, (tag.sourcepos or 0) + 1)
        if tag.name == "base":
            base = base or _value(tag, "href")
            continue
        links += sorted(_of_tag(tag, start, text), key=lambda link: link.at)
    return Reading(tuple(links), base=base)


def _parsed(skeleton: str) -> Iterator[Tag]:
    soup = BeautifulSoup(
        skeleton, "html.parser", multi_valued_attributes=None, on_duplicate_attribute="ignore"
    )
    for element in soup.descendants:
        if isinstance(element, Tag):
            yield element


def _of_tag(tag: Tag, start: int, text: str) -> Iterator[Written]:
    carried = [(name, kind) for name, kind in _CARRIERS[tag.name] if tag.has_attr(name)]
    if not carried:
        return
    source = TAG.match(text, start)
    spans: dict[str, tuple[int, str]] = {}
    for name, at, raw in attributes(source.group() if source else ""):
        spans.setdefault(name, (start + at, raw))
    for name, kind in carried:
        at, raw = spans.get(name, (start, ""))
        yield from _of_value(tag, name, kind, at, raw)


def _of_value(tag: Tag, name: str, kind: LinkKind, at: int, raw: str) -> Iterator[Written]:
    value = _value(tag, name)
    if name == "srcset":
        yield from (Written(at + place, url, kind) for place, url in candidates(raw))
    elif tag.name == "meta":
        yield from _refresh(tag, value, at, raw)
    elif tag.name == "link":
        yield from _of_link_tag(tag, value, _shifted(at, raw))
    elif tag.name != "input" or _value(tag, "type").lower() == "image":
        yield Written(_shifted(at, raw), value, kind)


def _of_link_tag(tag: Tag, value: str, at: int) -> Iterator[Written]:
    relations = frozenset(_value(tag, "rel").lower().split())
    if relations and relations <= _HINTS:
        return
    kind = LinkKind.style if "stylesheet" in relations else LinkKind.other
    if kind is LinkKind.other and relations & {"preload", "modulepreload", "prefetch"}:
        kind = _PRELOADED.get(_value(tag, "as").lower(), LinkKind.other)
    yield Written(at, value, kind)


def _refresh(tag: Tag, value: str, at: int, raw: str) -> Iterator[Written]:
    found = _REFRESH.match(value) if _value(tag, "http-equiv").lower() == "refresh" else None
    if found:
        target = found[1].strip(_SPACE)
        yield Written(at + max(0, raw.find(target)), target, LinkKind.page)


def _value(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip(_SPACE) if isinstance(value, str) else ""


def _shifted(at: int, raw: str) -> int:
    return at + len(raw) - len(raw.lstrip(_SPACE))
