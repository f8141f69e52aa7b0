"""Anchors of a Markdown file: headings, called as GitHub and most site builders call them, and raw ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt

from verify.extract.anchors import check_anchor
from verify.model.link import FragmentCheck

_DROPPED = re.compile(r"[^\w\- ]")
_SHOWN = ("text", "code_inline", "text_special")


def check_markdown_anchor(text: str, fragment: str) -> FragmentCheck:
    """Whether a heading of the file, or an id in its raw HTML, is called `fragment`. Case does not count
    for headings: GitHub's own script finds them in any case."""
    wanted = unquote(fragment.partition(":~:")[0]).lower()
    if wanted in heading_names(text):
        return FragmentCheck(fragment, True)
    return check_anchor(text, fragment)


def as_html(text: str) -> str:
    """The file as a reader sees it, a CommonMark page with tables; raw HTML in it is kept."""
    return str(MarkdownIt("commonmark").enable("table").render(text))


def heading_names(text: str) -> frozenset[str]:
    """The names of all headings; of headings that read alike the later ones have -1, -2 … behind them."""
    taken: Counter[str] = Counter()
    names: set[str] = set()
    for heading in _headings(text):
        name = base = _DROPPED.sub("", heading.strip().lower()).replace(" ", "-")
        while name in names:
            taken[base] += 1
            name = f"{base}-{taken[base]}"
        names.add(name)
    return frozenset(names)


def _headings(text: str) -> Iterator[str]:
    before = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline" and before == "heading_open":
            yield "".join(child.content for child in token.children or () if child.type in _SHOWN)
        before = token.type
