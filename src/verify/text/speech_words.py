"""The words around speech, one TOML file for each language beside this module: speech/<language>.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from verify.text.phrases import Phrases, phrases, plain

LANGUAGES = ("en", "ru", "es", "de", "fr", "kk", "zh")


@dataclass(frozen=True)
class SpeechWords:
    """`declined`: names change their endings; `capital_nouns`: a capital does not make a name."""

    language: str
    subject_before_only: bool
    declined: bool
    capital_nouns: bool
    verbs: Phrases[bool]
    according: Phrases[bool]
    according_after: Phrases[bool]
    report_verbs: Phrases[bool]
    auxiliaries: Phrases[bool]
    passive_before: frozenset[str]
    quoted_as: frozenset[str]
    by: frozenset[str]
    that: frozenset[str]
    pronouns: frozenset[str]
    first_person: frozenset[str]
    report_for: frozenset[str]
    appositives: frozenset[str]
    leads: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    after_subject: frozenset[str]
    articles: frozenset[str]
    unnamed: frozenset[str]
    described: frozenset[str]
    not_names: frozenset[str]


def speech_words(language: str) -> SpeechWords | None:
    """The lists of a BCP 47 tag's language, None where there are none."""
    primary = language.partition("-")[0].casefold()
    return _load(primary) if primary in LANGUAGES else None


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> SpeechWords:
    raw = tomllib.loads((files("verify.text") / "speech" / f"{language}.toml").read_text("utf-8"))

    def row(name: str) -> Phrases[bool]:
        return phrases((" ".join(map(plain, item.split())), True) for item in raw.get(name, []))

    def keys(name: str) -> frozenset[str]:
        return frozenset(plain(item).replace(" ", "") for item in raw.get(name, []))

    return SpeechWords(
        language=language,
        subject_before_only=raw["order"] == "before",
        declined=raw.get("declined", False),
        capital_nouns=raw.get("capital_nouns", False),
        verbs=row("verbs"),
        according=row("according"),
        according_after=row("according_after"),
        report_verbs=row("report_verbs"),
        auxiliaries=row("auxiliaries"),
        passive_before=keys("passive_before"),
        quoted_as=keys("quoted_as"),
        by=keys("by"),
        that=keys("that"),
        pronouns=keys("pronouns"),
        first_person=keys("first_person"),
        report_for=keys("report_for"),
        appositives=keys("appositives"),
        leads=keys("leads"),
        adverbs=keys("adverbs"),
        prepositions=keys("prepositions"),
        after_subject=keys("after_subject"),
        articles=keys("articles"),
        unnamed=keys("unnamed"),
        described=keys("described"),
        not_names=frozenset(raw.get("not_names", [])),
    )
