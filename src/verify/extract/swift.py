"""The walk of walk.py over a whole page, several times as quick, with the same outcome to the character.

Crossing from Python into the parser for every node is what costs most. So the parser takes out what is never
read and the inline tags that change nothing, and writes the rest down as regular markup (WHATWG HTML 13.3):
there every `<` begins a tag. What each tag does in each surrounding is worked out once a page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from verify.extract.notes import is_note_mark, lowered, note_role, raised
from verify.extract.walk import State, Walked, Writer, state_inside
from verify.extract.word_set import word_set
from verify.extract.zones import UNSEEN, Attributes, breaks_line, invisible
from verify.model.text import Zone

_NEVER_READ = ["script", "style", "iframe", "noembed", "noframes", "template"]
_CHANGE_NOTHING = [
    *("span", "em", "strong", "b", "i", "u", "font", "small", "big", "a", "abbr", "cite", "code", "mark"),
    *("label", "ins", "svg", "g", "img", "wbr", "source", "path", "use", "meta", "link"),
]
"""Tags that neither break a line nor hide anything, as long as no attribute of theirs does."""
_NODE_BY_NODE = ("sup", "sub", "pre", "textarea", "listing")
"""Where text nodes are looked at one by one, so that tags between them make a difference."""
_VOID = word_set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
_MATTERS = (' style="', ' hidden="', ' role="', ' epub:type="')
"""Attributes, as the parser writes them, that may change how an inline element reads."""
_NO_TAG = re.compile(r"<!--.*?-->|<[!?][^>]*>", re.DOTALL)
_RUNS = re.compile(r"((?:<[^>]*>[ \t\n\r\f]*)+)([^<]*)")
_OF_NO_MATTER = re.compile(
    r"<(?!sup )([a-z][^ >]*)"
    r"(?: (?!(?:style|hidden|role|epub:type|type|datetime|open)=)=?[^ =>]*=\"[^\"]*\")+>"
)
_ONE = re.compile(r" (=?[^ =]+)(?:=\"([^\"]*)\")?")
_VOID_ENDS = frozenset(f"/{name}" for name in _VOID)
_SPECIAL = word_set("input time sup dialog")


class _Step:
    """Inside an element of one path from the root: `after` remembers where each tag leads from here, `runs`
    where whole runs of tags lead. `special` names what is more to do at the start of the element than to set
    a state; `plain`: text is written as it stands."""

    __slots__ = (
        "after",
        "attributes",
        "closes",
        "ends",
        "parent",
        "plain",
        "runs",
        "special",
        "state",
        "zone",
    )

    def __init__(
        self, parent: _Step | None, state: State, special: str = "", attributes: Attributes | None = None
    ) -> None:
        self.parent, self.state, self.special, self.attributes = parent, state, special, attributes or {}
        self.zone, self.ends, self.closes = state.zone, state.ends_block, state.closes
        self.plain = not (state.raised or state.lowered or state.pre)
        self.after: dict[str, _Step] = {}
        self.runs: dict[str, _Run | None] = {}


class _Run(NamedTuple):
    """What a run of tags with nothing but white space between them comes to."""

    step: _Step
    ends: bool
    space: bool


class _Broken(Exception):
    """An end tag that is nobody's, or a void tag's, which foreign markup (SVG, MathML) can bring about."""


def swift_walk(tree: LexborHTMLParser) -> Walked | None:
    """Read a whole parsed page; the tree is spent. None for pages that only the slower walk reads, because
    of old tags whose text is no markup, or a `<` in the name of a tag or attribute."""
    markup = _reduced(tree)
    if markup is None or "<xmp" in markup or "<plaintext" in markup:
        return None
    try:
        return _Reader(_without_attributes(markup)).read()
    except _Broken:
        return None


def _reduced(tree: LexborHTMLParser) -> str | None:
    """The page without scripts, and without the inline tags none of which could change how it reads."""
    tree.strip_tags(_NEVER_READ, recursive=True)
    markup = _tags_alone(tree)
    if markup.count("<") != markup.count(">"):
        return None
    if any(tree.tags(name) for name in _NODE_BY_NODE):
        return markup
    matter = {name for attribute in _MATTERS for name in _having(attribute, markup)}
    tree.unwrap_tags([name for name in _CHANGE_NOTHING if name not in matter], delete_empty=True)
    return _tags_alone(tree)


def _without_attributes(markup: str) -> str:
    """Without those that do not matter, so that more tags are the same."""
    parts = _OF_NO_MATTER.split(markup)
    parts[1::2] = [f"<{name}>" for name in parts[1::2]]
    return "".join(parts)


def _tags_alone(tree: LexborHTMLParser) -> str:
    return _NO_TAG.sub("", tree.html or "")


def _having(attribute: str, markup: str) -> Iterator[str]:
    """The names of the elements that have an attribute."""
    at = markup.find(attribute)
    while at >= 0:
        start = markup.rfind("<", 0, at) + 1
        yield markup[start : markup.index(" ", start)]
        at = markup.find(attribute, at + 1)


class _Reader:
    """Goes through the pieces of a page; each but the first begins with a tag, without its `<`."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._pieces = markup.split("<")
        self._at = 1
        self._headed = False
        self._out = Writer()
        self._found = Walked()

    def read(self) -> Walked:
        """Raises _Broken."""
        out, step, start = self._out, _Step(None, State()), 1
        for tags, text in _RUNS.findall(self._markup):
            end = start + tags.count("<")
            run = step.runs.get(tags) or _summed(step, tags) if self._at == start else None
            if run is None:
                step = self._tag_by_tag(step, end)
            else:
                step, self._at = run.step, end
                if run.ends:
                    out.end_block()
                if run.space:
                    out.space()
                if text:
                    out.write(_decoded(text) if "&" in text else text, step.zone)
            start = end
        self._found.text, self._found.blocks = out.finish()
        return self._found

    def _tag_by_tag(self, step: _Step, end: int) -> _Step:
        """Read the pieces before `end`, and whole elements that are read at once."""
        while self._at < end:
            tag, _, text = self._pieces[self._at].partition(">")
            self._at += 1
            if tag[0] == "/":
                around = _around(step, tag)
                self._leave(step)
                step = around
            else:
                inner = _learn(step, tag)
                behind = self._begin(inner, step.state, tag, text) if inner.special else None
                if behind is None:
                    if inner.ends:
                        self._out.end_block()
                    step = inner
                else:
                    text = behind
            if text:
                self._write(_decoded(text), step.state)
        return step

    def _leave(self, step: _Step) -> None:
        if step.closes:
            self._out.write(step.closes, step.zone, pre=step.state.pre)
        if step.ends:
            self._out.end_block()

    def _write(self, text: str, state: State) -> None:
        if state.raised:
            text = raised(text)
        elif state.lowered:
            text = lowered(text, self._out.tail())
        self._out.write(text, state.zone, pre=state.pre)

    def _begin(self, inner: _Step, around: State, tag: str, text: str) -> str | None:
        """What is special about an element. None if it is to be read, else the text behind it."""
        special = inner.special
        if special == "time":
            self._note_time(inner.attributes, around)
        elif special == "q":  # a browser draws its marks
            self._out.write("“", around.zone, pre=around.pre)
        elif special == "h1":
            self._note_heading(tag)
        elif special == "note":
            return self._past_note(inner.attributes, around, tag)
        elif special == "unseen":
            return self._past(tag)
        else:
            self._void(special, inner)
            return text
        return None

    def _void(self, special: str, inner: _Step) -> None:
        if special == "br":
            self._out.line_break()
        elif special == "input" and (inner.attributes.get("type") or "").lower() == "password":
            self._found.password_field = True
        elif special == "rule":
            self._out.end_block()

    def _note_time(self, attributes: Attributes, around: State) -> None:
        value = attributes.get("datetime")
        if value and around.zone not in (Zone.nav, Zone.aside) and len(self._found.times) < 50:
            self._found.times.append(value)

    def _note_heading(self, tag: str) -> None:
        if not self._headed:
            words = " ".join(_decoded("".join(self._texts(tag)[0])).split())
            self._found.heading = words[:1000] or None
            self._headed = True

    def _past_note(self, attributes: Attributes, around: State, tag: str) -> str | None:
        texts, tags = self._texts(tag)
        text = _decoded("".join(texts))
        linked = around.linked or "a" in tags
        if len(text) > 80 or not is_note_mark(text, attributes, linked, self._out.tail()):
            return None
        return self._past(tag)

    def _past(self, tag: str) -> str:
        """The text behind the element that has just begun; what stands in it counts as unseen."""
        texts, tags = self._texts(tag)
        self._found.unseen += sum(map(len, _decoded("".join(texts)).split()))
        self._at += len(tags)
        return self._pieces[self._at - 1].partition(">")[2]

    def _texts(self, tag: str) -> tuple[list[str], list[str]]:
        """The texts inside the element that has just begun, and the names of the tags up to its end tag."""
        name, depth = tag.partition(" ")[0], 1
        texts, tags = [self._pieces[self._at - 1].partition(">")[2]], list[str]()
        for piece in self._pieces[self._at :]:
            inner, _, text = piece.partition(">")
            tags.append(inner.partition(" ")[0])
            depth += (tags[-1] == name) - (tags[-1] == f"/{name}")
            if not depth:
                break
            texts.append(text)
        return texts, tags


