"""What rescue needs from outside, as Protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from verify.pipeline.ports import WritableStore


class RescueStore(WritableStore, Protocol):
    """An archive that can say what it holds. Where nothing may be asked it is only read from."""

    def urls(self) -> Sequence[str]:
        """Every URL that was looked at."""
        ...
