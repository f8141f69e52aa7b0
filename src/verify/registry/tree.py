"""The YAML tree of a references.yaml with the place of every key and value.

Offsets count characters of the text without its byte order mark; lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_NULL = re.compile(r"(?:~|null|Null|NULL)?\Z")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(
    r"[-+]?(?:(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))\Z|\.(?:nan|NaN|NAN)\Z"
)


class Lines:
    """Turns a character offset into a line and column. A line ends at a line feed."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts += [found.end() for found in re.finditer("\n", text)]

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(frozen=True)
class Scalar:
    """A single value. `plain` tells an unquoted one, whose type YAML 1.2's core schema decides."""

    text: str
    plain: bool
    start: int
    end: int

    @property
    def kind(self) -> str:
        """`text`, or what the core schema makes of an unquoted value: `nothing`, `true or false`, …"""
        if not self.plain:
            return "text"
        if _NULL.match(self.text):
            return "nothing"
        if _BOOL.match(self.text):
            return "true or false"
        if len(self.text) < 400 and (_INT.match(self.text) or _FLOAT.match(self.text)):
            return "a number"
        return "text"


@dataclass
class Sequence:
    """A list, in block or flow style; `start` is its first hyphen or its bracket."""

    start: int
    flow: bool
    items: list[Node] = field(default_factory=list)
    end: int = 0
    kind = "a list"

    @property
    def members(self) -> list[Node]:
        return self.items

    @property
    def end_of_content(self) -> int:
        """Where the last member ends; a flow list's own `end` lies after its bracket."""
        return self.items[-1].end


@dataclass
class Mapping:
    """Keys with their values in the file's order, duplicates kept; `start` is its first key or its brace."""

    start: int
    flow: bool
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    end: int = 0
    kind = "a mapping"

    @property
    def members(self) -> list[Node]:
        return [value for _, value in self.entries]

    @property
    def end_of_content(self) -> int:
        """Where the last value ends; a flow mapping's own `end` lies after its brace."""
        return max(self.entries[-1][0].end, self.entries[-1][1].end)

    def get(self, key: str) -> Node | None:
        """The first value under `key`."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping
