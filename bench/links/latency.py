"""Fifty hosts that answer late, each on a loopback address of its own, in one process of asyncio.

    python -m bench.links.latency FOLDER HOSTS PORT

Serves FOLDER/p/*.html.gz; host n waits as long for every answer: 80 ms the first, 900 ms the last.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

FIRST, LAST = 0.08, 0.9
"""Seconds that the quickest and the slowest host take."""


def address(number: int) -> str:
    """The loopback address of a host; the first is 127.0.1.1."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def latency(number: int, hosts: int) -> float:
    return FIRST + (LAST - FIRST) * number / max(1, hosts - 1)


_Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


def _handler(folder: Path, wait: float) -> _Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(wait)
                writer.write(_response(folder, head))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return handle


def _response(folder: Path, head: bytes) -> bytes:
    path = head.split(b" ", 2)[1].decode("latin-1")
    file = folder / f"{path.lstrip('/')}.gz"
    if not path.startswith("/p/") or not file.is_file():
        return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nNot found"
    body = file.read_bytes()
    fields = "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    return f"HTTP/1.1 200 OK\r\n{fields}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _serve(folder: Path, hosts: int, port: int) -> None:
    for number in range(hosts):
        handler = _handler(folder, latency(number, hosts))
        await asyncio.start_server(handler, address(number), port, backlog=256)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
