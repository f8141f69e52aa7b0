"""Two readings of a made-up text whose differences are known: words edited, sentences come and gone, a move.

Words are invented and drawn as in real prose, a few of them often and most seldom (Zipf), with numbers and
names among them; nothing in it suits any one tool. The same seed gives the same texts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate

_ONSETS = "b,br,c,ch,d,dr,f,g,gr,h,j,k,l,m,n,p,pl,r,s,st,t,tr,v,w"
_MIDDLES = "a,e,i,o,u,ai,ea,ou"
_CODAS = ["", "l", "m", "n", "nd", "r", "rt", "s", "t", "ck"]
_VOCABULARY = 6_000
Paragraphs = list[list[list[str]]]
"""Sentences are lists of words."""
_MOVED = 3
"""Sentences of the paragraph that moves; none of them is edited."""


@dataclass(frozen=True)
class Case:
    """`before` and `after` as paragraphs of sentences. `planted` counts the words removed and added.

    `moved` are the words of the paragraph that changed its place, which are not among the planted.
    """

    words: int
    share: float
    before: list[list[str]]
    after: list[list[str]]
    planted: int
    moved: int


@dataclass
class _Writer:
    chance: random.Random
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        while len(self.words) < _VOCABULARY:
            syllables = 1 if len(self.words) < 60 else self.chance.randint(1, 3)
            self.words.append("".join(self._syllable() for _ in range(syllables)))
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))

    def _syllable(self) -> str:
        return (
            self.chance.choice(_ONSETS.split(","))
            + self.chance.choice(_MIDDLES.split(","))
            + self.chance.choice(_CODAS)
        )

    def word(self) -> str:
        fate = self.chance.random()
        if fate < 0.03:
            return f"{self.chance.randrange(2, 90_000):,}"
        word = self.chance.choices(self.words, cum_weights=self.weights)[0]
        return word.capitalize() if fate < 0.07 else word

    def sentence(self) -> list[str]:
        """Words, without the full stop."""
        return [self.word() for _ in range(self.chance.randint(7, 27))]

    def edited(self, words: list[str]) -> tuple[list[str], int]:
        """One to three words replaced, dropped or put in; and how many words that takes away and adds."""
        out, planted = list(words), 0
        for at in sorted(self.chance.sample(range(len(words)), self.chance.randint(1, 3)), reverse=True):
            fate = self.chance.random()
            new = [] if fate < 0.25 else [self.word()]
            old = 0 if fate > 0.75 else 1
            if old and new == [out[at]]:
                continue
            out[at : at + old] = new
            planted += old + len(new)
        return out, planted


def case(words: int, share: float, seed: int = 11) -> Case:
    """A text of about `words` words, `share` of whose sentences were edited, and one paragraph moved."""
    writer = _Writer(random.Random(f"{seed} {words} {share}"))
    paragraphs: Paragraphs = []
    written = 0
    while written < words:
        paragraphs.append(
            [writer.sentence() for _ in range(_MOVED if not paragraphs else writer.chance.randint(2, 5))]
        )
        written += sum(map(len, paragraphs[-1]))
    moving, rest = paragraphs[0], paragraphs[1:]
    place = len(rest) // 5
    before = [*rest[:place], moving, *rest[place:]]
    after, planted = _revised(writer, rest, share)
    place = len(after) * 4 // 5
    after = [*after[:place], moving, *after[place:]]
    return Case(written, share, _told(before), _told(after), planted, sum(map(len, moving)))


def _revised(
    writer: _Writer, paragraphs: list[list[list[str]]], share: float
) -> tuple[list[list[list[str]]], int]:
    planted = 0
    out = []
    for paragraph in paragraphs:
        revised = []
        for sentence in paragraph:
            fate = writer.chance.random() / share
            if fate < 0.12:
                planted += len(sentence)
                continue
            if fate < 0.24:
                revised.append(writer.sentence())
                planted += len(revised[-1])
            words, changed = writer.edited(sentence) if 0.24 <= fate < 1 else (sentence, 0)
            revised.append(words)
            planted += changed
        out += [revised] if revised else []
    return out, planted


def _told(paragraphs: Paragraphs) -> list[list[str]]:
    return [
        [f"{sentence[0][:1].upper()}{sentence[0][1:]} {' '.join(sentence[1:])}." for sentence in paragraph]
        for paragraph in paragraphs
    ]


def lines(paragraphs: list[list[str]]) -> str:
    """One paragraph a line."""
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs) + "\n"


def html(paragraphs: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(paragraph)}</p>\n" for paragraph in paragraphs)
