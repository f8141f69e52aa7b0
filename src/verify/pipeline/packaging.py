"""archive --wacz: what is stored of some references as one file, signed and stamped where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verify.archive.wacz.chosen import choose
from verify.archive.wacz.drafted import draft, write
from verify.archive.wacz.manifest import Heading, ListedPage
from verify.archive.wacz.stamps import ANSWER_TYPE, QUESTION_TYPE, Answer, ask, read_answer
from verify.archive.wacz.written import require_free
from verify.errors import ArchiveDamaged, ArchiveError, UsageError
from verify.extract.inflate import inflate
from verify.model.package import Basis, Package
from verify.model.reference import Copy, Reference
from verify.model.snapshot import FetchRequest, Hop, OriginKind
from verify.pipeline.ports import Clock, Looker, Selection, Store
from verify.pipeline.reading import Reader, closed
from verify.pipeline.selecting import references
from verify.text.counting import counted

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from verify.archive.wacz.keys import SigningKey

_LARGEST_ANSWER = 2**18


@dataclass(frozen=True)
class Authority:
    """A time stamp authority: its address, and the certificates that its stamps must lead to, if any."""

    url: str
    roots: tuple[Certificate, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Where the package goes (`replace` an older one there), who signs it, who stamps it."""

    target: Path
    replace: bool = False
    key: SigningKey | None = None
    authority: Authority | None = None


async def package(
    selection: Selection,
    store: Store,
    root: Path,
    wish: Wish,
    clock: Clock,
    software: str,
    looker: Looker | None = None,
) -> Package:
    """Package what the cache at `root` holds; `looker` asks the authority and is needed for nothing else.

    All or nothing: where the time stamp cannot be had there is no file. Raises UsageError, ArchiveError,
    ArchiveDamaged, MissingExtra.
    """
    require_free(wish.target, replace=wish.replace)
    places = list(_places(selection))
    urls = [copy.address for _, copy in places]
    chosen = choose(root, urls if selection.ids else None)
    if not chosen.warcs:
        raise UsageError(
            "; ".join(("no finished run of the cache holds anything of these references", *chosen.notes)),
            mend="`verify fetch` looks at them, or add --fresh",
        )
    found = _pages(places, store, frozenset(chosen.warcs))
    pages = sorted(found, key=lambda page: (page.url, page.at, page.id))
    made = draft(root, chosen.warcs, pages, _heading(selection, clock, software))
    signed = wish.key.sign(made.digest, made.created, software) if wish.key else None
    answer = await _stamped(made.package, wish.authority, looker)
    stamp = answer.entry() if answer else None
    written = write(made, wish.target, signed=signed, stamp=stamp, replace=wish.replace)
    return Package(
        written.path,
        written.size,
        written.digest,
        made.created,
        chosen.warcs,
        made.indexed,
        len(pages),
        wish.key.fingerprint if wish.key else None,
        answer.stamp if answer else None,
        chosen.notes,
    )


def _places(selection: Selection) -> Iterator[tuple[Reference, Copy]]:
    for _, reference in references(selection):
        if closed(reference) is None:
            for copy in reference.locations():
                yield reference, copy


def _pages(places: list[tuple[Reference, Copy]], store: Store, warcs: frozenset[str]) -> Iterator[ListedPage]:
    """A page for every stored answer 200 of a location, with the words that were read in it.

    Not for files supplied by hand: they stand under no URL, so that no player takes them for the site's.
    """
    reader = Reader(store)
    seen: set[str] = set()
    for reference, copy in places:
        for look in store.looks(copy.address):
            stored = look.snapshot
            if stored is None or stored.status != 200 or stored.warc not in warcs or stored.id in seen:
                continue
            if look.origin and look.origin.kind is OriginKind.supplied:
                continue
            seen.add(stored.id)
            source = reader.at(copy, look).prepared
            text = source.source.text if source else ""
            title = (source.source.metadata.title if source else None) or reference.title or ""
            if look.origin:
                title = f"{title} ({look.origin.label})".lstrip()
            identity = stored.id.removeprefix("urn:uuid:")
            yield ListedPage(stored.final_url, stored.fetched, identity, title, text)


def _heading(selection: Selection, clock: Clock, software: str) -> Heading:
    titles = ", ".join(f"“{registry.article.title}”" for registry in selection.registries)
    count = len(list(references(selection)))
    description = f"What verify stored of {counted(count, 'reference')} of {titles}."
    return Heading(clock(), software, f"Sources of {titles}", description)


async def _stamped(data: bytes, authority: Authority | None, looker: Looker | None) -> Answer | None:
    if authority is None:
        return None
    if looker is None:
        raise UsageError(f"a time stamp needs the network: {authority.url} was not asked")
    question = ask(data)
    sent = (("Content-Type", QUESTION_TYPE), ("Accept", ANSWER_TYPE), ("Accept-Encoding", "identity"))
    exchange = await looker.look(FetchRequest(authority.url, headers=sent, body=question.body, robots=False))
    hop = exchange.last
    if hop is None:
        raise _no_stamp(authority, exchange.failure.cause if exchange.failure else "no answer")
    if hop.status != 200 or hop.truncated:
        raise _no_stamp(authority, f"it answered HTTP {hop.status}" if hop.status != 200 else "a cut answer")
    try:
        answer = read_answer(question, _body(hop), data, authority.roots)
    except ArchiveDamaged as error:
        raise _no_stamp(authority, error.message) from error
    if authority.roots and answer.stamp.basis is not Basis.authority:
        raise _no_stamp(authority, f"it does not lead to the authority named: {answer.stamp.why}")
    return answer


def _body(hop: Hop) -> bytes:
    return inflate(hop.body, hop.header("content-encoding"), _LARGEST_ANSWER).data


def _no_stamp(authority: Authority, reason: str) -> ArchiveError:
    return ArchiveError(
        f"no time stamp could be had from {authority.url}: {reason}; nothing was written",
        mend="try again, name another authority with --timestamp URL, or leave it out with --no-timestamp",
    )
