"""What the tests of memento hand in: archives, a memory, cool-downs, and answers without a network."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from tests.fetch.given import FastTime

from verify.memento.asking import Asker
from verify.memento.client import MementoClient
from verify.memento.pace import Pace
from verify.memento.ports import Looker
from verify.model.memento import Capture, CoolDown, Dialect, PublicArchive, SaveKey
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest, Hop
from verify.testing import hop

T = TypeVar("T")
URL = "http://press.example/river"
IA = PublicArchive(
    "old-web", "http://archive.example/web/", Dialect.internet_archive,
    index="http://archive.example/cdx/search/cdx", save="http://archive.example/save",
)  # fmt: skip
PYWB = PublicArchive("pywb", "http://pywb.example/all/", Dialect.pywb, index="http://pywb.example/all/cdx")
PLAIN = PublicArchive("plain", "http://plain.example/", Dialect.timemap)


def moment(stamp: str) -> dt.datetime:
    """`201805170900` and the like, in UTC."""
    digits = stamp + "20000101000000"[len(stamp) :]
    return dt.datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


def capture(stamp: str, digest: str | None = None, archive: PublicArchive = IA, url: str = URL) -> Capture:
    at = moment(stamp)
    raw = f"{archive.base}{at:%Y%m%d%H%M%S}id_/{url}"
    return Capture(url, at, raw, archive.name, status=200, digest=digest)


def run(scene: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(scene)


@dataclass
class FakeCoolDowns:
    kept: dict[str, CoolDown] = field(default_factory=dict)
    asked: dict[tuple[str, str], dt.datetime] = field(default_factory=dict)

    def cool_down(self, host: str) -> CoolDown | None:
        return self.kept.get(host)

    def keep_cool_down(self, host: str, cool_down: CoolDown) -> None:
        self.kept[host] = cool_down

    def last_asked(self, host: str, service: str) -> dt.datetime | None:
        return self.asked.get((host, service))

    def keep_asked(self, host: str, service: str, at: dt.datetime) -> None:
        self.asked[host, service] = at


@dataclass
class FakeMemory:
    kept: list[Exchange] = field(default_factory=list)

    def recall(
        self, url: str, since: dt.datetime | None, fits: Callable[[Exchange], bool]
    ) -> Exchange | None:
        for exchange in reversed(self.kept):
            if exchange.url == url and (since is None or exchange.started >= since) and fits(exchange):
                return exchange
        return None

    def keep(self, exchange: Exchange) -> None:
        self.kept.append(exchange)


Given = bytes | Hop | Failure | Exchange
"""A body, a whole answer, a failure, or the exchange itself."""


@dataclass
class FakeLooker:
    """Answers by URL, one given after another, the last for ever; 404 for all else."""

    time: FastTime
    answers: dict[str, Given | list[Given]] = field(default_factory=dict)
    asked: list[FetchRequest] = field(default_factory=list)

    async def look(self, request: FetchRequest) -> Exchange:
        self.asked.append(request)
        given = self.answers.get(request.url)
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        if isinstance(given, Exchange):
            return given
        if isinstance(given, Failure):
            return Exchange(request.url, self.time.clock(), 1, (), given)
        if given is None:
            given = answer(b"nothing here", 404)
        if isinstance(given, bytes):
            given = answer(given)
        one = Hop(**{**given.__dict__, "url": given.url or request.url, "started": self.time.clock()})
        return Exchange(request.url, self.time.clock(), 1, (one,))

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.asked]


def answer(
    body: bytes = b"", status: int = 200, headers: Mapping[str, str] = MappingProxyType({}), url: str = ""
) -> Hop:
    """An answer of the address that was asked, or of `url`."""
    return hop(url, body, status=status, headers=headers)


def memento(stamp: str, body: bytes = b"<p>The river rose.</p>", status: int = 200, **headers: str) -> Hop:
    """What an archive answers where it plays a capture back."""
    said = {"Content-Type": "text/html", "Memento-Datetime": f"{moment(stamp):%a, %d %b %Y %H:%M:%S GMT}"}
    return answer(body, status, said | {name.replace("_", "-"): value for name, value in headers.items()})


def refused(code: str = "ECONNREFUSED") -> Failure:
    return Failure(FailureKind.refused, "the server refused the connection", code)


@dataclass
class World:
    """A client in a world of its own. `offline`: without a looker."""

    answers: dict[str, Given | list[Given]] = field(default_factory=dict)
    archives: tuple[PublicArchive, ...] = (IA,)
    keys: tuple[SaveKey, ...] = ()
    memory: FakeMemory = field(default_factory=FakeMemory)
    cool_downs: FakeCoolDowns = field(default_factory=FakeCoolDowns)
    time: FastTime = field(default_factory=FastTime)
    offline: bool = False

    def __post_init__(self) -> None:
        self.looker = FakeLooker(self.time, self.answers)

    @property
    def pace(self) -> Pace:
        return Pace(clock=self.time.clock, sleep=self.time.sleep, cool_downs=self.cool_downs)

    def asker(self) -> Asker:
        return Asker(self._looker, self.memory, self.pace, self.time.clock, self.time.sleep)

    def client(self) -> MementoClient:
        """A new one, as a new run has it: memory and cool-downs are what is left of the one before."""
        return MementoClient(
            self.archives, looker=self._looker, memory=self.memory, pace=self.pace,
            clock=self.time.clock, sleep=self.time.sleep, keys=self.keys,
        )  # fmt: skip

    @property
    def _looker(self) -> Looker | None:
        return None if self.offline else self.looker

    def pass_(self, seconds: float) -> None:
        self.time.seconds += seconds
