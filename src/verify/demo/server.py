"""A loopback server for the stand-in sources, over TLS and in the clear.

It runs in a thread of its own so that a command that is not asynchronous can use it. Both ports are free
ports of 127.0.0.1 that the system chooses; nothing else is listened to.
"""

from __future__ import annotations

import asyncio
import ssl
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from verify.demo.answers import Pages
from verify.demo.certificates import make_authority
from verify.demo.conversation import converse
from verify.demo.moments import pages_at
from verify.model.policy import ConnectTo, Endpoint
from verify.model.registry import Registry

LOOPBACK = "127.0.0.1"
_Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Stage:
    """The moment that is being served; replaced as a whole, so a request sees one moment only."""

    moment: int = 1
    pages: Pages = field(default_factory=lambda: pages_at(1), repr=False)

    def advance(self) -> None:
        self.pages, self.moment = pages_at(2), 2


@dataclass(frozen=True)
class StandInServer:
    """A running server. `connect_to`, `allow` and `cacert` (a path) are what a FetchPolicy needs."""

    hosts: tuple[str, ...]
    cacert: str
    tls_port: int
    plain_port: int
    stage: Stage

    @property
    def connect_to(self) -> tuple[ConnectTo, ...]:
        """For each host: port 443 to the TLS port, port 80 to the plain one."""
        ports = ((443, self.tls_port), (80, self.plain_port))
        return tuple(ConnectTo(host, port, LOOPBACK, to) for host in self.hosts for port, to in ports)

    @property
    def allow(self) -> tuple[Endpoint, ...]:
        return Endpoint(LOOPBACK, self.tls_port), Endpoint(LOOPBACK, self.plain_port)

    def advance(self) -> None:
        """Let time pass: from now on the second moment is served."""
        self.stage.advance()


def hosts_of(registry: Registry) -> tuple[str, ...]:
    """The host names of every location of a registry, as its URLs write them, in lower case, sorted."""
    urls = (place.url for reference in registry.references for place in reference.locations())
    return tuple(sorted({name for url in urls if (name := urlsplit(url).hostname)}))


@contextmanager
def serve(hosts: Iterable[str]) -> Iterator[StandInServer]:
    """Serve the stand-ins for `hosts` until the block ends. Raises MissingExtra without trustme.

    A host with a trailing dot is reachable under both of its spellings.
    """
    names = {host.lower() for host in hosts}
    names |= {name.rstrip(".") for name in names}
    authority = make_authority(names)
    stage = Stage()
    with tempfile.TemporaryDirectory(prefix="verify-demo-") as folder:
        cacert = Path(folder) / "authority.pem"
        cacert.write_bytes(authority.pem)
        with _running(authority.context, stage) as (tls_port, plain_port):
            yield StandInServer(tuple(sorted(names)), str(cacert), tls_port, plain_port, stage)


@contextmanager
def _running(context: ssl.SSLContext, stage: Stage) -> Iterator[tuple[int, int]]:
    loop = _Loop(context, stage)
    thread = threading.Thread(target=loop.run, name="verify-demo", daemon=True)
    thread.start()
    loop.ready.wait()
    try:
        if loop.failure:
            raise loop.failure
        yield loop.ports
    finally:
        loop.stop()
        thread.join()


class _Loop:
    """The thread's side. `ready` is set once `ports` or `failure` is known."""

    def __init__(self, context: ssl.SSLContext, stage: Stage) -> None:
        self.ports = (0, 0)
        self.failure: BaseException | None = None
        self.ready = threading.Event()
        self._context = context
        self._stage = stage
        self._stopping: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._talks: set[asyncio.Task[None]] = set()

    def run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:  # belongs to the thread that waits for `ready`
            self.failure = error
        finally:
            self._stopping = None
            self.ready.set()

    def stop(self) -> None:
        if self._stopping:
            loop, event = self._stopping
            loop.call_soon_threadsafe(event.set)

    async def _main(self) -> None:
        stopping = asyncio.Event()
        tls = await asyncio.start_server(self._accept("https"), LOOPBACK, 0, ssl=self._context)
        plain = await asyncio.start_server(self._accept("http"), LOOPBACK, 0)
        self.ports = (_port(tls), _port(plain))
        self._stopping = (asyncio.get_running_loop(), stopping)
        self.ready.set()
        await stopping.wait()
        tls.close()
        plain.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _accept(self, scheme: str) -> _Accept:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talk = asyncio.create_task(converse(scheme, lambda: self._stage.pages, reader, writer))
            self._talks.add(talk)
            talk.add_done_callback(self._talks.discard)

        return accept


def _port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