def _summed(step: _Step, tags: str) -> _Run | None:
    """What a run of tags comes to, remembered; None where it must be read tag by tag."""
    if tags in step.runs:
        return step.runs[tags]
    at, ends, space = step, False, False
    step.runs[tags] = None
    for piece in tags.split("<")[1:]:
        tag, _, blank = piece.partition(">")
        inner = at if tag[0] == "/" else _learn(at, tag)
        if inner.special or inner.closes or not inner.plain:
            return None
        at = _around(at, tag) if tag[0] == "/" else inner
        ends, space = ends or inner.ends, (space and not inner.ends) or bool(blank)
        if not at.plain:
            return None
    run = step.runs[tags] = _Run(at, ends, space)
    return run


def _around(step: _Step, tag: str) -> _Step:
    if step.parent is None or tag in _VOID_ENDS:
        raise _Broken
    return step.parent


def _learn(step: _Step, tag: str) -> _Step:
    """Where `tag` leads; the same for all tags of a name whose attributes do not matter."""
    found = step.after.get(tag)
    if found is None:
        name = tag.partition(" ")[0]
        matters = name != tag and (name in _SPECIAL or _matters(tag))
        key = tag if matters else name
        if key not in step.after:
            step.after[key] = _led(step, name.lower(), _attributes(tag) if matters else {})
        found = step.after[tag] = step.after[key]
    return found


