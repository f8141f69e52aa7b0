"""Word operations inside one changed sentence.

Tokens stay whole: 1,200 to 1,300 is one change of one word. What stands between spaces is compared first,
and only where that differs is it taken apart into words and marks, which is most of the speed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Indel

from verify.diff.operations import OpKind, WordOp
from verify.model.match import Span
from verify.text.tokens import tokenize

_CELLS = 25_000_000
"""Most pairs compared; a "sentence" of 5,000 words is none, and is one change."""


@dataclass(frozen=True)
class _Row:
    """Words of a text and where each starts in it."""

    words: Sequence[str]
    starts: Sequence[int]

    def cover(self, first: int, stop: int) -> Span | None:
        if first == stop:
            return None
        return self.starts[first], self.starts[stop - 1] + len(self.words[stop - 1])


def diff_words(before: str, after: str) -> tuple[WordOp, ...]:
    """Operations that cover all words of two folded sentences in order; spans count their characters.

    Neighbouring removed and added words become one `changed`. Case counts.
    """
    ops: list[WordOp] = []
    for coarse in _compare(_chunks(before), _chunks(after)):
        if coarse.kind is OpKind.changed and coarse.before and coarse.after:
            ops += _compare(_tokens(before, *coarse.before), _tokens(after, *coarse.after))
        else:
            ops.append(coarse)
    return tuple(_merged(ops))


def _chunks(text: str) -> _Row:
    words = text.split(" ")
    return _Row(words, [0, *accumulate(len(word) + 1 for word in words)])


def _tokens(text: str, start: int, end: int) -> _Row:
    tokens = tokenize(text[start:end])
    return _Row([token.text for token in tokens], [token.start + start for token in tokens])


def _compare(before: _Row, after: _Row) -> list[WordOp]:
    sizes = len(before.words), len(after.words)
    if sizes[0] * sizes[1] > _CELLS:
        return _difference(before.cover(0, sizes[0]), after.cover(0, sizes[1]))
    ops: list[WordOp] = []
    i = j = 0  # where the difference being collected starts
    for block in Indel.opcodes(*_numbered(before.words, after.words)).as_matching_blocks():
        ops += _difference(before.cover(i, block.a), after.cover(j, block.b))
        i, j = block.a + block.size, block.b + block.size
        if block.size:
            ops.append(WordOp(OpKind.kept, before.cover(block.a, i), after.cover(block.b, j)))
    return ops


def _numbered(before: Sequence[str], after: Sequence[str]) -> tuple[list[int], list[int]]:
    """Equal words, equal numbers: no hash of a string decides, and every run gives the same answer."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in before]
    return left, [numbers.setdefault(word, len(numbers)) for word in after]


def _difference(before: Span | None, after: Span | None) -> list[WordOp]:
    if before and after:
        return [WordOp(OpKind.changed, before, after)]
    if before:
        return [WordOp(OpKind.removed, before, None)]
    return [WordOp(OpKind.added, None, after)] if after else []


def _merged(ops: Sequence[WordOp]) -> Iterator[WordOp]:
    """`ops` with neighbouring kept runs made one, and neighbouring differences one."""
    held: WordOp | None = None
    for op in ops:
        if held and (held.kind is OpKind.kept) == (op.kind is OpKind.kept):
            held = _joined(held, op)
            continue
        if held:
            yield held
        held = op
    if held:
        yield held


def _joined(first: WordOp, second: WordOp) -> WordOp:
    before, after = _hull(first.before, second.before), _hull(first.after, second.after)
    if first.kind is second.kind:
        return WordOp(first.kind, before, after)
    return WordOp(OpKind.changed, before, after)


def _hull(first: Span | None, second: Span | None) -> Span | None:
    if first and second:
        return first[0], second[1]
    return first or second
