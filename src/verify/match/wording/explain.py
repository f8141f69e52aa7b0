"""Why a wording came out as it did, in one sentence part an editor can read."""

from __future__ import annotations

from verify.match.wording.locate import PLACES
from verify.model.match import Edit, EditKind, Outcome, Span

_PLAIN = {
    Outcome.verbatim: "the source has these words",
    Outcome.typographic: "the source has these words, with other punctuation, marks or capitals",
    Outcome.marked: "the source has these words; what the quote's brackets and ellipses stand for is fair",
    Outcome.partial: "only a part of the quote was found",
    Outcome.missing: "the source does not have these words",
}
_KINDS = {
    EditKind.number: "a number differs",
    EditKind.negation: "a negation differs",
    EditKind.hedge: "a hedge differs",
    EditKind.attribution: "who says it differs",
    EditKind.added: "the quote adds words",
    EditKind.omitted: "the quote leaves words out",
    EditKind.wording: "the words differ",
    EditKind.spelling: "only the spelling differs",
}
_LONGEST = 80


def wording(
    outcome: Outcome, edits: tuple[Edit, ...], note: str, also: tuple[Span, ...], unknown: str | None
) -> str:
    """The reason; `unknown` is the language whose word lists are lacking, None where there are some."""
    reason = note or (_edited(edits) if outcome is Outcome.altered else _PLAIN.get(outcome, ""))
    if unknown and outcome is Outcome.altered:
        reason += f" (kinds not known for {unknown or 'this language'})"
    if len(also) + 1 >= PLACES:
        reason += f"; it stands there {PLACES} times or more, the rest was not looked at"
    return reason


def _edited(edits: tuple[Edit, ...]) -> str:
    order = list(EditKind)
    main = min(edits, key=lambda edit: order.index(edit.kind), default=None)
    if main is None:
        return "the words differ"
    more = f", and {len(edits) - 1} more" if len(edits) > 1 else ""
    return f"{_KINDS[main.kind]}: {_sides(main)}{more}"


def _sides(edit: Edit) -> str:
    claim, source = short(edit.claim), short(edit.source)
    if not source:
        return f"“{claim}” is not in the source"
    if not claim:
        return f"the source has “{source}”, the quote does not"
    return f"the quote says “{claim}”, the source “{source}”"


def short(text: str) -> str:
    """No more than the first words of a long text."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
