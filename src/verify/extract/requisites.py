"""What a page needs to look as it did: the style sheets and pictures that it names (WHATWG HTML, CSS).

Read are what a browser loads of itself without scripts: style sheets, icons, pictures with all the sizes that
they come in, backgrounds, posters, and what style sheets name in turn (fonts too). The style sheets come
first and further sizes of a picture last, so that whoever takes only so many takes the right ones.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from verify.extract.decode import decode
from verify.extract.inflate import inflate
from verify.extract.links.formats import Format, format_of
from verify.extract.links.resolve import Base, Unusable, resolve
from verify.extract.links.srcset import candidates
from verify.extract.links.tags import attributes, live_tags
from verify.model.snapshot import Hop

_MOST_READ = 4 * 2**20  # decoded bytes of one page or style sheet
_MOST_TAGS = 100_000
_PICTURES = {
    "img": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
    "video": ("poster",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
}
_NAMED_IN_CSS = re.compile(
    r"(?:(@import)\s*+(?:url\(\s*+)?|url\(\s*+)"
    r"(?:\"([^\"\n]*+)|'([^'\n]*+)|((?:[^\s\"'();\\]|\\.)++))",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))")
_STYLE_END = re.compile(r"</style(?=[ \t\n\r\f/>])", re.IGNORECASE)


@dataclass(frozen=True)
class Requisite:
    """An address, absolute and without a fragment; `style` where it is that of a style sheet."""

    url: str
    style: bool = False


class _Named(NamedTuple):
    """An address as it is written; `rank` 0 for style sheets, 1 for pictures, 2 for further sizes of one."""

    rank: int
    target: str


def requisites(hop: Hop) -> tuple[Requisite, ...]:
    """What a stored page or style sheet names, each once; nothing of any other document."""
    content_type = hop.header("content-type")
    body = inflate(hop.body, hop.header("content-encoding"), _MOST_READ).data[:_MOST_READ]
    text = decode(body, content_type).text
    if (content_type or "").partition(";")[0].strip().lower() == "text/css":
        return _resolved(_in_css(text), Base(url=hop.url), hop.url)
    if format_of(body, text, hop.url, content_type) is not Format.html:
        return ()
    base, named = _in_page(text)
    return _resolved(named, Base(url=hop.url).moved(base), hop.url)


def _resolved(named: Iterable[_Named], base: Base, own: str) -> tuple[Requisite, ...]:
    found: dict[str, Requisite] = {}
    for one in sorted(named, key=lambda each: each.rank):
        try:
            url = resolve(one.target, base)
        except Unusable:
            continue
        url = (url or "").partition("#")[0]
        if url and url != own.partition("#")[0]:
            found.setdefault(url, Requisite(url, style=one.rank == 0))
    return tuple(found.values())


def _in_page(text: str) -> tuple[str | None, list[_Named]]:
    """The first <base href> and everything named, in the order of the page."""
    base: str | None = None
    named: list[_Named] = []
    for tag in islice(live_tags(text), _MOST_TAGS):
        if tag.name == "style":
            named += _in_css(_raw_text(text, tag.end))
            continue
        values = {name: raw for name, _, raw in reversed(list(attributes(text[tag.start : tag.end])))}
        if tag.name == "base" and base is None and "href" in values:
            base = html.unescape(values["href"]).strip()
        named += _in_tag(tag.name, values)
    return base, named


def _in_tag(name: str, values: dict[str, str]) -> Iterator[_Named]:
    if "style" in values:
        yield from _in_css(html.unescape(values["style"]))
    if name == "link":
        yield from _in_link(values)
    if name != "input" or values.get("type", "").lower() == "image":
        for attribute in _PICTURES.get(name, ()):
            if attribute in values:
                yield _Named(1, html.unescape(values[attribute]))
    if name in ("img", "source"):
        yield from (_Named(2, address) for _, address in candidates(values.get("srcset", "")))


def _in_link(values: dict[str, str]) -> Iterator[_Named]:
    relations = html.unescape(values.get("rel", "")).lower().split()
    target = html.unescape(values.get("href", ""))
    if "stylesheet" in relations and "alternate" not in relations:
        yield _Named(0, target)
    elif "icon" in relations:
        yield _Named(1, target)


def _raw_text(text: str, start: int) -> str:
    end = _STYLE_END.search(text, start)
    return text[start : end.start() if end else len(text)]


def _in_css(css: str) -> Iterator[_Named]:
    """Imported style sheets, and pictures and fonts (CSS Values 4, url(); CSS Cascade 4, @import)."""
    for found in _NAMED_IN_CSS.finditer(_COMMENT.sub(" ", css)):
        target = next((value for value in found.groups()[1:] if value is not None), "")
        yield _Named(0 if found[1] else 1, _ESCAPE.sub(_unescaped, target))


def _unescaped(found: re.Match[str]) -> str:
    if found[2] is not None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"
