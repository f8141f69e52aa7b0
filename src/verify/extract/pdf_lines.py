"""Lines of PDF pages back to paragraphs. A PDF holds lines and says nothing of paragraphs."""

from __future__ import annotations

import re
from collections import Counter

from verify.model.text import Block, Zone

_HYPHEN = re.compile("[\u0002\ufffe][ \t\r\n]{0,9}|\u00ad[ \t]{0,9}\r?\n[ \t]{0,9}")  # of PDFium, of the file
_LINE_END = re.compile(r"(?<=[^\W_])[-\u2010][ \t]{0,9}\r?\n[ \t]{0,9}(?=[^\W_])")
_BREAK = re.compile("[\r\n\u0002\ufffe]+")
_BROKEN_END = re.compile(r"[^\W\d_][-\u2010\u00ad]\Z")
_OPTIONAL = re.compile(r"(\w{1,40}|)\u00ad(\w{1,40}|)")
_HYPHENED = re.compile(r"(?<!\w)\w{1,40}-\w{1,40}(?!\w)")
_PAGE_NUMBER = re.compile(
    r"\W{0,4}(?:page|p\.|стр\.?|с\.)?\s{0,3}(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:of|/|из)\s?\d{1,4})?\W{0,4}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:…。！？][\"'”’»)\]]*\d{0,3}\Z")
_SHORT_LINE = 0.85
_REPEATED = 3  # pages on which a line at the edge is a running head wherever it stands there
_HEAD_LENGTH = 90


def join_pages(pages: list[str]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a document. Page numbers and running heads become blocks of their own (zone nav)
    behind the paragraph they stand in, so that a page break never splits a sentence.

    A hyphen at a line's end stays a hyphen next to a figure or before a capital, and where the document
    writes the word with a hyphen elsewhere; else it becomes a soft one.
    """
    split = [_lines(page) for page in pages]
    repeated = _running_heads(split)
    paragraphs: list[tuple[str, Zone]] = []
    waiting: list[str] = []
    furniture: list[str] = []
    for page, lines in zip(pages, split, strict=True):
        width = max(map(len, _BREAK.split(page)), default=0)
        for index, line in enumerate(lines):
            if _is_furniture(line, index, len(lines), repeated):
                furniture.append(line)
                continue
            _add(waiting, line)
            if _ENDS.search(line) and len(line.rpartition("\u00ad")[2]) < _SHORT_LINE * width:
                _close(paragraphs, waiting, furniture)
    _close(paragraphs, waiting, furniture)
    return _assemble(_settled(paragraphs))


def _lines(page: str) -> list[str]:
    joined = _LINE_END.sub("\u00ad", _HYPHEN.sub("\u00ad", page))
    return [flat for line in joined.splitlines() if (flat := " ".join(line.split()))]


def _add(waiting: list[str], line: str) -> None:
    """A word that a page break cuts is joined like one at a line's end."""
    if waiting and line[0].islower() and _BROKEN_END.search(waiting[-1]):
        waiting[-1] = f"{waiting[-1][:-1]}\u00ad{line}"
    else:
        waiting.append(line)


def _settled(paragraphs: list[tuple[str, Zone]]) -> list[tuple[str, Zone]]:
    """Soft hyphens that are real ones become so."""
    if not any("\u00ad" in text for text, _ in paragraphs):
        return paragraphs
    written = {word.lower() for text, _ in paragraphs for word in _HYPHENED.findall(text)}

    def settle(found: re.Match[str]) -> str:
        before, after = found.groups()
        figures = before[-1:].isdigit() or after[:1].isdigit()
        name = after[:1].isupper() and not before.isupper()
        real = figures or name or f"{before}-{after}".lower() in written
        return f"{before}-{after}" if real else found.group()

    return [(_OPTIONAL.sub(settle, text), zone) for text, zone in paragraphs]


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """First and last lines that come back on several pages, their numbers masked. On two pages alone only
    the same short line at the same place, on neighbouring or alternate pages."""
    edges = Counter(mask for lines in pages for mask in {_mask(line) for line in lines[:1] + lines[-1:]})
    twice = {
        _mask(lines[at])
        for number, lines in enumerate(pages)
        for other in pages[number + 1 : number + 3]
        for at in (0, -1)
        if len(lines) > 2 and len(other) > 2 and _same_head(lines[at], other[at])
    }
    return frozenset(mask for mask, count in edges.items() if count >= _REPEATED or mask in twice)


def _same_head(line: str, other: str) -> bool:
    return len(line) <= _HEAD_LENGTH and _mask(line) == _mask(other) and not _ENDS.search(line)


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
