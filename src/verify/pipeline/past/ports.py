"""What the past needs from outside, as Protocols."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from verify.model.memento import Capture, Listing
from verify.model.snapshot import Exchange


class Mementos(Protocol):
    """Other people's archives of a URL. What the network does is in the values, never an exception."""

    async def captures(
        self, url: str, since: dt.date | None = None, until: dt.date | None = None
    ) -> tuple[Listing, ...]:
        """What each archive holds of `url`, one listing an archive."""
        ...

    async def replay(self, capture: Capture) -> Exchange:
        """The captured bytes: an exchange about `capture.raw`. The caller stores it."""
        ...
