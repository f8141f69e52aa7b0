"""A SourceText with everything matching needs of it, each part made once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from verify.match.wording.lexicon import Lexicon
from verify.match.wording.source import SourceAtoms
from verify.match.wording.words import WordPlaces
from verify.model.match import Span
from verify.model.text import SourceText
from verify.text.fold import Folded, fold
from verify.text.sentences import sentence_at, sentences
from verify.text.tokens import Token, tokenize

MATCHER = "verify-match/2"
"""Version of everything in this package that can change an outcome; travels in the evidence."""


@dataclass(frozen=True)
class Prepared:
    """`folded` and `tokens` count folded characters; `sentences` count characters of `source.text`."""

    source: SourceText

    @cached_property
    def folded(self) -> Folded:
        return fold(self.source.text)

    @cached_property
    def lowered(self) -> str:
        """The folded text in lower case, character for character, so that offsets stay the same."""
        text = self.folded.text
        lower = text.lower()
        if len(lower) == len(text):
            return lower
        return "".join(low if len(low := char.lower()) == 1 else char for char in text)

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenize(self.folded.text)

    @cached_property
    def words(self) -> WordPlaces:
        """Where the words of the text stand; places count folded characters."""
        return WordPlaces(self.lowered)

    def atoms(self, lexicon: Lexicon) -> SourceAtoms:
        """What wordings are compared by, as a language cuts the text."""
        found = self._atoms.get(lexicon)
        if found is None:
            found = self._atoms[lexicon] = SourceAtoms(self.folded.text, lexicon)
        return found

    @cached_property
    def _atoms(self) -> dict[Lexicon, SourceAtoms]:
        return {}

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.source.text)

    def sentence_of(self, span: Span) -> Span:
        """The sentence, or run of sentences, that covers a span of the source text."""
        if not self.sentences:
            return span
        first = sentence_at(self.sentences, span[0])
        last = sentence_at(self.sentences, max(span[0], span[1] - 1))
        return min(first[0], span[0]), max(last[1], span[1])

    def paragraph_of(self, span: Span) -> Span:
        """The block that holds the start of a span; the span's sentence where no block does."""
        block = self.source.block_at(span[0])
        return (block.start, max(block.end, span[1])) if block else self.sentence_of(span)
