"""Anchors of a Markdown file: headings, called as GitHub and most site builders call them, and raw ids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verify.extract.anchors import check_anchor
from verify.extract.links.markdown_links import readable_end
from verify.extract.quick_text import QuickPage
from verify.model.link import FragmentCheck

_SHOWN = ("text", "code_inline", "text_special")
_HEADINGS = "h1,h2,h3,h4,h5,h6"
_OWN_ID = re.compile(r"(?:\A|[\s:])#([^\s#]+)")
_UNSEEN = re.compile("[\u200c\u200d\ufe00-\ufe0f]")  # joiners, variants of signs: some builders drop them
_DASHES = re.compile("-{2,}")


@dataclass(frozen=True)
class _File:
    """A Markdown file, parsed once for all of its fragments. `cut` counts the characters that were read,
    None where that is all of them."""

    page: QuickPage
    tokens: Sequence[Token]
    cut: int | None

    @cached_property
    def headings(self) -> list[str]:
        """Their words, raw <h2> among them; by the tokens alone where raw HTML hides some or is hostile."""
        plain = list(_of_tokens(self.tokens))
        if self.page.tree is None:
            return plain
        shown = [node.text() for node in self.page.tree.css(_HEADINGS)]
        return shown if len(shown) >= len(plain) else plain

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(_names(self.headings))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Those that headings give themselves, `{#so}`; case counts in them."""
        return frozenset(_own(heading)[1] for heading in self.headings)


def check_markdown_anchor(text: str, fragment: str) -> FragmentCheck:
    """Whether a heading of the file, or an id in its raw HTML, is called `fragment`. Case does not count
    for headings: GitHub's own script finds them in any case. Of what is too long to be read nothing is
    missing."""
    asked = unquote(fragment.partition(":~:")[0])
    file = _parsed(text)
    if asked in file.ids or _UNSEEN.sub("", asked.lower()) in file.names:
        return FragmentCheck(fragment, True)
    checked = check_anchor(file.page, fragment)
    if checked.found is False and file.cut is not None:
        return FragmentCheck(fragment, None, f"only the first {file.cut} characters were read")
    return checked


def as_html(text: str) -> str:
    """The file as a reader sees it, a CommonMark page with tables; raw HTML in it is kept."""
    return str(_parser().render(text))


def heading_names(text: str) -> frozenset[str]:
    """The names of all headings; of headings that read alike the later ones have -1, -2 … behind them.

    Letters, their marks, digits, _ and - make a name, spaces become dashes. Several dashes in a row are
    written as one by some builders: both names are given. Joiners and variation selectors are left out.
    """
    return _parsed(text).names


@lru_cache(maxsize=2)
def _parsed(text: str) -> _File:
    end = readable_end(text)
    parser = _parser()
    env: dict[str, object] = {}  # the definitions of references
    tokens = parser.parse(text[:end], env)
    page = QuickPage(str(parser.renderer.render(tokens, parser.options, env)))
    return _File(page, tokens, end if end < len(text) else None)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _names(headings: Iterable[str]) -> Iterator[str]:
    taken: Counter[str] = Counter()
    names: set[str] = set()
    for heading in headings:
        spelt = (heading, heading.strip(), _own(heading)[0])  # an image leaves a space before it
        for base in dict.fromkeys(map(_name, spelt)):
            name = base
            while name in names:
                taken[base] += 1
                name = f"{base}-{taken[base]}"
            names.add(name)
            yield name
            yield _DASHES.sub("-", name)


def _own(heading: str) -> tuple[str, str]:
    """A heading without the `{#id}` or `{: .a #id}` at its end, and the id; "" where it has none."""
    words, _, attributes = heading.rstrip().rpartition("{")
    id = _OWN_ID.search(attributes[:-1]) if attributes.find("}") == len(attributes) - 1 else None
    return (words.rstrip(), id[1]) if id else (heading, "")


def _name(heading: str) -> str:
    kept = (char for char in _UNSEEN.sub("", heading.lower()) if _in_name(char))
    return "".join(kept).replace(" ", "-")


def _in_name(char: str) -> bool:
    return char.isalnum() or char in "_- " or unicodedata.category(char) in ("Mn", "Mc", "Me", "Pc")


def _of_tokens(tokens: Iterable[Token]) -> Iterator[str]:
    before = ""
    for token in tokens:
        if token.type == "inline" and before == "heading_open":
            yield "".join(child.content for child in token.children or () if child.type in _SHOWN)
        before = token.type
