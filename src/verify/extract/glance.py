"""A page that is plainly long, read in part: enough to say that it is there, at a tenth of the price.

What comes out is a lower bound: paragraphs that a reader surely sees, and the page's title and heading. So a
rule that fires on little text does not fire on the whole page either. A judge may trust "it is well" where
title and heading say nothing else, and must read the whole page before it says anything but that.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from verify.extract.quick_text import QuickPage
from verify.extract.version import EXTRACTOR
from verify.extract.zones import UNSEEN, invisible, is_menu
from verify.model.text import Block, Metadata, SourceText, Zone

ENOUGH = 6000
"""Characters of plain paragraphs that make a page plainly long; above every length that a rule asks for."""
_LINE = 300
_SHORTEST = 80  # of a paragraph
_MOST = 400  # paragraphs looked at
_SPEAKS = (
    "isaccessibleforfree",
    "content_tier",
    'http-equiv="refresh',
    "http-equiv=refresh",
    "http-equiv='refresh",
)  # of payment, of going elsewhere
_FURNITURE = frozenset(("header", "footer", "aside", "form", "dialog", "figure", "noscript", "svg", "math"))
_MOST_UNDECODED = 20


def glance(page: QuickPage) -> SourceText | None:
    """The plain paragraphs of a page that has many. None: read the whole page.

    `text` and `blocks` are the paragraphs, `metadata` has title and heading alone. Pages that speak of
    payment in their markup, send the browser on or were not decoded well are never glanced at.
    """
    if page.tree is None or page.markup.count("\ufffd") > _MOST_UNDECODED:
        return None
    lowered = page.markup.lower()
    if any(word in lowered for word in _SPEAKS):
        return None
    paragraphs = _paragraphs(page)
    if paragraphs is None:
        return None
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start, start + len(paragraph), Zone.body))
        start += len(paragraph) + 1
    meta = Metadata(title=_title(page), heading=_line_of(page, "h1"))
    return SourceText("\n".join(paragraphs), tuple(blocks), "text/html", f"{EXTRACTOR} glance", metadata=meta)


def _paragraphs(page: QuickPage) -> list[str] | None:
    """Paragraphs in order until they are enough, None where they are not."""
    found, count = [], 0
    shown: dict[int, bool] = {}
    assert page.tree is not None
    for node in page.tree.css("p")[:_MOST]:
        text = " ".join((node.text(deep=False) or "").split())
        if len(text) < _SHORTEST or not _shown(node, shown):
            continue
        found.append(text)
        count += len(text) - text.count(" ")
        if count >= ENOUGH:
            return found
    return None


def _shown(node: LexborNode | None, known: dict[int, bool]) -> bool:
    """Whether neither the element nor any above it hides it or is furniture; `known` remembers."""
    if node is None or node.tag in ("html", "-document", "#document"):
        return True
    key = node.mem_id
    if key not in known:
        tag, attributes = node.tag or "", node.attributes
        plain = tag not in UNSEEN and tag not in _FURNITURE
        known[key] = (
            plain
            and not invisible(tag, attributes)
            and not is_menu(tag, attributes)
            and _shown(node.parent, known)
        )
    return known[key]


def _title(page: QuickPage) -> str | None:
    """As read_metadata chooses it, JSON-LD aside."""
    assert page.tree is not None
    for node in page.tree.tags("meta"):
        named = node.attributes
        if "og:title" in (named.get("property"), named.get("name")) and (line := _flat(named.get("content"))):
            return line
    return _line_of(page, "title")


def _line_of(page: QuickPage, tag: str) -> str | None:
    assert page.tree is not None
    node = page.tree.css_first(tag)
    return _flat(node.text(deep=True)) if node is not None else None


def _flat(text: str | None) -> str | None:
    return " ".join(text.split())[:_LINE] or None if text else None
