"""What the use cases need from outside, as Protocols: tests and extensions bring their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from verify.model.registry import Registry
from verify.model.snapshot import Exchange, FetchRequest, Look, Snapshot

Clock = Callable[[], dt.datetime]
"""Gives the present moment as an aware UTC datetime."""


class Looker(Protocol):
    """Looks at URLs. What the network does is in the Exchange, never an exception."""

    async def look(self, request: FetchRequest) -> Exchange: ...


class StoredVerdict(Protocol):
    """A verdict as it was recorded; `payload` is the json v1 verdict."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def run(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def payload(self) -> Mapping[str, object]: ...


class Store(Protocol):
    """The part of the archive that judging reads."""

    @property
    def notes(self) -> tuple[str, ...]: ...

    def latest(self, url: str) -> Look | None: ...

    def looks(self, url: str) -> Sequence[Look]: ...

    def exchange(self, look: Look) -> Exchange: ...

    def snapshot(self, id_or_prefix: str) -> Snapshot: ...

    def verdicts(self, claim: str) -> Sequence[StoredVerdict]: ...

    def cached_text(self, digest: str, key: str) -> str | None: ...

    def keep_text(self, digest: str, key: str, text: str) -> None: ...


class WritableStore(Store, Protocol):
    """An archive opened for writing: every append is on disk when it returns."""

    @property
    def run(self) -> str: ...

    def append(self, exchange: Exchange) -> Look: ...

    def append_verdict(
        self,
        claim: str,
        status: str,
        payload: Mapping[str, object],
        *,
        refers_to: str | None,
        refers_to_uri: str | None,
    ) -> None: ...


@dataclass(frozen=True)
class Progress:
    """An event: `done` of `total` URLs looked at, the last being `url` with `outcome`."""

    done: int
    total: int
    url: str
    outcome: str


Events = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Events for nobody."""


@dataclass(frozen=True)
class Selection:
    """Which references and claims of the open registries a command is about; empty means all."""

    registries: tuple[Registry, ...]
    ids: frozenset[str] = frozenset()

    def wants(self, registry: Registry, local_id: str) -> bool:
        return not self.ids or local_id in self.ids or registry.qualified(local_id) in self.ids
