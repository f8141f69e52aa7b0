"""report: beside each verdict of a `check`, what an editor asks next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verify.diff.text_diff import diff_texts
from verify.match.suggest import suggest
from verify.model.claim import Claim
from verify.model.match import Span
from verify.model.reference import Copy
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.model.verdict import Reading, Status, Verdict
from verify.pipeline.ports import Selection, Store, StoredVerdict
from verify.pipeline.reading import Page, Reader
from verify.pipeline.selecting import claims
from verify.report.evidence.case import Case, Dossier, Judged, PageChange, Seen

_LOOKS = 12
"""Looks at a page that are read back, the newest."""

_NEAR = 0.25
"""Share of a claim's weighted words from which a sentence is worth showing."""


def dossier(selection: Selection, store: Store, run: Run) -> Dossier:
    """Everything about the claims that `run` judged on `store`: no clock, no network, the store alone."""
    shelf = _Shelf(Reader(store))
    verdicts = {verdict.claim: verdict for verdict in run.verdicts}
    cases = tuple(
        _case(registry, claim, verdict, run, shelf)
        for registry, claim in claims(selection)
        if (verdict := verdicts.get(registry.qualified(claim.id)))
    )
    changes = {item.change for item in cases if item.change}
    titles = {
        registry.qualified(reference.id): reference.title or reference.id
        for registry in selection.registries
        for reference in registry.references
    }
    kept = {url: change for url, change in shelf.changes.items() if change and url in changes}
    return Dossier(selection.registries, run, cases, kept, titles)


def _case(registry: Registry, claim: Claim, verdict: Verdict, run: Run, shelf: _Shelf) -> Case:
    copy = _location(registry, verdict.reading)
    named = [registry.reference_by_id[name] for name in claim.references]
    change = shelf.change(copy, verdict.reading) if copy else None
    recorded = shelf.reader.store.verdicts(verdict.claim)
    return Case(
        verdict=verdict,
        claim=claim,
        language=claim.language or registry.article.language,
        place=registry.place(claim.id),
        references=tuple((item, registry.source_by_id[item.source].name) for item in named),
        drift=next((item for item in run.drifts if item.claim == verdict.claim), None),
        findings=tuple(item for item in run.findings if item.subject == verdict.claim),
        text=shelf.text(copy, verdict.reading) if copy else None,
        course=tuple(_course(recorded, verdict)),
        seen=shelf.seen(copy) if copy else (),
        change=change.url if change else None,
        nearest=shelf.nearest(copy, verdict) if copy and verdict.status is Status.missing else "",
        stood=tuple(_stood([item.payload for item in recorded], change)) if change else (),
    )


def _location(registry: Registry, reading: Reading | None) -> Copy | None:
    if reading is None or reading.url is None:
        return None
    places = registry.reference_by_id[reading.reference].locations()
    return next((copy for copy in places if (copy.url, copy.role) == (reading.url, reading.role)), None)


@dataclass
class _Shelf:
    """Pages as they were read, each once for all the claims that rest on it."""

    reader: Reader
    changes: dict[str, PageChange | None] = field(default_factory=dict)
    _pages: dict[tuple[str, str | None, str], Page] = field(default_factory=dict)
    _seen: dict[str, tuple[Seen, ...]] = field(default_factory=dict)

    def text(self, copy: Copy, reading: Reading | None) -> SourceText | None:
        """What was read where the reading's evidence was found."""
        look = self._look(copy, reading)
        return self._text(copy, look) if look else None

    def nearest(self, copy: Copy, verdict: Verdict) -> str:
        """The sentence that shares most of the claim's words, "" where it is less than `_NEAR` of them."""
        look = self._look(copy, verdict.reading)
        prepared = self._page(copy, look).prepared if look else None
        found = suggest(verdict.text, prepared, 1) if prepared else []
        return found[0].sentence if found and found[0].score >= _NEAR else ""

    def seen(self, copy: Copy) -> tuple[Seen, ...]:
        """The newest looks at a location, oldest first."""
        if copy.url not in self._seen:
            looks = self.reader.store.looks(copy.address)
            self._seen[copy.url] = tuple(self._observed(copy, looks))[-_LOOKS:]
        return self._seen[copy.url]

    def change(self, copy: Copy, reading: Reading | None) -> PageChange | None:
        """From the last other text of the page to the one that was judged; None where there is no other."""
        if copy.url not in self.changes:
            look = self._look(copy, reading)
            self.changes[copy.url] = self._compared(copy, look) if look else None
        return self.changes[copy.url]

    def _observed(self, copy: Copy, looks: Sequence[Look]) -> Iterator[Seen]:
        before: str | None = None
        for number, look in enumerate(looks):
            digest = look.snapshot.digest if look.snapshot else None
            changed = None if digest is None or before is None else digest != before
            before = digest or before
            if number >= len(looks) - _LOOKS:
                yield Seen(look, self._page(copy, look).sight.availability.value, changed)

    def _look(self, copy: Copy, reading: Reading | None) -> Look | None:
        wanted = reading.evidence.snapshot if reading and reading.evidence else None
        looks = self.reader.store.looks(copy.address)
        return next((look for look in reversed(looks) if look.snapshot and look.snapshot.id == wanted), None)

    def _compared(self, copy: Copy, after: Look) -> PageChange | None:
        new = self._text(copy, after)
        looks = list(self.reader.store.looks(copy.address))
        for look in reversed(looks[: looks.index(after)][-_LOOKS:]):
            if new is None or not look.snapshot or not after.snapshot:
                return None
            if look.snapshot.digest == after.snapshot.digest:
                continue
            old = self._text(copy, look)
            if old is not None:
                found = diff_texts(old, new)
                return None if found.layout_only else PageChange(copy.url, look, after, old, new, found)
        return None

    def _text(self, copy: Copy, look: Look) -> SourceText | None:
        page = self._page(copy, look)
        readable = page.sight.availability.readable and page.prepared is not None
        return page.prepared.source if readable and page.prepared else None

    def _page(self, copy: Copy, look: Look) -> Page:
        key = (copy.url, copy.language, look.id)
        if key not in self._pages:
            self._pages[key] = self.reader.at(copy, look)
        return self._pages[key]


def _course(recorded: Sequence[StoredVerdict], verdict: Verdict) -> Iterator[Judged]:
    """Every verdict that was recorded, and today's at the time of the look that it rests on."""
    past = [
        Judged(item.at, Status(item.status), str(item.payload.get("reason", "")))
        for item in recorded
        if item.status in Status.__members__
    ]
    yield from past
    at = verdict.reading.at if verdict.reading else None
    last = past[-1] if past else None
    if last and (at is None or at <= last.at) and last.status is verdict.status:
        return
    if at or last:
        known = [moment for moment in (at, last.at if last else None) if moment]
        yield Judged(max(known), verdict.status, verdict.reason)


def _stood(payloads: Sequence[Mapping[str, Any]], change: PageChange) -> Iterator[Span]:
    """Where the claim's words stood in the text before the change, as a verdict on that very snapshot has
    it."""
    snapshot = change.before.snapshot.id if change.before.snapshot else None
    for payload in payloads:
        rests_on = payload.get("evidence") or {}
        if (rests_on.get("snapshot"), rests_on.get("extractor")) == (snapshot, change.old.extractor):
            yield from (tuple(check["span"]) for check in payload.get("checks", []) if check.get("span"))
