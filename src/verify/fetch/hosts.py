"""Open connections, kept per host. A pool that all requests share is scanned at every one and slows down."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from verify.fetch.transport import Line
from verify.fetch.url import HostKey

KEPT = 128
"""Connections that stay open while nobody uses them, over all hosts."""


class HostLines:
    """Lines made at need, each lent to one request at a time. Not for several event loops.

    Of the lines that nobody uses the host's last used is lent first, and those of the host that was
    longest left alone are closed first.
    """

    def __init__(self, make: Callable[[HostKey], Line], kept: int = KEPT) -> None:
        self._make = make
        self._kept = kept
        self._idle: OrderedDict[HostKey, list[Line]] = OrderedDict()
        self._count = 0

    @asynccontextmanager
    async def borrow(self, key: HostKey) -> AsyncIterator[Line]:
        """A line to the host; it is nobody else's while it is borrowed."""
        line = self._take(key)
        try:
            yield line
        finally:
            if line.is_open:
                await self._put_back(key, line)

    async def aclose(self) -> None:
        while self._count:
            await self._close_oldest()

    def _take(self, key: HostKey) -> Line:
        lines = self._idle.get(key)
        if not lines:
            return self._make(key)
        line = lines.pop()
        self._forget(key, lines)
        return line

    async def _put_back(self, key: HostKey, line: Line) -> None:
        self._idle.setdefault(key, []).append(line)
        self._idle.move_to_end(key)
        self._count += 1
        while self._count > self._kept:
            await self._close_oldest()

    async def _close_oldest(self) -> None:
        key, lines = next(iter(self._idle.items()))
        line = lines.pop(0)
        self._forget(key, lines)  # taken out before the first wait
        await line.aclose()

    def _forget(self, key: HostKey, lines: list[Line]) -> None:
        self._count -= 1
        if not lines:
            del self._idle[key]
