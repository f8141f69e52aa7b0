"""What the tests of fetch hand in: time that passes at once, names that resolve as told, counted sockets."""

from __future__ import annotations

import asyncio
import datetime as dt
import heapq
import itertools
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import httpcore
from tests.faults.server import FaultServer

from verify.fetch.client import Fetcher
from verify.fetch.guard import Resolver
from verify.fetch.sockets import SocketBackend
from verify.model.policy import Endpoint, FetchPolicy
from verify.model.snapshot import Exchange, Failure, FetchRequest

T = TypeVar("T")
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class FastTime:
    """A clock that only its own sleep moves, for one task at a time. `slept` lists what was waited for."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def clock(self) -> dt.datetime:
        return START + dt.timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
        await asyncio.sleep(0)


class VirtualTime:
    """A clock for many tasks: it jumps to the next wake-up once everybody waits. Use as `async with`."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    async def sleep(self, seconds: float) -> None:
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), wake))
        await wake

    async def _pass(self) -> None:
        while True:
            for _ in range(30):
                await asyncio.sleep(0)
            if self._sleepers:
                self.now, _, wake = heapq.heappop(self._sleepers)
                if not wake.done():
                    wake.set_result(None)

    async def __aenter__(self) -> VirtualTime:
        self._task = asyncio.create_task(self._pass())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


class Names:
    """A resolver: a table of names, or a row of answers given one after another. Counts its questions."""

    def __init__(
        self, table: dict[str, list[str] | int] | None = None, *, row: Iterable[list[str]] = ()
    ) -> None:
        self._table = table or {}
        self._row = iter(row)
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answer = self._table.get(host) or next(self._row, socket.EAI_NONAME)
        if isinstance(answer, int):
            raise socket.gaierror(answer, "as told")
        return answer


class CountingBackend(httpcore.AsyncNetworkBackend):
    """Opens real sockets (to loopback) and lists where to; `deny` makes every connect fail."""

    def __init__(self, *, deny: bool = False) -> None:
        self.connects: list[tuple[str, int]] = []
        self._inner = SocketBackend()
        self._deny = deny

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.connects.append((host, port))
        if self._deny:
            raise httpcore.ConnectError("denied by the test")
        return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the connection step never sleeps")


class Scripted(httpcore.AsyncNetworkBackend):
    """Connects to nothing: every connection reads `pieces`, then sees the other side close."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = tuple(piece for piece in pieces if piece)

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        return ScriptedStream(self._pieces)


class ScriptedStream(httpcore.AsyncNetworkStream):
    def __init__(self, pieces: tuple[bytes, ...]) -> None:
        self._pieces = iter(pieces)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return next(self._pieces, b"")

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    async def aclose(self) -> None:
        pass

    def get_extra_info(self, info: str) -> Any:
        return False if info == "is_readable" else None


def policy(server: FaultServer | None = None, **changes: Any) -> FetchPolicy:
    """Quick and without robots.txt unless told otherwise; a server's own port is allowed."""
    allow = (Endpoint("127.0.0.1", server.port),) if server else ()
    defaults: dict[str, Any] = {
        "allow": allow, "robots": False, "host_delay": 0.0, "retries": 0, "backoff": 0.5,
        "total_time": 5.0, "read_timeout": 3.0, "connect_timeout": 3.0,
    }  # fmt: skip
    return FetchPolicy(**(defaults | changes))


def fetcher(
    chosen: FetchPolicy,
    *,
    resolver: Resolver | None = None,
    time: FastTime | None = None,
    backend: httpcore.AsyncNetworkBackend | None = None,
    random: Callable[[], float] = lambda: 0.5,
) -> Fetcher:
    time = time or FastTime()
    return Fetcher(
        chosen,
        clock=time.clock,
        sleep=time.sleep,
        resolver=resolver or Names(),
        random=random,
        backend=backend,
    )


async def look(chosen: FetchPolicy, url: str, **given: Any) -> Exchange:
    async with fetcher(chosen, **given) as open_fetcher:
        return await open_fetcher.look(FetchRequest(url))


def served(scene: Callable[[FaultServer], Awaitable[T]], server: FaultServer | None = None) -> T:
    """Run a scene against a fault server."""

    async def play() -> T:
        async with server or FaultServer() as open_server:
            return await scene(open_server)

    return asyncio.run(play())


def run(scene: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(scene)


def one(path: str, **changes: object) -> tuple[Exchange, FaultServer]:
    async def scene(server: FaultServer) -> tuple[Exchange, FaultServer]:
        return await look(policy(server, **changes), server.url(path)), server

    return served(scene)


def failure_of(exchange: Exchange) -> Failure:
    assert exchange.failure is not None
    assert exchange.failure.cause.isprintable()
    assert exchange.last is None
    return exchange.failure
