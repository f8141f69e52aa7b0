"""From a file to its YAML tree, refusing hostile input while scanning: nothing is composed first.

ruamel.yaml's parser gives events one by one; the tree is grown from them without recursion, so that
depth, size and number of values are bounded before they cost anything.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from verify.registry.tree import Mapping, Node, Scalar, Sequence

MAX_BYTES = 2 * 2**20
MAX_DEPTH = 40
MAX_VALUES = 50_000
_BOM = "\ufeff"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|(?!^)\ufeff|\r(?!\n)")
_NO_TAGS = "tags (!) are not used here", "put text that starts with ! between quotation marks"
_LONG_TAG = re.compile(r"(?:^|(?<=[\s,\[{]))![!-~]{500}")  # ruamel needs quadratic time for one
_LONG_BLANK = re.compile(r"[ \t]{2000}")  # and for one behind a block scalar's mark
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*+(%[A-Za-z]*)")


class Unusable(Exception):
    """The file cannot be taken as a registry at all; `offset` counts characters of its text."""

    def __init__(self, message: str, mend: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.offset = offset


@dataclass(frozen=True)
class Written:
    """A registry file's text without byte order mark; `bom` tells whether it had one."""

    text: str
    bom: bool = False

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def encoded(self, text: str) -> bytes:
        """`text` as this file writes its bytes."""
        return ((_BOM if self.bom else "") + text).encode()


def read_file(path: Path) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES. Raises Unusable; never opens a device or pipe."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unusable("is not a regular file", "name the references.yaml itself")
        if found.st_size > MAX_BYTES:
            raise _too_large(found.st_size)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unusable("does not exist", "start one with `verify init`") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Unusable(f"cannot be read: {reason}", "check the path and its permissions") from None
    if len(content) > MAX_BYTES:
        raise _too_large(len(content))
    return content


def _too_large(size: int) -> Unusable:
    return Unusable(
        f"is larger than a registry may be: {size:,} bytes, limit {MAX_BYTES:,}",
        "split it, one file an article",
    )


def decode(content: bytes) -> Written:
    """The text of a registry file. Raises Unusable where it is not UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise Unusable(
            "is not UTF-8 here", "save the file as UTF-8", len(before.removeprefix(_BOM))
        ) from None
    return Written(text.removeprefix(_BOM), text.startswith(_BOM))


def grow(text: str) -> Mapping:
    """The tree of one YAML document that is a mapping. Raises Unusable at the first thing that is not one."""
    _refuse_characters(text)
    try:
        root = _Grower(text).grow(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        raise _syntax(text, error) from None
    except (YAMLError, OverflowError, ValueError, IndexError) as error:
        first = str(error).partition("\n")[0]
        raise Unusable(f"is not valid YAML: {first}", "check the escapes in double-quoted text") from None
    if root is None:
        raise Unusable("holds no registry", "start one with `verify init`")
    if not isinstance(root, Mapping):
        raise Unusable(f"is {root.kind}, not a mapping", "start the file with `version: 1`", root.start)
    return root


def _refuse_characters(text: str) -> None:
    odd = _FORBIDDEN.search(text)
    if odd:
        name = "carriage return" if odd.group() == "\r" else f"control character U+{ord(odd.group()):04X}"
        raise Unusable(f"holds a {name} here", "remove it", odd.start())
    tag = _LONG_TAG.search(text)
    if tag:
        raise Unusable(*_NO_TAGS, tag.start())
    blank = _LONG_BLANK.search(text)
    if blank:
        raise Unusable("holds a run of 2,000 blanks here", "remove them", blank.start())
    directive = _DIRECTIVE.match(text)
    if directive:
        raise Unusable("YAML directives are not used here", "remove the line", directive.start(1))


def _syntax(text: str, error: MarkedYAMLError) -> Unusable:
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    problem = (error.problem or error.context or "syntax error").strip()
    if "\\t" in problem:
        return Unusable("a tab is used for indentation", "indent with spaces", offset)
    if "mapping values are not allowed" in problem:
        mend = "put text that holds a colon between quotation marks, or below `>-`"
    elif text[offset : offset + 1] in ("@", "`", "%"):
        mend = f"put text that starts with {text[offset]} between quotation marks"
    else:
        mend = "check the indentation and the quotation marks here and on the line above"
    return Unusable(f"is not valid YAML: {problem}", mend, offset)


class _Grower:
    """Builds the tree from events, with a stack of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.values = 0
        self.documents = 0

    def grow(self, events: Iterator[Event]) -> Node | None:
        for event in events:
            self._take(event)
        return self.root

    def _take(self, event: Event) -> None:
        start = event.start_mark.index
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise Unusable("anchors and aliases (& and *) are not used here", "write the value out", start)
        if getattr(event, "tag", None):
            raise Unusable(*_NO_TAGS, start)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Unusable("a second document starts here", "keep one registry in a file", start)
        elif isinstance(event, ScalarEvent):
            plain = event.implicit[0]
            self._place(
                Scalar(event.value, plain, start, _content_end(self.text, start, event.end_mark.index))
            )
        elif isinstance(event, MappingStartEvent):
            self._descend(Mapping(start, bool(event.flow_style)))
        elif isinstance(event, SequenceStartEvent):
            self._descend(Sequence(start, bool(event.flow_style)))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._ascend(event.end_mark.index)

    def _place(self, node: Node) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise Unusable(
                f"holds more than {MAX_VALUES:,} values", "split it, one file an article", node.start
            )
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            parent.entries.append((key, node))
            self.keys[-1] = None
        elif isinstance(node, Scalar):
            self.keys[-1] = node
        else:
            raise Unusable(f"{node.kind} cannot be a key", "write a name before the colon", node.start)

    def _descend(self, node: Sequence | Mapping) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise Unusable(f"is nested more than {MAX_DEPTH} levels deep", "remove the nesting", node.start)
        self._place(node)
        self.open.append(node)
        self.keys.append(None)

    def _ascend(self, end: int) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.end = end if node.flow or not node.members else node.end_of_content


def _content_end(text: str, start: int, end: int) -> int:
    """Where a scalar's own characters end: a block scalar's event reaches to the next token."""
    return start + len(text[start:end].rstrip())
