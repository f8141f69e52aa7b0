"""What became of a text: sentences first, words inside the sentences that changed.

Sentences are compared folded (see `verify.text.fold`): quotation marks, dashes and white space never make a
difference, case does. Sentences that only changed places are `moved`. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from verify.diff.align import align, gaps
from verify.diff.joins import find_joins
from verify.diff.operations import Op, OpKind, TextDiff, WordOp
from verify.diff.pairs import Pair, pair_anywhere, pair_in_order
from verify.diff.words import diff_words
from verify.model.match import Span
from verify.model.text import SourceText
from verify.text.fold import Folded, fold
from verify.text.sentences import sentences

_MOST_SENTENCES = 20_000
"""Beyond this on either side only equal sentences are paired, so that time stays bounded."""


def diff_texts(before: SourceText, after: SourceText) -> TextDiff:
    """Compare two readings of a text, as extracted from two snapshots."""
    old, new = _Side(before.text), _Side(after.text)
    return TextDiff(tuple(_Diff(old, new).ops()))


@dataclass(frozen=True)
class _Step:
    """An operation before its words are looked at: index ranges on both sides, one may be empty."""

    before: range
    after: range
    moved: bool = False


@dataclass(frozen=True)
class _Side:
    text: str

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _folded_spans(self) -> list[Span]:
        """Sentences in folded characters; one of which folding leaves nothing is not listed."""
        folded = self.folded
        found = [folded.folded(*span) for span in sentences(self.text)]
        return [(start, end) for start, end in found if folded.text[start:end].strip()]

    @cached_property
    def keys(self) -> list[str]:
        return [self.folded.text[start:end] for start, end in self._folded_spans]

    def span(self, chosen: range) -> Span | None:
        """The sentences `chosen`, in characters of the text."""
        if not chosen:
            return None
        start, end = self._folded_spans[chosen[0]][0], self._folded_spans[chosen[-1]][1]
        return self.folded.original(start, end)

    def words(self, chosen: range) -> str:
        """Their folded words."""
        start, end = self._folded_spans[chosen[0]][0], self._folded_spans[chosen[-1]][1]
        return self.folded.text[start:end]

    def placed(self, span: Span | None, chosen: range) -> Span | None:
        """A span of `words(chosen)` in characters of the text."""
        start = self._folded_spans[chosen[0]][0]
        return self.folded.original(span[0] + start, span[1] + start) if span else None


@dataclass(frozen=True)
class _Diff:
    before: _Side
    after: _Side

    def ops(self) -> Iterator[Op]:
        steps = list(self._in_place())
        return (self._op(step) for step in _with_moves(steps, self._moves(steps)))

    def _in_place(self) -> Iterator[_Step]:
        """Every sentence of both sides once: kept, paired, or alone."""
        old, new = self.before.keys, self.after.keys
        runs = align(old, new)
        for (left, right), run in zip(gaps(runs, len(old), len(new)), [*runs, None], strict=True):
            yield from self._gap(left, right)
            for offset in range(run.size if run else 0):
                assert run is not None
                yield _Step(_one(run.before + offset), _one(run.after + offset))

    def _gap(self, left: range, right: range) -> Iterator[_Step]:
        joins = find_joins(_pick(self.before.keys, left), _pick(self.after.keys, right))
        i, j = left.start, right.start
        for join in joins:
            step = _Step(_shifted(join.before, left.start), _shifted(join.after, right.start))
            yield from self._paired(range(i, step.before.start), range(j, step.after.start))
            yield step
            i, j = step.before.stop, step.after.stop
        yield from self._paired(range(i, left.stop), range(j, right.stop))

    def _paired(self, left: range, right: range) -> Iterator[_Step]:
        i, j = left.start, right.start
        for pair in self._pairs(left, right):
            x, y = pair.before + left.start, pair.after + right.start
            yield from _alone(range(i, x), range(j, y))
            yield _Step(_one(x), _one(y))
            i, j = x + 1, y + 1
        yield from _alone(range(i, left.stop), range(j, right.stop))

    def _pairs(self, left: range, right: range) -> list[Pair]:
        if max(len(self.before.keys), len(self.after.keys)) > _MOST_SENTENCES:
            return []
        return pair_in_order(_pick(self.before.keys, left), _pick(self.after.keys, right))

    def _moves(self, steps: Iterable[_Step]) -> list[Pair]:
        """Sentence indexes of what stands alone on both sides and is the same or nearly."""
        left = [step.before[0] for step in steps if not step.after]
        right = [step.after[0] for step in steps if not step.before]
        found = pair_anywhere([self.before.keys[i] for i in left], [self.after.keys[j] for j in right])
        return [Pair(left[pair.before], right[pair.after]) for pair in found]

    def _op(self, step: _Step) -> Op:
        before, after = self.before.span(step.before), self.after.span(step.after)
        if not step.before or not step.after:
            return Op(OpKind.removed if step.before else OpKind.added, before, after)
        words = self._words(step)
        if step.moved:
            return Op(OpKind.moved, before, after, words)
        return Op(OpKind.changed if words else OpKind.kept, before, after, words)

    def _words(self, step: _Step) -> tuple[WordOp, ...]:
        """Empty where no word changed."""
        if _pick(self.before.keys, step.before) == _pick(self.after.keys, step.after):
            return ()
        words = diff_words(self.before.words(step.before), self.after.words(step.after))
        if all(op.kind is OpKind.kept for op in words):
            return ()
        return tuple(self._placed(op, step) for op in words)

    def _placed(self, op: WordOp, step: _Step) -> WordOp:
        before, after = self.before.placed(op.before, step.before), self.after.placed(op.after, step.after)
        return WordOp(op.kind, before, after)


def _with_moves(steps: Iterable[_Step], moves: Iterable[Pair]) -> Iterator[_Step]:
    """`steps` with each pair of lone sentences made one step, at its new place."""
    origin = {pair.after: pair.before for pair in moves}
    gone = set(origin.values())
    for step in steps:
        if not step.before and step.after[0] in origin:
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


def _pick(keys: Sequence[str], indexes: range) -> Sequence[str]:
    return keys[indexes.start : indexes.stop]
