"""Web addresses in plain text, where nothing but the text itself says where one ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verify.extract.links.written import Reading, Written

_ENDERS = '<>"`|\\\\^“”„‟«»‘’‚（）《》〈〉「」『』【】〔〕。，、；：！？…—\\u200b-\\u200f\\u2060\\ufeff'
_CHAR = rf"[^\s\x00-\x1f{_ENDERS}]"
_BEGIN = r"(?<![A-Za-z0-9@/._-])(?:https?:/+|www\.(?=\w))"
_URL = re.compile(rf"{_BEGIN}{_CHAR}{{1,8192}}", re.IGNORECASE)
_URL_IN_MARKUP = re.compile(rf"{_BEGIN}(?:{_CHAR}|\\[!-/:-@\[-`{{-~]){{1,8192}}", re.IGNORECASE)
_TRAILING = ".,:;!?'*_~([{&\\"
_OPENERS = {")": "(", "]": "["}
_ENTITY = re.compile(r"&[A-Za-z0-9]{2,31};\Z")
_WHOLE = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_SCHEME_ALONE = re.compile(r"(?:https?:/*|www\.)\Z", re.IGNORECASE)


def text_links(text: str) -> Reading:
    """Addresses with a scheme, and those that start with `www.`.

    In a list, where every line that is not empty and no `#` comment is one address, lines are taken whole.
    """
    listed = _listed(text)
    if listed is not None:
        return Reading(tuple(listed))
    return Reading(tuple(Written(start, web(text[start:end])) for start, end in find_urls(text)))


def web(target: str) -> str:
    """`target` with a scheme: addresses that start with `www.` are read as http, as GitHub does."""
    return f"http://{target}" if target[:4].lower() == "www." else target


def find_urls(text: str, *, markup: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of the addresses in `text`. Brackets stay where they are balanced, punctuation at the end and
    whatever follows an unbalanced bracket goes. `markup`: backslash escapes stay, an entity at the end goes
    (GFM 6.9)."""
    for found in (_URL_IN_MARKUP if markup else _URL).finditer(text):
        start = found.start()
        end = start + len(_trimmed(found.group(), markup))
        if not _SCHEME_ALONE.match(text[start:end]):
            yield start, end


def is_list(text: str) -> bool:
    """Whether all that stands in `text` is addresses, one a line, and comments."""
    return bool(_listed(text))


def _trimmed(url: str, markup: bool) -> str:
    url = url[: _balanced(url)]
    while True:
        entity = _ENTITY.search(url) if markup else None
        shorter = url[: entity.start()] if entity else url.rstrip(_TRAILING)
        if shorter == url:
            return url
        url = shorter


def _balanced(url: str) -> int:
    """The length up to the first closing bracket that nothing opened. An IPv6 host opens its own."""
    if ")" not in url and "]" not in url:
        return len(url)
    depth = dict.fromkeys(_OPENERS.values(), 0)
    for at, char in enumerate(url):
        if char in depth:
            depth[char] += 1
        elif char in _OPENERS:
            depth[_OPENERS[char]] -= 1
            if depth[_OPENERS[char]] < 0:
                return at
    return len(url)


def _listed(text: str) -> list[Written] | None:
    """The lines of a list of addresses, None where the text is something else."""
    found = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words and not words.startswith("#"):
            if not _WHOLE.match(words) or "<" in words:
                return None
            found.append(Written(at + line.index(words), words))
        at += len(line) + 1
    return found
