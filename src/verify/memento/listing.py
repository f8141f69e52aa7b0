"""All captures of a URL in one archive, page after page, with what may be missing said in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from verify.memento.addresses import timemap_url
from verify.memento.asking import Asker, Told, broke_off, plain_body
from verify.memento.cdx import IndexPage, collapsed, in_order, read_index
from verify.memento.cdx_query import Query, following
from verify.memento.pace import Service
from verify.memento.timemap import TimeMap, read_timemap
from verify.model.memento import Capture, Dialect, Listing, PublicArchive
from verify.model.snapshot import Exchange, FetchRequest, Hop
from verify.text.counting import counted

MOST_PAGES = 100
"""Requests for one URL."""
_ACCEPT_INDEX = (("Accept", "application/json,text/x-ndjson,text/plain;q=0.8,*/*;q=0.1"),)
_ACCEPT_LINKS = (("Accept", "application/link-format,*/*;q=0.1"),)
_NO_INDEX = frozenset((400, 404, 405, 406, 501))


@dataclass
class _Found:
    """What came so far, and what went wrong."""

    captures: list[Capture] = field(default_factory=list)
    unread: int = 0
    troubles: dict[str, None] = field(default_factory=dict)
    no_index: bool = False

    def say(self, trouble: str) -> None:
        if trouble:
            self.troubles[trouble] = None


@dataclass(frozen=True)
class Lister:
    """Lists captures through an Asker. Answers not older than `fresh_for` are taken from memory."""

    asker: Asker
    fresh_for: dt.timedelta
    limit: int = 0

    async def captures(
        self,
        archive: PublicArchive,
        url: str,
        since: dt.date | None = None,
        until: dt.date | None = None,
        *,
        collapse: bool = False,
    ) -> Listing:
        """Captures made from `since` to `until`, both days included, oldest first.

        With `collapse`, of captures in a row with the same digest the first alone. An index that is not
        there or cannot be read is asked for its TimeMap instead.
        """
        found = _Found()
        query = Query(archive, url, since, until, collapse, self.limit)
        if archive.dialect is not Dialect.timemap and archive.index:
            await self._by_index(query, found)
        else:
            found.no_index = True
        if found.no_index:
            await self._by_timemap(archive, url, found)
        captures = in_order(each for each in found.captures if _within(each, since, until))
        if found.unread:
            found.say(f"{counted(found.unread, 'line')} of the index could not be read")
        return Listing(archive.name, collapsed(captures) if collapse else captures, "; ".join(found.troubles))

    async def _by_index(self, first: Query, found: _Found) -> None:
        """Page after page, until there is none or one that cannot be had."""
        query: Query | None = first
        asked: set[str] = set()
        while query is not None:
            if query.address in asked:
                found.say("the index leads in a circle")
                break
            if len(asked) == MOST_PAGES:
                found.say(f"the list goes on behind {counted(len(found.captures), 'capture')}")
                break
            asked.add(query.address)
            page = await self._index_page(query, found)
            query = following(query, page) if page is not None else None

    async def _index_page(self, query: Query, found: _Found) -> IndexPage | None:
        """One answer, taken in; None where it brought nothing and the trouble is said."""
        request = FetchRequest(query.address, headers=_ACCEPT_INDEX)
        fits = partial(_is_index, query.archive)
        told = await self.asker.ask(query.archive, request, Service.index, fits, fresh_for=self.fresh_for)
        page = _page(told, query.archive)
        if page is None:
            found.say(told.trouble)
            pywb = query.archive.dialect is Dialect.pywb
            found.no_index = pywb and not found.captures and _denies_index(told)
            return None
        found.say(f"the answer of {query.archive.name} broke off" if page.cut else told.trouble)
        found.captures += page.captures
        found.unread += page.unread
        return page

    async def _by_timemap(self, archive: PublicArchive, url: str, found: _Found) -> None:
        by_index = tuple(found.troubles)
        waiting = [timemap_url(archive, url)]
        asked: set[str] = set()
        while waiting:
            address = waiting.pop(0)
            if len(asked) == MOST_PAGES:
                found.say(f"the list goes on behind {counted(len(found.captures), 'capture')}")
                return
            asked.add(address)
            page = await self._timemap_page(archive, address, found)
            if page is None:
                return
            for trouble in by_index:
                found.troubles.pop(trouble, None)  # the TimeMap made good for it
            waiting += [each for each in page.further if each not in asked and each not in waiting]

    async def _timemap_page(self, archive: PublicArchive, address: str, found: _Found) -> TimeMap | None:
        request = FetchRequest(address, headers=_ACCEPT_LINKS)
        fits = partial(_is_timemap, archive)
        told = await self.asker.ask(archive, request, Service.index, fits, fresh_for=self.fresh_for)
        found.say(told.trouble)
        hop = told.exchange.last if told.exchange else None
        if hop is None or not (hop.status == 200 or _has_none(hop)):
            return None
        page = read_timemap(plain_body(hop), archive, address)
        found.captures += page.captures
        found.unread += page.unread
        return page


def _page(told: Told, archive: PublicArchive) -> IndexPage | None:
    """What an answer holds, also one that broke off; None where it is no index."""
    hop = told.exchange.last if told.exchange else None
    if hop is None or hop.status != 200:
        return None
    page = _read(hop, archive)
    return page if page.usable else None


def _read(hop: Hop, archive: PublicArchive) -> IndexPage:
    """The Internet Archive says `[]` where it has none; an answer without a byte is a refusal."""
    body = plain_body(hop)
    if archive.dialect is Dialect.internet_archive and not body.strip():
        return IndexPage(usable=False)
    return read_index(body, archive)


def _is_index(archive: PublicArchive, exchange: Exchange) -> bool:
    """Whether an answer is an index, and whole."""
    hop = exchange.last
    if hop is None or hop.status != 200 or broke_off(hop):
        return False
    page = _read(hop, archive)
    return page.usable and not page.cut


def _denies_index(told: Told) -> bool:
    """Whether an archive that was asked for an index answered as one that has none."""
    hop = told.exchange.last if told.exchange else None
    return hop is not None and (hop.status in _NO_INDEX or (hop.status == 200 and hop.truncated is None))


def _is_timemap(archive: PublicArchive, exchange: Exchange) -> bool:
    """A whole TimeMap, or the archive's word that it has none of this URL."""
    hop = exchange.last
    if hop is None or broke_off(hop):
        return False
    whole = hop.status == 200 and read_timemap(plain_body(hop), archive, hop.url).usable
    return whole or _has_none(hop)


def _has_none(hop: Hop) -> bool:
    """A 404 in link format is about the URL asked for; any other may be about TimeMaps as such."""
    return hop.status == 404 and (hop.header("content-type") or "").startswith("application/link-format")


def _within(capture: Capture, since: dt.date | None, until: dt.date | None) -> bool:
    day = capture.at.date()
    return (since is None or since <= day) and (until is None or day <= until)
