"""The order in which the changes of a page are told, the same in every format.

First what touches a claim, claim by claim; then the rest in the order of the page; what lies in menus and
asides is counted in one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.diff.furniture import in_furniture
from verify.diff.operations import Op, OpKind, Shape, TextDiff
from verify.diff.touching import Passage, touched
from verify.model.match import Span
from verify.model.text import SourceText
from verify.report.clean import clean
from verify.text.counting import counted


@dataclass(frozen=True)
class Told:
    """`claims` that a change touches, or whose status is another now, stand beside their changes, in the
    registry's order; a change of two claims stands with both. `rest` and `furniture` touch none.
    """

    claims: tuple[tuple[Passage, tuple[Op, ...]], ...]
    untouched: tuple[Passage, ...]
    rest: tuple[Op, ...]
    furniture: tuple[Op, ...]

    @property
    def aside(self) -> str:
        """The line that stands for the furniture, "" without any."""
        number = len(self.furniture)
        return f"{counted(number, 'change')} in menus and asides" if number else ""

    @property
    def spared(self) -> str:
        """The line that names the other claims, "" without any."""
        if not self.untouched:
            return ""
        names = ", ".join(each.claim for each in self.untouched)
        return f"{counted(len(self.untouched), 'claim')} not touched: {names}"


def told(
    before: SourceText,
    after: SourceText,
    diff: TextDiff,
    passages: Sequence[Passage] = (),
    *,
    claims_only: bool = False,
) -> Told:
    """Arrange the edits of `diff`; with `claims_only` those alone that touch a claim."""
    names = {id(op): touched(op, passages) for op in diff.edits}
    beside = [(each, tuple(op for op in diff.edits if each.claim in names[id(op)])) for each in passages]
    shown = tuple((each, ops) for each, ops in beside if ops or each.was != each.stands)
    spared = tuple(each for each, ops in beside if not ops and each.was == each.stands)
    free = [] if claims_only else [op for op in diff.edits if not names[id(op)]]
    aside = {id(op) for op in free if in_furniture(op, before, after)}
    rest = tuple(op for op in free if id(op) not in aside)
    return Told(shown, spared, rest, tuple(op for op in free if id(op) in aside))


def label(op: Op) -> str:
    """What an operation is called: its kind, and what else became of it."""
    parts: list[str] = [op.kind.value]
    if op.shape:
        parts.append(_SHAPES[op.shape].format(*op.sentences))
    if op.kind is OpKind.moved and op.words and not op.damage:
        parts.append("and changed")
    if op.damage:
        what = "characters lost" if op.damage.lost else "encoding damage"
        parts.append(f"{what} {op.damage.side.value}: {op.damage.how}")
    return ", ".join(parts)


_SHAPES = {
    Shape.merged: "{} sentences merged into {}",
    Shape.divided: "{} split into {} sentences",
    Shape.parted: "{} sentences parted otherwise",
}


def summary(before: SourceText, after: SourceText, diff: TextDiff) -> str:
    """`12 kept, 1 changed`, then in words what the counts do not say."""
    counts = ", ".join(f"{number} {kind}" for kind, number in diff.counts.items() if number) or "none"
    notes = []
    if diff.layout_only:
        notes.append("no word of the text changed")
    if diff.damage_only:
        notes.append("nothing but encoding damage")
    anew = laid_out_anew(before, after, diff)
    if anew:
        notes.append(f"{counted(anew, 'kept sentence')} in another layout or typography")
    return f"{counts}: {'; '.join(notes)}" if notes else counts


def laid_out_anew(before: SourceText, after: SourceText, diff: TextDiff) -> int:
    """Kept sentences whose line breaks, white space, quotation marks or dashes are not what they were."""
    if before.text == after.text:
        return 0
    return sum(op.kind is OpKind.kept and _raw(before, op.before) != _raw(after, op.after) for op in diff.ops)


def _raw(text: SourceText, span: Span | None) -> str:
    return text.text[span[0] : span[1]] if span else ""


def standing(passage: Passage) -> str:
    """`holds -> altered`, `still holds`, or "" where the claim was not judged."""
    if not passage.was or not passage.stands:
        return passage.was or passage.stands
    return f"still {passage.was}" if passage.was == passage.stands else f"{passage.was} -> {passage.stands}"


@dataclass(frozen=True)
class Piece:
    """Words of an operation: what stood (`old`) and what stands (`new`), "" for none, on one line each.

    The two are equal for what was kept. `apart`: white space stands between it and the piece before.
    """

    old: str
    new: str
    kept: bool
    apart: bool


def pieces(op: Op, before: SourceText, after: SourceText) -> list[Piece]:
    """The words of an operation in order. A moved sentence whose words stayed is kept."""
    if not op.words:
        old, new = _cut(before, op.before), _cut(after, op.after)
        kept = op.kind in (OpKind.kept, OpKind.moved)
        return [Piece(new if kept else old, new, kept, False)]
    out: list[Piece] = []
    last = (op.before[0] if op.before else None, op.after[0] if op.after else None)
    for word in op.words:
        kept = word.kind is OpKind.kept
        old, new = _cut(before, word.before), _cut(after, word.after)
        apart = _gap(after, last[1], word.after) or _gap(before, last[0], word.before)
        out.append(Piece(new if kept else old, new, kept, apart))
        last = (word.before[1] if word.before else last[0], word.after[1] if word.after else last[1])
    return out


def _gap(text: SourceText, end: int | None, span: Span | None) -> bool:
    return span is not None and end is not None and any(map(str.isspace, text.text[end : span[0]]))


def _cut(text: SourceText, span: Span | None) -> str:
    return clean(text.text[span[0] : span[1]]).strip() if span else ""


UNTOUCHED = "nothing changed where its words stood"
"""What is said of a claim whose status changed for another reason."""
