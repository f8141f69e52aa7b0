"""log and diff: what the archive knows of a reference or claim over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verify.diff.operations import TextDiff
from verify.diff.text_diff import diff_texts
from verify.diff.touching import Passage
from verify.errors import UnknownId, UsageError
from verify.judge.verdict import Judged
from verify.model.availability import Sight
from verify.model.claim import Claim
from verify.model.match import Span
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy, Reference
from verify.model.registry import Registry
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.pipeline.checking import judge_page
from verify.pipeline.ports import Selection, Store, StoredVerdict
from verify.pipeline.reading import Page, Reader
from verify.pipeline.selecting import claims, references

_DEFAULT = MatchPolicy()


@dataclass(frozen=True)
class LookEntry:
    """One look. `number` counts the looks of a URL that `diff` can compare, from 1; None for others.

    `changed`: the body differs from the snapshot before; None where one of the two has none.
    """

    reference: str
    copy: Copy
    look: Look
    sight: Sight
    changed: bool | None
    number: int | None


@dataclass(frozen=True)
class VerdictEntry:
    """One recorded verdict."""

    claim: str
    at: dt.datetime
    run: str
    status: str
    reason: str


@dataclass(frozen=True)
class Log:
    """Looks by reference and time; verdicts by claim and time."""

    looks: tuple[LookEntry, ...]
    verdicts: tuple[VerdictEntry, ...]


def log(selection: Selection, store: Store) -> Log:
    """Every look at the selected references and every verdict recorded for the selected claims."""
    reader = Reader(store)
    looks = tuple(
        entry
        for registry, reference in references(selection)
        for copy in reference.locations()
        for entry in _looks(registry.qualified(reference.id), copy, reader)
    )
    verdicts = tuple(
        VerdictEntry(name, item.at, item.run, item.status, _reason(item))
        for registry, claim in claims(selection)
        for name in [registry.qualified(claim.id)]
        for item in store.verdicts(name)
    )
    return Log(looks, verdicts)


def _reason(item: StoredVerdict) -> str:
    """Behind the label of the page it rests on, where that was not fetched by us."""
    reason, evidence = str(item.payload.get("reason", "")), item.payload.get("evidence")
    label = evidence.get("origin") if isinstance(evidence, Mapping) else None
    return f"{label}: {reason}" if label else reason


def _looks(name: str, copy: Copy, reader: Reader) -> list[LookEntry]:
    entries: list[LookEntry] = []
    before: str | None = None
    readable = 0
    for look in reader.store.looks(copy.address):
        digest = look.snapshot.digest if look.snapshot else None
        changed = None if digest is None or before is None else digest != before
        page = reader.at(copy, look)
        readable += _comparable(page)
        number = readable if _comparable(page) else None
        entries.append(LookEntry(name, copy, look, page.sight, changed, number))
        before = digest or before
    return entries


def _comparable(page: Page) -> bool:
    """Read in full: a wall or an error page is no new version of a text."""
    return page.sight.availability.readable and page.prepared is not None


@dataclass(frozen=True)
class ReadPage:
    """A stored look whose text could be read."""

    copy: Copy
    look: Look
    text: SourceText
    page: Page


@dataclass(frozen=True)
class Comparison:
    """Two snapshots of one location, how their texts differ, and where the claims stand in them."""

    reference: str
    before: ReadPage
    after: ReadPage
    diff: TextDiff
    passages: tuple[Passage, ...] = ()


def compare(
    selection: Selection,
    store: Store,
    before: str | None,
    after: str | None,
    policy: MatchPolicy = _DEFAULT,
) -> Comparison:
    """Diff two snapshots of the one reference selected; by default the last two whose bodies differ.

    Beside it where the selected claims that rest on the reference stand in either, as `check` finds them.
    `before` and `after` are snapshot ids, a prefix of one, or 1-based numbers as `log` counts them.
    Raises UsageError where there is nothing to compare.
    """
    registry, reference = _one(selection)
    reader = Reader(store)
    pages = _readable(reader, reference)
    first = _pick(pages, before) if before else None
    second = _pick(pages, after) if after else None
    if second is None:
        second = pages[-1]
    if first is None:
        first = _last_other(pages, second, reference)
    diff = diff_texts(first.text, second.text)
    passages = tuple(
        _passage(
            registry.qualified(claim.id),
            claim,
            *(judge_page(registry, claim, reference, side.page, policy) for side in (first, second)),
        )
        for each, claim in claims(selection)
        if each is registry and reference.id in claim.references
    )
    return Comparison(registry.qualified(reference.id), first, second, diff, passages)


def _passage(name: str, claim: Claim, was: Judged, stands: Judged) -> Passage:
    """Where the claim's words stand in both snapshots, on any axis, and its status by either alone."""
    return Passage(name, claim.text, _spans(was), _spans(stands), was.status.value, stands.status.value)


def _spans(judged: Judged) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(check.span for check in judged.reading.checks if check.span))


def _one(selection: Selection) -> tuple[Registry, Reference]:
    found = list(references(selection))
    if not found:
        raise UsageError("this claim rests on no reference, so there is nothing to compare")
    return found[0]


def _readable(reader: Reader, reference: Reference) -> list[ReadPage]:
    """The snapshots with a text, oldest first, of the location that has most of them."""
    per_copy = [list(_read(reader, copy)) for copy in reference.locations()]
    best = max(per_copy, key=len, default=[])
    if not best:
        raise UsageError(
            f"nothing readable is stored of {reference.id}", mend=f"run `verify fetch {reference.id}` first"
        )
    return best


def _read(reader: Reader, copy: Copy) -> Iterator[ReadPage]:
    for look in reader.store.looks(copy.address):
        page = reader.at(copy, look)
        if _comparable(page) and page.prepared is not None:
            yield ReadPage(copy, look, page.prepared.source, page)


def _pick(pages: list[ReadPage], wanted: str) -> ReadPage:
    if wanted.isdigit() and 1 <= int(wanted) <= len(pages):
        return pages[int(wanted) - 1]
    found = [page for page in pages if _names(page.look, wanted)]
    if not found:
        raise UnknownId(f"no readable snapshot is called {wanted!r}", mend="`verify log` lists the snapshots")
    return found[0]


def _names(look: Look, wanted: str) -> bool:
    bare = wanted.removeprefix("urn:uuid:")
    stored = look.snapshot.id.removeprefix("urn:uuid:") if look.snapshot else ""
    dated = len(wanted) >= 10 and look.at.strftime("%Y-%m-%dT%H:%M:%SZ").startswith(wanted)
    return stored.startswith(bare) or dated


def _last_other(pages: list[ReadPage], second: ReadPage, reference: Reference) -> ReadPage:
    position = pages.index(second)
    digest = _digest(second)
    for page in reversed(pages[:position]):
        if _digest(page) != digest:
            return page
    if position > 0:
        return pages[position - 1]
    raise UsageError(
        f"only one stored snapshot of {reference.id} could be read, so there is nothing to compare it with",
        mend="`verify log` says what came of the others; `verify fetch` looks again",
    )


def _digest(page: ReadPage) -> str | None:
    return page.look.snapshot.digest if page.look.snapshot else None
