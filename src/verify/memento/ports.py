"""What asking other archives needs from outside, as Protocols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Protocol

from verify.model.memento import CoolDown
from verify.model.snapshot import Exchange, FetchRequest

Clock = Callable[[], dt.datetime]
"""Gives the present moment as an aware UTC datetime."""
Sleep = Callable[[float], Awaitable[None]]
"""Waits for seconds."""


class Looker(Protocol):
    """Looks at URLs. What the network does is in the Exchange, never an exception."""

    async def look(self, request: FetchRequest) -> Exchange: ...


class Memory(Protocol):
    """What archives answered before. Indexes grow and are asked again, captures never change."""

    def recall(
        self, url: str, since: dt.datetime | None, fits: Callable[[Exchange], bool]
    ) -> Exchange | None:
        """The newest exchange about `url` that fits and is not older than `since` (None: of any age)."""
        ...

    def keep(self, exchange: Exchange) -> None: ...


class CoolDowns(Protocol):
    """Which archives asked to be left alone, and when each was last asked, by host; kept across runs."""

    def cool_down(self, host: str) -> CoolDown | None:
        """The newest one, also where it is over: an archive that asks again soon is left alone longer."""
        ...

    def keep_cool_down(self, host: str, cool_down: CoolDown) -> None: ...

    def last_asked(self, host: str, service: str) -> dt.datetime | None:
        """When a service of a host was asked last, as far as that was kept."""
        ...

    def keep_asked(self, host: str, service: str, at: dt.datetime) -> None: ...
