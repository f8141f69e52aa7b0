"""Copies that the registry knows, and our own earlier snapshots of the page itself."""

from __future__ import annotations

from verify.judge.nearest import Cited
from verify.judge.rescue import Candidate, Kind
from verify.model.reference import Copy
from verify.model.replay import read_replay
from verify.pipeline.reading import Page
from verify.pipeline.rescue.finding import Need
from verify.pipeline.rescue.judging import Judging, Place
from verify.pipeline.rescue.looking import Looking

STORED_BY_US = "stored by us"
_SNAPSHOTS = 8
"""Own snapshots with bodies of their own that are read, nearest to the citation first."""


async def known_copies(need: Need, judging: Judging, looking: Looking) -> list[Candidate]:
    """Every copy of the reference but the cited address, looked at unless it was a moment ago."""
    found = []
    for copy in need.reference.locations():
        if copy.url != need.cited.url:
            found.append(judging.candidate(_place(copy), await _page(copy, judging, looking)))
    return found


async def _page(copy: Copy, judging: Judging, looking: Looking) -> Page:
    look = await looking.look(copy.address)
    return judging.reader.page(copy) if look is None else judging.reader.at(copy, look)


def _place(copy: Copy) -> Place:
    replay = read_replay(copy.url)
    at = replay.at if replay is not None else None
    return Place(Kind.copy, copy.url, f"a {copy.role} in the registry", at, copy.role)


def own_snapshots(judging: Judging, cited: Cited) -> tuple[list[Candidate], Page | None]:
    """Our snapshots of the cited page that carry the claims, one for each body, the nearest to the citation
    first; and the newest page that could be read, whatever it says. Nothing is asked."""
    copy = judging.need.cited
    looks = [look for look in judging.reader.store.looks(copy.address) if look.snapshot]
    pages: dict[str, Page] = {}
    for look in sorted(looks, key=lambda each: (cited.away(each.at), each.at)):
        digest = look.snapshot.digest if look.snapshot else ""
        if digest not in pages and len(pages) < _SNAPSHOTS:
            pages[digest] = judging.reader.at(copy, look)
    readable = [page for page in pages.values() if page.sight.availability.readable]
    judged = [judging.candidate(_own(copy, page), page) for page in readable]
    found = [each for each in judged if each.carries]
    newest = max(readable, key=lambda page: page.look.at if page.look else looks[0].at, default=None)
    return found, newest


def _own(copy: Copy, page: Page) -> Place:
    origin = page.look.origin if page.look else None
    return Place(Kind.own_snapshot, copy.url, origin.label if origin else STORED_BY_US)
