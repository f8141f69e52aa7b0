"""Whether a claim whose words differ from what is found was altered, or is gone and held against a sibling.

A page may hold several sentences of one shape: two counts of the same thing, a sentence in the summary and
again below. When the one that carried a claim is taken out, matching finds the next best and calls it
altered. The earlier page tells: an altered sentence is new, a sibling stood there all along beside the one
that is gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from verify.judge.acceptance import plainly
from verify.judge.table import row_for
from verify.model.match import Span
from verify.model.verdict import Status, Verdict
from verify.text.sentences import sentences

_ALIKE = 0.5
"""A new sentence with so many of the words may be the altered one, and is told at once."""
_WORD = re.compile(r"\w+")


def held_against(verdict: Verdict) -> tuple[Span, ...]:
    """Where the text says otherwise than the claim; empty where an axis differs without a place."""
    altered = [check for check in verdict.checks if row_for(check).status is Status.altered]
    spans = [check.span for check in altered if check.span is not None]
    return tuple(spans) if len(spans) == len(altered) else ()


def gone(before: str, carried: Span, after: str, held: Sequence[Span]) -> bool:
    """Whether the sentences at `carried` in the text `before` are not in the text `after` any more, while
    those at `held` in `after` stood in `before` already.

    They are not gone where a sentence that is new has the words of one of them: that is what became of it.
    Typography and white space make no difference, nor does where a sentence ends: both texts are searched.
    """
    old, new = plainly(before), plainly(after)
    lost = [each for each in _at(before, carried) if each not in new]
    if not held or not lost or any(each not in old for span in held for each in _at(after, span)):
        return False
    there = (plainly(after[start:end]) for start, end in sentences(after))
    fresh = [each for each in there if each not in old]
    return not any(_alike(one, other) for one in lost for other in fresh)


def _at(text: str, span: Span) -> list[str]:
    """The sentences that a span touches."""
    return [plainly(text[start:end]) for start, end in sentences(text) if start < span[1] and span[0] < end]


def _alike(one: str, other: str) -> bool:
    """Whether half of the words of `one` and more are in `other`, each counted as often as it stands."""
    wanted, there = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    return (wanted & there).total() >= _ALIKE * wanted.total()
