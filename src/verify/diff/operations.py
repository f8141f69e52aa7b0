"""What a diff of two texts is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from verify.model.match import Span


class OpKind(StrEnum):
    kept = "kept"
    added = "added"
    removed = "removed"
    changed = "changed"
    moved = "moved"  # stands elsewhere now; `words` says whether it changed on the way


class WordOp(NamedTuple):
    """A run of words: `kind` is kept, added, removed or changed. Spans as in `Op`."""

    kind: OpKind
    before: Span | None
    after: Span | None


class Side(StrEnum):
    before = "before"
    after = "after"


class Shape(StrEnum):
    """What became of the sentences' number. With unchanged words it is layout alone."""

    merged = "merged"  # fewer sentences after
    divided = "divided"  # more sentences after
    parted = "parted"  # as many, parted elsewhere


@dataclass(frozen=True)
class Damage:
    """The words differ because bytes were misread on `side`. `how` says it: `UTF-8 read as windows-1252`.

    `lost`: characters there are U+FFFD, so that their part of the sentence cannot be compared.
    """

    side: Side
    how: str
    lost: bool = False


class Op(NamedTuple):
    """One sentence, or several that were made of one, or one out of several.

    Spans count characters of the SourceText on their side; `before` is None for added, `after` for removed.
    `words` is filled for changed, and for moved where the words changed too. `sentences` says how many the
    operation takes in on either side. `damage` is filled where every changed word is damage of that kind.
    """

    kind: OpKind
    before: Span | None
    after: Span | None
    words: tuple[WordOp, ...] = ()
    sentences: tuple[int, int] = (1, 1)
    damage: Damage | None = None

    @property
    def shape(self) -> Shape | None:
        """None for one sentence that stayed one, and for added and removed ones."""
        left, right = self.sentences
        if max(left, right) < 2 or min(left, right) < 1:
            return None
        return Shape.merged if left > right else Shape.divided if right > left else Shape.parted


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
    def damage_only(self) -> bool:
        """Something changed, and all of it is damage that can be undone: no character was lost."""
        edits = self.edits
        return bool(edits) and all(op.damage is not None and not op.damage.lost for op in edits)

    @property
    def edits(self) -> tuple[Op, ...]:
        """The operations that are not `kept`, in order."""
        return tuple(op for op in self.ops if op.kind is not OpKind.kept)
