"""Any payload to SourceText: what it is decides who reads it."""

from __future__ import annotations

import re

from verify.extract.adapted import adapted
from verify.extract.decode import decode, undecoded
from verify.extract.html import extract_html
from verify.extract.pdf import extract_pdf
from verify.extract.publishers import adapter_for
from verify.extract.scan import Refused, scan
from verify.extract.unreadable import Unreadable as Unreadable
from verify.extract.version import EXTRACTOR as EXTRACTOR
from verify.model.availability import Availability
from verify.model.text import Block, SourceText, Zone
from verify.text.language import language_of

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3", "a database"),
    (b"wOF", "a font"),
)
_FAMILIES = {"image": "an image", "audio": "an audio file", "video": "a video", "font": "a font"}
_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"))
_LOOKS_HTML = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|div|p|h[1-6]|table|article|script|br|a|span|center|font)\b",
    re.IGNORECASE,
)
_OTHER = frozenset(("application/octet-stream", "application/force-download", "binary/octet-stream", ""))
_NOT_PROSE = {"text/css": "a style sheet", "text/javascript": "a script", "text/calendar": "a calendar"}


def extract(
    body: bytes, *, content_type: str | None, url: str, hint: str | None = None
) -> SourceText | Unreadable:
    """The text of one payload, its content coding already undone.

    `content_type` is the header's value, `hint` the BCP 47 language the registry gives; `url` tells the
    file ending and the publisher (see publishers). Reads HTML, XHTML, PDF and plain text; the bytes
    decide before the label does. Never raises for bad input; the same arguments give the same answer.
    """
    if not body.strip(b" \t\r\n\x00"):
        return Unreadable(Availability.bad_response, "empty body")
    media_type = (content_type or "").split(";")[0].strip().lower()
    kind = _kind(body, media_type, url)
    if kind == "pdf":
        return extract_pdf(body, hint=hint)
    if kind == "html":
        shown = media_type if media_type in _HTML_TYPES else "text/html"
        found = extract_html(body, content_type=content_type, media_type=shown, hint=hint)
        return _adapted(found, body, content_type, url)
    if kind == "text":
        return _plain(body, content_type, hint)
    return Unreadable(Availability.unsupported, f"the payload is {kind}, which has no text to read")


def _adapted(
    found: SourceText | Unreadable, body: bytes, content_type: str | None, url: str
) -> SourceText | Unreadable:
    adapter = adapter_for(url)
    if adapter is None or isinstance(found, Unreadable):
        return found
    try:
        return adapted(found, scan(decode(body, content_type).text).markup, adapter)
    except Refused:
        return found


def _kind(body: bytes, media_type: str, url: str) -> str:
    """`pdf`, `html`, `text`, or words for what else it is."""
    head = body[:1024]
    if b"%PDF-" in head and (media_type not in _HTML_TYPES or head.lstrip()[:5] == b"%PDF-"):
        return "pdf"
    magic = next((words for mark, words in _MAGIC if head.startswith(mark)), None) or _boxed(head)
    if magic:
        return magic
    if media_type in _HTML_TYPES:
        return "html"
    family, _, subtype = media_type.partition("/")
    if family in _FAMILIES and media_type != "image/svg+xml":
        return _FAMILIES[family]
    return _by_looks(head, media_type, subtype, url)


def _boxed(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "a video"
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image" if head[8:12] == b"WEBP" else "an audio or video file"
    return None


def _by_looks(head: bytes, media_type: str, subtype: str, url: str) -> str:
    if media_type in _NOT_PROSE:
        return _NOT_PROSE[media_type]
    if subtype == "json" or subtype.endswith("+json"):
        return "JSON"
    if media_type == "text/plain" and not _starts_as_html(head):
        return "text"
    if _LOOKS_HTML.search(head.replace(b"\x00", b"")):
        return "html"
    if subtype == "xml" or subtype.endswith("+xml"):
        return "XML"
    if media_type.startswith("text/"):
        return "text"
    if media_type in _OTHER and not _binary(head):
        return "JSON" if url.split("?")[0].endswith(".json") else "text"
    return f"of type {media_type}" if media_type not in _OTHER else "binary"


def _starts_as_html(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


def _binary(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    odd = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return odd * 50 > len(head)


def _plain(body: bytes, content_type: str | None, hint: str | None) -> SourceText:
    decoded = decode(body, content_type)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(
        text=text,
        blocks=_paragraphs(text),
        media_type="text/plain",
        extractor=EXTRACTOR,
        charset=decoded.charset,
        decoded_by=decoded.rung,
        language=language_of(text, (hint,)),
        shortfall=undecoded(decoded),
    )


def _paragraphs(text: str) -> tuple[Block, ...]:
    """Lines up to an empty one are one block: plain text is often wrapped by hand."""
    blocks = []
    for found in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text):
        end = found.start() + len(found.group().rstrip())
        blocks.append(Block(found.start(), end, Zone.body))
    return tuple(blocks)
