"""What kind of document some bytes are: by media type, else by the name's ending, else by their looks."""

from __future__ import annotations

import re
from enum import StrEnum
from posixpath import splitext
from urllib.parse import urlsplit

from verify.extract.links.text_links import is_list


class Format(StrEnum):
    """Documents whose links are read."""

    html = "html"
    markdown = "markdown"
    text = "text"
    csv = "csv"
    tsv = "tsv"
    pdf = "pdf"
    xml = "xml"
    none = "none"  # pictures, archives and the like: nothing to read


_ENDINGS = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), Format.html),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Format.markdown),
    **dict.fromkeys((".txt", ".text", ".list", ".urls"), Format.text),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".opml"), Format.xml),
    ".csv": Format.csv,
    ".tsv": Format.tsv,
    ".pdf": Format.pdf,
}
_TYPES = {
    "text/html": Format.html,
    "application/xhtml+xml": Format.html,
    "text/markdown": Format.markdown,
    "text/x-markdown": Format.markdown,
    "text/csv": Format.csv,
    "text/tab-separated-values": Format.tsv,
    "text/uri-list": Format.text,
    "application/pdf": Format.pdf,
    "application/xml": Format.xml,
    "text/xml": Format.xml,
}
_FAMILIES = frozenset(("image", "audio", "video", "font"))
_XML = re.compile(r"\s*(?:<\?xml\b|<(?:[\w-]+:)?(?:rss|feed|urlset|sitemapindex|RDF|opml)[\s>])")
_HTML = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|title|meta|div|p|h[1-6]|table|article|script|a|span)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\]\((?!\s)|^#{1,6} \S|^```|^\[[^\]\n]{1,200}\]:[ \t]|^[ \t]{0,8}[-*+] \S|^\|[^\n]+\|[ \t]*$",
    re.MULTILINE,
)
_TABLE_CELL = re.compile(r"(?:^|[,;\t])\"?https?://[^\s,;\"]+\"?(?:[,;\t]|$)", re.MULTILINE | re.IGNORECASE)
_HEAD = 65_536


def format_of(content: bytes, text: str, name: str, media_type: str | None) -> Format:
    """`text` is `content` decoded. The first kilobyte of a PDF and of binary files tell them in any case."""
    if b"%PDF-" in content[:1024]:
        return Format.pdf
    if _binary(content[:4096], text[:4096]):
        return Format.none
    label = (media_type or "").split(";")[0].strip().lower()
    by_type = _TYPES.get(label) or (Format.xml if label.endswith("+xml") else None)
    if by_type:
        return Format.html if by_type is Format.xml and _is_xhtml(text) else by_type
    if label.partition("/")[0] in _FAMILIES:
        return Format.none
    return _by_ending(name) or _by_looks(text[:_HEAD])


def _by_ending(name: str) -> Format | None:
    path = urlsplit(name).path if "://" in name else name
    return _ENDINGS.get(splitext(path.lower().removesuffix(".gz"))[1])


def _is_xhtml(text: str) -> bool:
    return bool(re.search(r"<(?:!doctype\s+)?html[\s>]", text[:1024], re.IGNORECASE))


def _by_looks(head: str) -> Format:
    if is_list(head):
        return Format.text
    if _XML.match(head):
        return Format.html if _is_xhtml(head) else Format.xml
    if _HTML.match(head.lstrip()[:200]):
        return Format.html
    lines = [line for line in head.split("\n") if line.strip()]
    if _tabular(lines) and _TABLE_CELL.search(head):
        return Format.csv
    if _MARKDOWN.search(head):
        return Format.markdown
    return Format.html if _HTML.search(head) else Format.text


def _tabular(lines: list[str]) -> bool:
    """At least two lines, all with the same number (not 0) of commas, semicolons or tabs."""
    rows = lines[:50]
    return len(rows) > 1 and any(
        rows[0].count(mark) and len({re.sub(r'"[^"]*+"', "", row).count(mark) for row in rows}) == 1
        for mark in ",;\t"
    )


def _binary(head: bytes, text: str) -> bool:
    """Control characters that no text has: more than one in fifty. UTF-16 was decoded by then."""
    if not head:
        return False
    odd = sum(char < "\t" or "\r" < char < "\x1b" or "\x1b" < char < " " for char in text)
    return odd * 50 > len(text)
