"""How a claim's verdict or passage moved between two snapshots of a page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from verify.model.verdict import Status


class Movement(StrEnum):
    unchanged = "unchanged"
    moved = "moved"  # the same words stand elsewhere on the page
    reworded = "reworded"  # other words around or in it, and the claim holds as before
    altered = "altered"  # what carried the claim now says otherwise
    lost = "lost"  # what carried the claim is not there any more
    restored = "restored"  # it carries the claim again
    unknown = "unknown"  # one of the two could not be read
    rebaselined = "rebaselined"  # another extractor or matcher judged it: no news of the page


@dataclass(frozen=True)
class Drift:
    """One claim (slug/id) between the look that it was last judged well on and the newest.

    `kinds` are edit kinds or axes that tell how it was altered. `first_seen` is the first observation of
    the new state and `confirmed` the observation that confirmed it (None: not yet; it is listed and raises
    no alert). `count` is how many readable observations in a row show it, of `needed`.
    """

    claim: str
    movement: Movement
    before: Status
    after: Status
    kinds: tuple[str, ...] = ()
    reason: str = ""
    since: dt.datetime | None = None  # when it was last seen as before
    first_seen: dt.datetime | None = None
    confirmed: dt.datetime | None = None
    count: int = 0
    needed: int = 2
    transient: bool = False  # it was lost in between and is back
    at: dt.datetime | None = None  # the newest observation

    @property
    def unconfirmed(self) -> bool:
        """Lost, and not yet seen to be lost often enough."""
        return self.movement is Movement.lost and self.confirmed is None

    @property
    def alerts(self) -> bool:
        """Whether the newest observation is the one that makes it news: the first look at an alteration, the
        look that confirms a loss. Whatever else moved is listed and alerts nobody."""
        if self.movement is Movement.altered:
            return self.first_seen == self.at
        return self.movement is Movement.lost and self.confirmed is not None and self.confirmed == self.at
