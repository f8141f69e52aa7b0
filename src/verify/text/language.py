"""The language of a text: what is said of it, checked against the letters that stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_RANGES = (
    ("latin", "AZazÀɏ"),
    ("cyrillic", "Ѐԯ"),
    ("greek", "ͰϿ"),
    ("arabic", "؀ۿݐݿ"),
    ("hebrew", "את"),
    ("kana", "ぁヿ"),
    ("hangul", "가힣"),
    ("han", "㐀䶿一鿿"),
    ("thai", "ก๛"),
    ("georgian", "აჿ"),
    ("armenian", "Ա֏"),
    ("devanagari", "ऀॿ"),
    ("tibetan", "ༀ࿿"),
    ("mongolian", "᠀᢯"),
)
"""Scripts and where they stand in Unicode: first and last character of each range."""
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
_KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
_UKRAINIAN = "їєґЇЄҐ"
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_SAMPLE = 20_000
_FEW = 20


class _Letters:
    """How often each letter stands in the first part of a text, counted once."""

    def __init__(self, text: str) -> None:
        sample = text[:_SAMPLE]
        plain = sample.encode("ascii", "ignore")
        self._latin = len(plain.translate(None, _NO_LETTERS))
        self._others = Counter(_ASCII.sub("", sample) if len(plain) < len(sample) else "")

    def of(self, letters: str) -> int:
        """How many of the sample's characters are one of `letters`, none of them ASCII."""
        return sum(self._others[letter] for letter in letters)

    def by_script(self) -> dict[str, int]:
        counts = dict.fromkeys((name for name, _ in _RANGES), 0)
        counts["latin"] = self._latin
        for letter, number in self._others.items():
            name = _script_of_letter(letter)
            if name:
                counts[name] += number
        return counts


@lru_cache(maxsize=16_384)
def _script_of_letter(letter: str) -> str | None:
    for name, ranges in _RANGES:
        if any(ranges[at] <= letter <= ranges[at + 1] for at in range(0, len(ranges), 2)):
            return name
    return None


def script_of(text: str) -> str | None:
    """The script most of the text's letters belong to; None where there are fewer than twenty."""
    return _script(_Letters(text))


def _script(letters: _Letters) -> str | None:
    counts = {name: number * _WEIGHT.get(name, 1) for name, number in letters.by_script().items()}
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
    letters = _Letters(text)
    script = _script(letters)
    if script is None:
        return tags[0] if tags else None
    return next((tag for tag in tags if _fits(tag, script, letters)), None) or _by_letters(script, letters)


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


def _fits(tag: str, script: str, letters: _Letters) -> bool:
    base = tag.split("-")[0]
    if script == "latin":
        return base not in _NOT_LATIN or "-Latn" in tag
    if script == "cyrillic" and base in ("ru", "kk"):
        return base == _cyrillic(letters)
    return base in _WRITTEN_IN[script].split()


def _by_letters(script: str, letters: _Letters) -> str | None:
    if script == "cyrillic":
        return _cyrillic(letters)
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


def _cyrillic(letters: _Letters) -> str:
    """Kazakh has about one letter of its own in eight, a Russian text with Kazakh names far fewer."""
    cyrillic = letters.by_script()["cyrillic"]
    if letters.of(_UKRAINIAN) * 100 > cyrillic:
        return "uk"
    return "kk" if letters.of(_KAZAKH) * 25 > cyrillic else "ru"
