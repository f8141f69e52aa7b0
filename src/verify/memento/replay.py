"""The captured bytes of one capture, as its archive plays them back.

An archive that has not the very moment leads, or gives without a word, to the nearest one: what counts is
the Memento-Datetime of what it served. Only such redirects in time are gone after, and only inside the
archive. A redirect that was captured is an answer from the past: where it leads is on the live web.
"""

from __future__ import annotations

from dataclasses import replace

from verify.memento.addresses import absolute, raw_url, replay_in, stamp_of
from verify.memento.asking import Asker
from verify.memento.pace import Service
from verify.model.memento import Capture, PublicArchive
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop

MOST_STEPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = (("Accept", "*/*"),)


async def replay(asker: Asker, archive: PublicArchive, capture: Capture) -> Exchange:
    """One exchange about `capture.raw` with every step in its hops; a stored memento is not asked for again.

    It is not kept here: whoever reads it stores it, and cites what was stored.
    """
    kept = asker.memory.recall(capture.raw, None, is_memento)
    if kept is not None:
        return kept
    hops: list[Hop] = []
    address = capture.raw
    while True:
        exchange, trouble = await asker.send_again(
            archive, FetchRequest(address, headers=_ACCEPT, follow=False), Service.replay
        )
        if exchange is None:
            return _joined(capture, hops, _unasked(asker, capture, trouble))
        hops += exchange.hops
        onward = _in_time(archive, exchange)
        if onward is None or len(hops) > MOST_STEPS or any(hop.url == onward for hop in hops):
            return _joined(capture, hops, exchange)
        address = onward


def is_memento(exchange: Exchange) -> bool:
    """Whether the archive says that what it served is a capture (RFC 7089 2.1.1), and served all of it."""
    hop = exchange.last
    return hop is not None and hop.truncated is None and hop.header("memento-datetime") is not None


def _in_time(archive: PublicArchive, exchange: Exchange) -> str | None:
    """Where the archive itself leads on, to raw bytes of its own."""
    hop = exchange.last
    if hop is None or hop.status not in _REDIRECTS or is_memento(exchange):
        return None
    target = replay_in(archive, absolute(hop.url, hop.header("location") or ""))
    return raw_url(archive, stamp_of(target.at), target.original) if target is not None else None


def _unasked(asker: Asker, capture: Capture, trouble: str) -> Exchange:
    return Exchange(capture.raw, asker.clock(), 0, (), Failure(FailureKind.skipped, trouble, "archive"))


def _joined(capture: Capture, hops: list[Hop], last: Exchange) -> Exchange:
    started = hops[0].started if hops else last.started
    elapsed = sum(hop.elapsed_ms for hop in hops) or last.elapsed_ms
    return replace(last, url=capture.raw, started=started, elapsed_ms=elapsed, hops=tuple(hops))
