"""Where the publisher has the page now: a redirect, what the page called itself, the site's own lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from verify.extract.catalogue import MAX_BYTES, Entry, feeds_of_page
from verify.extract.decode import decode
from verify.extract.inflate import inflate
from verify.extract.links.resolve import Base, Unusable, resolve
from verify.judge.addresses import is_home, same_page
from verify.judge.relocated import likely_moves, same_title
from verify.judge.rescue import Candidate, Kind
from verify.model.availability import Availability
from verify.model.replay import original_address
from verify.pipeline.reading import Page
from verify.pipeline.rescue.finding import Need, titles_of, titles_of_page
from verify.pipeline.rescue.judging import Judging, Place
from verify.pipeline.rescue.looking import UNASKED, Looking, Told
from verify.pipeline.rescue.site_lists import SiteLists

LOOKS = 3
"""Pages out of a site's lists that are looked at for one reference."""


@dataclass
class MovedSearch:
    """One reference's search. `now` is our last look at the cited address, `before` pages that were the work:
    our last good snapshot, a memento. After `run` as in MementoSearch."""

    need: Need
    judging: Judging
    looking: Looking
    lists: SiteLists
    now: Page
    before: Sequence[Page]
    told: Told
    candidates: list[Candidate] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """The cheapest first: the look that was made, one page, then the lists."""
        self._redirect()
        for url, found in self._names():
            judged = await self._judged(url, found)
            self.candidates += judged[:1] if judged else ()
        await self._listed()

    def _redirect(self) -> None:
        look = self.now.look
        final = look.snapshot.final_url if look and look.snapshot else None
        if final and self.now.sight.availability is Availability.redirected and not is_home(final):
            for_good = " for good" if self.now.sight.moved_to else ""
            place = Place(Kind.moved, final, f"the old address redirects there{for_good}")
            self.candidates.append(self.judging.candidate(place, self.now))

    def _names(self) -> Iterator[tuple[str, str]]:
        """What the page said was its own address."""
        for page in self.before:
            named = page.prepared.source.metadata.canonical_url if page.prepared else None
            url = _absolute(named, _address(page)) if named else None
            if url and not is_home(url):
                yield original_address(url), "the page named it as its own address (canonical)"

    async def _judged(self, url: str, found: str) -> tuple[Candidate, Page] | None:
        """The page at `url`, unless it is the cited one or was judged already, or nothing may be asked."""
        if same_page(url, self.need.cited.url) or any(same_page(url, each.url) for each in self.candidates):
            return None
        look = await self.looking.look(url)
        if look is None:
            self.gaps.append(f"{url}: {self.looking.unasked}" if self.looking.unasked else UNASKED)
            return None
        page = self.judging.page(look)
        self.told(url, str(page.sight.availability))
        return self.judging.candidate(Place(Kind.moved, url, found), page), page

    async def _listed(self) -> None:
        if self._no_host():
            return
        url, titles = original_address(self.need.cited.url), titles_of(self.need, self.before)
        feeds = [feed for page in self.before for feed in self._feeds(page)]
        published = self.need.reference.published
        year = str(published.start.year) if published else ""
        listed = await self.lists.pages(url, list(dict.fromkeys(feeds)), year)
        self.gaps += listed.missed
        source = {entry.url: address for address, entry in reversed(listed.entries)}
        for entry in likely_moves((entry for _, entry in listed.entries), url, titles, LOOKS):
            await self._listed_page(entry, source[entry.url], titles)

    async def _listed_page(self, entry: Entry, source: str, titles: Sequence[str]) -> None:
        """A page that is listed under the same title or has it. Words alone are not enough: who writes of the
        same thing quotes them too. Only where no title is known do they have to do."""
        what = "the same title" if entry.title else "a like address"
        what += "" if titles else ", no title being known,"
        judged = await self._judged(entry.url, f"{what} in {source}")
        if judged is None:
            return
        candidate, page = judged
        same = any(same_title(one, other) for one in titles_of_page(page) for other in titles)
        if entry.title or same or (not titles and candidate.carries):
            self.candidates.append(candidate)

    def _no_host(self) -> bool:
        """Whether there is nobody to ask: then there are no lists, for certain."""
        failure = self.now.look.failure if self.now.look else None
        return failure is not None and failure.code == "NXDOMAIN"

    def _feeds(self, page: Page) -> tuple[str, ...]:
        last = self.looking.store.exchange(page.look).last if page.look is not None else None
        if last is None:
            return ()
        body = inflate(last.body, last.header("content-encoding"), MAX_BYTES).data
        return feeds_of_page(decode(body, last.header("content-type")).text, _address(page))


def _address(page: Page) -> str:
    """Where the page stood when it was captured."""
    stored = page.look.snapshot if page.look else None
    return original_address(stored.final_url if stored else page.copy.url)


def _absolute(address: str, base: str) -> str | None:
    try:
        return resolve(address, Base.of(base, None))
    except Unusable:
        return None