def _led(parent: _Step, name: str, attributes: Attributes) -> _Step:
    """The step into an element, as walk.py takes it."""
    around = parent.state
    if name in ("br", "input"):
        return _Step(parent, around, name, attributes)
    if name in UNSEEN or ((attributes or name == "dialog") and invisible(name, attributes)):
        return _Step(parent, around, "void" if name in _VOID else "unseen")
    block = breaks_line(name, attributes)
    if name in _VOID:
        return _Step(parent, around, "rule" if block else "void")
    if name == "sup" or (name == "a" and note_role(attributes)):
        return _Step(parent, state_inside(name, attributes, around, block), "note", attributes)
    if name == "q":
        return _Step(parent, around._replace(ends_block=False, closes="”"), name)
    special = name if name in ("time", "h1") else ""
    return _Step(parent, state_inside(name, attributes, around, block), special, attributes)


def _matters(tag: str) -> bool:
    """Spelt out, as it is asked of every tag."""
    return ' style="' in tag or ' hidden="' in tag or ' role="' in tag or ' epub:type="' in tag


def _attributes(tag: str) -> Attributes:
    return {name: html.unescape(value) for name, value in _ONE.findall(tag)}


def _decoded(text: str) -> str:
    """The four characters that the parser writes as entities."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\xa0").replace("&amp;", "&")
