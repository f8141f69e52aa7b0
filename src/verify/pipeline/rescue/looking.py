"""Looks at pages by way of the store: what was seen a moment ago is not asked again, what is new is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from verify.memento.replay import is_memento
from verify.model.replay import read_replay
from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Look
from verify.pipeline.past.ports import PastStore
from verify.pipeline.ports import Clock, Looker
from verify.pipeline.reading import newest_own

_ASK_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that say nothing of the page: a second asking may bring it."""
_SPENT = "max-requests"
UNASKED = "what is not stored, for --offline and --pick ask nothing"


@dataclass
class Looking:
    """One run's looks. `looker` None: nothing may be asked, and what is stored serves however old it is.

    What was skipped is no look and is not stored: `unasked` then says why, `spent` whether the limit of
    requests was reached.
    """

    looker: Looker | None
    store: PastStore
    clock: Clock
    fresh_for: dt.timedelta
    unasked: str = ""
    spent: bool = False
    _asked: set[str] = field(default_factory=set)

    async def look(self, url: str, *, robots: bool = True) -> Look | None:
        """The newest look at `url`, made now unless the last one is fresh; None where there is none."""
        last = newest_own(self.store, url)
        if last is not None and (url in self._asked or self.serves(last)):
            return last
        if self.looker is None:
            return None
        self._asked.add(url)
        return self.keep(await self.looker.look(FetchRequest(url, robots=robots))) or last

    def keep(self, exchange: Exchange) -> Look | None:
        """Store an exchange that was made; None for one that was not."""
        failure = exchange.failure
        if failure is not None and failure.kind is FailureKind.skipped:
            self.unasked = failure.cause
            self.spent = self.spent or failure.code == _SPENT
            return None
        return self.store.append(exchange)

    def serves(self, last: Look) -> bool:
        """Whether a stored look will do: it brought an answer a moment ago or a memento, which stays what it
        is, or nothing may be asked."""
        fresh = answered(last) and dt.timedelta(0) <= self.clock() - last.at < self.fresh_for
        return fresh or self.looker is None or self._is_memento(last)

    def _is_memento(self, last: Look) -> bool:
        replay = read_replay(last.url)
        raw = replay is not None and replay.raw == last.url
        return raw and last.snapshot is not None and is_memento(self.store.exchange(last))


def answered(look: Look) -> bool:
    """Whether a look brought an answer that will not be another one a moment later."""
    return look.snapshot is not None and look.snapshot.status not in _ASK_AGAIN


Told = Callable[[str, str], None]
"""Takes the URL that was read and what came of it, for the progress line."""
