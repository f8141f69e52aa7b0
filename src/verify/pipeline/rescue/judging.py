"""From a place where the work may stand to a candidate: its page is read, and every claim judged on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verify.judge.rescue import Candidate, Kind
from verify.model.reference import Copy, Role
from verify.model.snapshot import Look
from verify.pipeline.reading import Page, Reader
from verify.pipeline.rescue.finding import Finder, Need


@dataclass(frozen=True)
class Place:
    """Where a candidate's text was read, and how the place was found. `at` None: when we looked."""

    kind: Kind
    url: str
    found: str
    at: dt.datetime | None = None
    role: Role = Role.mirror
    archive: str = ""


@dataclass(frozen=True)
class Judging:
    """Reads pages and judges the claims of one reference on them."""

    finder: Finder
    need: Need

    @property
    def reader(self) -> Reader:
        return self.finder.reader

    def page(self, look: Look) -> Page:
        """A stored look as the work's own page, at another address."""
        language = self.need.cited.language or self.need.reference.language
        return self.reader.at(Copy(look.url, Role.own, language), look)

    def candidate(self, place: Place, page: Page) -> Candidate:
        """What `page`, read at `place`, says of the claims."""
        look = page.look
        stored = look.snapshot if look else None
        at = place.at or (look.at if look else None)
        return Candidate(
            place.kind, place.url, look.url if look else page.copy.address, place.found, page.sight,
            self.finder.outcomes(self.need, page), at, place.role, self._listed(place.url), place.archive,
            stored.id if stored else None, stored.digest if stored else None,
        )  # fmt: skip

    def _listed(self, url: str) -> bool:
        return any(copy.url == url for copy in self.need.reference.copies)
