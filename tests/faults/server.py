"""The fault server: plain or TLS, one route for each thing that goes wrong on the way.

It speaks bytes, not HTTP objects, so that a test knows exactly what crossed the wire. `heads` holds the
request heads as they came, `sent` the response heads as they went, both in order.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import struct
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.faults.catalogue import ROUTES

_TARGET = re.compile(rb"\A[A-Z]+ (\S+) HTTP/1\.1\r\n")


@dataclass
class Peer:
    """One request on one connection, as a route sees it."""

    server: FaultServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: bytes
    path: str
    query: str

    def header(self, name: str) -> str | None:
        found = re.search(rb"(?im)^" + re.escape(name.encode()) + rb":[ \t]*(.*?)\r$", self.head)
        return found.group(1).decode("latin-1") if found else None

    async def send(self, piece: bytes) -> None:
        self.writer.write(piece)
        await self.writer.drain()

    async def answer(self, head: bytes, body: bytes = b"") -> None:
        """Send a whole response and keep its head for comparison."""
        self.server.sent.append(head)
        await self.send(head + body)

    def reset(self) -> None:
        """Break the connection off so that the other side sees ECONNRESET."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass
class FaultServer:
    """An async context manager. `robots` is what /robots.txt answers: a status and a body."""

    tls: ssl.SSLContext | None = None
    port: int = 0
    robots: tuple[int, bytes] = (404, b"")
    connects: int = 0
    heads: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)  # the TLS server names asked for
    _server: asyncio.Server | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        if self.tls:
            self.tls.sni_callback = lambda _sock, name, _context: self.names.append(name)
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self.tls, limit=2**20
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()  # closing a TLS connection would wait for the other side
        await asyncio.sleep(0)
        await self._server.wait_closed()

    @property
    def origin(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.origin + path

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._serving.add(task)
        self._writers.add(writer)
        self.connects += 1
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            self._serving.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection stays open."""
        head = await reader.readuntil(b"\r\n\r\n")
        found = _TARGET.match(head)
        path, _, query = (found.group(1).decode("latin-1") if found else "/").partition("?")
        self.heads.append(head)
        self.paths.append(path)
        peer = Peer(self, reader, writer, head, path, query)
        return await ROUTES.get(path, ROUTES["/404"])(peer)
