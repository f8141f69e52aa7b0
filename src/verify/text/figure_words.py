"""The words of figures, one TOML file for each language beside this module: figures/<language>.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from verify.text.phrases import Phrases, phrase_words, phrases

LANGUAGES = ("en", "ru", "kk", "zh", "es", "de")


@dataclass(frozen=True)
class Unit:
    """`factor` is the size in the dimension's first unit; between systems people round what they convert."""

    name: str
    dimension: str
    factor: Fraction = Fraction(1)
    system: str = "metric"


@dataclass(frozen=True)
class FigureWords:
    """One language's lists. `hedges` name a hedge class, `vague` a policy width and its factor.

    `mixed` are what adds a part to the number or unit before it (and a half), `mixed_alone` are whole
    numbers with a part in one word, `halves` the halves that stand right before what they halve, `unread`
    words of number that the grammar does not know. `duration` are hedges that before a unit of time tell
    how long, unless one of `bounding` stands before them. `streets` follow, `street_names` precede the
    number of a house, `street_endings` end the name before it. `no_denial` are negations and phrases of
    them that deny nothing about a number, `clauses` the words at which a clause ends.
    """

    language: str
    script: str
    decimal: str
    groups: tuple[str, ...]
    compound: str | None
    point: str | None
    number_endings: tuple[str, ...]
    trigger: re.Pattern[str]
    numbers: Mapping[str, int]
    magnitudes: Mapping[str, int]
    vague: Phrases[tuple[str, int]]
    fractions: Mapping[str, int]
    hedges: Phrases[str]
    hedges_after: Phrases[str]
    doubts: frozenset[str]
    weak_doubts: frozenset[str]
    modals: frozenset[str]
    fillers: Phrases[bool]
    connectors: Mapping[str, Phrases[bool]]
    per: Phrases[bool]
    per_strong: Phrases[bool]
    per_adverbs: Phrases[str]
    base_of: Phrases[bool]
    base_which: Phrases[bool]
    units: Phrases[str]
    percent_prefix: Phrases[bool]
    people: frozenset[str]
    breaks: frozenset[str]
    joiners: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    whole: frozenset[str]
    openers: frozenset[str]
    months: frozenset[str]
    labels: frozenset[str]
    ordinals: frozenset[str]
    clock: Phrases[bool]
    years_after: frozenset[str]
    days_after: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    mixed: Phrases[Fraction]
    mixed_alone: Phrases[Fraction]
    mixed_ending: str | None
    halves: frozenset[str]
    unread: frozenset[str]
    duration: frozenset[str]
    bounding: frozenset[str]
    streets: frozenset[str]
    street_names: frozenset[str]
    street_endings: tuple[str, ...]
    no_denial: Phrases[bool]
    clauses: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]

    @cached_property
    def starters(self) -> frozenset[str]:
        """The words with which a figure or its hedges may begin."""
        firsts = [*self.vague.table, *self.hedges.table, *self.percent_prefix.table]
        firsts += [word for row in self.connectors.values() for word in row.table]
        firsts += [*self.mixed_alone.table, *self.halves]
        plain = (self.numbers, self.magnitudes, self.fractions, self.doubts, self.articles)
        return frozenset(firsts).union(*plain)


def figure_words(language: str) -> FigureWords | None:
    """The lists of a BCP 47 tag's language, None where there are none."""
    primary = language.partition("-")[0].casefold()
    return _load(primary) if primary in LANGUAGES else None


@lru_cache(maxsize=1)
def units() -> Mapping[str, Unit]:
    """Every unit by name."""
    return {
        name: Unit(name, row["dimension"], Fraction(row.get("factor", 1)), row.get("system", "metric"))
        for name, row in _table("units").items()
    }


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("verify.text") / "figures" / f"{name}.toml").read_text("utf-8"))


def _row(items: list[str]) -> Phrases[bool]:
    return phrases((item, True) for item in items)


def _classes(table: dict[str, list[str]]) -> Phrases[str]:
    return phrases((phrase, name) for name, row in table.items() for phrase in row)


def _keys(items: list[str]) -> frozenset[str]:
    return frozenset(" ".join(phrase_words(item)) for item in items)


def _width(value: str) -> tuple[str, int]:
    name, _, factor = value.partition("*")
    return name, int(factor or 1)


def _parts(table: dict[str, str]) -> Phrases[Fraction]:
    return phrases((phrase, Fraction(value)) for phrase, value in table.items())


def _numbers(table: dict[str, int]) -> dict[str, int]:
    return {word.casefold(): value for word, value in table.items()}


