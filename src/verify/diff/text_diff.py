"""What became of a text: sentences first, words inside the sentences that changed.

Sentences are compared folded (see `verify.text.fold`): quotation marks, dashes and white space never make a
difference, case does. Sentences that only changed places are `moved`; several made one, or one made several,
are one operation. Bytes read under another decoding are called that. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verify.diff.align import Run, align, gaps
from verify.diff.damage import damage, sound_keys
from verify.diff.joins import find_joins
from verify.diff.merges import Group, with_neighbours
from verify.diff.operations import Damage, Op, OpKind, TextDiff, WordOp
from verify.diff.pairs import Pair, pair_anywhere, pair_in_order, similar
from verify.diff.sides import Sentences, pick
from verify.diff.words import diff_words
from verify.model.match import Span
from verify.model.text import SourceText

_MOST_SENTENCES = 20_000
"""Beyond this on either side only equal sentences are paired, so that time stays bounded."""
_Words = tuple[WordOp, ...]


def diff_texts(before: SourceText, after: SourceText) -> TextDiff:
    """Compare two readings of a text, as extracted from two snapshots."""
    old, new = Sentences(before.text), Sentences(after.text)
    return TextDiff(tuple(_Diff(old, new).ops()))


class _Step(NamedTuple):
    """An operation before its words are looked at: index ranges on both sides, one may be empty."""

    before: range
    after: range
    moved: bool = False

    @property
    def single(self) -> bool:
        return len(self.before) == len(self.after) == 1


@dataclass(frozen=True)
class _Diff:
    """`keys` of either side are what sentences are found by: those of damaged ones are undone."""

    before: Sentences
    after: Sentences

    @cached_property
    def foreign(self) -> bool:
        """Text that can have been misread at all."""
        return not (self.before.text.isascii() and self.after.text.isascii())

    @cached_property
    def old(self) -> Sequence[str]:
        return self._sound(self.before, self.new)  # undone on one side, not on both

    @cached_property
    def new(self) -> Sequence[str]:
        return self._sound(self.after, self.before.keys)

    def _sound(self, side: Sentences, others: Sequence[str]) -> Sequence[str]:
        return sound_keys(side.keys, side.raw, others) if self.foreign else side.keys

    def ops(self) -> Iterator[Op]:
        steps = list(self._in_place())
        lone = [step for step in steps if isinstance(step, _Step) and not (step.before and step.after)]
        placed = _with_moves(steps, self._moves(lone)) if lone else steps
        return (step if isinstance(step, Op) else self._op(step) for step in placed)

    def _in_place(self) -> Iterator[_Step | Op]:
        """Every sentence of both sides once: kept, paired, or alone."""
        runs = align(self.old, self.new)
        between = gaps(runs, len(self.old), len(self.new))
        for (left, right), run in zip(between, [*runs, None], strict=True):
            if left and right:
                yield from self._gap(left, right)
            else:
                yield from _alone(left, right)
            if run:
                yield from self._run(run)

    def _run(self, run: Run) -> Iterator[_Step | Op]:
        """Kept, unless damage was undone to find them."""
        old, new = self.before, self.after
        for i, j in zip(
            range(run.before, run.before + run.size), range(run.after, run.after + run.size), strict=True
        ):
            if self.foreign and old.keys[i] != new.keys[j]:
                yield _Step(_one(i), _one(j))
            else:
                yield Op(OpKind.kept, old.placed_spans[i], new.placed_spans[j])

    def _gap(self, left: range, right: range) -> Iterator[_Step]:
        if len(left) == len(right) == 1:
            pair = similar(self.old[left[0]], self.new[right[0]])
            yield from [_Step(left, right)] if pair else _alone(left, right)
            return
        joins = find_joins(pick(self.old, left), pick(self.new, right))
        i, j = left.start, right.start
        for join in joins:
            step = _Step(_shifted(join.before, left.start), _shifted(join.after, right.start))
            yield from self._paired(range(i, step.before.start), range(j, step.after.start))
            yield step
            i, j = step.before.stop, step.after.stop
        yield from self._paired(range(i, left.stop), range(j, right.stop))

    def _paired(self, left: range, right: range) -> Iterator[_Step]:
        i, j = left.start, right.start
        for group in self._groups(left, right):
            step = _Step(_shifted(group.before, left.start), _shifted(group.after, right.start))
            yield from _alone(range(i, step.before.start), range(j, step.after.start))
            yield step
            i, j = step.before.stop, step.after.stop
        yield from _alone(range(i, left.stop), range(j, right.stop))

    def _groups(self, left: range, right: range) -> list[Group]:
        if not left or not right or max(len(self.old), len(self.new)) > _MOST_SENTENCES:
            return []
        old, new = pick(self.old, left), pick(self.new, right)
        return with_neighbours(old, new, pair_in_order(old, new))

    def _moves(self, lone: Iterable[_Step]) -> list[Pair]:
        """Sentence indexes of what stands alone on both sides and is the same or nearly."""
        left = [step.before[0] for step in lone if step.before]
        right = [step.after[0] for step in lone if step.after]
        found = pair_anywhere([self.old[i] for i in left], [self.new[j] for j in right])
        return [Pair(left[pair.before], right[pair.after]) for pair in found]

    def _op(self, step: _Step) -> Op:
        before, after = self.before.span(step.before), self.after.span(step.after)
        sizes = len(step.before), len(step.after)
        if not before or not after:
            return Op(OpKind.removed if before else OpKind.added, before, after, (), sizes)
        words = self._words(step)
        kind = OpKind.moved if step.moved else OpKind.changed if words else OpKind.kept
        return Op(kind, before, after, words, sizes, self._damage(before, after, words))

    def _words(self, step: _Step) -> _Words:
        """Empty where no word changed."""
        if self.before.keys[step.before[0]] == self.after.keys[step.after[0]] and step.single:
            return ()
        old, new = self.before.words(step.before), self.after.words(step.after)
        if old == new:
            return ()
        words = diff_words(old, new)
        if all(op.kind is OpKind.kept for op in words):
            return ()
        return tuple(self._placed(words, step))

    def _placed(self, words: _Words, step: _Step) -> Iterator[WordOp]:
        """`words` in characters of the two texts."""
        first, other = self.before.start(step.before), self.after.start(step.after)
        old, new = self.before.folded, self.after.folded
        if old.even and new.even:  # most texts; the rest goes through the folding's map
            for kind, left, right in words:
                yield WordOp(
                    kind,
                    (left[0] + first, left[1] + first) if left else None,
                    (right[0] + other, right[1] + other) if right else None,
                )
            return
        for kind, left, right in words:
            was = old.original(left[0] + first, left[1] + first) if left else None
            yield WordOp(kind, was, new.original(right[0] + other, right[1] + other) if right else None)

    def _damage(self, before: Span, after: Span, words: _Words) -> Damage | None:
        """That of the sentence, or the one kind that every changed word has; None where one has none."""
        if not words or not self.foreign:
            return None
        whole = damage(self.before.text[slice(*before)], self.after.text[slice(*after)])
        if whole:
            return whole
        found: Damage | None = None
        for op in words:
            if op.kind is OpKind.kept:
                continue
            damaged = self._damage_of(op)
            if damaged is None or damaged != (found or damaged):
                return None
            found = damaged
        return found

    def _damage_of(self, op: WordOp) -> Damage | None:
        if op.before is None or op.after is None:
            return None
        return damage(self.before.text[slice(*op.before)], self.after.text[slice(*op.after)])


def _with_moves(steps: Iterable[_Step | Op], moves: Iterable[Pair]) -> Iterator[_Step | Op]:
    """`steps` with each pair of lone sentences made one step, at its new place."""
    origin = {pair.after: pair.before for pair in moves}
    gone = set(origin.values())
    for step in steps:
        if isinstance(step, Op) or (step.before and step.after):
            yield step
        elif step.after and step.after[0] in origin:
            yield _Step(_one(origin[step.after[0]]), step.after, moved=True)
        elif step.after or step.before[0] not in gone:
            yield step


def _alone(left: range, right: range) -> Iterator[_Step]:
    yield from (_Step(_one(i), range(0)) for i in left)
    yield from (_Step(range(0), _one(j)) for j in right)


def _one(index: int) -> range:
    return range(index, index + 1)


def _shifted(indexes: range, by: int) -> range:
    return range(indexes.start + by, indexes.stop + by)
