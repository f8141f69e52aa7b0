"""HTML to SourceText: decode, scan, parse, walk, and own up to what is missing."""

from __future__ import annotations

import html as entities

from verify.extract.decode import Decoded, decode, undecoded
from verify.extract.markers import markers
from verify.extract.metadata import read_metadata
from verify.extract.page import Page, letters, read_page
from verify.extract.scan import Refused
from verify.extract.unreadable import Unreadable
from verify.extract.version import EXTRACTOR
from verify.model.availability import Availability
from verify.model.text import Block, SourceText, Zone
from verify.text.language import language_of

_NEARLY_EMPTY = 200
_ENOUGH_SHARE = 0.8
_SAMPLE = 20_000
_SMALL_SAMPLE = 500
_MOSTLY = 0.9


def extract_html(
    body: bytes, *, content_type: str | None, media_type: str, hint: str | None = None
) -> SourceText | Unreadable:
    """All text that a reader of the page sees. `unsupported` where the markup would not parse in time.

    Ruby readings (<rt>) are left out, their base text is kept. The text of JSON-LD `articleBody` is
    added, as a block of zone metadata and with a shortfall, only where the page shows next to no text.
    """
    decoded = decode(body, content_type)
    try:
        page = read_page(decoded.text, body if _is_utf8(decoded, body) else None)
    except Refused as refused:
        return Unreadable(Availability.unsupported, f"markup not parsed: {refused}")
    meta, ld_body = read_metadata(page.head, page.walked.times, page.walked.heading)
    text, blocks, shortfall = _completed(page, ld_body)
    return SourceText(
        text=text,
        blocks=blocks,
        media_type=media_type,
        extractor=EXTRACTOR,
        charset=decoded.charset,
        decoded_by=decoded.rung,
        language=language_of(thinned(text), (meta.language, hint)),
        metadata=meta,
        shortfall=shortfall or undecoded(decoded),
        markers=tuple(sorted({*markers(page), *_withheld(text, ld_body)})),
    )


def _is_utf8(decoded: Decoded, body: bytes) -> bool:
    """Whether the body stands as it was decoded; a character cut off at its end was dropped."""
    return decoded.rung == "utf-8" and body[-1:] < b"\x80"


def _completed(page: Page, ld_body: str | None) -> tuple[str, tuple[Block, ...], str | None]:
    """The walked text, the JSON-LD body where it is all there is, and what is known to be missing."""
    text, blocks = page.walked.text, page.walked.blocks
    if ld_body and page.shown < _NEARLY_EMPTY and letters(ld_body) > page.shown:
        return _with_ld_body(text, blocks, ld_body)
    got = page.shown + page.walked.unseen
    visible = page.visible(max(400, int(got / _ENOUGH_SHARE)))
    if visible > 400 and got < _ENOUGH_SHARE * visible:
        return text, blocks, f"only {got} of {visible} characters of the page came out"
    return text, blocks, None


def thinned(text: str) -> str:
    """Characters from all over a long text: enough to tell by them which letters it is written in. Latin
    letters tell no language, so fewer will do."""
    few = text[:: max(1, len(text) // _SMALL_SAMPLE)]
    latin = len(few.encode("ascii", "ignore")) > _MOSTLY * len(few)
    return few if latin else text[:: max(1, len(text) // _SAMPLE)]


def _with_ld_body(text: str, blocks: tuple[Block, ...], ld_body: str) -> tuple[str, tuple[Block, ...], str]:
    lines = [" ".join(line.split()) for line in entities.unescape(ld_body).splitlines()]
    added = list(blocks)
    for line in filter(None, lines):
        start = len(text) + 1 if text else 0
        text = f"{text}\n{line}" if text else line
        added.append(Block(start, len(text), Zone.metadata))
    return text, tuple(added), "the page shows next to no text; its words were read from JSON-LD articleBody"


def _withheld(text: str, ld_body: str | None) -> tuple[str, ...]:
    """Whether the page's own metadata hold more of the article than its text."""
    if not ld_body or letters(entities.unescape(ld_body)) <= _NEARLY_EMPTY + letters(text):
        return ()
    return ("body-withheld",)
