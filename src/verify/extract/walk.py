"""Walk a parsed page and write down what a reader sees, block by block.

A line breaks at block tags and <br> only: inline tags never break a word, block tags always do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from verify.extract.notes import is_note_mark, lowered, note_role, raised
from verify.extract.zones import (
    PREFORMATTED,
    UNSEEN,
    Attributes,
    breaks_line,
    invisible,
    is_article,
    is_menu,
    zone_inside,
)
from verify.model.text import Block, Zone

_SPACES = " \t\n\r\f"
_SPACE = re.compile(r"[ \t\n\r\f]+")


class Writer:
    """Collects text into blocks. White space collapses as in a browser (CSS Text 3, 4.1)."""

    __slots__ = ("_blocks", "_breaks", "_length", "_loose", "_parts", "_space", "_start", "_zone")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._start: int | None = None
        self._zone = Zone.body
        self._space = False
        self._breaks = 0
        self._loose = False  # the last part may end in white space

    def write(self, text: str, zone: Zone, *, pre: bool = False) -> None:
        """Add words to the open block; a new one opens in `zone` where none is open."""
        if pre:
            self._put(text.replace("\r\n", "\n").replace("\r", "\n"), zone)
            self._loose = True
            return
        words = text.strip(_SPACES)
        if self._start is None:  # nor does a block begin with the indent that CJK texts write
            words = words.lstrip()
        if not words:
            self._space = self._space or bool(text)
            return
        if "\n" in words or "  " in words or "\t" in words or "\r" in words or "\f" in words:
            words = _SPACE.sub(" ", words)
        if text[0] in _SPACES:
            self._space = True
        self._put(words, zone)
        self._space = text[-1] in _SPACES

    def space(self) -> None:
        """White space of which the next words may need one."""
        self._space = True

    def line_break(self) -> None:
        """One <br> breaks the line, two end the block, as writers of old pages mean it."""
        self._breaks += 1
        self._space = False

    def end_block(self) -> None:
        """Close the open block, if it holds anything; the next words open a new one."""
        if self._start is not None:
            if self._loose:
                self._trim()
            if self._length > self._start:
                self._blocks.append(Block(self._start, self._length, self._zone))
                self._parts.append("\n")
                self._length += 1
            self._start = None
        self._space, self._breaks = False, 0

    def tail(self) -> str:
        """The last characters of the open block, a waiting space included."""
        if self._start is None or self._breaks or self._space:
            return " "
        end = ""
        for part in reversed(self._parts):
            end = part[-40:] + end
            if len(end) >= 40:
                break
        return end[-40:]

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        self.end_block()
        return "".join(self._parts).removesuffix("\n"), tuple(self._blocks)

    def _put(self, text: str, zone: Zone) -> None:
        if self._breaks > 1:
            self.end_block()
        if self._start is None:
            if not text or text.isspace():
                return
            self._start, self._zone, self._loose = self._length, zone, False
        elif self._breaks:
            self._parts.append("\n")
            self._length += 1
        elif self._space:
            self._parts.append(" ")
            self._length += 1
        self._space, self._breaks = False, 0
        self._parts.append(text)
        self._length += len(text)

    def _trim(self) -> None:
        """Take white space off the end of the open block."""
        while self._parts and self._start is not None and self._length > self._start:
            last = self._parts[-1]
            kept = last.rstrip(_SPACES)
            self._length -= len(last) - len(kept)
            if kept:
                self._parts[-1] = kept
                return
            self._parts.pop()


class State(NamedTuple):
    """What holds for the text inside one element."""

    zone: Zone = Zone.body
    pre: bool = False
    in_menu: bool = False
    in_article: bool = False
    linked: bool = False
    raised: bool = False
    lowered: bool = False
    ends_block: bool = False
    closes: str = ""  # written when the element ends


@dataclass
class Walked:
    """What a walk brings home. `unseen` counts the characters of text left out on purpose, white space
    not counted; `times` are the <time datetime> values outside menus and asides, in order."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    unseen: int = 0
    heading: str | None = None
    times: list[str] = field(default_factory=list)
    password_field: bool = False


def walk(root: LexborNode) -> Walked:
    """Read the whole tree under `root` once, without recursion."""
    walker = _Walker()
    walker.run(root)
    return walker.finish()


