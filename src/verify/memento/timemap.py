"""TimeMaps (RFC 7089 5) in link format: the captures of a URL, and where the list goes on. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from verify.memento.addresses import absolute, on_same_host, raw_url, replay_in, stamp_of
from verify.memento.link_format import Link, read_links
from verify.model.memento import Capture, PublicArchive
from verify.model.replay import address_to_read, read_replay


@dataclass(frozen=True)
class TimeMap:
    """`further` are TimeMaps of the same archive that this one names, itself left out.

    `unread` counts mementos whose time cannot be read. `usable`: it names the URL that it is about, or a
    memento, as every TimeMap must.
    """

    captures: tuple[Capture, ...]
    further: tuple[str, ...]
    unread: int
    usable: bool


def read_timemap(body: bytes, archive: PublicArchive, address: str) -> TimeMap:
    """Read the TimeMap that `address` gave, its content codings undone."""
    links = read_links(body.decode("utf-8", "replace"))
    mementos = [link for link in links if "memento" in link.rels]
    original = next((link.target for link in links if "original" in link.rels), "")
    read = [_capture(link, archive, original, address) for link in mementos]
    captures = tuple(each for each in read if each is not None)
    usable = bool(mementos) or bool(original)
    return TimeMap(captures, _further(links, address), len(read) - len(captures), usable)


def _capture(link: Link, archive: PublicArchive, original: str, address: str) -> Capture | None:
    """Where an archive names its mementos otherwise than by time and URL, raw bytes have no other address.

    One that names them under another host than the one it is asked at, as behind a proxy or in a list of
    several archives, has them there.
    """
    target = absolute(address, link.target)
    elsewhere = read_replay(target)
    replay = replay_in(archive, target)
    moment = link.at or (elsewhere.at if elsewhere else None)
    if moment is None:
        return None
    if replay is None and elsewhere is not None:
        return Capture(elsewhere.original, moment, address_to_read(elsewhere.shown), archive.name)
    if replay is None:
        return Capture(original or target, moment, target, archive.name)
    raw = raw_url(archive, stamp_of(replay.at), replay.original)
    return Capture(replay.original, moment, raw, archive.name)


def _further(links: tuple[Link, ...], address: str) -> tuple[str, ...]:
    """Next pages, and the parts of an index of TimeMaps; on the same host alone."""
    others = [link for link in links if "timemap" in link.rels and "self" not in link.rels]
    named = dict.fromkeys(absolute(address, link.target) for link in others)
    return tuple(each for each in named if each != address and on_same_host(each, address))
