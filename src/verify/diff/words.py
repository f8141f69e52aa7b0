"""Word operations inside one changed sentence.

Numbers, dates and names stay whole (see `verify.diff.units`): 1,200 to 1,300 is one change of one word. What
stands between spaces is compared first; only where a difference ends beside what may be such a unit are units
looked for, and only where words differ are they taken apart into words and marks, which is most of the speed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

from verify.diff.operations import OpKind, WordOp
from verify.diff.units import may_join, units
from verify.model.match import Span
from verify.text.tokens import tokenize

_CELLS = 25_000_000
"""Most pairs compared; a "sentence" of 5,000 words is none, and is one change."""

_CLOSING = frozenset(".,;:!?)")
_FIRST_IDEOGRAPH = "\u3005"


class _Spaced(NamedTuple):
    """Words with one space between them. `sizes` are the characters of all words before each."""

    words: Sequence[str]
    sizes: Sequence[int]

    def cover(self, first: int, stop: int) -> Span | None:
        """Where the words [first, stop) stand."""
        return (self.sizes[first] + first, self.sizes[stop] + stop - 1) if first < stop else None

    def spans(self) -> list[Span]:
        return [
            (size + n, size + n + len(word))
            for n, (word, size) in enumerate(zip(self.words, self.sizes, strict=False))
        ]


class _Row(NamedTuple):
    """Words of a text and where each stands in it."""

    words: Sequence[str]
    spans: Sequence[Span]

    def cover(self, first: int, stop: int) -> Span | None:
        return (self.spans[first][0], self.spans[stop - 1][1]) if first < stop else None


class _Cut(NamedTuple):
    """Words [i, i_stop) of one row differ from words [j, j_stop) of the other; what lies between is equal."""

    i: int
    i_stop: int
    j: int
    j_stop: int


def diff_words(before: str, after: str) -> tuple[WordOp, ...]:
    """Operations that cover all words of two folded sentences in order; spans count their characters.

    Neighbouring removed and added words become one `changed`. Case counts.
    """
    left, right = _spaced(before), _spaced(after)
    cuts = _cuts(left.words, right.words)
    if any(_inside_a_unit(left.words, right.words, cut) for cut in cuts):
        rows = _glued(before, left.spans()), _glued(after, right.spans())
        ops = _ops(*rows, _cuts(rows[0].words, rows[1].words))
    else:
        ops = _ops(left, right, cuts)
    split = False
    out: list[WordOp] = []
    for op in ops:
        finer = _finer(before, after, op) if op.kind is OpKind.changed else None
        split = split or finer is not None
        out += finer or [op]
    return tuple(_merged(out)) if split else tuple(out)


def _spaced(text: str) -> _Spaced:
    words = text.split(" ")
    return _Spaced(words, list(accumulate(map(len, words), initial=0)))


def _cuts(left: Sequence[str], right: Sequence[str]) -> list[_Cut]:
    """Where two rows of words differ, in order."""
    if len(left) * len(right) > _CELLS:
        return _ends_apart(left, right)
    cuts = []
    i = j = 0
    for a, b, size in Indel.opcodes(left, right).as_matching_blocks():
        if a > i or b > j:
            cuts.append(_Cut(i, a, j, b))
        i, j = a + size, b + size
    return cuts


def _ends_apart(left: Sequence[str], right: Sequence[str]) -> list[_Cut]:
    """All of a row that is too long to compare is one difference."""
    return [] if left == right else [_Cut(0, len(left), 0, len(right))]


def _inside_a_unit(left: Sequence[str], right: Sequence[str], cut: _Cut) -> bool:
    """Whether a border of the cut may part a number or name, on either side."""
    return (
        _joins(left, cut.i) or _joins(left, cut.i_stop) or _joins(right, cut.j) or _joins(right, cut.j_stop)
    )


def _joins(words: Sequence[str], border: int) -> bool:
    return 0 < border < len(words) and may_join(words[border]) and may_join(words[border - 1])


def _ops(before: _Spaced | _Row, after: _Spaced | _Row, cuts: Sequence[_Cut]) -> list[WordOp]:
    """The cuts and what is kept between them."""
    out: list[WordOp] = []
    i = j = 0
    for cut in (*cuts, _Cut(len(before.words), len(before.words), len(after.words), len(after.words))):
        if cut.i > i:
            out.append(WordOp(OpKind.kept, before.cover(i, cut.i), after.cover(j, cut.j)))
        i, j = cut.i_stop, cut.j_stop
        old, new = before.cover(cut.i, i), after.cover(cut.j, j)
        if old or new:
            kind = OpKind.changed if old and new else OpKind.removed if old else OpKind.added
            out.append(WordOp(kind, old, new))
    return out


def _finer(before: str, after: str, coarse: WordOp) -> list[WordOp] | None:
    """A change of what stands between spaces, taken apart into words and marks; None where it is whole."""
    assert coarse.before
    assert coarse.after
    old, new = before[slice(*coarse.before)], after[slice(*coarse.after)]
    if _whole(old) and _whole(new):
        return None
    if old[-1] == new[-1] and old[-1] in _CLOSING and _whole(old[:-1]) and _whole(new[:-1]):
        (start, end), (first, stop) = coarse.before, coarse.after  # the stop or comma behind both
        ops = [WordOp(OpKind.changed, (start, end - 1), (first, stop - 1))]
        return [*ops, WordOp(OpKind.kept, (end - 1, end), (stop - 1, stop))]
    left, right = _tokens(before, *coarse.before), _tokens(after, *coarse.after)
    return _ops(left, right, _cuts(left.words, right.words))


def _whole(word: str) -> bool:
    """Words or a number with no marks about them. Ideographs are words of their own."""
    bare = word.replace(" ", "")
    if not bare.isalnum():
        bare = word.replace(",", "").replace(".", "")
        if not (bare.isdigit() and word[0].isdigit() and word[-1].isdigit()):
            return False
    return max(bare) < _FIRST_IDEOGRAPH


def _tokens(text: str, start: int, end: int) -> _Row:
    """Words and marks, units whole."""
    return _glued(text, [(token.start, token.end) for token in tokenize(text, start, end)])


def _glued(text: str, spans: list[Span]) -> _Row:
    """`spans` with those that share a unit made one."""
    words = [text[start:end] for start, end in spans]
    if len(words) < 2 or not any(_joins(words, border) for border in range(1, len(words))):
        return _Row(words, spans)
    offset = spans[0][0]
    out: list[Span] = []
    whole = iter(units(text[offset : spans[-1][1]]))
    unit = next(whole, None)
    for span in spans:
        while unit and unit[1] + offset <= span[0]:
            unit = next(whole, None)
        if out and unit and unit[0] + offset < out[-1][1]:
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return _Row([text[start:end] for start, end in out], out)


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
