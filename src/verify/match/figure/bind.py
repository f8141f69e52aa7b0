"""Which of a text's figures may be the claim's: by unit, by what is counted, and by the words around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from verify.match.figure.compare import comparable_units
from verify.match.figure.grammar import read_figures
from verify.match.figure.model import Figure, Widths
from verify.match.prepared import Prepared
from verify.model.match import Span
from verify.text.figure_words import FigureWords
from verify.text.fold import fold_text
from verify.text.phrases import phrase_words
from verify.text.tokens import words as word_tokens

_ENDINGS = ("ingly", "ings", "ing", "ers", "ies", "ed", "er", "es", "s", "e", "y")
_SHORTEST_STEM = 3
_LONGEST_ENDING = 3
_SHARED_STEM = 5
_KEPT = 2000  # characters of a sentence or paragraph whose words are remembered for the next claim
_PIECE = 20_000  # characters of a sentence that are read at a time


@dataclass(frozen=True)
class Candidate:
    """A figure of the text; `span` counts characters of the source text.

    `likeness`: 2 it counts the same thing, 1 it may (people for Kazakhs, or a claim that names nothing),
    0 the source's number names nothing although the claim's does.
    """

    figure: Figure
    span: Span
    likeness: int


@dataclass(frozen=True)
class Sentence:
    """`start` is where `text` begins in the folded text; `tier` 0 holds all the words asked for."""

    text: str
    start: int
    tier: int


def stem(word: str) -> str:
    """A word without its commonest English ending; enough to meet box and boxing, never to decide."""
    key = word.casefold()
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
            return key[: -len(ending)]
    return key


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one word, as far as their beginnings tell."""
    if one == other or stem(one) == stem(other):
        return True
    shared = _shared(one, other)
    if shared >= _SHARED_STEM and max(len(one), len(other)) - shared <= _LONGEST_ENDING:
        return True
    short, long = sorted((stem(one), stem(other)), key=len)
    return len(short) >= _SHORTEST_STEM and long.startswith(short) and len(long) - len(short) <= 2


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _keys(text: str) -> frozenset[str]:
    """The words of a folded text, hyphened ones whole and in parts."""
    return frozenset(part for token in word_tokens(text) for part in (token.key, *token.key.split("-")))


@lru_cache(maxsize=2048)
def _kept_keys(text: str) -> frozenset[str]:
    return _keys(text)


class AboutWords:
    """The `about` words of a claim; a phrase counts when all of its words are there."""

    def __init__(self, about: tuple[str, ...]) -> None:
        self.phrases = tuple(words for words in (phrase_words(entry) for entry in about) if words)
        self._hits: dict[str, frozenset[str]] = {}
        self._wanted = {word for phrase in self.phrases for word in phrase}
        beginnings = sorted(re.escape(word[:_SHORTEST_STEM]) for word in self._wanted)
        self._prefixes = re.compile("|".join(beginnings), re.IGNORECASE)

    def held(self, text: str) -> int:
        """How many of the entries the folded text holds."""
        if not self._prefixes.search(text):
            return 0
        there: set[str] = set()
        for key in _kept_keys(text) if len(text) <= _KEPT else _keys(text):
            there |= self._hit(key)
        return sum(1 for phrase in self.phrases if there.issuperset(phrase))

    def _hit(self, key: str) -> frozenset[str]:
        known = self._hits.get(key)
        if known is None:
            known = frozenset(word for word in self._wanted if alike(word, key.removesuffix("'s")))
            self._hits[key] = known
        return known


def about_sentences(prepared: Prepared, about: AboutWords) -> list[Sentence]:
    """The sentences worth reading with their tier.

    0: all words in the sentence, 1: some here and all in its paragraph, 2: some here, 3 and 4: all or some
    in its paragraph only.
    """
    full = len(about.phrases)
    if not full:
        return [
            Sentence(text, start, 0)
            for start, text in (folded_slice(prepared, span) for span in prepared.sentences)
        ]
    out: list[Sentence] = []
    for paragraph, spans in paragraphs(prepared):
        in_paragraph = about.held(folded_slice(prepared, paragraph)[1])
        if in_paragraph:
            for start, text in (folded_slice(prepared, span) for span in spans):
                out.append(Sentence(text, start, _tier(about.held(text), in_paragraph, full)))
    return out


def paragraphs(prepared: Prepared) -> Iterator[tuple[Span, list[Span]]]:
    """Each block with its sentences, in one walk over both; sentences outside blocks stand alone."""
    spans, index = prepared.sentences, 0
    for block in prepared.source.blocks:
        while index < len(spans) and spans[index][0] < block.start:
            yield spans[index], [spans[index]]
            index += 1
        first = index
        while index < len(spans) and spans[index][0] < block.end:
            index += 1
        if index > first:
            yield (block.start, max(block.end, spans[index - 1][1])), spans[first:index]
    for span in spans[index:]:
        yield span, [span]


def _tier(here: int, paragraph: int, full: int) -> int:
    if here == full:
        return 0
    if here and paragraph == full:
        return 1
    if here:
        return 2
    return 3 if paragraph == full else 4


def folded_slice(prepared: Prepared, span: Span) -> tuple[int, str]:
    """Where a span of the source begins in the folded text, and the folded text of it."""
    start, end = prepared.folded.folded(*span)
    return start, prepared.folded.text[start:end]


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A sentence in pieces of bounded length, cut at spaces, with the offset of each."""
    start = 0
    while len(text) - start > _PIECE:
        space = text.rfind(" ", start, start + _PIECE)
        end = space if space > start else start + _PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def candidates(
    prepared: Prepared, sentences: Iterable[Sentence], claim: Figure, words: FigureWords, widths: Widths
) -> list[Candidate]:
    """The figures of these sentences that may be the claim's, bases included as figures of their own."""
    out: list[Candidate] = []
    for sentence in sentences:
        for shift, piece in pieces(sentence.text):
            for figure in read_figures(piece, words.language, widths):
                alike_by = likeness(claim, figure, words)
                if alike_by is None or (figure.is_year and not claim.is_year):
                    continue
                start, end = (sentence.start + shift + offset for offset in figure.span)
                out.append(Candidate(figure, prepared.folded.original(start, end), alike_by))
    return out


def likeness(claim: Figure, source: Figure, words: FigureWords) -> int | None:
    """How surely the two count the same thing, as in Candidate; None: they do not."""
    if claim.unit or source.unit:
        return 2 if comparable_units(claim, source) else None
    if not claim.noun or not source.noun:
        return 1 if not claim.noun else 0
    if any(alike(claim.noun[-1].casefold(), word.casefold()) for word in source.noun):
        return 2
    mine, theirs = _class_of(claim.noun, words), _class_of(source.noun, words)
    return None if "other" in (mine, theirs) or mine == theirs == "proper" else 1


def _class_of(noun: tuple[str, ...], words: FigureWords) -> str:
    """`proper` (Kazakhs, Uyghurs), `people` (a generic word for them) or `other`."""
    if words.script != "han" and any(word[:1].isupper() for word in noun):
        return "proper"
    return "people" if any(fold_text(word).casefold() in words.people for word in noun) else "other"


_SCRIPTS = {"latin": "LATIN", "cyrillic": "CYRILLIC", "han": "CJK"}
_SAMPLE = 4000


def same_script(text: str, script: str) -> bool:
    """Whether the letters at the start of a text are mostly of a script; true where there are none."""
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    wanted = sum(unicodedata.name(char, "").startswith(_SCRIPTS[script]) for char in letters)
    return not letters or wanted * 2 >= len(letters)
