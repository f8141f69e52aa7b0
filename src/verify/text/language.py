"""The language of a text: what is said of it, checked against the letters that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[Ѐ-ԯ]"),
    "greek": re.compile(r"[Ͱ-Ͽ]"),
    "arabic": re.compile(r"[؀-ۿݐ-ݿ]"),
    "hebrew": re.compile(r"[א-ת]"),
    "kana": re.compile(r"[ぁ-ヿ]"),
    "hangul": re.compile(r"[가-힣]"),
    "han": re.compile(r"[㐀-䶿一-鿿]"),
    "thai": re.compile(r"[ก-๛]"),
    "georgian": re.compile(r"[ა-ჿ]"),
    "armenian": re.compile(r"[Ա-֏]"),
    "devanagari": re.compile(r"[ऀ-ॿ]"),
    "tibetan": re.compile(r"[ༀ-࿿]"),
    "mongolian": re.compile(r"[᠀-᢯]"),
}
_WEIGHT = {"han": 3, "hangul": 2}  # one such character carries what several letters do
_WRITTEN_IN = {
    "cyrillic": "ru uk be bg sr mk kk ky tg mn tt ba ab os cv uz az kaa tk",
    "arabic": "ar fa ur ug ps ku ckb sd kk ky",
    "han": "zh ja yue ii za",
    "kana": "ja",
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he yi",
    "thai": "th",
    "georgian": "ka",
    "armenian": "hy",
    "devanagari": "hi mr ne sa",
    "tibetan": "bo dz",
    "mongolian": "mn",
}
_OTHER_TAGS = "ru uk be bg mk ky tg ar fa ur ug ps sd zh ja yue ko el he yi th ka hy hi mr ne bo dz mn"
_NOT_LATIN = frozenset(_OTHER_TAGS.split())
_KAZAKH = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_UKRAINIAN = re.compile(r"[їєґЇЄҐ]")
_SAMPLE = 20_000
_FEW = 20


def script_of(text: str) -> str | None:
    """The script most of the text's letters belong to; None where there are fewer than twenty."""
    sample = text[:_SAMPLE]
    counts = {name: len(found.findall(sample)) * _WEIGHT.get(name, 1) for name, found in _SCRIPTS.items()}
    if counts["kana"] * 8 > counts["han"]:  # Japanese mixes both
        counts["kana"] += counts.pop("han")
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] >= _FEW else None


def language_of(text: str, labels: Iterable[str | None]) -> str | None:
    """The first of `labels` (BCP 47 tags) whose script fits the text, else what the script tells.

    A page that calls itself English and is written in Cyrillic is not English. Cyrillic alone is taken
    for Kazakh, Ukrainian or Russian by the letters only they have; Latin alone tells nothing: None.
    """
    tags = [tag for tag in (clean_tag(label) for label in labels) if tag]
    script = script_of(text)
    if script is None:
        return tags[0] if tags else None
    return next((tag for tag in tags if _fits(tag, script, text)), None) or _by_letters(script, text)


def clean_tag(label: str | None) -> str | None:
    """A BCP 47 tag in its usual case (`en-US`, `zh-Hant`); None for what is not one."""
    tag = (label or "").strip().replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", tag) or tag[:3].lower() == "und":
        return None
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *map(_subtag, rest)])


def _subtag(part: str) -> str:
    if len(part) == 2 and part.isalpha():
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def _fits(tag: str, script: str, text: str) -> bool:
    base = tag.split("-")[0]
    if script == "latin":
        return base not in _NOT_LATIN or "-Latn" in tag
    if script == "cyrillic" and base in ("ru", "kk"):
        return base == _cyrillic(text)
    return base in _WRITTEN_IN[script].split()


def _by_letters(script: str, text: str) -> str | None:
    if script == "cyrillic":
        return _cyrillic(text)
    known = {
        "han": "zh",
        "kana": "ja",
        "hangul": "ko",
        "arabic": "ar",
        "greek": "el",
        "hebrew": "he",
        "thai": "th",
    }
    return known.get(script)


def _cyrillic(text: str) -> str:
    """Kazakh has about one letter of its own in eight, a Russian text with Kazakh names far fewer."""
    sample = text[:_SAMPLE]
    letters = len(_SCRIPTS["cyrillic"].findall(sample))
    ukrainian = len(_UKRAINIAN.findall(sample))
    if ukrainian * 100 > letters:
        return "uk"
    return "kk" if len(_KAZAKH.findall(sample)) * 25 > letters else "ru"
