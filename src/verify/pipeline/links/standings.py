"""The standing of a URL, from every look and every link check of it that the archive holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from verify.judge.standing import standing
from verify.model.reference import Copy, Role
from verify.model.snapshot import Look
from verify.model.standing import Observation, Standing, StandingPolicy
from verify.pipeline.links.ports import AnswerStore
from verify.pipeline.reading import Reader

_LOOKS = 30
"""Looks that are read back for one URL, the newest."""


@dataclass
class Standings:
    """Concludes standings. Runs' hosts are remembered, so that a URL costs what its own looks cost."""

    store: AnswerStore
    policy: StandingPolicy
    _heard: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, url: str) -> Standing:
        found = [*self._answers(url), *self._looks(url)]
        return standing(sorted(found, key=lambda each: each.at), self.policy)

    def _answers(self, url: str) -> Iterator[Observation]:
        for each in self.store.answers(url):
            availability = each.answer.sight.availability
            yield Observation(each.at, availability, each.run, each.code, each.online)

    def _looks(self, url: str) -> Iterator[Observation]:
        reader = Reader(self.store)
        own = [look for look in self.store.looks(url) if look.origin is None]
        for look in own[-_LOOKS:]:
            sight = reader.at(Copy(url, Role.own), look).sight
            code = look.failure.code if look.failure else None
            yield Observation(look.at, sight.availability, look.run, code, self._online(look))

    def _online(self, look: Look) -> bool:
        if look.run not in self._heard:
            self._heard[look.run] = self.store.hosts_heard(look.run)
        return bool(self._heard[look.run] - {urlsplit(look.url).netloc})
