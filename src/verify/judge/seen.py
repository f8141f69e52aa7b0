"""What the rules of availability look at, each part worked out once and only when asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from verify.extract.document import Unreadable
from verify.extract.inflate import inflate
from verify.model.availability import Before, Probe
from verify.model.snapshot import Exchange, Hop
from verify.model.text import Metadata, SourceText, Zone

_MARKUP = 256 * 1024
_SMALL = 4000
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})</title")


@dataclass(frozen=True)
class Seen:
    """One look and what was read of it: everything that the rules ask about."""

    exchange: Exchange
    hop: Hop
    text: SourceText | Unreadable | None
    probe: Probe | None = None
    before: Before | None = None

    @property
    def asked(self) -> str:
        return self.exchange.url

    @property
    def final(self) -> str:
        return self.hop.url

    @property
    def answer(self) -> str:
        """`HTTP 200`; of a file that no server gave us where it came from."""
        if self.hop.status or not self.exchange.origin:
            return f"HTTP {self.hop.status}"
        return self.exchange.origin.label

    @cached_property
    def page(self) -> SourceText | None:
        return self.text if isinstance(self.text, SourceText) else None

    @cached_property
    def meta(self) -> Metadata:
        return self.page.metadata if self.page else Metadata()

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(self.page.markers) if self.page else frozenset()

    @cached_property
    def words(self) -> str:
        return self.page.text if self.page else ""

    @cached_property
    def size(self) -> int:
        """Visible characters outside menus."""
        if self.page is None:
            return 0
        blocks = [block for block in self.page.blocks if block.zone not in (Zone.nav, Zone.metadata)]
        return sum(len("".join(self.words[block.start : block.end].split())) for block in blocks)

    @cached_property
    def markup(self) -> str:
        """The first of the body as it came, its content coding undone, in small letters. Asked of small
        pages and refusals only."""
        got = inflate(self.hop.body, self.hop.header("content-encoding"), _MARKUP)
        return got.data[:_MARKUP].decode("utf-8", "replace").lower()

    @cached_property
    def is_html(self) -> bool:
        return self.page is not None and "html" in self.page.media_type

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What the page calls itself: its title and its heading; of a small page also the title that a
        browser shows, where the metadata give another one, as the site's name on every page."""
        found = (self.meta.title, self.meta.heading, self._shown_title)
        return tuple(dict.fromkeys(line for line in found if line))

    @property
    def _shown_title(self) -> str | None:
        if not self.is_html or self.size >= _SMALL or "og:title" not in self.markup:
            return None
        found = _TITLE.search(self.markup)
        title = " ".join(html.unescape(found[1]).split()) if found else ""
        return None if title == " ".join((self.meta.title or "").lower().split()) else title

    def in_heads(self, says: Callable[[str | None], bool]) -> bool:
        return any(map(says, self.heads))

    @cached_property
    def below_headings(self) -> str:
        """The text without its headings and menus."""
        if self.page is None:
            return ""
        kept = [
            block for block in self.page.blocks if block.zone not in (Zone.heading, Zone.nav, Zone.metadata)
        ]
        return "\n".join(self.words[block.start : block.end] for block in kept)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The title and every heading of the page, menus included."""
        if self.page is None:
            return ()
        blocks = [block for block in self.page.blocks if block.zone is Zone.heading]
        shown = [self.words[block.start : block.end] for block in blocks]
        return tuple(line for line in (self.meta.title, self.meta.heading, *shown) if line)
