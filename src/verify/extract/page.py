"""A page's markup to what stands in it: the quick way where that is safe, the guarded way where not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from verify.extract.guard import harmless
from verify.extract.head import Head, head_of
from verify.extract.scan import Refused, scan
from verify.extract.swift import swift_walk
from verify.extract.walk import Walked, walk

_LD_JSON = re.compile(r"\s{0,5}application/ld\+json", re.IGNORECASE)
_TELLING = ("noscript", "iframe", "embed", "object", "del", "s", "strike")
_UNREAD = re.compile(
    rb"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)"
    rb"|<([sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]))[ \t\n\r\f/>][^<]*+(?:<(?!/\1)[^<]*+)*+"
)


@dataclass(frozen=True)
class Page:
    """`source` is the page in UTF-8; `tags` names which of some telling tags it has; `scripts` counts the
    characters inside scripts. `visible` counts those outside tags and raw text, white space left out, and not
    by way of the parser; where they are no more than its argument, a first estimate will do."""

    source: bytes
    walked: Walked
    head: Head
    tags: frozenset[str]
    scripts: int
    visible: Callable[[int], int]

    @cached_property
    def shown(self) -> int:
        """The characters of the walked text without the usual white space."""
        text = self.walked.text
        return len(text) - sum(map(text.count, " \n\t\xa0\u3000"))


def read_page(text: str, raw: bytes | None = None) -> Page:
    """Parse and walk a page; `raw` is `text` in UTF-8, where that is at hand. Raises Refused for markup that
    would be slow to parse."""
    source = raw or text.encode("utf-8", "replace")
    return (_swift(text, source) if harmless(source) else None) or read_guarded(text, source)


def read_guarded(text: str, source: bytes) -> Page:
    """As read_page, by the way that is safe for any markup, in time and memory linear in its size."""
    scanned = scan(text)
    tree = LexborHTMLParser(scanned.markup)
    walked = walk(tree.root) if tree.root is not None else Walked()
    head = head_of(LexborHTMLParser("".join(scanned.head)), scanned.title, scanned.ld_json)
    return Page(source, walked, head, _telling(tree), scanned.scripts, lambda _: scanned.visible)


def _swift(text: str, source: bytes) -> Page | None:
    tree = LexborHTMLParser(source)
    scripts = [(node, node.text(deep=True) or "") for node in tree.tags("script")]
    ld_json = [words for node, words in scripts if _LD_JSON.match(node.attributes.get("type") or "")]
    title = next((node.text(deep=True) or "" for node in tree.tags("title")), None)
    head, tags = head_of(tree, title, ld_json), _telling(tree)
    walked = swift_walk(tree)
    if walked is None:
        return None
    count = sum(len(words) for _, words in scripts)
    return Page(source, walked, head, tags, count, lambda enough: _visible(text, source, enough))


def _telling(tree: LexborHTMLParser) -> frozenset[str]:
    return frozenset(name for name in _TELLING if tree.tags(name))


def _visible(text: str, source: bytes, enough: int) -> int:
    rough = _rough_count(source)
    if rough <= enough and source.rfind(b"<script") <= source.rfind(b"</script"):
        return rough
    try:
        return scan(text).visible
    except Refused:
        return rough


def _rough_count(source: bytes) -> int:
    """What is left when comments, scripts, styles and whatever looks like a tag are cut out: seldom less than
    what is visible, and more where tags have a `>` in them."""
    pieces = _UNREAD.sub(b"", source).split(b"<")
    behind = b"".join([pieces[0], *[piece.partition(b">")[2] for piece in pieces[1:]]])
    return letters(behind.decode("utf-8", "replace"))


def letters(text: str) -> int:
    """Characters that are not white space."""
    return sum(map(len, text.split()))
