"""What other archives said, in our own archive: their answers are looks like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from verify.model.snapshot import Exchange
from verify.pipeline.ports import Store, WritableStore

EARLIER = 10
"""Stored looks at one address that are gone through in search of a good answer."""


_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that tell nothing: however often an archive gave them, what it said before stands."""


@dataclass(frozen=True)
class Remembered:
    """Keeps the Protocol `verify.memento.ports.Memory` over a store; without `into` nothing new is kept."""

    store: Store
    into: WritableStore | None = None

    def recall(
        self, url: str, since: dt.datetime | None, fits: Callable[[Exchange], bool]
    ) -> Exchange | None:
        """The newest stored exchange about `url` that fits and is not older than `since`."""
        looks = [
            look for look in self.store.looks(url) if look.snapshot and look.snapshot.status not in _BUSY
        ]
        for look in reversed(looks[-EARLIER:]):
            if since is not None and look.at < since:
                return None
            exchange = self.store.exchange(look)
            if fits(exchange):
                return exchange
        return None

    def keep(self, exchange: Exchange) -> None:
        """Store it, one without a response too."""
        if self.into is not None:
            self.into.append(exchange)
