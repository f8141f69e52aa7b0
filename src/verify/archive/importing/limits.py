"""How much of somebody else's file is read. A file that asks for more is not refused whole: what goes too far
is named, and the rest is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """All in bytes. `record` is for one record's block, `head` for its fields, `total` for everything that a
    file unpacks to, `listed` for what is remembered of its records.

    A record of ours holds at most 2**28 bytes, so `record` has to stay well below that.
    """

    record: int = 2**27
    head: int = 2**16
    total: int = 2**33
    listed: int = 2**27


class Spent(Exception):
    """The file unpacks to more than the limit."""


class Budget:
    """What may still be unpacked."""

    def __init__(self, limit: int) -> None:
        self.limit = self._left = limit

    def take(self, size: int) -> None:
        """Raises Spent."""
        self._left -= size
        if self._left < 0:
            raise Spent(f"it unpacks to more than {self.limit} bytes")
