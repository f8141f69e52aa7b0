"""The words of dates, one TOML file for each language beside this module: dates/<language>.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from verify.text.lists import primary

Value = TypeVar("Value")
Keys = tuple[str, ...]

LANGUAGES = ("de", "en", "es", "fr", "kk", "ru", "zh")
_IDEOGRAPH = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff"
_LEXEME = re.compile(rf"[0-9]+|[{_IDEOGRAPH}]|[^\W\d_{_IDEOGRAPH}]+|[^\w\s]")


@dataclass(frozen=True)
class Lexeme:
    """A run of digits, a word, an ideograph or a sign; [start, end) counts characters of its text."""

    key: str
    start: int
    end: int


def lexemes(folded: str) -> list[Lexeme]:
    """The lexemes of a folded text, in order; keys without case. Apostrophes part words."""
    return [
        Lexeme(found.group().casefold(), *found.span())
        for found in _LEXEME.finditer(folded)
        if found.group() != "'"
    ]


@dataclass(frozen=True)
class Phrasebook(Generic[Value]):
    """Phrases by their first word, the longest first."""

    table: Mapping[str, tuple[tuple[Keys, Value], ...]]

    def at(self, keys: Sequence[str], index: int) -> tuple[Value, int] | None:
        """The value of the longest phrase that starts at `index`, and the index after it."""
        if not 0 <= index < len(keys):
            return None
        for phrase, value in self.table.get(keys[index], ()):
            end = index + len(phrase)
            if tuple(keys[index:end]) == phrase:
                return value, end
        return None

    def before(self, keys: Sequence[str], index: int, reach: int = 4) -> bool:
        """Whether a phrase ends right before `index`."""
        return any(
            (found := self.at(keys, start)) is not None and found[1] == index
            for start in range(max(0, index - reach), index)
        )


def phrasebook(pairs: Iterable[tuple[str, Value]]) -> Phrasebook[Value]:
    """A book of (phrase, value) pairs; of the same phrase twice the first counts."""
    table: dict[str, dict[Keys, Value]] = {}
    for phrase, value in pairs:
        keys = tuple(lexeme.key for lexeme in lexemes(phrase))
        if keys:
            table.setdefault(keys[0], {}).setdefault(keys, value)
    return Phrasebook(
        {first: tuple(sorted(rest.items(), key=lambda item: -len(item[0]))) for first, rest in table.items()}
    )


@dataclass(frozen=True)
class DateWords:
    """The lists of one language.

    `month_first`: the day may stand behind the month; `spelled_days`: there and in words (五月二十八日).
    `months` and `weekdays` give 1 to 12 and 0 (Monday) to 6. `leads` must stand before a month, year or
    season that has nothing else to tell it from a common word (an empty book asks for none). `parts` stand
    before what they cut (`early`, `mid`, `late`), `parts_after` behind. `year_words` follow a year;
    `year_turns` stand in its place (`last year`: -1). `relative` gives `unit shift [part]`. `bounds` make
    of a date the end of a period, which is no event. `lives` are births and the like, `telling` words put
    a date on the telling and not on the event, `clause` words end their reach.
    """

    language: str
    month_first: bool
    spelled_days: bool
    months: Phrasebook[int]
    weekdays: Phrasebook[int]
    month_leads: Phrasebook[bool]
    year_leads: Phrasebook[bool]
    season_leads: Phrasebook[bool]
    year_words: Phrasebook[bool]
    year_turns: Phrasebook[int]
    ordinals: Phrasebook[bool]
    of: Phrasebook[bool]
    parts: Phrasebook[str]
    parts_after: Phrasebook[str]
    seasons: Phrasebook[int]
    range: Phrasebook[bool]
    range_and: Phrasebook[bool]
    range_leads: Phrasebook[bool]
    turns: Phrasebook[int]
    relative: Phrasebook[str]
    numbers: Phrasebook[int]
    units: Phrasebook[str]
    ago_before: Phrasebook[bool]
    ago_after: Phrasebook[bool]
    bounds: Phrasebook[bool]
    bounds_relative: Phrasebook[bool]
    bounds_after: Phrasebook[bool]
    soft_articles: Phrasebook[bool]
    lives: Phrasebook[bool]
    telling: Phrasebook[bool]
    clause: Phrasebook[bool]
    future: Phrasebook[bool]


_PLAIN = {field.name for field in fields(DateWords) if field.type == "Phrasebook[bool]"}
_SEASONS = (("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12))
_PARTS = ("early", "mid", "late")


def date_words(language: str | None) -> DateWords | None:
    """The lists of a BCP 47 tag's language, None where there are none."""
    tag = primary(language)
    return _load(tag) if tag in LANGUAGES else None


@lru_cache(maxsize=len(LANGUAGES))
def _load(tag: str) -> DateWords:
    raw: dict[str, Any] = tomllib.loads((files("verify.text") / "dates" / f"{tag}.toml").read_text("utf-8"))
    plain = {name: phrasebook((phrase, True) for phrase in raw.get(name, ())) for name in _PLAIN}
    return DateWords(
        language=tag,
        month_first=raw.get("month_first", False),
        spelled_days=raw.get("spelled_days", False),
        months=phrasebook(_numbered(raw["months"], 1)),
        weekdays=phrasebook(_numbered(raw["weekdays"], 0)),
        year_turns=_valued(raw, (("year_last", -1), ("year_this", 0), ("year_next", 1))),
        parts=_valued(raw, ((part, part) for part in _PARTS)),
        parts_after=_valued(raw, ((f"part_after_{part}", part) for part in _PARTS)),
        seasons=_valued(raw, _SEASONS),
        turns=_valued(raw, (("last", -1), ("next", 1))),
        relative=phrasebook(raw["relative"].items()),
        numbers=phrasebook(raw["numbers"].items()),
        units=_valued(raw, ((f"{unit}_units", unit) for unit in ("day", "week", "month", "year"))),
        **plain,
    )


def _numbered(rows: list[list[str]], first: int) -> Iterator[tuple[str, int]]:
    for number, row in enumerate(rows, first):
        yield from ((phrase, number) for phrase in row)


def _valued(raw: Mapping[str, Any], lists: Iterable[tuple[str, Value]]) -> Phrasebook[Value]:
    return phrasebook((phrase, value) for name, value in lists for phrase in raw.get(name, ()))