def _trigger(raw: dict[str, Any]) -> re.Pattern[str]:
    """What every figure holds: a digit or a word of number. A sentence without is not taken apart."""
    words = {*raw["numbers"], *raw["magnitudes"], *raw.get("fractions", {}), *raw.get("whole", [])}
    words |= {*raw["mixed"].get("alone", {}), *raw["mixed"].get("halves", [])}
    words |= {phrase.split()[-1] for phrase in raw["mixed"].get("after", {})}
    words |= {
        phrase.split()[0] for phrase in raw["vague"] if phrase.split()[0] not in raw.get("articles", [])
    }
    words |= {phrase.split()[1] for phrase in raw["vague"] if phrase.split()[0] in raw.get("articles", [])}
    letters = "|".join(sorted({re.escape(word) for word in words if len(word) > 1 or not word.isascii()}))
    articles = "|".join(re.escape(word) for word in raw.get("articles", []))
    openers = "|".join(re.escape(word) for word in raw.get("spell_openers", []))
    counted = rf"|\b(?:{openers}) (?:{articles})\b" if openers else ""
    start = "" if raw.get("compound") or raw["script"] == "han" else r"\b"
    return re.compile(rf"\d|{start}(?:{letters}){counted}", re.IGNORECASE)


def _said_lists(raw: dict[str, Any]) -> dict[str, Any]:
    """The lists of mixed numbers, of what lasts, of house numbers and of the sense of a sentence."""
    mixed, lasting, sense, out = raw["mixed"], raw.get("lasting", {}), raw["sense"], raw.get("out", {})
    return {
        "mixed": _parts(mixed.get("after", {})),
        "mixed_alone": _parts(mixed.get("alone", {})),
        "mixed_ending": mixed.get("ending"),
        "halves": _keys(mixed.get("halves", [])),
        "unread": _keys(mixed.get("unread", [])),
        "duration": _keys(lasting.get("words", [])),
        "bounding": _keys(lasting.get("bounding", [])),
        "streets": _keys(out.get("streets", [])),
        "street_names": _keys(out.get("street_names", [])),
        "street_endings": tuple(out.get("street_endings", [])),
        "no_denial": _row(sense.get("no_denial", [])),
        "clauses": _keys(sense.get("clauses", [])),
        "up": _keys(sense.get("up", [])),
        "down": _keys(sense.get("down", [])),
    }


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> FigureWords:
    raw = _table(language)
    doubt, base, out = raw.get("doubt", {}), raw.get("base", {}), raw.get("out", {})
    per, nouns = raw.get("per", {}), raw.get("nouns", {})
    return FigureWords(
        language=language,
        script=raw["script"],
        decimal=raw["decimal"],
        groups=tuple(raw["groups"]),
        compound=raw.get("compound"),
        point=raw.get("point"),
        number_endings=tuple(raw.get("number_endings", [])),
        trigger=_trigger(raw),
        numbers=_numbers(raw["numbers"]),
        magnitudes=_numbers(raw["magnitudes"]),
        vague=phrases((phrase, _width(value)) for phrase, value in raw["vague"].items()),
        fractions=_numbers(raw.get("fractions", {})),
        hedges=_classes(raw["hedges"]),
        hedges_after=_classes(raw.get("hedges_after", {})),
        doubts=_keys(doubt.get("words", []) + doubt.get("weak", [])),
        weak_doubts=_keys(doubt.get("weak", [])),
        modals=_keys(doubt.get("modals", [])),
        fillers=_row(doubt.get("fillers", [])),
        connectors={name: _row(row) for name, row in raw.get("range", {}).items()},
        per=_row(per.get("words", [])),
        per_strong=_row(per.get("strong", [])),
        per_adverbs=_classes(per.get("adverbs", {})),
        base_of=_row(base.get("of", [])),
        base_which=_row(base.get("which", [])),
        units=_classes(raw["units"]),
        percent_prefix=_row(raw.get("percent_prefix", {}).get("words", [])),
        people=_keys(nouns.get("people", [])),
        breaks=_keys(nouns.get("breaks", [])),
        joiners=_keys(raw.get("joiners", [])),
        articles=_keys(raw.get("articles", [])),
        of=_keys(raw.get("of", [])),
        whole=_keys(raw.get("whole", [])),
        openers=_keys(raw.get("spell_openers", [])),
        months=_keys(out.get("months", [])),
        labels=_keys(out.get("labels", [])),
        ordinals=_keys(out.get("ordinals", [])),
        clock=_row(out.get("clock", [])),
        years_after=_keys(out.get("years_after", [])),
        days_after=_keys(out.get("days_after", [])),
        before=_keys(out.get("before", [])),
        after=_keys(out.get("after", [])),
        **_said_lists(raw),
    )
