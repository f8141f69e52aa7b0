"""From one capture to what it says of each claim: asked for once, stored, read, judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from verify.judge.mementos import memento_sight
from verify.judge.said import altered_in, said
from verify.judge.verdict import Judged
from verify.model.availability import Availability, Sight
from verify.model.claim import Claim
from verify.model.past import Probe
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy, Reference, Role
from verify.model.registry import Registry
from verify.model.replay import read_replay
from verify.model.snapshot import Exchange, FailureKind, Look
from verify.model.verdict import Status
from verify.pipeline.checking import judge_page
from verify.pipeline.past.captures import Taken
from verify.pipeline.past.ports import Mementos, PastStore
from verify.pipeline.ports import Clock
from verify.pipeline.reading import Page, Reader

_ASK_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that say nothing of the capture: a second asking may bring it."""
FRESH_FOR = dt.timedelta(hours=20)
"""For so long an archive's own answer in place of a capture is taken as it was stored."""


@dataclass(frozen=True)
class Unasked:
    """A capture that could not be asked for. `spent`: the limit of requests is reached."""

    why: str
    spent: bool = False


@dataclass(frozen=True)
class Subject:
    """A page and what is asked of it: `copy` is the location of `reference` whose past is read."""

    registry: Registry
    reference: Reference
    copy: Copy
    claims: tuple[Claim, ...]


@dataclass
class Prober:
    """Reads captures for the claims of one subject. `mementos` None: only what is stored is read."""

    subject: Subject
    store: PastStore
    mementos: Mementos | None
    policy: MatchPolicy
    clock: Clock
    _judged: dict[tuple[str, str, Sight], Probe] = field(default_factory=dict)

    def stored(self, taken: Taken) -> Look | None:
        """The look that holds a capture, if it is in our archive: a memento stays what it is for ever."""
        if taken.look is not None or taken.capture is None:
            return taken.look
        kept = [look for look in reversed(self.store.looks(taken.capture.raw)) if look.snapshot]
        mementos = (look for look in kept if _is_memento(self.store.exchange(look)))
        return next(mementos, None) or next(filter(self._serves, kept), None)

    def _serves(self, look: Look) -> bool:
        """Whether an archive's own answer is so new that another asking would bring the same."""
        status = look.snapshot.status if look.snapshot else None
        return status not in _ASK_AGAIN and dt.timedelta(0) <= self.clock() - look.at < FRESH_FOR

    async def ask(self, taken: Taken) -> Look | Unasked:
        """Ask the archive for a capture and store what it answers, whatever that is."""
        if self.mementos is None or taken.capture is None:
            return Unasked("nothing may be asked (--offline)")
        exchange = await self.mementos.replay(taken.capture)
        failure = exchange.failure
        if failure is not None and failure.kind is FailureKind.skipped:
            return Unasked(failure.cause, failure.code == "max-requests")
        return self.store.append(exchange)

    def read(self, taken: Taken, look: Look) -> Mapping[str, Probe]:
        """What a stored capture says, by the id of each claim."""
        page, served, of_body = self._page(taken, look)
        stored = look.snapshot
        return {
            claim.id: replace(
                self._probe(claim, page, of_body=of_body),
                snapshot=stored.id if stored else None,
                digest=stored.digest if stored else None,
                served=served if served != taken.point.at else None,
            )
            for claim in self.subject.claims
        }

    def page(self, taken: Taken, look: Look) -> Page:
        """The capture as a page of the reference."""
        return self._page(taken, look)[0]

    def _page(self, taken: Taken, look: Look) -> tuple[Page, dt.datetime, bool]:
        """The page, the moment that it shows, and whether what comes of it is a fact of its body."""
        own, reader = self.subject.copy, Reader(self.store)  # a new one: prepared texts are large
        if taken.capture is None:
            return reader.at(own, look), look.at, look.snapshot is not None
        page = reader.at(Copy(look.url, own.role, own.language), look)
        exchange = self.store.exchange(look)
        seen = memento_sight(taken.capture, exchange, page.sight, tolerance=dt.timedelta.max)
        role = own.role if _is_raw(taken.capture.raw) else Role.mirror
        page = replace(page, sight=seen.sight, copy=replace(own, url=taken.capture.url, role=role))
        return page, seen.at, _is_memento(exchange)

    def _probe(self, claim: Claim, page: Page, *, of_body: bool) -> Probe:
        """Bodies that were judged under the same sight are not judged again."""
        digest = page.look.snapshot.digest if page.look and page.look.snapshot else ""
        key = (claim.id, digest, page.sight)
        if not digest or key not in self._judged:
            subject = self.subject
            judged = judge_page(subject.registry, claim, subject.reference, page, self.policy)
            self._judged[key] = _told(judged)
        return replace(self._judged[key], of_body=of_body)


def _told(judged: Judged) -> Probe:
    evidence = judged.reading.evidence
    return Probe(
        judged.status,
        judged.reason,
        judged.reading.sight.availability,
        said(judged),
        altered=altered_in(judged),
        span=evidence.span if evidence else None,
        excerpt=evidence.excerpt if evidence else "",
    )


def untold(reason: str, *, of_body: bool = False) -> Probe:
    """A capture that tells nothing, though nobody read its body."""
    return Probe(Status.unknown, reason, Availability.skipped, of_body=of_body)


def _is_raw(address: str) -> bool:
    """Whether captured bytes are served there. What stands elsewhere is the archive's own page, which may
    show the captured one in a frame: it can carry a claim as a copy does, and its silence tells nothing."""
    replay = read_replay(address)
    return replay is not None and replay.raw == address


def _is_memento(exchange: Exchange) -> bool:
    """Whether an archive says that what it served is a capture (RFC 7089 2.1.1), and served all of it."""
    hop = exchange.last
    return hop is not None and hop.truncated is None and hop.header("memento-datetime") is not None
