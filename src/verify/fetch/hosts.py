"""One small HTTP client per host. A pool shared by all hosts is scanned at every request and slows down."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from verify.fetch.url import HostKey

KEPT = 64
"""Hosts whose connections stay open while nobody uses them."""


@dataclass
class _Open:
    client: httpx.AsyncClient
    users: int = 0


class HostClients:
    """Clients made at need and closed again, the longest unused first. Not for several event loops."""

    def __init__(self, make: Callable[[], httpx.AsyncClient], kept: int = KEPT) -> None:
        self._make = make
        self._kept = kept
        self._open: OrderedDict[HostKey, _Open] = OrderedDict()

    @asynccontextmanager
    async def borrow(self, key: HostKey) -> AsyncIterator[httpx.AsyncClient]:
        """The host's client, which stays open while it is borrowed."""
        entry = self._open.get(key) or self._add(key)
        self._open.move_to_end(key)
        entry.users += 1
        try:
            yield entry.client
        finally:
            entry.users -= 1
            await self._close_surplus()

    async def aclose(self) -> None:
        while self._open:
            _, entry = self._open.popitem()
            await entry.client.aclose()

    def _add(self, key: HostKey) -> _Open:
        entry = _Open(self._make())
        self._open[key] = entry
        return entry

    async def _close_surplus(self) -> None:
        surplus = max(0, len(self._open) - self._kept)
        idle = [key for key, entry in self._open.items() if not entry.users][:surplus]
        for entry in [self._open.pop(key) for key in idle]:  # all taken out before the first wait
            await entry.client.aclose()