class _Walker:
    def __init__(self) -> None:
        self._out = Writer()
        self._found = Walked()
        self._heading_at: list[LexborNode] = []

    def run(self, root: LexborNode) -> None:
        node: LexborNode = root
        states = [State()]
        while True:
            inside = self._enter(node, states[-1])
            child = node.first_child if inside else None
            if inside and child is not None:
                states.append(inside)
                node = child
                continue
            if inside:
                self._leave(inside)
            while (following := node.next) is None:
                parent = node.parent
                if len(states) == 1 or parent is None:
                    return
                node = parent
                self._leave(states.pop())
            if len(states) == 1:
                return
            node = following

    def finish(self) -> Walked:
        self._found.text, self._found.blocks = self._out.finish()
        if self._heading_at:
            words = " ".join(self._heading_at[0].text(deep=True, separator="").split())
            self._found.heading = words[:1000] or None
        return self._found

    def _enter(self, node: LexborNode, around: State) -> State | None:
        """The state inside an element; None for text and for what is not to be walked into."""
        if node.is_text_node:
            self._text(node.text_content or "", around)
            return None
        if not node.is_element_node:
            return None
        tag = (node.tag or "").lower()
        attributes: Attributes = node.attributes
        if tag == "br":
            self._out.line_break()
            return None
        if tag == "input":
            self._note_input(attributes)
            return None
        if tag in UNSEEN or ((attributes or tag == "dialog") and invisible(tag, attributes)):
            self._leave_out(node)
            return None
        return self._element(node, tag, attributes, around)

    def _element(self, node: LexborNode, tag: str, attributes: Attributes, around: State) -> State | None:
        if tag == "sup" or (tag == "a" and attributes and note_role(attributes)):
            if self._note_mark(node, attributes, around):
                return None
        elif tag == "time":
            self._note_time(attributes, around)
        elif tag == "q":  # a browser draws its marks
            self._out.write("“", around.zone, pre=around.pre)
            return around._replace(ends_block=False, closes="”")
        elif tag == "h1" and not self._heading_at:
            self._heading_at.append(node)
        block = breaks_line(tag, attributes)
        if block:
            self._out.end_block()
        elif not attributes and tag not in ("sup", "sub", "a"):
            plain = not around.ends_block and not around.closes
            return around if plain else around._replace(ends_block=False, closes="")
        return state_inside(tag, attributes, around, block)

    def _text(self, text: str, state: State) -> None:
        if state.raised:
            text = raised(text)
        elif state.lowered:
            text = lowered(text, self._out.tail())
        self._out.write(text, state.zone, pre=state.pre)

    def _leave(self, state: State) -> None:
        if state.closes:
            self._out.write(state.closes, state.zone, pre=state.pre)
        if state.ends_block:
            self._out.end_block()

    def _leave_out(self, node: LexborNode) -> None:
        text = node.text(deep=True) or ""
        self._found.unseen += sum(map(len, text.split()))

    def _note_mark(self, node: LexborNode, attributes: Attributes, around: State) -> bool:
        text = node.text(deep=True) or ""
        if len(text) > 80:
            return False
        linked = around.linked or any(each.tag == "a" for each in node.traverse())
        if not is_note_mark(text, attributes, linked, self._out.tail()):
            return False
        self._found.unseen += sum(map(len, text.split()))
        return True

    def _note_time(self, attributes: Attributes, around: State) -> None:
        value = attributes.get("datetime")
        if value and around.zone not in (Zone.nav, Zone.aside) and len(self._found.times) < 50:
            self._found.times.append(value)

    def _note_input(self, attributes: Attributes) -> None:
        if (attributes.get("type") or "").lower() == "password":
            self._found.password_field = True


def state_inside(tag: str, attributes: Attributes, around: State, block: bool) -> State:
    """What holds inside an element; `block`: it breaks the line."""
    in_menu = around.in_menu or is_menu(tag, attributes)
    in_article = around.in_article or is_article(tag)
    zone = around.zone
    if block:
        zone = zone_inside(tag, attributes, zone, in_menu, around.in_article)
    return State(
        zone=zone,
        pre=around.pre or tag in PREFORMATTED,
        in_menu=in_menu,
        in_article=in_article,
        linked=around.linked or tag == "a",
        raised=around.raised or tag == "sup",
        lowered=around.lowered or tag == "sub",
        ends_block=block,
    )
