"""Lay a quote's atoms beside a window of the source: which run it is, and which stretches differ.

In the window the common atoms (longest common subsequence) form blocks; the run of blocks that scores
best, with gaps charged by their length, is where the quote stands. Inside that run the two are aligned
once more, by least edits. Only equal keys ever count as equal: no similarity enters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from verify.match.wording.atoms import Atom, AtomKind
from verify.match.wording.roles import Role

_GAP_COST = 0.12  # of a word's weight, for each source word the quote jumps over
_GAP_MOST = 80  # words an ellipsis may jump
_STOPS = ".!?。！？"
_UNREAD = (AtomKind.number, AtomKind.sign)


@dataclass(frozen=True)
class Hunk:
    """Atoms that differ: claim[claim_start:claim_end] stands against source[source_start:source_end]."""

    claim_start: int
    claim_end: int
    source_start: int
    source_end: int


@dataclass(frozen=True)
class Alignment:
    """`start`, `end` are the run of source atoms the quote covers; hunk indices count the same atoms.

    `share` is the part (0 to 1) of the quote's content words found in order: it tells a lookalike from
    an altered quote and nothing else.
    """

    start: int
    end: int
    hunks: tuple[Hunk, ...]
    share: float
    score: float


class _Block(NamedTuple):
    claim: int
    source: int
    size: int
    weight: float


Weighed = tuple[str, float, bool]
"""An atom of a quote: its key, its weight (0 in an editor's bracket), and whether it is a word."""


def weighed(claim: Sequence[Atom]) -> list[Weighed]:
    """What `most_share` reads of a quote's atoms."""
    return [
        (atom.key, weight(atom) if atom.soft is None else 0.0, atom.kind not in _UNREAD) for atom in claim
    ]


def most_share(
    claim: Sequence[Weighed], keys: Sequence[str], *, words_only: bool = False
) -> tuple[float, int]:
    """What no alignment with atoms of these keys can exceed: its share, and how many of the claim's it finds.

    Words of full weight count as far as they stand in the claim's order, light ones wherever they stand.
    `words_only`: the keys are those of words alone; numbers and signs are taken to be there.
    """
    read = [(key, value) for key, value, word in claim if word or not words_only]
    wanted = {key for key, _ in read}
    there = [key for key in keys if key in wanted]
    bag = set(there)
    heavy = [key for key, value in read if value >= 1 and key in bag]
    whole = sum([value for _, value, _ in claim])
    light = sum([value for key, value in read if value < 1 and key in bag])
    unread = sum([value for _, value, word in claim if words_only and not word])
    most = light + unread + LCSseq.similarity(heavy, there)
    count = LCSseq.similarity([key for key, _ in read], there) + len(claim) - len(read)
    return (most / whole if whole else 1.0), count


def align(claim: Sequence[Atom], source: Sequence[Atom], text: str) -> Alignment | None:
    """The best run of `source` for `claim`; None where no word is shared. Source offsets count `text`."""
    left, right = _numbered(claim, source)
    _unanchored(left, claim)
    weights = [weight(atom) for atom in claim]
    early = _blocks(left, right, weights)
    if not early:
        return None
    best = _along(early, left, right, claim, source, text, weights)
    if best.hunks:
        cost = _cost(best, claim)
        if cost > _least_cost(early, claim):
            # a repeated word may have drawn the run out: read from the other end as well
            late = _mirrored(left, right, weights)
            other = _along(late, left, right, claim, source, text, weights)
            best = other if _cost(other, claim) < cost else best
    return best


def _along(
    blocks: list[_Block],
    left: list[int],
    right: list[int],
    claim: Sequence[Atom],
    source: Sequence[Atom],
    text: str,
    weights: Sequence[float],
) -> Alignment:
    first, last, score = _best_chain(blocks, claim)
    start, end = _reach(blocks[first], blocks[last], claim, source, text)
    hunks = _hunks(left, right[start:end], start)
    start, end, hunks = _trimmed(start, end, hunks, len(claim))
    start, end, hunks = _slid(start, end, hunks, left, right)
    start, end, hunks = _whole_words(start, end, hunks, source, len(claim))
    return Alignment(start, end, hunks, _share(claim, hunks, weights), score)


def _cost(alignment: Alignment, claim: Sequence[Atom]) -> int:
    """Words that differ; what an ellipsis jumps costs nothing."""
    cost = 0
    for hunk in alignment.hunks:
        mine = hunk.claim_end - hunk.claim_start
        hard = _words(claim, hunk.claim_start, hunk.claim_end)
        theirs = hunk.source_end - hunk.source_start
        cost += hard if hard < mine else max(hard, theirs)
    return cost


def _least_cost(blocks: Sequence[_Block], claim: Sequence[Atom]) -> int:
    """What no alignment can cost less than: the words for which the source has none in order."""
    return _words(claim, 0, len(claim)) - sum([block.size for block in blocks])


def _words(claim: Sequence[Atom], start: int, end: int) -> int:
    """How many of claim[start:end] are words of the quote, not its ellipses."""
    gap = AtomKind.gap
    return sum([atom.kind is not gap for atom in claim[start:end]])


def _numbered(claim: Sequence[Atom], source: Sequence[Atom]) -> tuple[list[int], list[int]]:
    """Keys as integers: 0 for what only the source has, and for an ellipsis one that nothing equals."""
    ids: dict[str, int] = {}
    left = [
        -1 - index if atom.kind is AtomKind.gap else ids.setdefault(atom.key, len(ids) + 1)
        for index, atom in enumerate(claim)
    ]
    get = ids.get
    return left, [get(atom.key, 0) for atom in source]


def _unanchored(left: list[int], claim: Sequence[Atom]) -> None:
    """Words of a bracket that ends the quote equal nothing: they stand for what is near, not for their like.

    Letters outside of the bracket ("walk[ed]") keep their word.
    """
    index = len(claim) - 1
    while index > 0 and claim[index].soft is not None and not claim[index].outside:
        index -= 1
    if any(atom.soft is None for atom in claim[: index + 1]):
        left[index + 1 :] = [-1 - at for at in range(index + 1, len(claim))]


def weight(atom: Atom) -> float:
    """How much finding this atom says about the place."""
    if atom.kind is AtomKind.gap:
        return 0.0
    return 0.25 if atom.role & Role.function or (len(atom.key) <= 2 and atom.key.isascii()) else 1.0


def _blocks(left: list[int], right: list[int], weights: Sequence[float]) -> list[_Block]:
    return [
        _Block(low, op.dest_start, high - low, sum(weights[low:high]))
        for op in LCSseq.opcodes(left, right)
        if op.tag == "equal" and (low := op.src_start, high := op.src_end)
    ]


def _mirrored(left: list[int], right: list[int], weights: Sequence[float]) -> list[_Block]:
    """The blocks found when both sides are read backwards, in forward order."""
    blocks = _blocks(left[::-1], right[::-1], weights[::-1])
    return [
        _Block(len(left) - b.claim - b.size, len(right) - b.source - b.size, b.size, b.weight)
        for b in reversed(blocks)
    ]


def _best_chain(blocks: list[_Block], claim: Sequence[Atom]) -> tuple[int, int, float]:
    """The run of neighbouring blocks with the greatest weight less the cost of its gaps."""
    best = (0, 0, blocks[0].weight)
    begin, score = 0, blocks[0].weight
    for index in range(1, len(blocks)):
        score -= _gap_cost(blocks[index - 1], blocks[index], claim)
        if score <= 0:
            begin, score = index, 0.0
        score += blocks[index].weight
        if score > best[2]:
            best = (begin, index, score)
    return best


def _gap_cost(before: _Block, after: _Block, claim: Sequence[Atom]) -> float:
    skipped = claim[before.claim + before.size : after.claim]
    jumped = after.source - before.source - before.size
    if any(atom.kind is AtomKind.gap for atom in skipped):
        return 0.01 * jumped if jumped <= _GAP_MOST else float(jumped)  # the nearest
    return _GAP_COST * max(0, jumped - len(skipped))


def _reach(
    first: _Block, last: _Block, claim: Sequence[Atom], source: Sequence[Atom], text: str
) -> tuple[int, int]:
    """The chain's run, and on either side as many words of the sentence as the quote still has."""
    start, end = first.source, last.source + last.size
    start = _over_gap(claim[: first.claim][::-1], source[:start][::-1], start, -1)
    end = _over_gap(claim[last.claim + last.size :], source[end:], end, 1)
    if start < first.source or end > last.source + last.size:
        return start, end
    want = sum(atom.kind is not AtomKind.gap for atom in claim[: first.claim])
    while want and start and not _stop(text, source[start - 1], source[start]):
        start, want = start - 1, want - 1
    want = sum(atom.kind is not AtomKind.gap for atom in claim[last.claim + last.size :])
    while want and end < len(source) and not _stop(text, source[end - 1], source[end]):
        end, want = end + 1, want - 1
    return start, end


def _over_gap(rest: Sequence[Atom], beyond: Sequence[Atom], edge: int, step: int) -> int:
    """The edge moved over what an ellipsis jumps, to the words that stand beyond the ellipsis."""
    gap = next((index for index, atom in enumerate(rest) if atom.kind is AtomKind.gap), None)
    if gap is None:
        return edge
    keys = [atom.key for atom in rest[gap + 1 :]]
    for jump in range(min(_GAP_MOST, len(beyond))):
        if keys and [atom.key for atom in beyond[jump : jump + len(keys)]] == keys:
            return edge + step * (jump + len(keys))
    return edge


def _stop(text: str, before: Atom, after: Atom) -> bool:
    return any(char in _STOPS for char in text[before.end : after.start])


def _hunks(left: list[int], right: list[int], offset: int) -> tuple[Hunk, ...]:
    """Stretches that differ, neighbouring operations joined."""
    hunks: list[Hunk] = []
    for op in Levenshtein.opcodes(left, right):
        if op.tag == "equal":
            continue
        c1, c2, s1, s2 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if hunks and hunks[-1].claim_end == c1 and hunks[-1].source_end == s1 + offset:
            hunks[-1] = Hunk(hunks[-1].claim_start, c2, hunks[-1].source_start, s2 + offset)
        else:
            hunks.append(Hunk(c1, c2, s1 + offset, s2 + offset))
    return tuple(hunks)


def _trimmed(start: int, end: int, hunks: tuple[Hunk, ...], size: int) -> tuple[int, int, tuple[Hunk, ...]]:
    """Without source words before the quote's first or after its last word: they are not part of it."""
    if hunks and hunks[0].claim_end == 0:
        start, hunks = hunks[0].source_end, hunks[1:]
    if hunks and hunks[-1].claim_start == size:
        end, hunks = hunks[-1].source_start, hunks[:-1]
    return start, end, hunks


def _slid(
    start: int, end: int, hunks: tuple[Hunk, ...], left: Sequence[int], right: Sequence[int]
) -> tuple[int, int, tuple[Hunk, ...]]:
    """The quote's outermost words moved inwards over source words it lacks, where they stand there as well.

    Of "It rained. It closed" the quote "It closed" begins with the second "It".
    """
    if hunks and hunks[0].claim_start == hunks[0].claim_end:
        low = hunks[0].source_end - hunks[0].claim_start
        if low > start and list(left[: hunks[0].claim_start]) == list(right[low : hunks[0].source_end]):
            start, hunks = low, hunks[1:]
    if hunks and hunks[-1].claim_start == hunks[-1].claim_end:
        high = hunks[-1].source_start + len(left) - hunks[-1].claim_end
        if high < end and list(left[hunks[-1].claim_end :]) == list(right[hunks[-1].source_start : high]):
            end, hunks = high, hunks[:-1]
    return start, end, hunks


def _whole_words(
    start: int, end: int, hunks: tuple[Hunk, ...], source: Sequence[Atom], size: int
) -> tuple[int, int, tuple[Hunk, ...]]:
    """A contraction of the source is taken in whole: "he can" is not found in "he can't"."""
    first, last = start, end
    while 0 < first < len(source) and source[first - 1].start == source[first].start:
        first -= 1
    while 0 < last < len(source) and source[last].start == source[last - 1].start:
        last += 1
    if first < start:
        hunks = (Hunk(0, 0, first, start), *hunks)
    if last > end:
        hunks = (*hunks, Hunk(size, size, end, last))
    return first, last, hunks


def _share(claim: Sequence[Atom], hunks: tuple[Hunk, ...], weights: Sequence[float]) -> float:
    kept = [value if atom.soft is None else 0.0 for atom, value in zip(claim, weights, strict=True)]
    whole = sum(kept)
    for hunk in hunks:
        kept[hunk.claim_start : hunk.claim_end] = [0.0] * (hunk.claim_end - hunk.claim_start)
    return sum(kept) / whole if whole else 0.0
