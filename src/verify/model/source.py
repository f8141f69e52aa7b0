"""Who said or published something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A person or publisher. `aliases` are other spellings under which texts name it."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
