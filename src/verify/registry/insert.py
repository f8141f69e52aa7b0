"""Putting lines into a registry's text where its tree says they belong, every other character untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from verify.registry.tree import Mapping, Scalar, Sequence
from verify.registry.yaml_text import flow_mapping

Pairs = dict[str, str]
"""Keys with values that are YAML already, in the order in which they are to stand."""


@dataclass(frozen=True)
class Page:
    """A registry's text with its tree. `newline` is the line end that the file uses."""

    text: str
    root: Mapping
    newline: str


def add_item(page: Page, key: str, pairs: Pairs) -> str:
    """The text with a mapping added at the end of the list under the top key `key`."""
    lines = [("- " if number == 0 else "  ") + line for number, line in enumerate(_block(pairs))]
    return _grown(page, page.root, key, lines, flow_mapping(pairs))


def add_member(page: Page, parent: Mapping, key: str, pairs: Pairs) -> str:
    """The text with a mapping added at the end of the list under `key` of `parent`, a mapping further down.

    It is written as the member before it, `{…}` where it is the first.
    """
    held, flow = parent.get(key), flow_mapping(pairs)
    last = held.members[-1] if isinstance(held, Sequence) and held.members else None
    if isinstance(last, Mapping) and not last.flow:
        lines = [("- " if number == 0 else "  ") + line for number, line in enumerate(_block(pairs))]
    else:
        lines = [f"- {flow}"]
    return _grown(page, parent, key, lines, flow)


def add_entry(page: Page, key: str, name: str, pairs: Pairs) -> str:
    """The text with `name: {…}` added at the end of the mapping under the top key `key`."""
    entry = f"{name}: {flow_mapping(pairs)}"
    return _grown(page, page.root, key, [entry], entry)


def set_key(page: Page, node: Mapping, key: str, pairs: Pairs) -> str:
    """The text with `key` of the mapping `node` holding `pairs`; a value it had before is replaced."""
    text, name, old = page.text, node.key(key), node.get(key)
    indent = _column(text, node.start)
    lines = [f"{key}:", *("  " + line for line in _block(pairs))]
    if node.flow:
        lines = [f"{key}: {flow_mapping(pairs)}"]
    if name is not None and old is not None:
        written = (page.newline + " " * indent).join(lines)
        return text[: name.start] + written + text[old.end :]
    if node.flow:
        return _insert(text, node.end_of_content, ", " + lines[0])
    return _insert_lines(page, _line_end(text, node.end), indent, lines)


def _block(pairs: Pairs) -> list[str]:
    return [f"{name}: {value}" for name, value in pairs.items()]


def _grown(page: Page, parent: Mapping, key: str, lines: list[str], flow: str) -> str:
    """One more member in the list or mapping under `key` of `parent`, in the style in which it is written."""
    text, node, name = page.text, parent.get(key), parent.key(key)
    if node is None or name is None:
        return _new_key(page, parent, key, lines, flow)
    inner = _column(text, parent.start) + 2
    if isinstance(node, Scalar):  # nothing stands there yet
        if parent.flow:
            return f"{text[: node.start].rstrip(' ')} {_enclosed(lines, flow)}{text[node.end :]}"
        bare = text[: node.start] + text[node.end :]
        return _insert_lines(replace(page, text=bare), _line_end(bare, name.start), inner, lines)
    if not node.flow:
        return _after_last(page, node, lines)
    if node.members:
        return _insert(text, node.end_of_content, ", " + flow)
    if parent.flow or text[node.start + 1 : node.end - 1].strip():
        return _insert(text, node.start + 1, flow)
    bare = text[: node.start].rstrip(" ") + text[node.end :]
    return _insert_lines(replace(page, text=bare), _line_end(bare, name.start), inner, lines)


def _new_key(page: Page, parent: Mapping, key: str, lines: list[str], flow: str) -> str:
    if parent.flow:
        return _insert(page.text, parent.end_of_content, f", {key}: {_enclosed(lines, flow)}")
    block = [f"{key}:", *("  " + line for line in lines)]
    at = _line_end(page.text, parent.end)
    if parent is page.root:
        return _insert_lines(page, at, 0, ["", *block])
    return _insert_lines(page, at, _column(page.text, parent.start), block)


def _enclosed(lines: list[str], flow: str) -> str:
    """A list or a mapping in flow style with its one member."""
    return f"[{flow}]" if lines[0].startswith("- ") else f"{{{flow}}}"


def _after_last(page: Page, node: Sequence | Mapping, lines: list[str]) -> str:
    indent = _column(page.text, node.start)
    at = _line_end(page.text, node.end)
    deeper = re.compile(rf"[ ]{{{indent + 1},}}#[^\n]*(?:\n|\Z)")
    while comment := deeper.match(page.text, at):  # a comment that belongs to the member above it
        at = comment.end()
    spaced = isinstance(node, Sequence) and _apart(page.text, node)
    return _insert_lines(page, at, indent, ["", *lines] if spaced else lines)


def _apart(text: str, node: Sequence) -> bool:
    """Whether an empty line stands between the last two items."""
    if len(node.items) < 2:
        return False
    between = text[node.items[-2].end : node.items[-1].start]
    return re.search(r"\n[ \t\r]*\n", between) is not None


def _insert(text: str, at: int, piece: str) -> str:
    return text[:at] + piece + text[at:]


def _insert_lines(page: Page, at: int, indent: int, lines: list[str]) -> str:
    """Whole lines at `at`, the start of a line or the end of the text."""
    block = "".join((" " * indent + line if line else "") + page.newline for line in lines)
    missing = page.newline if at and not page.text[:at].endswith("\n") else ""
    return _insert(page.text, at, missing + block)


def _line_end(text: str, at: int) -> int:
    """The start of the line after the one that holds `at`."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)
