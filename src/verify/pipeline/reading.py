"""From a stored look to what it was (a Sight) and what it says (a Prepared text)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from urllib.parse import urlsplit

from verify.errors import ArchiveDamaged
from verify.extract.document import EXTRACTOR, Unreadable
from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.mementos import as_captured, memento_sight
from verify.judge.probe import before_of
from verify.match.prepared import Prepared
from verify.model.availability import Availability, Before, Sight
from verify.model.memento import Capture
from verify.model.reference import Access, Copy, Reference
from verify.model.replay import read_replay
from verify.model.snapshot import Exchange, Look
from verify.model.text import SourceText
from verify.pipeline.ports import Store
from verify.pipeline.texts import dump_text, load_text

_EARLIER = 3
"""Earlier snapshots that are read in search of a good one."""
NOT_LOOKED = Sight(Availability.skipped, "not looked at yet: run `verify fetch`")


@dataclass(frozen=True)
class Page:
    """One location of a reference as it was last seen. `look` is None before the first look."""

    copy: Copy
    sight: Sight
    look: Look | None = None
    prepared: Prepared | None = None


@dataclass
class Reader:
    """Reads stored looks. Texts are kept by payload digest, so one page is parsed once for all its claims."""

    store: Store
    max_decoded: int = 64 * 2**20
    _prepared: dict[tuple[str, str], Prepared] = field(default_factory=dict)
    _pages: dict[tuple[str, str | None], Page] = field(default_factory=dict)
    _others: dict[tuple[str, str | None], Page | None] = field(default_factory=dict)

    def page(self, copy: Copy) -> Page:
        """The newest look of our own at a location."""
        key = (copy.url, copy.language)
        if key not in self._pages:
            look = newest_own(self.store, copy.address)
            self._pages[key] = Page(copy, NOT_LOOKED) if look is None else self.at(copy, look)
        return self._pages[key]

    def from_others(self, copy: Copy) -> Page | None:
        """The newest capture of a location by others, or file supplied by hand, that can be read."""
        key = (copy.url, copy.language)
        if key not in self._others:
            brought = [look for look in self.store.looks(copy.address) if look.origin]
            pages = (self.at(copy, look) for look in reversed(brought))
            self._others[key] = next((page for page in pages if page.sight.availability.readable), None)
        return self._others[key]

    def at(self, copy: Copy, look: Look) -> Page:
        """One particular look at a location. A memento's raw bytes are read as the page that was captured.

        What is stored and damaged cannot be read: that is a sight like any other, and stops nothing else.
        """
        try:
            return self._at(copy, look)
        except ArchiveDamaged as damage:
            cause = f"the stored page is damaged ({damage.message}): see `verify cache verify`"
            return Page(copy, Sight(Availability.skipped, cause), look)

    def _at(self, copy: Copy, look: Look) -> Page:
        exchange = self.store.exchange(look)
        capture = _capture_of(look)
        shown = as_captured(capture, exchange) if capture else exchange
        text = self._text(shown, look, copy.language)
        sight = classify(shown, text, before=self._before(copy, look))
        if capture:
            sight = memento_sight(capture, exchange, sight, tolerance=dt.timedelta.max).sight
        prepared = self._prepare(look, text, copy.language) if isinstance(text, SourceText) else None
        return Page(copy, sight, look, prepared)

    def _before(self, copy: Copy, look: Look) -> Before | None:
        """What the page was like when we last read it in full before this look."""
        all_before = takewhile(lambda each: each.id != look.id, self.store.looks(copy.address))
        earlier = [each for each in all_before if each.snapshot and each.origin is None]
        for each in reversed(earlier[-_EARLIER:]):
            with suppress(ArchiveDamaged):
                exchange = self.store.exchange(each)
                text = self._text(exchange, each, copy.language)
                if isinstance(text, SourceText) and classify(exchange, text).availability.readable:
                    return before_of(text)
        return None

    def _text(self, exchange: Exchange, look: Look, hint: str | None) -> SourceText | Unreadable | None:
        hop = exchange.last
        if hop is None:
            return None
        if look.snapshot is None or hop.truncated:
            return read_payload(hop, limit=self.max_decoded, hint=hint)
        labels = (hop.header("content-type") or "", hop.header("content-encoding") or "")
        key = "|".join((EXTRACTOR, *labels, hint or "", exchange.final_url))
        kept = self.store.cached_text(look.snapshot.digest, key)
        if kept is not None:
            return load_text(kept)
        text = read_payload(hop, limit=self.max_decoded, hint=hint)
        if isinstance(text, SourceText):
            self.store.keep_text(look.snapshot.digest, key, dump_text(text))
        return text

    def _prepare(self, look: Look, text: SourceText, hint: str | None) -> Prepared:
        key = (look.snapshot.digest if look.snapshot else look.id, hint or "")
        if key not in self._prepared or self._prepared[key].source != text:
            self._prepared[key] = Prepared(text)
        return self._prepared[key]


def _capture_of(look: Look) -> Capture | None:
    """What a look at a memento's raw bytes is a capture of; None for any other look."""
    replay = read_replay(look.url)
    if replay is None or replay.raw != look.url:
        return None
    return Capture(replay.original, replay.at, look.url, urlsplit(look.url).netloc)


def newest_own(store: Store, url: str) -> Look | None:
    """The last look that we made ourselves: what others captured tells nothing of how a page answers us."""
    return next((look for look in reversed(store.looks(url)) if look.origin is None), None)


def closed(reference: Reference) -> Sight | None:
    """The sight of a reference that nothing can be fetched for, None where it has a location."""
    if reference.access is Access.private:
        return Sight(Availability.private, "private: no public document can exist")
    if reference.access is Access.unlocated or not reference.locations():
        return Sight(Availability.unlocated, "no URL of this reference is known")
    return None


def read_copies(reader: Reader, reference: Reference) -> tuple[Page, ...]:
    """The pages a verdict may rest on: the own page where it was read, else every copy in reading order.

    Behind these stand captures by others and files supplied by hand of locations that we could not read
    ourselves. Where there is nothing at all, the first location alone, with the reason.
    """
    pages, others = [], []
    for copy in reference.locations():
        page = reader.page(copy)
        if page.sight.availability.readable:
            if copy.url == reference.url:
                return (page,)
            pages.append(page)
        elif brought := reader.from_others(copy):
            others.append(brought)
    return (*pages, *others) or (reader.page(reference.locations()[0]),)
