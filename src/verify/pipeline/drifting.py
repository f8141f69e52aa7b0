"""Drift of the selected claims: what is stored, judged anew as it was known at each moment.

Every moment is judged under the extractor and matcher of today: texts are kept by digest, so that this costs
little, and what an older version once said plays no part. How the judge itself changed is told apart from
how a page did by holding what was recorded against the same looks judged now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from verify.judge.drift import Observed, drift, enough
from verify.judge.gone import gone, held_against
from verify.model.claim import Claim
from verify.model.drift import Drift
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, Look, Snapshot
from verify.model.verdict import Verdict
from verify.pipeline.ports import Selection, Store, StoredVerdict
from verify.pipeline.reading import Reader
from verify.pipeline.selecting import claims

BACK = 26
"""The most moments of a claim that are judged anew: half a year of weekly audits. A claim that was the same
for longer has no drift, and its finding stands."""
_READERS = 8

Judge = Callable[[Registry, Claim, Reader], Verdict]


@dataclass(frozen=True)
class AsOf:
    """The store as it was known at a moment: the part of it that judging reads."""

    store: Store
    until: dt.datetime

    @property
    def notes(self) -> tuple[str, ...]:
        return self.store.notes

    def latest(self, url: str) -> Look | None:
        return next(reversed(self.looks(url)), None)

    def looks(self, url: str) -> Sequence[Look]:
        return [look for look in self.store.looks(url) if came(look) <= self.until]

    def exchange(self, look: Look) -> Exchange:
        return self.store.exchange(look)

    def snapshot(self, id_or_prefix: str) -> Snapshot:
        return self.store.snapshot(id_or_prefix)

    def verdicts(self, claim: str) -> Sequence[StoredVerdict]:
        return [item for item in self.store.verdicts(claim) if item.at <= self.until]

    def cached_text(self, digest: str, key: str) -> str | None:
        return self.store.cached_text(digest, key)

    def keep_text(self, digest: str, key: str, text: str) -> None:
        self.store.keep_text(digest, key, text)


def came(look: Look) -> dt.datetime:
    """When a look came into the archive; others' captures are dated earlier than that."""
    return look.origin.taken if look.origin else look.at


@dataclass
class Past:
    """Judges claims as of earlier moments. `judge` is what judges them now."""

    store: Store
    judge: Judge
    _readers: dict[dt.datetime, Reader] = field(default_factory=dict)

    def drift(self, registry: Registry, claim: Claim, now: Verdict, needed: int) -> Drift | None:
        """How a claim moved up to its verdict `now`."""
        moments = self.moments(registry, claim)[-BACK:]
        newest_first: list[Observed] = []
        kept: tuple[object, Verdict] | None = None
        for at in reversed(moments):
            looks = self._known(registry, claim, at)
            content = _content(looks)
            if not newest_first:
                verdict = now
            elif kept and kept[0] == content:
                verdict = kept[1]  # the same bodies say the same
            else:
                verdict = self.at(registry, claim, at)
            kept = (content, verdict)
            known = frozenset((name, look.id) for name, _, look in looks)
            newest_first.append(Observed(at, verdict, known))
            if enough(newest_first, needed):
                break

        def is_gone(before: Observed, after: Observed) -> bool:
            return self._gone(registry, before, after)

        return drift(newest_first[::-1], needed, is_gone)

    def at(self, registry: Registry, claim: Claim, moment: dt.datetime) -> Verdict:
        """The verdict, by today's rules, on what was known at a moment."""
        return self.judge(registry, claim, self._reader(moment))

    def _reader(self, moment: dt.datetime) -> Reader:
        if moment not in self._readers:
            while len(self._readers) >= _READERS:
                del self._readers[next(iter(self._readers))]
            self._readers[moment] = Reader(AsOf(self.store, moment))
        return self._readers[moment]

    def _gone(self, registry: Registry, before: Observed, after: Observed) -> bool:
        """Whether what carried a claim is gone, and the claim held against what stood beside it."""
        old, new = self._text(registry, before), self._text(registry, after)
        evidence = before.verdict.evidence
        if old is None or new is None or evidence is None or evidence.span is None:
            return False
        return gone(old, evidence.span, new, held_against(after.verdict))

    def _text(self, registry: Registry, observed: Observed) -> str | None:
        """What was read where an observation's verdict was decided."""
        reading = observed.verdict.reading
        if reading is None or reading.url is None or reading.origin is not None:
            return None
        places = registry.reference_by_id[reading.reference].locations()
        copy = next((each for each in places if each.url == reading.url), None)
        prepared = self._reader(observed.at).page(copy).prepared if copy else None
        return prepared.source.text if prepared else None

    def moments(self, registry: Registry, claim: Claim) -> list[dt.datetime]:
        """When a run had looked at the pages of a claim: the last look of each, oldest first."""
        found: list[dt.datetime] = []
        run, seen = "", set[str]()
        for at, look in sorted(_all(self.store, registry, claim), key=lambda each: each[0]):
            if not found or look.run != run or look.url in seen:
                found.append(at)
                run, seen = look.run, set()
            found[-1] = at
            seen.add(look.url)
        return found

    def _known(self, registry: Registry, claim: Claim, at: dt.datetime) -> list[tuple[str, str, Look]]:
        """The newest look of our own at each location, and all that others brought, as of a moment."""
        found = []
        store = AsOf(self.store, at)
        for name, url in _locations(registry, claim):
            looks = store.looks(url)
            own = next((look for look in reversed(looks) if look.origin is None), None)
            found += [(name, url, look) for look in looks if look.origin or look is own]
        return found


def drifts(selection: Selection, verdicts: Iterable[Verdict], past: Past, needed: int) -> tuple[Drift, ...]:
    """One for each selected claim that was looked at before, in the article's order."""
    by_claim = {verdict.claim: verdict for verdict in verdicts}
    found = (
        past.drift(registry, claim, by_claim[registry.qualified(claim.id)], needed)
        for registry, claim in claims(selection)
    )
    return tuple(item for item in found if item is not None)


def _locations(registry: Registry, claim: Claim) -> list[tuple[str, str]]:
    return [
        (name, copy.address)
        for name in claim.references
        for copy in registry.reference_by_id[name].locations()
    ]


def _all(store: Store, registry: Registry, claim: Claim) -> list[tuple[dt.datetime, Look]]:
    urls = dict.fromkeys(url for _, url in _locations(registry, claim))
    return [(came(look), look) for url in urls for look in store.looks(url)]


def _content(looks: Iterable[tuple[str, str, Look]]) -> list[tuple[object, ...]]:
    """Equal for moments at which the same bodies were known, answered alike."""
    return [
        (name, url, look.snapshot.digest, look.snapshot.status, look.snapshot.final_url)
        if look.snapshot
        else (name, url, look.id)
        for name, url, look in looks
    ]
