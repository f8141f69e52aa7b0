"""A diff as Markdown for an issue or a wiki page: <ins> and <del> for words, everything else as plain text.

Whatever could be markup in a source's words is written as a character reference, so it stays words in every
dialect (CommonMark 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from verify.diff.operations import Op, TextDiff
from verify.diff.touching import Passage
from verify.model.text import SourceText
from verify.report.clean import clean
from verify.report.diff_order import UNTOUCHED, Piece, label, pieces, standing, summary, told

_INLINE = re.compile(r"[\\`*_\[\]<>&|!@^$~#{}]|:(?=[^\s\d])|(?<=www)\.", re.IGNORECASE)
"""Markup, entities, mentions, formulas, addresses and emoji, GitHub's included."""
_START = re.compile(r"^(\d*)([-+=.)])")
"""What begins a list, a rule or a heading where a text begins with it."""


def render(
    title: str,
    lines: Iterable[str],
    before: SourceText,
    after: SourceText,
    diff: TextDiff,
    passages: Sequence[Passage] = (),
    *,
    claims_only: bool = False,
) -> str:
    """A heading, what was compared, the changes, the counts. `title` and `lines` are plain text."""
    arranged = told(before, after, diff, passages, claims_only=claims_only)
    blocks = [f"# {escaped(title)}", "\n".join(f"- {escaped(line)}" for line in lines)]
    for passage, ops in arranged.claims:
        status = standing(passage)
        blocks.append("## " + escaped(f"Claim {passage.claim}" + (f": {status}" if status else "")))
        blocks += [f"> {escaped(passage.text)}"] if passage.text else []
        blocks.append(_items(ops, before, after) if ops else f"{UNTOUCHED.capitalize()}.")
    if arranged.rest:
        blocks += [*(["## Elsewhere in the page"] if arranged.claims else [])]
        blocks.append(_items(arranged.rest, before, after))
    blocks += [f"{arranged.aside}."] if arranged.aside else []
    blocks += [f"{escaped(arranged.spared)}."] if arranged.spared else []
    blocks.append(f"Sentences: {summary(before, after, diff)}.")
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, such that no character of it is read as markup."""
    bare = " ".join(clean(text).split())
    inline = _INLINE.sub(lambda found: _reference(found.group()), bare)
    return _START.sub(lambda found: found.group(1) + _reference(found.group(2)), inline, count=1)


def _reference(char: str) -> str:
    return f"&#{ord(char)};"


def _items(ops: Iterable[Op], before: SourceText, after: SourceText) -> str:
    return "\n".join(f"- **{escaped(label(op))}** {_said(op, before, after)}" for op in ops)


def _said(op: Op, before: SourceText, after: SourceText) -> str:
    return "".join(_piece(piece) for piece in pieces(op, before, after)).strip()


def _piece(piece: Piece) -> str:
    space = " " if piece.apart else ""
    if piece.kept:
        return space + escaped(piece.new)
    parts = [f"<del>{escaped(piece.old)}</del>"] if piece.old else []
    parts += [f"<ins>{escaped(piece.new)}</ins>"] if piece.new else []
    return space + " ".join(parts)
