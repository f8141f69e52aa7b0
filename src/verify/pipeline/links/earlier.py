"""What a page was like when it was last read in full, by a link check or for a claim."""

from __future__ import annotations

from collections.abc import Sequence

from verify.judge.probe import before_of
from verify.model.availability import Before
from verify.model.link import StoredAnswer
from verify.model.reference import Copy, Role
from verify.pipeline.ports import Store
from verify.pipeline.reading import Reader

_LOOKS = 5
"""Looks that are read back in search of a good one, the newest first."""


def last_good(store: Store, answers: Sequence[StoredAnswer], url: str) -> Before | None:
    """From `answers` (of link checks at `url`, oldest first), else from the stored looks; None if none."""
    for stored in reversed(answers):
        if stored.answer.sight.availability.readable and stored.traits.size:
            return Before(stored.traits.title, stored.traits.size)
    reader = Reader(store)
    own = [look for look in store.looks(url) if look.origin is None]
    for look in list(reversed(own))[:_LOOKS]:
        page = reader.at(Copy(url, Role.own), look)
        if page.sight.availability.readable and page.prepared is not None:
            return before_of(page.prepared.source)
    return None
