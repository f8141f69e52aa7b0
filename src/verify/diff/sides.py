"""One side of a diff: its sentences as they are compared, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from verify.model.match import Span
from verify.text.fold import Folded, fold
from verify.text.sentences import sentences


@dataclass(frozen=True)
class Sentences:
    """The sentences of `text`, folded. Sentences are chosen by ranges of their numbers."""

    text: str

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def spans(self) -> list[Span]:
        """Sentences in folded characters; one of which folding leaves nothing is not listed."""
        folded = self.folded
        if folded.even:
            return sentences(self.text)
        found = [folded.folded(*span) for span in sentences(self.text)]
        return [(start, end) for start, end in found if folded.text[start:end].strip()]

    @cached_property
    def keys(self) -> list[str]:
        text = self.folded.text
        return [text[start:end] for start, end in self.spans]

    @cached_property
    def raw(self) -> list[str]:
        """The sentences unfolded, in the order of `keys`."""
        return [self.text[start:end] for start, end in self.placed_spans]

    @cached_property
    def placed_spans(self) -> list[Span]:
        """The sentences in characters of the text."""
        return self.spans if self.folded.even else [self.folded.original(*span) for span in self.spans]

    def span(self, chosen: range) -> Span | None:
        """The sentences `chosen`, in characters of the text."""
        if not chosen:
            return None
        return self.placed_spans[chosen[0]][0], self.placed_spans[chosen[-1]][1]

    def words(self, chosen: range) -> str:
        """Their folded words."""
        return self.folded.text[self.spans[chosen[0]][0] : self.spans[chosen[-1]][1]]

    def start(self, chosen: range) -> int:
        """Where `words(chosen)` begin in the folded text."""
        return self.spans[chosen[0]][0]


def pick(keys: Sequence[str], indexes: range) -> Sequence[str]:
    return keys[indexes.start : indexes.stop]
