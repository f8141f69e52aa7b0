"""What a link check needs from outside, as Protocols, and a store for those who keep nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from verify.errors import UnknownId
from verify.model.availability import Before
from verify.model.link import StoredAnswer
from verify.model.snapshot import Exchange, Look, Snapshot
from verify.pipeline.ports import Store, StoredVerdict


class AnswerStore(Store, Protocol):
    """The part of the archive that link checks use; every append is on disk when it returns."""

    @property
    def run(self) -> str: ...

    def answers(self, url: str) -> Sequence[StoredAnswer]: ...

    def unfinished_answers(self) -> Sequence[StoredAnswer]: ...

    def append_answers(self, answers: Sequence[StoredAnswer]) -> None: ...

    def finish_links(self, urls: int) -> None: ...

    def hosts_heard(self, run: str) -> frozenset[str]: ...


class NoStore:
    """Keeps nothing: every link check is the first one."""

    run = ""
    notes: tuple[str, ...] = ()

    def answers(self, url: str) -> Sequence[StoredAnswer]:
        return ()

    def unfinished_answers(self) -> Sequence[StoredAnswer]:
        return ()

    def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
        return None

    def finish_links(self, urls: int) -> None:
        return None

    def latest(self, url: str) -> Look | None:
        return None

    def looks(self, url: str) -> Sequence[Look]:
        return ()

    def snapshot(self, id_or_prefix: str) -> Snapshot:
        raise UnknownId(f"no snapshot is called {id_or_prefix!r}")

    def verdicts(self, claim: str) -> Sequence[StoredVerdict]:
        return ()

    def exchange(self, look: Look) -> Exchange:
        raise UnknownId(f"no look is called {look.id}")

    def hosts_heard(self, run: str) -> frozenset[str]:
        return frozenset()

    def cached_text(self, digest: str, key: str) -> str | None:
        return None

    def keep_text(self, digest: str, key: str, text: str) -> None:
        return None


@dataclass(frozen=True)
class Question:
    """One URL to ask for, without its fragment; `fragments` is what links want to find on the page.

    `before` is the newest answer that is stored, `good` what the page was like when it was last read in
    full, `seen` a look that this run has made already.
    """

    url: str
    fragments: tuple[str, ...] = ()
    before: StoredAnswer | None = None
    good: Before | None = None
    seen: Exchange | None = None


class Asks(Protocol):
    """Answers questions. What the network does is in the answer, never an exception."""

    async def ask(self, question: Question) -> StoredAnswer: ...


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
