"""Numbers and names that a diff never takes apart: `3 May 2018`, `1,234.5`, `12 %`, `Omir Bekali`.

A rule of shape, in any script with capitals: it decides how much of a change is marked, never whether there
is one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = r"\d++(?:[.,'\u066b\u066c]\d++|(?<![.,'\d]\d{4}) \d{3}(?!\d))*+[^\W_]*+"
_SHARE = r"(?:\s?[%‰]|\s?°C?| (?:per cent|percent|pour cent|Prozent|процент[а-я]*)\b)?"
_AMOUNT = rf"[-+±~]?(?:(?:US|A|C)?[$€£¥₽₹]\s?)?{_NUMBER}{_SHARE}"
_SCALES = "hundred|thousand|million|billion|trillion|Millionen|Milliarden|millions|milliards|тыс|млн|млрд"
_SCALE = rf"(?: (?:{_SCALES})\b)?"
_MONTH = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez|"
    "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
)
_MONTHS = rf"(?:{_MONTH})[^\W\d_]*+\.?"
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTHS}(?:,? \d{{4}})?"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b|{_MONTHS} \d{{4}}\b"
)
_PARTICLES = "de|del|della|di|da|dos|van|von|der|den|bin|ibn|al|el|la|le|of"
_UPPER = "".join(char for char in map(chr, (*range(0x41, 0x250), *range(0x370, 0x530))) if char.isupper())
_CAPITAL = rf"[{_UPPER}][^\W\d_]*+(?:['-][^\W\d_]++)*+"
_NAME = rf"{_CAPITAL}(?:(?: (?:{_PARTICLES}))*+ {_CAPITAL})+"
_UNIT = re.compile(rf"\b(?:{_DATE})|(?<![\w.,]){_AMOUNT}{_SCALE}|\b{_NAME}")
_SMALL = frozenset(f"{_SCALES}|{_PARTICLES}|per|cent|percent|pour|Prozent|%|‰".split("|"))
_MARKS = ".,;:!?()[]\"'"
_MONTH_STARTS = frozenset(part[:3].lower() for part in _MONTH.split("|")) | {"май", "мая"}
_FIRST = (
    "A An The This That These Those It He She They We I You His Her Its Their Our My In On At By For From "
    "To Of With As And But Or If When While After Before Since Until Because Although There Here Not No "
    "Der Die Das Ein Eine Im Am Und Aber Le La Les Un Une El Los Las Он Она Они Это В На И Но"
)
_STARTERS = frozenset(_FIRST.split())


def units(sentence: str) -> list[tuple[int, int]]:
    """Spans of the numbers and names of more than a word in a folded sentence, in order."""
    out = []
    for found in _UNIT.finditer(sentence):
        start, end = found.span()
        word, space, rest = found.group().partition(" ")
        if word in _STARTERS:  # a sentence's first word is no part of the name behind it
            if " " not in rest:
                continue
            start += len(word) + len(space)
        out.append((start, end))
    return out


@lru_cache(4096)
def may_join(word: str) -> bool:
    """Whether a word between spaces may be part of a unit of several: a quick answer, yes when in doubt."""
    first = word.lstrip(_MARKS)[:1]
    return not first.islower() or word.strip(_MARKS) in _SMALL or word[:3].lower() in _MONTH_STARTS
