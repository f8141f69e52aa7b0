"""What pages say that are not the page asked for: not found, bot wall, login, paywall, parked, consent.

The phrases are readable lists, `words/<language>.toml`. Words alone decide nothing; judge/availability
always asks for a second sign.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ё": "е", "\xad": None, "\u200b": None})
_SEGMENT = re.compile(r"\s[|–—·:•»«-]+\s|\s?[|»«]\s?|:\s")
_EDGES = "".join(map(chr, range(0x21, 0x30))) + ":;?@[\\]^_{|}~«»„“”…–—·•¡¿！。，？ "
_BRACKETS = str.maketrans("()[]（）", "      ")
_CODE = re.compile(r"(?<!\w)404(?!\w)")
_SPACED_GAP = r"(?:[ ,:;]{1,2}[^\W_][\w'-]{0,20}){0,4}[ ,:;]{1,2}"
_CLOSE_GAP = r".{0,8}?"
_ANY_ENDING = "*"

_LINE = 300
_TEXT = 2000
_LONG_TEXT = 5000
_WHOLE_TEXT = 20_000


def folded(text: str) -> str:
    """Small letters, plain apostrophes, single spaces: how the lists are written."""
    return " ".join(text.casefold().translate(_FOLD).split())


def says_not_found(line: str | None) -> bool:
    """Whether a title or heading says that the page is not there. "Plane not found after weeks" does
    not: bare words count only where they are a whole part of the title."""
    if not line:
        return False
    return is_not_found_title(line) or is_vague_title(line) or _says("not_found", line)


def is_not_found_title(line: str | None) -> bool:
    """Whether a whole part of a title is nothing but such words: "404 | Example News"."""
    return _is_part(line, "alone") or _is_whole_phrase(line)


def is_vague_title(line: str | None) -> bool:
    """Whether a whole part of a title only says that something went wrong: "Oops!"."""
    return _is_part(line, "vague")


def is_about(line: str | None) -> bool:
    """Whether a title asks or tells why and how, and so speaks of such pages: "Why is a page not found?"."""
    return _says("about", line)


def _is_part(line: str | None, kind: str) -> bool:
    words = _listed(kind)
    return any(part in words for part in _parts_of(line or ""))


def _is_whole_phrase(line: str | None) -> bool:
    return any(map(_is_phrase, _parts_of(line or "")))


def _is_phrase(part: str) -> bool:
    """Whether a phrase ends a part of a title and nothing stands before it but "sorry, the"."""
    phrase = _pattern("not_found")
    part = _CODE.sub("", part).strip(_EDGES)
    if phrase.fullmatch(part):
        return True
    found = next((each for each in phrase.finditer(part) if each.end() == len(part)), None)
    return found is not None and _only_leads(part[: found.start()])


def _only_leads(before: str) -> bool:
    words = [word for word in re.split(r"[\s,.;:!?，。！…-]+", before) if word]
    return all(word in _listed("lead") for word in words)


@lru_cache(maxsize=256)  # a title is asked about by rule after rule
def _parts_of(line: str) -> tuple[str, ...]:
    parts = _SEGMENT.split(line[:_LINE])
    return tuple(folded(part.translate(_BRACKETS)).strip(_EDGES) for part in parts)


def tells_not_found(text: str) -> bool:
    """The same of a whole short text, where only full phrases count."""
    return not_found_phrase(text) is not None


def not_found_phrase(text: str) -> str | None:
    """The phrase by which the first part of a text says so, folded."""
    found = _pattern("not_found").search(folded(text[:_TEXT]))
    return found.group() if found else None


def says_wall(line: str | None) -> bool:
    return _says("wall", line)


def tells_wall(text: str) -> bool:
    return _tells("wall", text)


def says_trouble(line: str | None) -> bool:
    """A server's or an operator's excuse in a title or heading, or a page that is not for everyone."""
    return _says("trouble", line) or _says("region", line)


def tells_trouble(text: str) -> bool:
    return _tells("trouble", text) or _tells("region", text)


def says_excuse(line: str | None) -> bool:
    """A server's or an operator's excuse alone."""
    return _says("trouble", line)


def says_region(line: str | None) -> bool:
    return _says("region", line)


def tells_region(text: str) -> bool:
    return _tells("region", text)


def says_legal(line: str | None) -> bool:
    return _says("legal", line)


def tells_legal(text: str) -> bool:
    return _tells("legal", text)


def says_login(line: str | None) -> bool:
    return _says("login", line)


def says_consent(line: str | None) -> bool:
    return _says("consent", line)


def tells_paywall(text: str) -> bool:
    return bool(_pattern("paywall").search(folded(text[:_WHOLE_TEXT])))


def says_parked(line: str | None) -> bool:
    return _says("parked", line)


def tells_parked(text: str) -> bool:
    return bool(_pattern("parked").search(folded(text[:_LONG_TEXT])))


def _says(kind: str, line: str | None) -> bool:
    return bool(line) and _stands_in(kind, (line or "")[:_LINE])


@lru_cache(maxsize=1024)
def _stands_in(kind: str, line: str) -> bool:
    return bool(_pattern(kind).search(folded(line)))


def _tells(kind: str, text: str) -> bool:
    return bool(_pattern(kind).search(folded(text[:_TEXT])))


# -- the lists -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, Any]]:
    """Every list by its language."""
    files = resources.files("verify.judge").joinpath("words").iterdir()
    texts = (file.read_text(encoding="utf-8") for file in files if file.name.endswith(".toml"))
    lists = sorted((tomllib.loads(text) for text in texts), key=lambda each: str(each["language"]))
    return {each["language"]: each for each in lists}


@lru_cache(maxsize=4)
def _listed(kind: str) -> frozenset[str]:
    lists = [words["not_found"].get(kind, ()) for words in languages().values()]
    return frozenset(folded(each) for words in lists for each in words)


@lru_cache(maxsize=16)
def _pattern(kind: str) -> re.Pattern[str]:
    """What one kind of page says, in all languages together."""
    spaced, joined = (
        [
            words[kind]
            for words in languages().values()
            if kind in words and words.get("spaces", True) is apart
        ]
        for apart in (True, False)
    )
    parts = [rf"(?<!\w)(?:{'|'.join(_parts(spaced, _SPACED_GAP))})(?!\w)"] if spaced else []
    return re.compile("|".join([*parts, *_parts(joined, _CLOSE_GAP)]))


def _parts(lists: Sequence[Mapping[str, Any]], gap: str) -> Iterator[str]:
    if lists:
        yield _any_of(phrase for words in lists for phrase in words["phrases"])
    for words in lists:
        for first, second in (("subjects", "after"), ("before", "subjects")):
            if words.get(first) and words.get(second):
                yield f"{_any_of(words[first])}{gap}{_any_of(words[second])}"


def _any_of(phrases: Iterable[str]) -> str:
    return trie(map(folded, phrases))


def trie(phrases: Iterable[str]) -> str:
    """A pattern of all phrases that shares their beginnings, so that a miss is seen at the first letter."""
    return _branch(sorted(set(phrases)))


def _branch(phrases: list[str]) -> str:
    """`phrases` are sorted; an empty one says that a phrase may end here."""
    ends = "" in phrases
    groups: dict[str, list[str]] = {}
    for phrase in filter(None, phrases):
        groups.setdefault(phrase[0], []).append(phrase[1:])
    branches = [_letter(first) + _branch(rest) for first, rest in groups.items()]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if ends else joined


def _letter(letter: str) -> str:
    return r"\w{0,6}" if letter == _ANY_ENDING else re.escape(letter)
