"""Sentences that were made one, or one that was split, where words changed on the way as well.

`pair_in_order` leaves such a sentence's other half alone. It belongs to the pair beside it if most of its
words stand, in order, in what the pair has too many of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from verify.diff.pairs import SAME_PLACE, Pair

_MOST = 4
"""Most sentences on either side of one group."""
_SHARE = 0.5
"""Least share of a sentence's words that must be found again."""


Words = list[str]


class Group(NamedTuple):
    """The sentences `before` are another wording of the sentences `after`; neither is empty."""

    before: range
    after: range


def with_neighbours(before: Sequence[str], after: Sequence[str], pairs: Sequence[Pair]) -> list[Group]:
    """`pairs` of one gap, grown by the lone sentences beside them, and groups of lone ones; in order."""
    if len(before) == len(after) == len(pairs):
        return [Group(_one(i), _one(j)) for i, j in pairs]
    old, new = [_words(text) for text in before], [_words(text) for text in after]
    return list(_Gap(before, after, old, new).groups(pairs))


class _Gap(NamedTuple):
    """The sentences between two kept ones, and their words."""

    before: Sequence[str]
    after: Sequence[str]
    old: Sequence[Words]
    new: Sequence[Words]

    def groups(self, pairs: Sequence[Pair]) -> Iterator[Group]:
        i = j = 0
        for number, pair in enumerate(pairs):
            stop = pairs[number + 1] if number + 1 < len(pairs) else Pair(len(self.before), len(self.after))
            room = Group(range(i, stop.before), range(j, stop.after))
            group = self._grown(Group(_one(pair.before), _one(pair.after)), room)
            yield from self._of_lone(range(i, group.before.start), range(j, group.after.start))
            yield group
            i, j = group.before.stop, group.after.stop
        yield from self._of_lone(range(i, len(self.before)), range(j, len(self.after)))

    def _grown(self, group: Group, room: Group) -> Group:
        """`group` with the sentences next to it that belong to it, within `room`."""
        while larger := next((each for each in _larger(group, room) if self._gained(group, each)), None):
            group = larger
        return group

    def _gained(self, group: Group, larger: Group) -> bool:
        """Whether most words of the sentence that `larger` has more of are found on the other side."""
        left, right = _flat(self.old, group.before), _flat(self.new, group.after)
        more_left, more_right = _flat(self.old, larger.before), _flat(self.new, larger.after)
        added = len(more_left) + len(more_right) - len(left) - len(right)
        spare = len(right) - len(left) if len(more_left) > len(left) else len(left) - len(right)
        if spare < added * _SHARE:
            return False  # the other side has no words left for it
        return _shared(more_left, more_right) - _shared(left, right) >= max(added * _SHARE, 2)

    def _of_lone(self, left: range, right: range) -> Iterator[Group]:
        """One sentence that stands beside several: a run of those that it holds most words of, if it is two
        or more."""
        if len(left) == 1 and 2 <= len(right) <= 2 * _MOST:
            parts = _held(self.old[left[0]], self.new, right)
            group = Group(left, parts)
        elif len(right) == 1 and 2 <= len(left) <= 2 * _MOST:
            parts = _held(self.new[right[0]], self.old, left)
            group = Group(parts, right)
        else:
            return
        old = " ".join(self.before[i] for i in group.before)
        new = " ".join(self.after[j] for j in group.after)
        if 2 <= len(parts) <= _MOST and fuzz.ratio(old, new, score_cutoff=SAME_PLACE):
            yield group


def _held(whole: Words, words: Sequence[Words], chosen: range) -> range:
    """The longest run of `chosen` whose words are found in `whole`, most of each sentence's."""
    best = run = range(chosen.start, chosen.start)
    for index in chosen:
        good = _shared(words[index], whole) >= max(len(words[index]) * _SHARE, 2)
        run = range(run.start, index + 1) if good else range(index + 1, index + 1)
        best = max(best, run, key=len)
    return best


def _larger(group: Group, room: Group) -> Iterator[Group]:
    left, right = group
    yield from (Group(wider, right) for wider in _wider(left, room.before))
    yield from (Group(left, wider) for wider in _wider(right, room.after))


def _wider(chosen: range, room: range) -> Iterator[range]:
    if len(chosen) < _MOST and chosen.stop < room.stop:
        yield range(chosen.start, chosen.stop + 1)
    if len(chosen) < _MOST and chosen.start > room.start:
        yield range(chosen.start - 1, chosen.stop)


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Words in common, in order."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in before]
    return LCSseq.similarity(left, [numbers.setdefault(word, len(numbers)) for word in after])


def _flat(words: Sequence[Words], chosen: range) -> Words:
    return [word for index in chosen for word in words[index]]


def _words(text: str) -> Words:
    """Words without the marks at their ends and without case, which a new boundary changes."""
    return [bare for word in text.lower().split() if (bare := word.strip(".,;:!?()\"'-"))]


def _one(index: int) -> range:
    return range(index, index + 1)
