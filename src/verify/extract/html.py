"""HTML to SourceText: decode, scan, parse, walk, and own up to what is missing."""

from __future__ import annotations

import html as entities

from selectolax.lexbor import LexborHTMLParser

from verify.extract.decode import Decoded, decode
from verify.extract.markers import Page, letters, markers
from verify.extract.metadata import read_metadata
from verify.extract.scan import Refused, scan
from verify.extract.unreadable import Unreadable
from verify.extract.version import EXTRACTOR
from verify.extract.walk import Walked, walk
from verify.model.availability import Availability
from verify.model.text import Block, SourceText, Zone
from verify.text.language import language_of

_NEARLY_EMPTY = 200
_ENOUGH_SHARE = 0.8


def extract_html(
    body: bytes, *, content_type: str | None, media_type: str, hint: str | None = None
) -> SourceText | Unreadable:
    """All text that a reader of the page sees. `unsupported` where the markup would not parse in time.

    Ruby readings (<rt>) are left out, their base text is kept. The text of JSON-LD `articleBody` is
    added, as a block of zone metadata and with a shortfall, only where the page shows next to no text.
    """
    decoded = decode(body, content_type)
    try:
        scanned = scan(decoded.text)
    except Refused as refused:
        return Unreadable(Availability.unsupported, f"markup not parsed: {refused}")
    root = LexborHTMLParser(scanned.markup).root
    walked = walk(root) if root is not None else Walked()
    page = Page(decoded.text, scanned, walked)
    meta, ld_body = read_metadata(scanned, walked.times, walked.heading)
    text, blocks, shortfall = _completed(page, ld_body)
    return SourceText(
        text=text,
        blocks=blocks,
        media_type=media_type,
        extractor=EXTRACTOR,
        charset=decoded.charset,
        decoded_by=decoded.rung,
        language=language_of(text, (meta.language, hint)),
        metadata=meta,
        shortfall=shortfall or _undecoded(decoded),
        markers=tuple(sorted({*markers(page), *_withheld(text, ld_body)})),
    )


def _completed(page: Page, ld_body: str | None) -> tuple[str, tuple[Block, ...], str | None]:
    """The walked text, the JSON-LD body where it is all there is, and what is known to be missing."""
    text, blocks = page.walked.text, page.walked.blocks
    if ld_body and letters(text) < _NEARLY_EMPTY and letters(ld_body) > letters(text):
        return _with_ld_body(text, blocks, ld_body)
    visible, got = page.scan.visible, letters(text) + page.walked.unseen
    if visible > 400 and got < _ENOUGH_SHARE * visible:
        return text, blocks, f"only {got} of {visible} characters of the page came out"
    return text, blocks, None


def _with_ld_body(text: str, blocks: tuple[Block, ...], ld_body: str) -> tuple[str, tuple[Block, ...], str]:
    lines = [" ".join(line.split()) for line in entities.unescape(ld_body).splitlines()]
    added = list(blocks)
    for line in filter(None, lines):
        start = len(text) + 1 if text else 0
        text = f"{text}\n{line}" if text else line
        added.append(Block(start, len(text), Zone.metadata))
    return text, tuple(added), "the page shows next to no text; its words were read from JSON-LD articleBody"


def _withheld(text: str, ld_body: str | None) -> tuple[str, ...]:
    """Whether the page's own metadata hold more of the article than it shows."""
    body = letters(entities.unescape(ld_body)) if ld_body else 0
    return ("body-withheld",) if body > _NEARLY_EMPTY + letters(text) else ()


def _undecoded(decoded: Decoded) -> str | None:
    """A text with many characters that could not be decoded was not read."""
    bad = decoded.text.count("\ufffd")
    if bad > 20 and bad > len(decoded.text) // 100:
        return f"{bad} characters could not be decoded as {decoded.charset}"
    return None
