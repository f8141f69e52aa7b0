"""What the past needs from outside, as Protocols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from verify.model.memento import Capture, Listing
from verify.model.snapshot import Exchange
from verify.pipeline.ports import WritableStore


class Mementos(Protocol):
    """Other people's archives of a URL. What the network does is in the values, never an exception."""

    async def captures(
        self, url: str, since: dt.date | None = None, until: dt.date | None = None
    ) -> tuple[Listing, ...]:
        """What each archive holds of `url`, one listing an archive."""
        ...

    async def replay(self, capture: Capture) -> Exchange:
        """The captured bytes: an exchange about `capture.raw`. The caller stores it.

        One that the store holds already comes back as it was stored. A failure of kind `skipped` was no look.
        """
        ...


class PastStore(WritableStore, Protocol):
    """An archive that can say what it holds. Where nothing may be asked it is only read from."""

    def urls(self) -> Sequence[str]:
        """Every URL that was looked at."""
        ...
