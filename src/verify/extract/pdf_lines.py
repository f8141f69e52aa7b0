"""Lines of PDF pages back to paragraphs. A PDF holds lines and says nothing of paragraphs."""

from __future__ import annotations

import re
from collections import Counter

from verify.model.text import Block, Zone

_HYPHEN = re.compile("\u0002[ \t\r\n]*")
_PAGE_NUMBER = re.compile(
    r"\W{0,4}(?:page|p\.|стр\.?|с\.)?\s{0,3}(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:of|/|из)\s?\d{1,4})?\W{0,4}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:…。！？][\"'”’»)\]]*\d{0,3}\Z")
_SHORT_LINE = 0.85
_REPEATED = 3


def join_pages(pages: list[str]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a document. Page numbers and running heads become blocks of their own (zone nav)
    behind the paragraph they stand in, so that a page break never splits a sentence."""
    split = [_lines(page) for page in pages]
    repeated = _running_heads(split)
    paragraphs: list[tuple[str, Zone]] = []
    waiting: list[str] = []
    furniture: list[str] = []
    for lines in split:
        width = max(map(len, lines), default=0)
        for index, line in enumerate(lines):
            if _is_furniture(line, index, len(lines), repeated):
                furniture.append(line)
                continue
            waiting.append(line)
            if _ENDS.search(line) and len(line) < _SHORT_LINE * width:
                _close(paragraphs, waiting, furniture)
    _close(paragraphs, waiting, furniture)
    return _assemble(paragraphs)


def _lines(page: str) -> list[str]:
    joined = _HYPHEN.sub("\u00ad", page)
    return [flat for line in joined.splitlines() if (flat := " ".join(line.split()))]


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """First and last lines that come back on several pages, their numbers masked."""
    edges = Counter(mask for lines in pages for mask in {_mask(line) for line in lines[:1] + lines[-1:]})
    return frozenset(mask for mask, count in edges.items() if count >= _REPEATED)


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _is_furniture(line: str, index: int, count: int, repeated: frozenset[str]) -> bool:
    if count < 2 or index not in (0, 1, count - 2, count - 1):
        return False
    edge = index in (0, count - 1)
    return bool(edge and _PAGE_NUMBER.fullmatch(line)) or _mask(line) in repeated


def _close(paragraphs: list[tuple[str, Zone]], waiting: list[str], furniture: list[str]) -> None:
    if waiting:
        paragraphs.append((" ".join(waiting), Zone.body))
    paragraphs.extend((line, Zone.nav) for line in furniture)
    waiting.clear()
    furniture.clear()


def _assemble(paragraphs: list[tuple[str, Zone]]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    start = 0
    for text, zone in paragraphs:
        blocks.append(Block(start, start + len(text), zone))
        start += len(text) + 1
    return "\n".join(text for text, _ in paragraphs), tuple(blocks)
