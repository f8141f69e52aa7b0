"""Which sentences of a text tell of the claim's event, where no quote, figure or passage shows the place.

By the words both hold, one of them rare. Between two languages only what is written alike counts:
Cyrillic is read in Latin letters, and words of one beginning ("консультации", "consultations") are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from verify.match.prepared import Prepared
from verify.model.match import Span
from verify.text.date_words import date_words
from verify.text.fold import fold_text
from verify.text.lists import word_list

_STEM = 5  # letters that two forms of one word share at their beginning
_LONG = 4  # shorter words tell nothing
_FEWEST = 2  # words in common that make a sentence the event's
_RARE = 3  # a word that so few sentences hold is rare
_WORD = re.compile(r"[^\W\d_]+")
_MOST_CLAIM = 2000
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіңғқөұүһ", "abvgdeziiklmnoprstufyeingkouuh", strict=True)),
        "ж": "zh",
        "х": "k",
        "ц": "s",
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ю": "u",
        "я": "a",
        "ё": "e",
        "ь": "",
        "ъ": "",
        "ә": "a",
        "c": "k",
        "q": "k",
        "x": "ks",
    }
)


def stems(text: str) -> list[str]:
    """The beginnings of the longer words of a text, in Latin letters without their marks."""
    folded = unicodedata.normalize("NFD", fold_text(text).casefold().translate(_LETTERS))
    plain = "".join(char for char in folded if not unicodedata.combining(char)).replace("kh", "k")
    return [word[:_STEM] for word in _WORD.findall(plain) if len(word) >= _LONG]


def event_sentences(prepared: Prepared, words: Iterable[str], language: str) -> list[Span]:
    """The sentences that hold most of the claim's words; empty where none holds half of them.

    Half, because a sentence that only shares the topic dates another event. Spans count characters of the
    source text. Time grows with the text alone.
    """
    small = _small(language)
    claimed = [stem for stem in _claimed(words) if stem not in small]
    weights, wanted = Counter(claimed), set(claimed)
    text = prepared.source.text
    held = [(span, wanted.intersection(stems(text[slice(*span)]))) for span in prepared.sentences]
    spread = Counter(stem for _, found in held for stem in found)
    scored = [
        (sum(weights[stem] for stem in found), span)
        for span, found in held
        if any(spread[stem] <= _RARE for stem in found)
    ]
    most = max((score for score, _ in scored), default=0)
    enough = max(_FEWEST, (len(claimed) + 1) // 2)
    return [span for score, span in scored if score == most] if most >= enough else []


def _claimed(words: Iterable[str]) -> list[str]:
    """The stem of each different word of the claim."""
    text = " ".join(entry[:_MOST_CLAIM] for entry in words)
    return [stem for word in dict.fromkeys(_WORD.findall(fold_text(text).casefold())) for stem in stems(word)]


@lru_cache(maxsize=16)
def _small(language: str) -> frozenset[str]:
    """Function words, which every text holds, and words of dates: those are what is compared."""
    common, dates = word_list(language), date_words(language)
    phrases = (*common.function_words, *common.months, *common.weekdays) if common else ()
    books = (dates.relative, dates.months, dates.weekdays, dates.parts, dates.bounds) if dates else ()
    keys = (key for book in books for first, rest in book.table.items() for key in (first, *_later(rest)))
    return frozenset(stem for word in (*phrases, *keys) for stem in stems(word))


def _later(rest: Iterable[tuple[tuple[str, ...], object]]) -> Iterator[str]:
    for phrase, _ in rest:
        yield from phrase[1:]
