"""A publisher's adapter put to use on one page: zones and metadata change, the text never does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verify.extract.page_dates import read_date
from verify.extract.publishers import Adapter
from verify.extract.shown_dates import shown_date
from verify.extract.walk import walk
from verify.model.text import Block, Metadata, SourceText, Zone

STALE = "adapter-stale"
_MAX_NODES = 400
_MAX_COMPARED = 2_000_000  # blocks times selected elements
_MARKS = 0x100000  # private use, plane 16: two marks a node, where it starts and where it ends
_MARK = re.compile("[\U00100000-\U0010fffd]")
_DATE_ATTRIBUTES = ("datetime", "content", "data-source", "data-timestamp")
_MILLISECONDS = re.compile(r"\d{12,13}\Z", re.ASCII)
_BY = re.compile(r"\A(?:by|автор|авторы?:)\s{1,3}", re.IGNORECASE)
_LONGEST_NAME = 120

Span = tuple[Zone, int, int]


def adapted(found: SourceText, markup: str, adapter: Adapter) -> SourceText:
    """`found` with the adapter's labels; `markup` is the scanned markup that `found` was read from.

    Metadata that the page itself gives is kept. Blocks that stand whole inside a selected element get its
    zone; inside the body, what only looked like navigation becomes body. `adapter-stale` joins the
    markers where the body matches nothing.
    """
    parser = LexborHTMLParser(markup)
    body = _select(parser, adapter.fields.get("body", ()))
    metadata = _metadata(parser, adapter, found.metadata)
    marked = [(Zone.body, node) for node in body]
    marked += [(zone, node) for zone, selector in adapter.zones.items() for node in parser.css(selector)]
    blocks = _relabelled(found, _spans(parser, marked[:_MAX_NODES], found))
    markers = found.markers if body else tuple(sorted({*found.markers, STALE}))
    return replace(found, blocks=blocks, metadata=metadata, markers=markers)


def _select(parser: LexborHTMLParser, selectors: tuple[str, ...]) -> list[LexborNode]:
    """The elements of the first selector that matches any."""
    return next((nodes for selector in selectors if (nodes := parser.css(selector))), [])


def _metadata(parser: LexborHTMLParser, adapter: Adapter, own: Metadata) -> Metadata:
    headline = next((line for node in _fields(parser, adapter, "headline") if (line := _line(node))), None)
    names = [_BY.sub("", _line(node)) for node in _fields(parser, adapter, "byline")]
    dates = (_date(node, adapter) for node in _fields(parser, adapter, "published"))
    return replace(
        own,
        title=own.title or headline,
        heading=own.heading or headline,
        site=own.site or adapter.name,
        authors=own.authors or tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST_NAME)),
        published=own.published or next(filter(None, dates), None),
    )


def _fields(parser: LexborHTMLParser, adapter: Adapter, name: str) -> list[LexborNode]:
    return _select(parser, adapter.fields.get(name, ()))[:20]


def _line(node: LexborNode) -> str:
    return " ".join((node.text(deep=True) or "").split())[:1000]


def _date(node: LexborNode, adapter: Adapter) -> str | None:
    given = node.attributes
    for name in _DATE_ATTRIBUTES:
        value = (given.get(name) or "").strip()
        if _MILLISECONDS.match(value):
            return f"{dt.datetime.fromtimestamp(int(value) // 1000, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
        if date := read_date(value):
            return date
    line = _line(node)
    return read_date(line) or shown_date(line, adapter.languages, day_first=adapter.day_first)


def _spans(parser: LexborHTMLParser, marked: list[tuple[Zone, LexborNode]], found: SourceText) -> list[Span]:
    """Where the selected elements stand, counted in characters that are not white space.

    The page is walked once more with a mark on either side of each; that must give the same characters, or
    no element is placed at all.
    """
    if not marked or parser.root is None:
        return []
    for number, (_, node) in enumerate(marked):
        _mark(node, number)
    counts: dict[int, int] = {}
    total = at = 0
    text = walk(parser.root).text
    for mark in _MARK.finditer(text):
        total += _letters(text[at : mark.start()])
        counts[ord(mark.group()) - _MARKS] = total
        at = mark.end()
    total += _letters(text[at:])
    shown = sum(count for block, count in _counted(found) if block.zone is not Zone.metadata)
    if total != shown:
        return []
    pairs = (
        (zone, counts.get(2 * number), counts.get(2 * number + 1)) for number, (zone, _) in enumerate(marked)
    )
    return [(zone, start, end) for zone, start, end in pairs if start is not None and end is not None]


def _mark(node: LexborNode, number: int) -> None:
    first, start = node.first_child, chr(_MARKS + 2 * number)
    if first is not None:
        first.insert_before(start)
        node.insert_child(chr(_MARKS + 2 * number + 1))


def _relabelled(found: SourceText, spans: list[Span]) -> tuple[Block, ...]:
    """The innermost span that holds a block names its zone; a body never takes a zone but navigation's."""
    blocks = []
    at = 0
    if len(found.blocks) * len(spans) > _MAX_COMPARED:
        return found.blocks
    inner_last = sorted(spans, key=lambda span: (span[1], -span[2]))
    for block, count in _counted(found):
        zone = block.zone
        for label, start, end in inner_last if zone is not Zone.metadata else ():
            if start <= at and at + count <= end and (label is not Zone.body or zone is Zone.nav):
                zone = label
        blocks.append(replace(block, zone=zone))
        at += count
    return tuple(blocks)


def _counted(found: SourceText) -> Iterator[tuple[Block, int]]:
    return ((block, _letters(found.text[block.start : block.end])) for block in found.blocks)


def _letters(text: str) -> int:
    return sum(map(len, text.split()))
