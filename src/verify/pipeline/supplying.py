"""import ID FILE: a page that somebody saved by hand, kept as evidence whose origin is not proven."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from verify.errors import UsageError
from verify.extract.document import Unreadable
from verify.extract.saved_page import SavedPage, read_saved
from verify.judge.addresses import same_page
from verify.model.availability import Sight
from verify.model.dates import PartialDate
from verify.model.reference import Copy, Reference
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, Hop, Look, Origin, OriginKind
from verify.pipeline.ports import Selection, WritableStore
from verify.pipeline.reading import Reader

LARGEST = 2**26
"""Bytes of a file; what is read of any page is no more."""
_LONGEST_NAME = 200
_NOON = dt.time(12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Gift:
    """What an editor brings: the file and its name, when the page was seen so, and who says it."""

    name: str
    content: bytes
    seen: PartialDate
    by: str


@dataclass(frozen=True)
class Supplied:
    """What came of it. `new` is False where the same file was there already; `sight` is what the file shows.

    `notes` are what an editor should know of it, in plain words.
    """

    reference: str
    copy: Copy
    look: Look
    sight: Sight
    new: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Ready:
    """A file that can be kept: for which reference (slug/id) and which of its URLs."""

    reference: str
    copy: Copy
    page: SavedPage
    exchange: Exchange


def prepare(selection: Selection, wanted: str, url: str | None, gift: Gift, now: dt.datetime) -> Ready:
    """Look at a file for the reference `wanted`, or for the one of its copies at `url`. Stores nothing.

    Raises UsageError where the reference has no such location or the file holds no page.
    """
    registry, reference = _reference(selection, wanted)
    copy = _location(reference, url)
    page = _page(gift)
    return Ready(registry.qualified(reference.id), copy, page, _exchange(copy, gift, page, now))


def supply(ready: Ready, store: WritableStore) -> Supplied:
    """Keep it. The same file with the same words about it is kept once."""
    there = _stored(ready.exchange, store)
    look = there or store.append(ready.exchange)
    sight = Reader(store).at(ready.copy, look).sight
    notes = tuple(_notes(ready.copy, ready.page, sight, store))
    return Supplied(ready.reference, ready.copy, look, sight, there is None, notes)


def _reference(selection: Selection, wanted: str) -> tuple[Registry, Reference]:
    for registry in selection.registries:
        local = wanted.removeprefix(f"{registry.slug}/")
        if local in registry.reference_by_id:
            return registry, registry.reference_by_id[local]
    raise UsageError(f"{wanted} is no reference", mend="`verify list references` shows them")


def _location(reference: Reference, url: str | None) -> Copy:
    locations = reference.locations()
    if not locations:
        raise UsageError(
            f"{reference.id} has no URL, so that nothing can be kept of it",
            mend="give it a url in the registry, as the page had it",
        )
    found = next((copy for copy in locations if url in (None, copy.url)), None)
    if found is None:
        known = ", ".join(copy.url for copy in locations)
        raise UsageError(f"{url} is no URL of {reference.id}", mend=f"it has {known}")
    return found


def _page(gift: Gift) -> SavedPage:
    if not gift.by.strip() or not gift.by.isprintable() or len(gift.by) > _LONGEST_NAME:
        raise UsageError("--by takes a name", mend='as --by "A. Editor": it stands beside the evidence')
    page = read_saved(gift.content, gift.name)
    if isinstance(page, Unreadable):
        raise UsageError(
            f"{gift.name} holds no page: {page.cause}", mend="save the page as HTML, PDF, MHTML or plain text"
        )
    return page


def _exchange(copy: Copy, gift: Gift, page: SavedPage, now: dt.datetime) -> Exchange:
    if gift.seen.first() > now.date() + dt.timedelta(days=1):
        raise UsageError(f"--seen {gift.seen} lies in the future")
    at = moment_of(gift.seen, now)
    digest = "sha256:" + hashlib.sha256(gift.content).hexdigest()
    origin = Origin(OriginKind.supplied, gift.name, digest, now, gift.by.strip(), seen=str(gift.seen))
    hop = Hop(copy.address, at, 0, b"", b"", 0, (("content-type", page.media_type),), page.body)
    return Exchange(copy.address, at, 0, (hop,), origin=origin)


def moment_of(seen: PartialDate, now: dt.datetime) -> dt.datetime:
    """The moment a look is filed under: noon UTC of the last day that the date can mean, never after `now`.

    The last day, for a file seen "in 2019" is only known to have been there when that year ended.
    """
    return min(dt.datetime.combine(seen.last(), _NOON), now)


def _stored(exchange: Exchange, store: WritableStore) -> Look | None:
    """The look that the same file, with the same words about it, made before."""
    wanted = exchange.origin
    assert wanted is not None

    def is_same(origin: Origin | None) -> bool:
        given = (wanted.kind, wanted.digest, wanted.seen, wanted.by)
        return origin is not None and (origin.kind, origin.digest, origin.seen, origin.by) == given

    return next((look for look in store.looks(exchange.url) if is_same(look.origin)), None)


def _notes(copy: Copy, page: SavedPage, sight: Sight, store: WritableStore) -> list[str]:
    notes = []
    if page.said_url and not same_page(page.said_url, copy.url):
        notes.append(f"the file says that it was saved from another address: {page.said_url}")
    if page.trouble:
        notes.append(f"its text cannot be read here: {page.trouble}")
    elif not sight.availability.readable:
        notes.append(f"it carries no claim, for it shows no whole page: {sight.availability}: {sight.cause}")
    own = Reader(store).page(copy)
    if own.sight.availability.readable and own.look:
        notes.append(f"our own look of {own.look.at:%Y-%m-%d} can be read, and goes before it")
    return notes
