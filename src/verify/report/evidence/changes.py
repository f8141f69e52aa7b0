"""How the pages changed between two looks: near a claim's words beside it, whole once for every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verify.diff.operations import Op
from verify.diff.touching import Passage, touched
from verify.model.match import Span
from verify.report.diff_order import Piece, label, pieces, told
from verify.report.evidence.case import Case, Dossier, PageChange, anchor
from verify.report.evidence.markup import Child, Element, el, link, other
from verify.report.evidence.words import language, minute
from verify.text.counting import counted

_MOST_OPS = 60
"""Changed sentences that are shown of one page."""
_MOST_CHARACTERS = 1_500
"""Characters that are shown of one changed sentence, on either side."""


def spoken(tag: str, says: str, *words: Child) -> Element:
    """<ins> or <del> that says what it is to those who do not see it."""
    return el(tag, el("span", f"[{says}: ", class_="heard"), *words, el("span", "]", class_="heard"))


def near(case: Case, change: PageChange) -> Element | None:
    """What became of the sentences that the claim rests on; None where nothing near them changed."""
    stands = tuple(check.span for check in case.verdict.checks if check.span)
    ops = _touching(change, case.stood, stands)
    if not ops:
        return None
    return el("div", _dates(change), _sentences(ops, change), class_="near")


def _touching(change: PageChange, before: tuple[Span, ...], after: tuple[Span, ...]) -> list[Op]:
    passage = Passage("claim", before=before, after=after)
    return [op for op in change.diff.edits if touched(op, [passage])]


def pointer(change: PageChange) -> Element:
    """From a claim to the whole diff of its page."""
    number = counted(len(change.diff.edits), "change")
    return el("p", el("a", f"The whole diff of the page: {number}", href=f"#{_anchor(change)}"))


def section(dossier: Dossier) -> Element | None:
    """Every changed page that a claim of the report rests on."""
    if not dossier.changes:
        return None
    heading = el("h2", "How the pages changed", id="changes-title")
    note = el(
        "p",
        "Between the snapshot judged here and the last one before it that said something else. ",
        *("Struck through: what the page no longer says. Underlined: what it says now."),
        class_="legend",
    )
    pages = [_page(change, dossier.cases) for _, change in sorted(dossier.changes.items())]
    return el("section", heading, note, pages, aria_labelledby="changes-title", class_="changes")


def _page(change: PageChange, cases: Iterable[Case]) -> Element:
    arranged = told(change.old, change.new, change.diff)
    resting = [case for case in cases if case.change == change.url]
    claims = [el("li", el("a", other(case.claim.id), href=f"#{case.anchor}")) for case in resting]
    verb = "rests" if len(resting) == 1 else "rest"
    return el(
        "article",
        el("h3", link(change.url)),
        _dates(change),
        el("p", f"{counted(len(resting), 'claim')} of this report {verb} on it:"),
        el("ul", claims, class_="inline"),
        _sentences(arranged.rest, change) if arranged.rest else None,
        _furniture(arranged.furniture, change),
        id=_anchor(change),
    )


def _furniture(ops: Sequence[Op], change: PageChange) -> Element | None:
    if not ops:
        return None
    return el(
        "details",
        el("summary", f"{counted(len(ops), 'change')} in menus and asides"),
        _sentences(ops, change),
    )


def _anchor(change: PageChange) -> str:
    return anchor("change", change.url)


def _dates(change: PageChange) -> Element:
    return el("p", "From ", minute(change.before.at), " to ", minute(change.after.at), ".", class_="dates")


def _sentences(ops: Sequence[Op], change: PageChange) -> list[Element]:
    shown = el("ol", [_sentence(op, change) for op in ops[:_MOST_OPS]], class_="diff")
    left = len(ops) - _MOST_OPS
    if left <= 0:
        return [shown]
    return [
        shown,
        el("p", f"{counted(left, 'changed sentence')} more, not shown here: `verify diff` lists them."),
    ]


def _sentence(op: Op, change: PageChange) -> Element:
    text = change.old if op.after is None else change.new
    said = [_piece(piece) for piece in pieces(op, change.old, change.new)]
    kind = label(op)
    return el(
        "li",
        el("span", kind[0].upper() + kind[1:], class_="kind"),
        el("p", said, dir="auto", lang=language(text.language), class_="said"),
        class_=op.kind.value,
    )


def _piece(piece: Piece) -> list[Child]:
    space = " " if piece.apart else ""
    if piece.kept:
        return [space, _cut(piece.new)]
    old = spoken("del", "removed", _cut(piece.old)) if piece.old else None
    new = spoken("ins", "added", _cut(piece.new)) if piece.new else None
    return [space, old, " " if old and new else None, new]


def _cut(text: str) -> str:
    """Long text is cut in its middle, and says so."""
    if len(text) <= _MOST_CHARACTERS:
        return text
    half = _MOST_CHARACTERS // 2
    return f"{text[:half]} [… {len(text) - 2 * half} characters left out …] {text[-half:]}"
