"""The words of figures, one TOML file for each language beside this module: figures/<language>.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

from verify.text.phrases import Phrases, phrase_words, phrases

LANGUAGES = ("en", "ru", "kk", "zh", "es", "de")


@dataclass(frozen=True)
class Unit:
    """`factor` is the unit's size in its dimension's first unit; conversions across systems are rounded by people."""

    name: str
    dimension: str
    factor: Fraction = Fraction(1)
    system: str = "metric"


@dataclass(frozen=True)
class FigureWords:
    """One language's lists. Values of `hedges`: the name of a hedge class; of `vague`: (policy name, factor)."""

    language: str
    script: str
    decimal: str
    groups: tuple[str, ...]
    compound: str | None
    numbers: Mapping[str, int]
    magnitudes: Mapping[str, int]
    vague: Phrases[tuple[str, int]]
    fractions: Mapping[str, int]
    hedges: Phrases[str]
    hedges_after: Phrases[str]
    doubts: frozenset[str]
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


def _numbers(table: dict[str, int]) -> dict[str, int]:
    return {word.casefold(): value for word, value in table.items()}


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
        numbers=_numbers(raw["numbers"]),
        magnitudes=_numbers(raw["magnitudes"]),
        vague=phrases((phrase, _width(value)) for phrase, value in raw["vague"].items()),
        fractions=_numbers(raw.get("fractions", {})),
        hedges=_classes(raw["hedges"]),
        hedges_after=_classes(raw.get("hedges_after", {})),
        doubts=_keys(doubt.get("words", [])),
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
    )
