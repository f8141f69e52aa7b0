"""Which of a text's figures may be the claim's: by unit, by what is counted, and by the words around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from verify.match.figure_compare import comparable_units
from verify.match.figure_grammar import read_figures
from verify.match.figure_model import Figure, Widths
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


@dataclass(frozen=True)
class Candidate:
    """A figure of the text; `span` counts characters of the source text; `named`: it counts the same thing."""

    figure: Figure
    span: Span
    named: bool


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


class AboutWords:
    """The `about` words of a claim; a phrase counts when all of its words are there."""

    def __init__(self, about: tuple[str, ...]) -> None:
        self.phrases = tuple(words for words in (phrase_words(entry) for entry in about) if words)
        self._hits: dict[str, frozenset[str]] = {}
        self._wanted = {word for phrase in self.phrases for word in phrase}

    def held(self, text: str) -> int:
        """How many of the entries the folded text holds."""
        there: set[str] = set()
        for token in word_tokens(text):
            for key in (token.key, *token.key.split("-")):
                there |= self._hit(key)
        return sum(1 for phrase in self.phrases if there.issuperset(phrase))

    def _hit(self, key: str) -> frozenset[str]:
        known = self._hits.get(key)
        if known is None:
            known = frozenset(word for word in self._wanted if alike(word, key.removesuffix("'s")))
            self._hits[key] = known
        return known


def about_sentences(prepared: Prepared, about: AboutWords) -> list[Sentence]:
    """The sentences worth reading, with their tier: all words in the sentence, all in its paragraph, some, some."""
    out: list[Sentence] = []
    paragraph: Span | None = None
    in_paragraph = 0
    full = len(about.phrases)
    for span in prepared.sentences:
        start, text = folded_slice(prepared, span)
        if not full:
            out.append(Sentence(text, start, 0))
            continue
        block = prepared.paragraph_of(span)
        if block != paragraph:
            paragraph, in_paragraph = block, about.held(folded_slice(prepared, block)[1])
        if in_paragraph:
            here = about.held(text)
            out.append(Sentence(text, start, _tier(here, in_paragraph, full)))
    return out


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


def candidates(
    prepared: Prepared, sentences: Iterable[Sentence], claim: Figure, words: FigureWords, widths: Widths
) -> list[Candidate]:
    """The figures of these sentences that may be the claim's, bases included as figures of their own."""
    out: list[Candidate] = []
    for sentence in sentences:
        for figure in read_figures(sentence.text, words.language, widths):
            named = counts_the_same(claim, figure, words)
            if named is None or (figure.is_year and not claim.is_year):
                continue
            start, end = figure.span
            span = prepared.folded.original(sentence.start + start, sentence.start + end)
            out.append(Candidate(figure, span, named))
    return out


def counts_the_same(claim: Figure, source: Figure, words: FigureWords) -> bool | None:
    """True: the same unit or noun; False: interchangeable (people for Kazakhs); None: something else."""
    if claim.unit or source.unit:
        return True if comparable_units(claim, source) else None
    if not claim.noun or not source.noun:
        return False
    if any(alike(claim.noun[-1].casefold(), word.casefold()) for word in source.noun):
        return True
    mine, theirs = _class_of(claim.noun, words), _class_of(source.noun, words)
    if "other" in (mine, theirs) or mine == theirs == "proper":
        return None
    return False


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
