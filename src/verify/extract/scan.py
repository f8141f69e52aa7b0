"""One linear pass over markup before any parser sees it.

Parsers fail on hostile markup in time that grows with the square of its size (100,000 nested tags:
half a minute). This pass reads tags as the HTML standard's tokenizer does (WHATWG HTML 13.2.5), keeps a
rough stack of open elements, and refuses what would be slow. It also takes out what no reader sees as
text (scripts, styles, comments), so that the parser sees exactly the tags that were counted here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from verify.extract.word_set import word_set

MAX_DEPTH = 3000  # browsers stop at 512
MAX_ATTRIBUTES = 4000  # of one tag
MAX_ATTRIBUTE_WORK = 64_000_000  # sum of squares over all tags
MAX_REOPENING = 500_000  # unclosed formatting elements times the blocks that reopen them
MAX_TAGS = 2_000_000
MAX_OPTIONS = 15_000  # of a <select> parsers keep one selected, and look through all at each new one
MAX_LOOK_BACK = 150_000_000  # open elements above a tag, summed over all tags: parsers look through them

_ATTRIBUTE = (
    r"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"
    r"(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>]*+))?+"
)
_TAG = re.compile(rf"<(/?)([a-zA-Z][^ \t\n\r\f/>]*+)((?:[ \t\n\r\f/]++|{_ATTRIBUTE})*+)(?:>|\Z)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_OPENING = re.compile(r"<(?:[a-zA-Z/!?])")
_COMMENT_END = re.compile(r"--!?>")
_LD_JSON = re.compile(r"\btype\s{0,5}=\s{0,5}[\"']?\s{0,5}application/ld\+json", re.IGNORECASE)

_RAW = {"script", "style", "iframe", "noembed", "noframes"}
_ESCAPABLE = {"title", "textarea"}
_RAW_END = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in _RAW | _ESCAPABLE}
_VOID = word_set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source",
    "track wbr",
)
_FORMATTING = word_set(
    "a b big code em font i nobr s small strike strong tt u",
)
_OPTIONS = frozenset(("option", "optgroup"))
_CELLS = word_set(
    "td th caption table template object applet marquee svg math foreignobject button select",
)
_TABLE = word_set(
    "table tr td th tbody thead tfoot caption",
)
_TABLE_LIMITS = frozenset(("table", "template"))
_REPLACES = {
    **{name: (frozenset((name,)), frozenset(("ul", "ol", "menu", "dl"))) for name in ("p", "li", "option")},
    **{name: (frozenset(("dt", "dd")), frozenset(("dl",))) for name in ("dt", "dd")},
    **{name: (frozenset(("td", "th")), _TABLE_LIMITS) for name in ("td", "th")},
    "tr": (frozenset(("tr",)), _TABLE_LIMITS),
    **{name: (frozenset(("tbody", "thead", "tfoot")), _TABLE_LIMITS) for name in ("tbody", "thead", "tfoot")},
}
_LOOK_BACK = 60
_CLOSE_BACK = 100  # an end tag is looked for in so many open elements: further up it counts as ignored
_SELF_DESCRIBING = frozenset(("html", "meta", "link"))
_MAX_HEAD_TAGS = 1000
_MAX_HEAD_TAG = 20_000


class Refused(Exception):
    """The markup would be too slow to parse; the message is one plain sentence part."""


@dataclass
class Scan:
    """`markup` is what the parser gets, `head` its <html>, <meta> and <link> tags, `title` the first title.

    `visible` counts the characters outside tags and raw text, white space left out, `scripts` those
    inside scripts. `ld_json` holds the JSON-LD blocks as they stand.
    """

    markup: str = ""
    visible: int = 0
    scripts: int = 0
    tags: int = 0
    head: list[str] = field(default_factory=list)
    title: str | None = None
    ld_json: list[str] = field(default_factory=list)


def scan(text: str) -> Scan:
    """Read all of `text` once. Raises Refused for markup that would be slow to parse."""
    found = Scan()
    elements = _OpenElements()
    out: list[str] = []
    at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        _keep_text(found, out, text[at:start])
        tag = _TAG.match(text, start)
        if tag is None:
            at = _skip_declaration(text, start, out)
            continue
        at = _take_tag(found, elements, out, text, tag)
    _keep_text(found, out, text[at:])
    found.markup = "".join(out)
    return found


def _keep_text(found: Scan, out: list[str], piece: str) -> None:
    if piece:
        out.append(piece)
        seen = html.unescape(piece) if "&" in piece else piece
        found.visible += sum(map(len, seen.split()))


def _skip_declaration(text: str, start: int, out: list[str]) -> int:
    """Past a comment, doctype or other declaration. A doctype is kept: it chooses the parser's mode."""
    if text.startswith("<!--", start):
        end = _COMMENT_END.search(text, start + 2)
        return end.end() if end else len(text)
    close = text.find(">", start)
    end_at = close + 1 if close >= 0 else len(text)
    if text[start : start + 9].lower() == "<!doctype":
        out.append(text[start:end_at])
    return end_at


