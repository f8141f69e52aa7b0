"""Requisites: the style sheets and pictures of the pages looked at, so that a replay looks like the page.

They are looks like any other, through the same fetcher and with its politeness, but nothing rests on them:
they are no references, and no verdict reads them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from verify.extract.requisites import Requisite, requisites
from verify.model.reference import Copy
from verify.model.snapshot import Look
from verify.pipeline.reading import newest_own
from verify.pipeline.scheduled import Scheduled, Tally


@dataclass
class Gathering:
    """The requisites of pages, at most `most` of each page (0: none); `left` are the URLs beyond that."""

    looks: Scheduled
    most: int
    tally: Tally = field(default_factory=Tally)
    left: set[str] = field(default_factory=set)

    async def of_pages(self, copies: Iterable[Copy]) -> None:
        """Look at what these pages name, where their last look brought them.

        Not for the raw bytes of a memento: what these name is elsewhere, at addresses of that archive.
        """
        if not self.most:
            return
        async with asyncio.TaskGroup() as group:
            for url in dict.fromkeys(copy.address for copy in copies if copy.address == copy.url):
                group.create_task(self._of_page(url))

    async def _of_page(self, url: str) -> None:
        """What one page names, and what its style sheets name."""
        named = self._named(url)
        styles = self._within([each.url for each in named if each.style], self.most)
        await self._all(styles)
        inside = [each.url for style in styles for each in self._named(style)]
        rest = dict.fromkeys([*inside, *(each.url for each in named if not each.style)])
        await self._all(self._within([each for each in rest if each not in styles], self.most - len(styles)))

    def _named(self, url: str) -> tuple[Requisite, ...]:
        store = self.looks.store
        look = newest_own(store, url)
        hop = store.exchange(look).last if look and look.snapshot else None
        return requisites(hop) if hop is not None and hop.status == 200 else ()

    def _within(self, wanted: Sequence[str], room: int) -> list[str]:
        self.left.update(wanted[room:])
        return list(wanted[:room])

    async def _all(self, urls: Sequence[str]) -> None:
        self.looks.total += len([url for url in urls if not self.looks.asked(url)])
        async with asyncio.TaskGroup() as group:
            for url in urls:
                group.create_task(self.looks.once(url, self.tally))

    def notes(self) -> list[str]:
        """One line that says how many were looked at and how many not; none where none were wanted."""
        if not self.most:
            return []
        line = f"requisites: {_stored(self.tally.looks)}"
        line += f"; {self.tally.kept} not asked again" if self.tally.kept else ""
        left = [url for url in self.left if not self.looks.asked(url)]
        line += f"; {len(left)} left, beyond {self.most} of a page (--max-requisites)" if left else ""
        return [line]


def _stored(looks: Sequence[Look]) -> str:
    """`3 stored, 1 of them an error or no answer`."""
    good = [look for look in looks if look.snapshot and look.snapshot.status < 400]
    bad = len(looks) - len(good)
    return f"{len(looks)} stored" + (f", {bad} of them an error or no answer" if bad else "")
