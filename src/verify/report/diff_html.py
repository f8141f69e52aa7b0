"""A diff of two texts as HTML: whole words in <ins> and <del>, read aloud as such, nothing by colour alone.

`fragment` is a piece for a page of its own or a larger report; `page` is a whole document that loads nothing:
its policy allows the one style sheet it carries, by hash. Whatever a source says is text in it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from verify.diff.operations import Op, TextDiff
from verify.diff.touching import Passage
from verify.model.text import SourceText
from verify.report.clean import clean
from verify.report.diff_order import (
    UNTOUCHED,
    Piece,
    Told,
    label,
    pieces,
    standing,
    summary,
    told,
)

STYLE = """
.verify-diff { line-height: 1.5; max-width: 48rem; }
.verify-diff ol { list-style: none; padding: 0; }
.verify-diff li { border-left: .25rem solid #767676; margin: .75rem 0; padding: .1rem .75rem; }
.verify-diff li.added { border-left-style: double; }
.verify-diff li.removed { border-left-style: dashed; }
.verify-diff li.moved { border-left-style: dotted; }
.verify-diff .kind { font-size: .85em; font-weight: bold; margin: 0; }
.verify-diff .said { margin: 0; overflow-wrap: anywhere; }
.verify-diff ins { background: #d7f0dc; color: #0b3d1a; text-decoration: underline; }
.verify-diff del { background: #fbdcdc; color: #5c0d0d; text-decoration: line-through; }
.verify-diff .heard { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute;
  white-space: nowrap; width: 1px; }
@media print { .verify-diff ins, .verify-diff del { background: none; } }
"""
"""The style sheet of a fragment. Without it a fragment reads well, with the spoken words in sight."""


def fragment(
    before: SourceText,
    after: SourceText,
    diff: TextDiff,
    passages: Sequence[Passage] = (),
    *,
    claims_only: bool = False,
    level: int = 3,
) -> str:
    """One <section class="verify-diff">: what touches a claim first, menus and asides folded away.

    `level` is that of its headings, if it needs any. No script, style, id, link or attribute takes anything
    from the texts but their language.
    """
    arranged = told(before, after, diff, passages, claims_only=claims_only)
    texts = _Texts(before, after)
    parts = ['<section class="verify-diff">']
    parts += _claims(arranged, texts, level)
    if arranged.rest:
        parts += [
            *([f"<h{level}>Elsewhere in the page</h{level}>"] if arranged.claims else []),
            texts.ops(arranged.rest),
        ]
    if arranged.furniture:
        aside = f"<summary>{escape(arranged.aside)}</summary>"
        parts.append(f"<details>{aside}\n{texts.ops(arranged.furniture)}\n</details>")
    parts += [f"<p>{_text(arranged.spared)}</p>"] if arranged.spared else []
    parts.append(f'<p class="counts">Sentences: {escape(summary(before, after, diff))}.</p>')
    parts.append("</section>")
    return "\n".join(parts) + "\n"


def page(title: str, lines: Iterable[str], body: str) -> str:
    """A whole document around a fragment. `title` and `lines` are plain text."""
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; base-uri 'none'; form-action 'none'"
    heads = "".join(f"<p>{_text(line)}</p>\n" for line in lines)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{_text(title)}</h1>\n{heads}{body}</main>\n</body>\n</html>\n"
    )


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _claims(arranged: Told, texts: _Texts, level: int) -> list[str]:
    parts = []
    for passage, ops in arranged.claims:
        status = standing(passage)
        head = f"Claim {passage.claim}" + (f": {status}" if status else "")
        parts.append(f"<h{level}>{_text(head)}</h{level}>")
        if passage.text:
            parts.append(f"<blockquote>{_text(passage.text)}</blockquote>")
        parts.append(texts.ops(ops) if ops else f"<p>{_text(UNTOUCHED.capitalize())}.</p>")
    return parts


class _Texts:
    """Both sides of a diff, as markup."""

    def __init__(self, before: SourceText, after: SourceText) -> None:
        self.before, self.after = before, after

    def ops(self, ops: Iterable[Op]) -> str:
        return "<ol>\n" + "\n".join(self._op(op) for op in ops) + "\n</ol>"

    def _op(self, op: Op) -> str:
        spoken = self.before if op.after is None else self.after
        language = f' lang="{escape(clean(spoken.language))}"' if spoken.language else ""
        called = label(op)
        said = f'<p class="said" dir="auto"{language}>{self._said(op)}</p>'
        head = f'<p class="kind">{_text(called[0].upper() + called[1:])}</p>'
        return f'<li class="{op.kind.value}">{head}{said}</li>'

    def _said(self, op: Op) -> str:
        return "".join(_piece(piece) for piece in pieces(op, self.before, self.after))


def _piece(piece: Piece) -> str:
    space = " " if piece.apart else ""
    if piece.kept:
        return space + _text(piece.new)
    parts = [_deleted(piece.old)] if piece.old else []
    parts += [_inserted(piece.new)] if piece.new else []
    return space + " ".join(parts)


def _deleted(text: str) -> str:
    return f'<del><span class="heard">[removed: </span>{_text(text)}<span class="heard">]</span></del>'


def _inserted(text: str) -> str:
    return f'<ins><span class="heard">[added: </span>{_text(text)}<span class="heard">]</span></ins>'


def _text(text: str) -> str:
    return escape(clean(text))
