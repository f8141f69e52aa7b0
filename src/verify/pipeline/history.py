"""log and diff: what the archive knows of a reference or claim over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from verify.diff.operations import TextDiff
from verify.diff.text_diff import diff_texts
from verify.errors import UnknownId, UsageError
from verify.model.availability import Sight
from verify.model.reference import Copy, Reference
from verify.model.registry import Registry
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.pipeline.ports import Selection, Store
from verify.pipeline.reading import Reader
from verify.pipeline.selecting import claims, references


@dataclass(frozen=True)
class LookEntry:
    reference: str
    copy: Copy
    look: Look
    sight: Sight
    changed: bool | None  # against the snapshot before; None where one of the two has no body


@dataclass(frozen=True)
class VerdictEntry:
    claim: str
    at: dt.datetime
    run: str
    status: str
    reason: str


@dataclass(frozen=True)
class Log:
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
        VerdictEntry(name, item.at, item.run, item.status, str(item.payload.get("reason", "")))
        for registry, claim in claims(selection)
        for name in [registry.qualified(claim.id)]
        for item in store.verdicts(name)
    )
    return Log(looks, verdicts)


def _looks(name: str, copy: Copy, reader: Reader) -> list[LookEntry]:
    entries: list[LookEntry] = []
    before: str | None = None
    for look in reader.store.looks(copy.url):
        digest = look.snapshot.digest if look.snapshot else None
        changed = None if digest is None or before is None else digest != before
        entries.append(LookEntry(name, copy, look, reader.at(copy, look).sight, changed))
        before = digest or before
    return entries


@dataclass(frozen=True)
class ReadPage:
    """A stored look whose text could be read."""

    copy: Copy
    look: Look
    text: SourceText


@dataclass(frozen=True)
class Comparison:
    """Two snapshots of one location and how their texts differ."""

    reference: str
    before: ReadPage
    after: ReadPage
    diff: TextDiff


def compare(selection: Selection, store: Store, before: str | None, after: str | None) -> Comparison:
    """Diff two snapshots of the one reference selected; by default the last two whose bodies differ.

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
    return Comparison(registry.qualified(reference.id), first, second, diff)


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
    for look in reader.store.looks(copy.url):
        prepared = reader.at(copy, look).prepared
        if prepared is not None:
            yield ReadPage(copy, look, prepared.source)


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
        f"only one snapshot of {reference.id} is stored, so there is nothing to compare it with",
        mend="`verify fetch` again later, or name two snapshots from `verify log`",
    )


def _digest(page: ReadPage) -> str | None:
    return page.look.snapshot.digest if page.look.snapshot else None
