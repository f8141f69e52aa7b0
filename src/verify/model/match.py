"""What matching a claim against one text found, axis by axis. Never one blended score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verify.model.text import Zone

Span = tuple[int, int]
"""Start and end (exclusive) in characters of a SourceText's `text`."""


class Axis(StrEnum):
    wording = "wording"
    figure = "figure"
    speaker = "speaker"
    passage = "passage"
    when = "when"


class Outcome(StrEnum):
    # wording
    verbatim = "verbatim"
    typographic = "typographic"
    marked = "marked"
    altered = "altered"  # also of a passage
    partial = "partial"
    missing = "missing"  # of any axis that looks for something
    # figure, when
    agrees = "agrees"
    overlaps = "overlaps"
    differs = "differs"
    # speaker
    same = "same"
    other = "other"
    narrator = "narrator"
    unnamed = "unnamed"
    # passage
    intact = "intact"
    moved = "moved"
    # any
    undecided = "undecided"


class EditKind(StrEnum):
    """Kinds of a changed wording, the most serious first: that order is the precedence."""

    number = "number"
    negation = "negation"
    hedge = "hedge"
    attribution = "attribution"
    added = "added"  # words the claim has and the source lacks
    omitted = "omitted"  # words the source has inside the span and the claim lacks
    wording = "wording"
    spelling = "spelling"


@dataclass(frozen=True)
class Edit:
    """One difference: `claim` and `source` are the words on either side ("" where a side has none).

    `unsure`: the shape of the source's words alone says that they may take back or limit what was quoted.
    """

    kind: EditKind
    claim: str
    source: str
    span: Span | None = None  # of the source's words
    function_words_only: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class Check:
    """The outcome of one axis on one text.

    `wanted` is what was looked for, `span` and `found` say where and what was found (None where nothing
    was), `reason` is one plain sentence part that explains the outcome, `also` holds the further places
    where the same words stand.
    """

    axis: Axis
    outcome: Outcome
    span: Span | None = None
    found: str | None = None
    zone: Zone | None = None
    edits: tuple[Edit, ...] = ()
    reason: str = ""
    also: tuple[Span, ...] = ()
    wanted: str = ""

    @property
    def main_edit(self) -> Edit | None:
        """The edit that matters most, by the precedence of EditKind."""
        order = list(EditKind)
        return min(self.edits, key=lambda edit: order.index(edit.kind), default=None)
