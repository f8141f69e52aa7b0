"""What a host says of its own pages: robots.txt, sitemaps (an index one level deep) and feeds, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verify.extract.catalogue import MAX_BYTES, Catalogue, Entry, read_catalogue, sitemaps_of_robots
from verify.extract.decode import decode
from verify.extract.inflate import inflate
from verify.model.snapshot import Look
from verify.pipeline.rescue.looking import UNASKED, Looking

_NONE = Catalogue()
SITEMAPS = 5
FEEDS = 2
"""Documents of each kind that are read of one host."""


@dataclass(frozen=True)
class Listed:
    """Pages, each with the address of the list that names it; `missed` says which lists could not be read."""

    entries: tuple[tuple[str, Entry], ...] = ()
    missed: tuple[str, ...] = ()

    def and_(self, other: Listed) -> Listed:
        return Listed(self.entries + other.entries, self.missed + other.missed)


@dataclass(frozen=True)
class _List:
    """One list as it was read; `missed` is empty where an answer came, whatever it was."""

    address: str
    catalogue: Catalogue = _NONE
    missed: str = ""


@dataclass
class SiteLists:
    """The lists of every host asked for in a run."""

    looking: Looking
    _known: dict[str, Listed] = field(default_factory=dict)

    async def pages(self, url: str, feeds: Sequence[str], year: str) -> Listed:
        """The pages that the host of `url` lists. `feeds` are those that its pages name; of the sitemaps that
        an index names those with `year` in their address come first."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._known:
            self._known[root] = await self._sitemaps(root, year)
        return self._known[root].and_(_joined(await self._read_all(feeds[:FEEDS])))

    async def _sitemaps(self, root: str, year: str) -> Listed:
        named = await self._named(root) or (f"{root}/sitemap.xml",)
        outer = await self._read_all(named[:SITEMAPS])
        index = dict.fromkeys(address for one in outer for address in one.catalogue.sitemaps)
        inner = sorted(index, key=lambda address: not (year and year in address))
        return _joined(outer + await self._read_all(inner[: SITEMAPS - len(outer)]))

    async def _named(self, root: str) -> tuple[str, ...]:
        look = await self.looking.look(f"{root}/robots.txt", robots=False)
        return sitemaps_of_robots(decode(self._body(look)).text)

    async def _read_all(self, addresses: Sequence[str]) -> list[_List]:
        return [await self._read(address) for address in addresses]

    async def _read(self, address: str) -> _List:
        look = await self.looking.look(address)
        if look is None:
            return _List(
                address, missed=f"{address}: {self.looking.unasked}" if self.looking.unasked else UNASKED
            )
        if look.snapshot is None:
            return _List(address, missed=f"{address}: {look.failure.cause if look.failure else 'no answer'}")
        return _List(
            address, read_catalogue(self._body(look), url=address, media_type=look.snapshot.media_type)
        )

    def _body(self, look: Look | None) -> bytes:
        """The decoded body of an answer that is a success, empty otherwise."""
        last = self.looking.store.exchange(look).last if look is not None else None
        if last is None or last.status != 200:
            return b""
        return inflate(last.body, last.header("content-encoding"), MAX_BYTES).data


def _joined(lists: Sequence[_List]) -> Listed:
    entries = tuple((one.address, entry) for one in lists for entry in one.catalogue.entries)
    return Listed(entries, tuple(one.missed for one in lists if one.missed))
