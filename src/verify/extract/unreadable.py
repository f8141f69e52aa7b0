"""The answer where a payload holds no text that we can read."""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.availability import Availability


@dataclass(frozen=True)
class Unreadable:
    """`availability` is unsupported, bad_response, too_large or truncated; `cause` a plain sentence part."""

    availability: Availability
    cause: str
