"""A look at single stretches of a page, many times quicker than reading all of it.

A page is parsed, the words are looked for by the parser, and the blocks that hold them are read by the same
walk as in a full extraction. So what is found here is found there too; what is not found here says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verify.extract.guard import harmless
from verify.extract.scan import Refused, scan
from verify.extract.walk import walk
from verify.extract.zones import BLOCKS, UNSEEN, invisible
from verify.model.text import SourceText

_READ_OTHERWISE = frozenset(("sup", "sub", "a", "pre", "listing", "textarea", "xmp", "plaintext", "q"))
_FOREIGN = re.compile(r"<(?:svg|math)[\s/>]")
_RAW = r"(?:style|script|title|textarea|iframe|noembed|noframes|xmp|plaintext)"
_RAW_WITH_TAGS = re.compile(rf"<{_RAW}[\s/>][^<]*+<(?!/{_RAW}[\s/>])")
_WORD = re.compile(r"[A-Za-z0-9]{2,40}|[\u0400-\u04ff]{2,40}|[\u3400-\u9fff]{2,8}")
_RUN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_LONGEST_RUN = 100
_MOST_PLACES = 12
_LONGEST = 30_000  # characters of markup text of a stretch


def safely_parsed(markup: str) -> LexborHTMLParser | None:
    """`markup` parsed, None where that would be slow (see guard and scan)."""
    if not harmless(markup.encode("utf-8", "replace")):
        try:
            scan(markup)
        except Refused:
            return None
    return LexborHTMLParser(markup)


class QuickPage:
    """One decoded page, parsed once."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    @cached_property
    def tree(self) -> LexborHTMLParser | None:
        """None for markup that is not parsed here."""
        return safely_parsed(self.markup)

    def stretches(self, words: str, *, around: bool = False) -> Iterator[SourceText]:
        """Blocks that may hold `words`, as the full extraction gives them; `around`: also what stands
        around such a block, for words that go over its border. Few are tried: the end proves nothing."""
        if self.tree is None or self._foreign:
            return
        seen: set[int] = set()
        for selector in _selectors(words):
            for node in self.tree.css(selector)[:_MOST_PLACES]:
                yield from _read_around(node, seen, around)

    @cached_property
    def _foreign(self) -> bool:
        """Whether scripts or titles inside of SVG may be read otherwise here than in a full extraction."""
        lowered = self.markup.lower()
        first = min((at for at in (lowered.find("<svg"), lowered.find("<math")) if at >= 0), default=None)
        if first is None:
            return False
        pieces = _FOREIGN.split(lowered[first:])
        return any(_RAW_WITH_TAGS.search(piece.partition("</svg")[0]) for piece in pieces)


def _selectors(words: str) -> list[str]:
    """Elements whose own text holds a run of the words as it stands, then those with the longest words."""
    run = max(_RUN.findall(words), key=len, default="")[:_LONGEST_RUN]
    rarest = sorted(dict.fromkeys(_WORD.findall(words)), key=len, reverse=True)[:3]
    tests = "".join(f':lexbor-contains("{word}" i)' for word in rarest)
    return [f"*{each}" for each in (run and f':lexbor-contains("{run}" i)', tests) if each]


def _read_around(node: LexborNode, seen: set[int], around: bool) -> Iterator[SourceText]:
    block = _block_of(node)
    for _ in range(2 if around else 1):
        if block is None or block.mem_id in seen or not _plainly_shown(block):
            return
        seen.add(block.mem_id)
        if len(block.text(deep=True) or "") > _LONGEST:
            return
        walked = walk(block)
        yield SourceText(walked.text, walked.blocks, "text/html", "quick")
        block = _block_of(block.parent)


def _block_of(node: LexborNode | None) -> LexborNode | None:
    while node is not None and node.tag not in BLOCKS:
        node = node.parent
    return node


def _plainly_shown(block: LexborNode) -> bool:
    """Whether nothing above a block hides it or changes how it reads."""
    node: LexborNode | None = block.parent
    while node is not None and node.tag not in (None, "html", "-document", "#document"):
        tag = node.tag or ""
        if tag in UNSEEN or tag in _READ_OTHERWISE or invisible(tag, node.attributes):
            return False
        node = node.parent
    return True
