"""Links of Markdown: CommonMark with tables as markdown-it-py reads it, bare addresses as GitHub does.

The parser keeps no columns, so its rules are wrapped: each notes where in its block the link stood.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from verify.extract.links.html_links import html_links
from verify.extract.links.tags import blanked
from verify.extract.links.text_links import find_urls, web
from verify.extract.links.written import Complaint, Positions, Reading, Written
from verify.model.link import LinkKind

MAX_CHARACTERS = 2 * 2**20  # the worst megabyte takes half a minute, a usual one a second
MAX_BRACKETS = 50_000
_Rule = Callable[[StateInline, bool], bool]
_MARKED = {
    "link": "link_open",
    "image": "image",
    "autolink": "link_open",
    "html_inline": "html_inline",
    "backticks": "code_inline",
}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK_TAG = re.compile(r"<(/?)a(?=[\s/>])", re.IGNORECASE)
_ANGLED = "<"


class _Parser(MarkdownIt):
    """Leaves link targets as they are written and lets all of them pass."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


def _parser() -> _Parser:
    parser = _Parser("commonmark")
    parser.enable("table")
    for rule, token in _MARKED.items():
        wrapped = _noting(_rule_of(parser, rule), token)
        parser.inline.ruler.at(rule, wrapped)
    return parser


def _rule_of(parser: MarkdownIt, name: str) -> _Rule:
    return next(rule.fn for rule in parser.inline.ruler.__rules__ if rule.name == name)