def _take_tag(found: Scan, elements: _OpenElements, out: list[str], text: str, tag: re.Match[str]) -> int:
    name = tag[2].lower()
    found.tags += 1
    if found.tags > MAX_TAGS:
        raise Refused(f"more than {MAX_TAGS} tags")
    out.append(tag.group())
    elements.count_attributes(tag[3])
    elements.count_look_back()
    if tag[1]:
        elements.close(name)
        return tag.end()
    if name in _SELF_DESCRIBING and len(found.head) < _MAX_HEAD_TAGS and len(tag.group()) < _MAX_HEAD_TAG:
        found.head.append(tag.group())
    if name in _RAW_END:
        return _take_raw(found, out, text, tag, name)
    elements.open(name)
    return tag.end()


def _take_raw(found: Scan, out: list[str], text: str, tag: re.Match[str], name: str) -> int:
    """Past the text of a script, style or title, up to its end tag."""
    closing = _RAW_END[name].search(text, tag.end())
    end = closing.start() if closing else len(text)
    content = text[tag.end() : end]
    if name in _ESCAPABLE:
        out.append(content.replace("<", "&lt;"))
        if name == "title" and found.title is None:
            found.title = html.unescape(content[:_MAX_HEAD_TAG])
    elif name == "script":
        found.scripts += len(content)
        if _LD_JSON.search(tag[3]):
            found.ld_json.append(content)
    if closing is None:
        out.append(f"</{name}>")
    return end


class _OpenElements:
    """A rough stack of open elements that is never shorter than the parser's by much."""

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._formatting: dict[str, int] = {}
        self._active = 0
        self._reopening = 0
        self._attribute_work = 0
        self._look_back = 0
        self._options = 0

    def open(self, name: str) -> None:
        if name in _VOID:
            return
        if name in _OPTIONS:
            self._count_option()
        if name in _REPLACES:
            self._replace(*_REPLACES[name])
        if name == "a":
            self._end_link()
        if name in _FORMATTING:
            self._active += 1
            self._formatting[name] = self._formatting.get(name, 0) + 1
        else:
            self._reopening += self._active
            if self._reopening > MAX_REOPENING:
                raise Refused("too many formatting tags that are never closed")
        self._stack.append(name)
        if len(self._stack) > MAX_DEPTH:
            raise Refused(f"tags nested deeper than {MAX_DEPTH}")

    def close(self, name: str) -> None:
        limits = _TABLE_LIMITS if name in _TABLE else _CELLS
        stack = self._stack
        for back in range(len(stack) - 1, max(-1, len(stack) - _CLOSE_BACK), -1):
            if stack[back] == name:
                del stack[back:]
                self._forget(name)
                return
            if stack[back] in limits:
                return
        self._forget(name)

    def count_attributes(self, source: str) -> None:
        if len(source) < 1000:
            return
        count = sum(1 for _ in _ATTRIBUTES.finditer(source))
        self._attribute_work += count * count
        if count > MAX_ATTRIBUTES or self._attribute_work > MAX_ATTRIBUTE_WORK:
            raise Refused(f"a tag with {count} attributes")

    def _count_option(self) -> None:
        self._options += 1
        if self._options > MAX_OPTIONS:
            raise Refused(f"more than {MAX_OPTIONS} options to select")

    def count_look_back(self) -> None:
        """Many a tag makes the parser look for an open element to end, up to the outermost one."""
        self._look_back += len(self._stack)
        if self._look_back > MAX_LOOK_BACK:
            raise Refused("too many tags inside too many others")

    def _forget(self, name: str) -> None:
        if self._formatting.get(name):
            self._formatting[name] -= 1
            self._active -= 1

    def _end_link(self) -> None:
        """A link cannot stand in a link: the parser ends the one before."""
        stack = self._stack
        for back in range(len(stack) - 1, max(-1, len(stack) - _LOOK_BACK), -1):
            if stack[back] == "a":
                del stack[back]
                self._forget("a")
                return
            if stack[back] in _CELLS:
                return
        self._forget("a")

    def _replace(self, names: frozenset[str], limits: frozenset[str]) -> None:
        """An opening <p> or <li> ends the one before it."""
        stack = self._stack
        for back in range(len(stack) - 1, max(-1, len(stack) - _LOOK_BACK), -1):
            if stack[back] in names:
                del stack[back:]
                return
            if stack[back] in limits or stack[back] in _CELLS:
                return
