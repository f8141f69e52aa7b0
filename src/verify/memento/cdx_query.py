"""What to ask a CDX index, and what to ask next. Pure.

The Internet Archive goes on by resume keys. A pywb index gives all it has, up to `limit`: the rest is asked
for from the last time on. Where it is kept in blocks (ZipNum) an answer covers one page of them, and only
`showNumPages` says how many there are; that is asked where there may be a second one, and an index that has
no pages gives the captures again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from verify.memento.addresses import without_fragment
from verify.memento.cdx import IndexPage
from verify.model.memento import Dialect, PublicArchive

IA_LIMIT = 1000
"""Captures a request. The server gives up looking somewhere behind a few thousand lines, unsaid."""
PYWB_LIMIT = 10_000
BLOCK = 3000
"""Lines of one block: an answer with fewer is no full page."""


@dataclass(frozen=True)
class Query:
    """One request for the captures of `url`.

    `since` and `until` are days, both included. `limit` 0: the dialect's own. `resume`, `after` (14 digits)
    and `page` go on where an answer ended; `counting` asks for the number of pages.
    """

    archive: PublicArchive
    url: str
    since: dt.date | None = None
    until: dt.date | None = None
    collapse: bool = False
    limit: int = 0
    resume: str | None = None
    after: str | None = None
    page: int | None = None
    pages: int | None = None
    counting: bool = False

    @property
    def address(self) -> str:
        """The request's URL."""
        pairs = _internet_archive(self) if _is_ia(self) else _pywb(self)
        return f"{self.archive.index}?{urlencode(pairs, safe='', errors='replace', quote_via=quote)}"

    @property
    def most(self) -> int:
        return self.limit or (IA_LIMIT if _is_ia(self) else PYWB_LIMIT)


def following(query: Query, page: IndexPage) -> Query | None:
    """The request behind this answer, None where it was the last."""
    if _is_ia(query):
        return replace(query, resume=page.resume) if page.resume else None
    if query.counting:
        several = page.pages is not None and page.pages > 1
        return replace(query, counting=False, after=None, page=1, pages=page.pages) if several else None
    if page.lines >= query.most and page.captures:
        last = f"{page.captures[-1].at:%Y%m%d%H%M%S}"
        if last != query.after:
            return replace(query, after=last)
    if query.page is not None and query.page + 1 < (query.pages or 0):
        return replace(query, after=None, page=query.page + 1)
    if query.page is None and (page.lines >= BLOCK or query.after is not None):
        return replace(query, counting=True)
    return None


def _is_ia(query: Query) -> bool:
    return query.archive.dialect is Dialect.internet_archive


def _of_one_page(query: Query) -> list[tuple[str, str]]:
    """Unless told otherwise indexes take a star at either end of an address for a whole folder or domain."""
    return [("url", without_fragment(query.url)), ("matchType", "exact"), ("output", "json")]


def _internet_archive(query: Query) -> list[tuple[str, str]]:
    """The key is opaque: it looks escaped already, and the server undoes that by itself, after HTTP's own."""
    pairs = [*_of_one_page(query), ("showResumeKey", "true"), ("limit", str(query.most))]
    if query.since:
        pairs.append(("from", f"{query.since:%Y%m%d}"))
    if query.until:
        pairs.append(("to", f"{query.until:%Y%m%d}"))
    if query.collapse:
        pairs.append(("collapse", "digest"))
    if query.resume:
        pairs.append(("resumeKey", query.resume))
    return pairs


def _pywb(query: Query) -> list[tuple[str, str]]:
    """Without `from` and `to`: of an index kept in blocks they pick from one page alone."""
    pairs = [*_of_one_page(query), ("allowFuzzy", "0")]
    if query.counting:
        return [*pairs, ("showNumPages", "true")]
    pairs.append(("limit", str(query.most)))
    if query.page is not None:
        pairs.append(("page", str(query.page)))
    if query.after:
        pairs.append(("from", query.after))
    return pairs
