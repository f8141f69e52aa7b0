"""A server whose answers a test writes as bytes, for what the routes of the fault server do not cover."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

Answer = Callable[["Asked"], bytes | None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    target: str
    head: bytes
    connection: int
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The one value of a header; a test never repeats one."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


@dataclass
class Answering:
    """An async context manager. `answer` gives the bytes to send, None to hang up without any.

    A connection stays open after an answer unless it says `Connection: close`.
    """

    answer: Answer
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    connects: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)

    @property
    def methods(self) -> list[str]:
        return [f"{asked.method} {asked.target}" for asked in self.asked]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        self.connects += 1
        number = self.connects
        try:
            while await self._one(reader, writer, number):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        asked = Asked(method, target, head, number)
        asked = replace(asked, body=await reader.readexactly(int(asked.header("content-length") or 0)))
        self.asked.append(asked)
        sent = self.answer(asked)
        if sent is None:
            return False
        writer.write(sent)
        await writer.drain()
        return b"Connection: close" not in sent


def reply(status: int, body: bytes = b"", *fields: str, length: int | None = None) -> bytes:
    """A whole answer; `length` is what Content-Length says where it is not the body's."""
    count = len(body) if length is None else length
    lines = (f"HTTP/1.1 {status} As told", *fields, f"Content-Length: {count}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def by_path(answers: dict[str, bytes | None]) -> Answer:
    """One answer for each target, 404 for all others."""
    return lambda asked: answers.get(asked.target, reply(404))
