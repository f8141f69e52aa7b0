"""What a diff of two texts is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from verify.model.match import Span


class OpKind(StrEnum):
    kept = "kept"
    added = "added"
    removed = "removed"
    changed = "changed"
    moved = "moved"  # stands elsewhere now; `words` says whether it changed on the way


@dataclass(frozen=True)
class WordOp:
    """A run of words: `kind` is kept, added, removed or changed. Spans as in `Op`."""

    kind: OpKind
    before: Span | None
    after: Span | None


@dataclass(frozen=True)
class Op:
    """One sentence, or several where sentence boundaries alone differ.

    Spans count characters of the SourceText on their side; `before` is None for added, `after` for removed.
    `words` is filled for changed, and for moved where the words changed too.
    """

    kind: OpKind
    before: Span | None
    after: Span | None
    words: tuple[WordOp, ...] = ()


@dataclass(frozen=True)
class TextDiff:
    """`ops` in the order of the text after; what was removed stands where it stood among its neighbours.

    Every sentence of either text is in exactly one operation. A moved one is listed once, at its new place.
    """

    ops: tuple[Op, ...]

    @cached_property
    def counts(self) -> Mapping[OpKind, int]:
        """Number of operations of each kind, zeros included, in the order of OpKind."""
        found = Counter(op.kind for op in self.ops)
        return {kind: found[kind] for kind in OpKind}

    @property
    def layout_only(self) -> bool:
        """No sentence changed, moved, came or went: whatever differs is white space, typography or markup."""
        return all(op.kind is OpKind.kept for op in self.ops)

    @property
    def edits(self) -> tuple[Op, ...]:
        """The operations that are not `kept`, in order."""
        return tuple(op for op in self.ops if op.kind is not OpKind.kept)
