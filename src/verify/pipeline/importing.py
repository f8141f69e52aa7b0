"""import FILE: captures out of others' WARC and WACZ files, as looks that say where they come from."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from verify.archive.importing.captures import Captures
from verify.archive.importing.entries import Entry
from verify.archive.importing.opening import Brought, kind_of, open_captures
from verify.fetch.ask import REDIRECTS
from verify.fetch.url import UnusableUrl, follow, host_key, read_url, target_of
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, Look, Origin, OriginKind
from verify.pipeline.ports import Clock, WritableStore

NOT_CITED = "no open registry cites the URL"
NO_ADDRESS = "the address is none that can be asked"
OTHER_SCHEME = "the cited URL has the other scheme, and the file holds both"
AHEAD = "dated after today"
LEADS_AWAY = "a redirect to what the file does not hold"
IN_CIRCLES = "a redirect in a circle"
_LONGEST_WAY = 20  # hops
_ONE_LOOK = dt.timedelta(days=1)  # between a redirect and the capture of its target
_TOLERANCE = dt.timedelta(days=1)  # of other people's clocks

_Page = tuple[str, int | None, bytes]
"""Host, port where it is not the scheme's own, path and query: a page under http and https alike."""


@dataclass(frozen=True)
class ImportedFile:
    """What came of one file. `taken` are the looks that were made; `already` counts what was there before.

    `skipped` counts whole records by the reason for which they were left; `refused`, `damaged` and `notes`
    are sentences with the place in the file.
    """

    name: str
    digest: str
    records: int
    taken: tuple[Look, ...]
    already: int
    skipped: Mapping[str, int]
    refused: tuple[str, ...]
    damaged: tuple[str, ...]
    notes: tuple[str, ...]


def import_file(
    path: Path,
    registries: Iterable[Registry],
    store: WritableStore,
    clock: Clock,
    *,
    everything: bool = False,
) -> ImportedFile:
    """Store the captures of the URLs that `registries` cite; with `everything` those of all others too.

    Importing a file again stores nothing. Raises UsageError and ArchiveDamaged as `open_captures` does,
    ArchiveError where the archive takes nothing more; what was stored before that stays.
    """
    with open_captures(path) as brought:
        return _Import(brought, _cited(registries), everything, store, clock).run()


def refuse_strangers(paths: Iterable[Path]) -> None:
    """Raises UsageError for the first that cannot be opened or is neither WARC nor WACZ."""
    for path in paths:
        kind_of(path)


def _cited(registries: Iterable[Registry]) -> dict[_Page, list[str]]:
    """The addresses under which looks at cited URLs are kept, by the page that they mean."""
    found: dict[_Page, list[str]] = defaultdict(list)
    for registry in registries:
        for reference in registry.references:
            for copy in reference.locations():
                page = _page(copy.address)
                if page and copy.address not in found[page]:
                    found[page].append(copy.address)
    return found


def _page(url: str) -> _Page | None:
    exact = _exact(url)
    return exact[1:] if exact else None


def _exact(url: str) -> tuple[str, str, int | None, bytes] | None:
    """The page with its scheme; None where it is no web address."""
    try:
        read = read_url(url)
        scheme, host, _ = host_key(read)
        target = target_of(read)
    except UnusableUrl:
        return None
    default = target.port is None or (scheme, target.port) in (("http", 80), ("https", 443))
    return scheme, host, None if default else target.port, target.path


@dataclass
class _Import:
    """One file on its way into the store."""

    brought: Brought
    cited: Mapping[_Page, list[str]]
    everything: bool
    store: WritableStore
    clock: Clock
    _taken: list[Look] = field(default_factory=list)
    _already: int = 0
    _skipped: Counter[str] = field(default_factory=Counter)
    _known: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)
    _own: dict[str, set[str]] = field(default_factory=dict)

    def run(self) -> ImportedFile:
        captures = self.brought.captures
        self._skipped = Counter(captures.skipped)
        ways = Ways(captures)
        for entry in captures.entries:
            for address in self._addresses(entry, ways):
                self._take(address, entry, ways)
        return ImportedFile(
            self.brought.name,
            self.brought.digest,
            captures.records,
            tuple(self._taken),
            self._already,
            dict(sorted(self._skipped.items())),
            tuple(captures.refused),
            tuple(captures.damaged),
            tuple(captures.notes),
        )

    def _addresses(self, entry: Entry, ways: Ways) -> Iterator[str]:
        """The addresses that a capture is a look at; why it is none is counted."""
        page = _page(entry.uri)
        if page is None:
            self._skipped[NO_ADDRESS] += 1
        elif page in self.cited:
            for address in self.cited[page]:
                if _exact(address) == _exact(entry.uri) or not ways.holds(address):
                    yield address
                else:
                    self._skipped[OTHER_SCHEME] += 1
        elif self.everything:
            yield entry.uri
        else:
            self._skipped[NOT_CITED] += 1

    def _take(self, address: str, entry: Entry, ways: Ways) -> None:
        now = self.clock()
        if entry.at > now + _TOLERANCE:
            self._skipped[AHEAD] += 1
            return
        try:
            way = ways.of(entry)
        except _NoWay as reason:
            self._skipped[str(reason)] += 1
            return
        last, known = way[-1], self._known_at(address)
        if (entry.at, last.id, last.digest) in known or last.id in self._own_at(address):
            self._already += 1
            return
        origin = Origin(OriginKind.imported, self.brought.name, self.brought.digest, now, record=last.id)
        hops = tuple(map(self.brought.captures.hop, way))
        self._taken.append(self.store.append(Exchange(address, entry.at, 0, hops, origin=origin)))
        known.add((entry.at, last.id, last.digest))

    def _known_at(self, address: str) -> set[tuple[object, ...]]:
        """Time, record id and digest of what others' files brought of an address before."""
        if address not in self._known:
            self._known[address] = {
                (look.at, look.origin.record, look.snapshot.digest)
                for look in self.store.looks(address)
                if look.origin and look.snapshot
            }
        return self._known[address]

    def _own_at(self, address: str) -> set[str]:
        """Record ids of our own looks: a package of this very archive brings nothing new."""
        if address not in self._own:
            looks = self.store.looks(address)
            self._own[address] = {look.snapshot.id for look in looks if look.snapshot and not look.origin}
        return self._own[address]


class _NoWay(Exception):
    """A redirect cannot be followed within the file; the words are the reason."""


class Ways:
    """Redirects followed within a file: to the capture of the target that is nearest in time.

    A file may hold many captures of one URL: those of each stand in the order of time, and are searched so.
    """

    def __init__(self, captures: Captures) -> None:
        self._by_url: dict[object, list[Entry]] = defaultdict(list)
        for entry in captures.entries:
            self._by_url[_exact(entry.uri)].append(entry)

    def holds(self, url: str) -> bool:
        """Whether there is a capture of exactly this URL."""
        return _exact(url) in self._by_url

    def of(self, entry: Entry) -> tuple[Entry, ...]:
        """The captures from `entry` to the one that answers. Raises _NoWay."""
        way = [entry]
        while way[-1].status in REDIRECTS and way[-1].location:
            way.append(self._next(way))
            if len(way) > _LONGEST_WAY:
                raise _NoWay(IN_CIRCLES)
        return tuple(way)

    def _next(self, way: list[Entry]) -> Entry:
        last = way[-1]
        try:
            target = _exact(follow(last.uri, last.location or ""))
        except UnusableUrl:
            raise _NoWay(LEADS_AWAY) from None
        captures = self._by_url.get(target, [])
        place = bisect_left(captures, last.at, key=lambda each: each.at)
        around = captures[max(0, place - _LONGEST_WAY - 1) : place + _LONGEST_WAY + 1]
        near = [each for each in around if abs(each.at - last.at) <= _ONE_LOOK]
        if not near:
            raise _NoWay(LEADS_AWAY)
        unseen = [each for each in near if each not in way]
        if not unseen:
            raise _NoWay(IN_CIRCLES)
        return min(unseen, key=lambda each: abs(each.at - last.at))
