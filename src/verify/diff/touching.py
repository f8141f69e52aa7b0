"""Which changes touch the passages that claims rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verify.diff.operations import Op
from verify.model.match import Span


@dataclass(frozen=True)
class Passage:
    """Where a claim's words stood before and stand after, on every axis that found some: spans as in `Op`.

    `text` is the article's sentence; `was` and `stands` are the claim's status on either side, "" where it
    was not judged.
    """

    claim: str  # slug/id
    text: str = ""
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()
    was: str = ""
    stands: str = ""


def touched(op: Op, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The claims, in the order of `passages`, whose passage overlaps a sentence of the operation."""
    return tuple(
        dict.fromkeys(
            each.claim for each in passages if _over(op.before, each.before) or _over(op.after, each.after)
        )
    )


def _over(span: Span | None, places: Iterable[Span]) -> bool:
    return span is not None and any(span[0] < place[1] and place[0] < span[1] for place in places)
