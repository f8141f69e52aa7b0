"""What a reader of a document would read, as one string with labels over its spans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Zone(StrEnum):
    """Where in the document a block stands. Matching runs over all of them; the zone is only a label."""

    body = "body"
    heading = "heading"
    caption = "caption"
    list = "list"
    table = "table"
    quote = "quote"
    aside = "aside"
    nav = "nav"
    metadata = "metadata"  # a labelled last resort, as JSON-LD articleBody


@dataclass(frozen=True)
class Block:
    """`text[start:end]` of a SourceText is one block (paragraph, heading, list item, cell)."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True)
class Metadata:
    """What the document says of itself. Dates are ISO 8601 strings as far as they could be read."""

    title: str | None = None
    heading: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    free: bool | None = None  # schema.org isAccessibleForFree
    robots: str | None = None  # meta robots
    amp_url: str | None = None  # <link rel=amphtml>, as the page writes it


@dataclass(frozen=True)
class SourceText:
    """The full visible text of one payload.

    Blocks do not overlap, stand in order, and are separated by newlines in `text`. `decoded_by` names the
    rung of the decode ladder (`bom`, `utf-8`, `near-utf-8`, `header`, `meta`,
    `null-pattern`, `escape`, `detector`, `fallback`, `pdf`). `shortfall` is a
    reason when less text came out than the payload visibly holds; `markers` are facts found while
    walking that judge/availability weighs (`challenge-script`, `noscript-only`, …). Same payload,
    media type and `extractor` version: same SourceText.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    extractor: str
    charset: str | None = None
    decoded_by: str | None = None
    language: str | None = None
    metadata: Metadata = Metadata()
    shortfall: str | None = None
    markers: tuple[str, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """The block holding the character at `offset`, None between blocks."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        block = self.blocks[index]
        return block if offset < block.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def zone_at(self, offset: int) -> Zone:
        block = self.block_at(offset)
        return block.zone if block else Zone.body


def plain(text: str, language: str | None = None) -> SourceText:
    """A SourceText of plain text: one body block for each non-empty line."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), Zone.body))
        start += len(line) + 1
    return SourceText(text, tuple(blocks), "text/plain", "plain/1", language=language)
