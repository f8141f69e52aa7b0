"""Fakes for people who test or extend verify: a looker with canned answers, a store in memory, a clock.

They keep the Protocols of `verify.pipeline.ports`; nothing here opens a socket or a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from verify.errors import UnknownId
from verify.model.link import StoredAnswer
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop, Look, Snapshot

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass
class FakeClock:
    """A clock that stands still until it is told to `pass_` some time."""

    now: dt.datetime = EPOCH

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_(self, span: dt.timedelta) -> None:
        self.now += span


def hop(
    url: str,
    body: bytes = b"",
    *,
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({"Content-Type": "text/html; charset=utf-8"}),
    at: dt.datetime = EPOCH,
) -> Hop:
    """One request and its response, with heads that fit the fields."""
    lines = [f"HTTP/1.1 {status} Answer", *(f"{name}: {value}" for name, value in headers.items())]
    return Hop(
        url=url,
        started=at,
        elapsed_ms=1,
        request_head=f"GET {url} HTTP/1.1\r\n\r\n".encode(),
        response_head=("\r\n".join(lines) + "\r\n\r\n").encode(),
        status=status,
        headers=tuple(headers.items()),
        body=body,
    )


def answered(url: str, body: bytes | str, *, status: int = 200, at: dt.datetime = EPOCH) -> Exchange:
    """An exchange that one response ended."""
    content = body.encode() if isinstance(body, str) else body
    return Exchange(url, at, 1, (hop(url, content, status=status, at=at),))


def failed(url: str, kind: FailureKind, cause: str = "", *, at: dt.datetime = EPOCH) -> Exchange:
    """An exchange without a response."""
    return Exchange(url, at, 1, (), Failure(kind, cause or str(kind)))


@dataclass
class FakeLooker:
    """Answers from `pages`: a body or a whole Exchange; other URLs: 404. `asked` keeps every request."""

    pages: dict[str, bytes | str | Exchange] = field(default_factory=dict)
    clock: FakeClock = field(default_factory=FakeClock)
    asked: list[FetchRequest] = field(default_factory=list)

    async def look(self, request: FetchRequest) -> Exchange:
        self.asked.append(request)
        page = self.pages.get(request.url)
        if isinstance(page, Exchange):
            return page
        if page is None:
            return answered(request.url, "<h1>Not found</h1>", status=404, at=self.clock())
        return answered(request.url, page, at=self.clock())


@dataclass(frozen=True)
class Recorded:
    """A verdict as FakeStore keeps it."""

    claim: str
    at: dt.datetime
    run: str
    status: str
    payload: Mapping[str, object]


@dataclass
class FakeStore:
    """An archive in memory that keeps the WritableStore and AnswerStore protocols."""

    clock: FakeClock = field(default_factory=FakeClock)
    run: str = "run-1"
    notes: tuple[str, ...] = ()
    _looks: list[tuple[Look, Exchange]] = field(default_factory=list)
    _verdicts: list[Recorded] = field(default_factory=list)
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    _answers: list[StoredAnswer] = field(default_factory=list)
    _finished: set[str] = field(default_factory=set)

    def append(self, exchange: Exchange) -> Look:
        number = len(self._looks) + 1
        look = Look(
            f"urn:verify:look:{number:08d}", exchange.url,
            exchange.started if exchange.origin else self.clock(), self.run,
            self._snapshot(exchange, number), exchange.failure, exchange.attempts, exchange.elapsed_ms,
            exchange.origin,
        )  # fmt: skip
        self._looks.append((look, exchange))
        return look

    def _snapshot(self, exchange: Exchange, number: int) -> Snapshot | None:
        last = exchange.last
        if last is None:
            return None
        digest = "sha256:" + hashlib.sha256(last.body).hexdigest()
        return Snapshot(
            f"urn:uuid:{number:08d}", exchange.url, last.url, self.clock(), last.status,
            last.header("content-type"), digest, len(last.body), "fake.warc.gz", 0, len(last.body),
            etag=last.header("etag"), last_modified=last.header("last-modified"),
        )  # fmt: skip

    def latest(self, url: str) -> Look | None:
        return next(reversed(self.looks(url)), None)

    def looks(self, url: str) -> Sequence[Look]:
        return [look for look, _ in self._looks if look.url == url]

    def urls(self) -> tuple[str, ...]:
        return tuple(sorted({look.url for look, _ in self._looks}))

    def exchange(self, look: Look) -> Exchange:
        return next(exchange for stored, exchange in self._looks if stored.id == look.id)

    def snapshot(self, id_or_prefix: str) -> Snapshot:
        for look, _ in self._looks:
            if look.snapshot and look.snapshot.id.removeprefix("urn:uuid:").startswith(id_or_prefix):
                return look.snapshot
        raise UnknownId(f"no snapshot is called {id_or_prefix!r}")

    def verdicts(self, claim: str) -> Sequence[Recorded]:
        return [item for item in self._verdicts if item.claim == claim]

    def append_verdict(
        self,
        claim: str,
        status: str,
        payload: Mapping[str, object],
        *,
        refers_to: str | None,
        refers_to_uri: str | None,
    ) -> None:
        self._verdicts.append(Recorded(claim, self.clock(), self.run, status, payload))

    def cached_text(self, digest: str, key: str) -> str | None:
        return self._texts.get((digest, key))

    def keep_text(self, digest: str, key: str, text: str) -> None:
        self._texts[digest, key] = text

    def append_answers(self, answers: Sequence[StoredAnswer]) -> None:
        self._answers += [replace(each, run=self.run) for each in answers]

    def answers(self, url: str) -> Sequence[StoredAnswer]:
        return [
            replace(each, online=self._online(each.run, url))
            for each in self._answers
            if each.answer.url == url
        ]

    def _online(self, run: str, url: str) -> bool:
        others = [each.answer for each in self._answers if each.run == run and each.answer.url != url]
        well = {urlsplit(each.url).netloc for each in others if each.sight.availability.readable}
        own = urlsplit(url).netloc
        return own in well or bool(self.hosts_heard(run) - {own})

    def unfinished_answers(self) -> Sequence[StoredAnswer]:
        ended = [number for number, each in enumerate(self._answers) if each.run in self._finished]
        return self._answers[max(ended, default=-1) + 1 :]

    def finish_links(self, urls: int) -> None:
        self._finished.add(self.run)

    def hosts_heard(self, run: str) -> frozenset[str]:
        answers = [each.answer for each in self._answers if each.run == run]
        looks = [look for look, _ in self._looks if look.run == run and look.snapshot]
        return frozenset(urlsplit(each.url).netloc for each in answers if each.status is not None) | {
            urlsplit(each.url).netloc for each in looks
        }