def _noting(rule: _Rule, wanted: str) -> _Rule:
    """`rule`, which also notes on its token the span it read and where in it the target stands."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            added = (state.tokens[at] for at in range(count, len(state.tokens)))
            token = next((each for each in added if each.type == wanted), None)
            if token is not None:
                token.meta = {"start": start, "end": state.pos, "target": _target_at(state, token, start)}
        return found

    return noting


def _target_at(state: StateInline, token: Token, start: int) -> int | None:
    """Where the target of a link or image is written; None where its definition stands elsewhere."""
    if token.type not in ("link_open", "image"):
        return None
    if state.src[start] == "<":
        return start + 1
    end = state.pos
    label = start + 1 if token.type == "image" else start
    closing = state.md.helpers.parseLinkLabel(state, label, token.type == "link_open")
    if state.src[closing + 1 : closing + 2] != "(":
        return None
    at = int(closing) + 2
    while at < end and state.src[at] in " \t\n":
        at += 1
    read = state.md.helpers.parseLinkDestination(state.src, at, end)
    target = token.attrGet("src" if token.type == "image" else "href")
    if not read.ok or read.str != target:
        return None
    return at + 1 if state.src[at : at + 1] == _ANGLED else at


@dataclass
class _Block:
    """The text of one block, and where in the document each of its lines stands."""

    content: str
    lines: list[tuple[int, int]]  # offset in `content`, offset in the document

    def at(self, offset: int) -> int:
        inner, outer = self.lines[bisect_right(self.lines, offset, key=itemgetter(0)) - 1]
        return outer + offset - inner


@dataclass
class _Reader:
    text: str
    positions: Positions
    source: list[str]
    links: list[Written] = field(default_factory=list)
    markup: list[tuple[int, int]] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    referring: list[int] = field(default_factory=list)  # which of `links` have a definition elsewhere
    _row: tuple[int, int] = (-1, 0)

    def block(self, token: Token, cell: bool) -> None:
        """The links of one inline token, which may be the cell of a table."""
        block = self._cell(token) if cell else self._paragraph(token)
        masks: list[tuple[int, int]] = []
        inside = 0
        for child in token.children or ():
            inside = self._child(child, block, masks, inside)
        self._bare(block, masks)

    def _child(self, child: Token, block: _Block, masks: list[tuple[int, int]], inside: int) -> int:
        """Notes a child's link and what of the block it covers; `inside` is where an <a> was opened."""
        start, end = child.meta.get("start"), child.meta.get("end")
        if start is None or end is None:
            return inside
        masks.append((start, end))
        if child.type == "html_inline":
            self.markup.append((block.at(start), block.at(end - 1) + 1))
            tag = _LINK_TAG.match(child.content)
            if tag and tag[1] and inside:
                masks.append((inside - 1, end))
            return 0 if tag and tag[1] else start + 1 if tag else inside
        if child.type in ("link_open", "image"):
            self._link(child, block, start)
        return inside

    def _link(self, token: Token, block: _Block, start: int) -> None:
        image = token.type == "image"
        target = str(token.attrGet("src" if image else "href") or "")
        at = token.meta["target"]
        if not target:
            mend = "write its address, or take the brackets away"
            self.complaints.append(Complaint(block.at(start), "the link has no target", mend))
            return
        if at is None:
            self.referring.append(len(self.links))
        kind = LinkKind.image if image else LinkKind.page
        self.links.append(Written(block.at(start if at is None else at), target, kind))

    def _bare(self, block: _Block, masks: list[tuple[int, int]]) -> None:
        """Addresses in what no other link, code span or tag of the block covers."""
        if "://" not in block.content and "www." not in block.content.lower():
            return
        masked = blanked(block.content, _gaps(masks, len(block.content)))
        for start, end in find_urls(masked, markup=True):
            target = _ESCAPED.sub(r"\1", html.unescape(masked[start:end]))
            self.links.append(Written(block.at(start), web(target)))

    def _paragraph(self, token: Token) -> _Block:
        """Each line of the block is its source line without indent and marks."""
        lines, inner = [], 0
        for number, line in enumerate(token.content.split("\n"), (token.map or [0])[0]):
            source = self.source[number].rstrip() if number < len(self.source) else ""
            column = len(source) - len(line) if source.endswith(line) else max(0, source.find(line))
            lines.append((inner, self._offset(number, column)))
            inner += len(line) + 1
        return _Block(token.content, lines)

    def _cell(self, token: Token) -> _Block:
        """Cells are looked for one behind the other; the parser took the backslash off a pipe in them."""
        number = (token.map or [0])[0]
        source = self.source[number] if number < len(self.source) else ""
        column = self._row[1] if self._row[0] == number else 0
        lines, inner = [], 0
        for piece in token.content.split("|"):
            column = max(column, source.find(piece, column))
            lines.append((inner, self._offset(number, column)))
            column += len(piece)
            inner += len(piece) + 1
        self._row = (number, column)
        return _Block(token.content, lines)

    def _offset(self, number: int, column: int) -> int:
        return self.positions.offset(number + 1, column + 1) if number < len(self.source) else len(self.text)

    def html_block(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        if first < last:
            start = self.positions.offset(first + 1, 1)
            end = self.positions.offset(last, len(self.source[last - 1]) + 1)
            self.markup.append((start, end))

    def definitions(self, env: Mapping[str, Mapping[str, Mapping[str, object]]]) -> None:
        """Tells the links that refer to a definition its lines; one that nothing uses stands for itself."""
        lines: dict[str, list[int]] = {}
        used = {self.links[at].target for at in self.referring}
        for definition in env.get("references", {}).values():
            spread, href = definition.get("map"), str(definition["href"])
            if not isinstance(spread, list):
                continue
            if href in used:
                lines.setdefault(href, []).extend(range(spread[0] + 1, max(spread[1], spread[0] + 1) + 1))
            else:
                self._definition(href, *spread)
        for at in self.referring:
            self.links[at] = self.links[at]._replace(also=tuple(lines.get(self.links[at].target, ())))

    def _definition(self, href: str, first: int, last: int) -> None:
        start = self.positions.offset(first + 1, 1)
        end = self.positions.offset(last, len(self.source[last - 1]) + 1) if last > first else len(self.text)
        label_end = self.text.find("]:", start, end)
        at = self.text.find(href, max(start, label_end), end)
        self.links.append(Written(at if at >= 0 else start, href))


def readable_end(text: str) -> int:
    """Where reading ends: the parser spends a quarter of a millisecond on each bracket that opens none."""
    opening = next(islice(re.finditer(r"\[", text), MAX_BRACKETS, None), None)
    return min(len(text), MAX_CHARACTERS, opening.start() if opening else MAX_CHARACTERS)


def markdown_links(text: str) -> Reading:
    """Links, images, autolinks, bare addresses and raw HTML, in the order they stand. A reference link
    stands where it is used; definitions that nothing uses are links of their own. Code holds none. What
    stands behind MAX_CHARACTERS or MAX_BRACKETS is not read, and a complaint says so."""
    end = readable_end(text)
    cut = Complaint(end, f"only the first {end} characters were read", "split the file")
    complaints = (cut,) if end < len(text) else ()
    text = text[:end]
    reader = _Reader(text, Positions(text), text.split("\n"))
    env: dict[str, dict[str, dict[str, object]]] = {}
    before = ""
    for token in _parser().parse(text, env):
        if token.type == "inline":
            reader.block(token, before in ("th_open", "td_open"))
        elif token.type == "html_block":
            reader.html_block(token)
        before = token.type
    reader.definitions(env)
    inner = html_links(blanked(text, iter(sorted(reader.markup)))) if reader.markup else Reading()
    links = sorted((*reader.links, *inner.links), key=lambda link: link.at)
    return Reading(tuple(links), (*reader.complaints, *complaints), inner.base)


def _gaps(masks: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in sorted(masks):
        if start > last:
            yield last, start
        last = max(last, end)
    if last < length:
        yield last, length
