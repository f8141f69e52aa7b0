"""The start tags of markup, as the HTML standard's tokenizer finds them (WHATWG HTML 13.2.5), in linear time.

What no reader and no browser follows is passed over: comments, the text of scripts and styles, templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_S = r"[ \t\n\r\f]"
_VALUE = rf"{_S}*+={_S}*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>]*+)"
ATTRIBUTE = rf"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:{_VALUE})?+"
TAG = re.compile(rf"<(/?[a-zA-Z][^ \t\n\r\f/>]*+)((?:[ \t\n\r\f/]++|{ATTRIBUTE})*+)>")
"""A whole tag: its name, with a slash before that of an end tag, and its attributes as they stand."""
_NAMED = re.compile(
    r"([^ \t\n\r\f/>][^ \t\n\r\f/>=]*+)"
    rf"(?:{_S}*+={_S}*+(?:\"([^\"]*+)(?:\"|\Z)|'([^']*+)(?:'|\Z)|([^ \t\n\r\f>]*+)))?+"
)
_OPENING = re.compile(r"<(?:[a-zA-Z/!?])")
_COMMENT_END = re.compile(r"--!?>")
_RAW = ("script", "style", "iframe", "noembed", "noframes", "xmp", "title", "textarea")
_RAW_END = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in _RAW}


class Tag(NamedTuple):
    """`text[start:end]` is the tag; `name` in lower case, with a slash before that of an end tag."""

    name: str
    start: int
    end: int


def live_tags(text: str) -> Iterator[Tag]:
    """Tags outside comments, raw text and templates, in order."""
    templates = at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        found = TAG.match(text, start)
        if found is None:
            at = _past_declaration(text, start)
            continue
        at, name = found.end(), found[1].lower()
        if name == "plaintext":
            return
        if name.endswith("template") and name in ("template", "/template"):
            templates = max(0, templates + (1 if name == "template" else -1))
        elif not templates:
            yield Tag(name, start, at)
        if name in _RAW_END:
            closing = _RAW_END[name].search(text, at)
            at = closing.start() if closing else len(text)


def attributes(source: str) -> Iterator[tuple[str, int, str]]:
    """Name in lower case, offset and raw text of each value in a start tag, entities not decoded."""
    name_end = re.match(r"<[^ \t\n\r\f/>]*", source)
    for found in _NAMED.finditer(source, name_end.end() if name_end else 0):
        group = next((number for number in (2, 3, 4) if found[number] is not None), None)
        if group is not None:
            yield found[1].lower(), found.start(group), found[group]


def blanked(text: str, kept: Iterator[tuple[int, int]]) -> str:
    """`text` with spaces for everything outside the spans `kept` (in order); line feeds stay."""
    out, last = [], 0
    for start, end in kept:
        out.append(_blank(text[last:start]))
        out.append(text[start:end])
        last = end
    out.append(_blank(text[last:]))
    return "".join(out)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _past_declaration(text: str, start: int) -> int:
    """Past a comment, doctype or other declaration; past the whole text where it, or a tag, never ends."""
    if text.startswith("<!--", start):
        end = _COMMENT_END.search(text, start + 2)
        return end.end() if end else len(text)
    if text[start + 1] not in "!?/" or (text[start + 1] == "/" and text[start + 2 : start + 3].isalpha()):
        return len(text)
    close = text.find(">", start)
    return close + 1 if close >= 0 else len(text)
