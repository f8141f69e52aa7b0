"""Quotes in several parts, as “A,” he said, “and B”: each part found, in order and near each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from verify.match.prepared import Prepared
from verify.match.wording import explain
from verify.match.wording.atoms import Role, atomize
from verify.match.wording.edges import Around
from verify.match.wording.edits import Difference
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.place import Part, Place, chosen, edged, places, rank
from verify.model.match import Axis, Check, EditKind, Outcome

_NEAR = 500  # folded characters between two parts: the attribution, at most the next sentence
_WORST = (
    Outcome.missing,
    Outcome.partial,
    Outcome.altered,
    Outcome.marked,
    Outcome.typographic,
    Outcome.verbatim,
)


def match_parts(parts: list[Part], prepared: Prepared, lexicon: Lexicon, around: Around) -> Check:
    """The parts as one quotation; `span` runs from the first word found to the last."""
    found = [places(part, prepared, lexicon) for part in parts]
    lost = [index for index, options in enumerate(found) if not options]
    if len(lost) == len(parts):
        return Check(Axis.wording, Outcome.missing, reason="the source has none of the quote's parts")
    chain = None if lost else _chain(found)
    if chain:
        return _in_order(chain, parts, prepared, lexicon, around)
    best = [
        chosen(options, part, prepared, lexicon, around) for options, part in zip(found, parts, strict=True)
    ]
    there = [place for place in best if place]
    if lost:
        numbers = ", ".join(str(index + 1) for index in lost)
        return _check(
            there, Outcome.partial, (), f"part {numbers} of the quote was not found", prepared, lexicon
        )
    return _scattered(there, parts, prepared, lexicon)


def _chain(found: list[list[Place]]) -> list[Place] | None:
    """One place for each part, each behind the last and near it: the best outcome, then the closest."""
    best: tuple[int, int, list[Place]] | None = None
    for first in found[0]:
        run = [first]
        for options in found[1:]:
            behind = [p for p in options if 0 <= p.start - run[-1].end <= _NEAR]
            if not behind:
                break
            run.append(min(behind, key=lambda place: (rank(place), place.start)))
        else:
            key = max(map(rank, run)), run[-1].end - run[0].start
            if best is None or key < best[:2]:
                best = (*key, run)
    return best[2] if best else None


def _in_order(
    chain: list[Place], parts: list[Part], prepared: Prepared, lexicon: Lexicon, around: Around
) -> Check:
    judged: list[Place] = []
    more: list[Difference] = []
    marked = False
    for index, (place, part) in enumerate(zip(chain, parts, strict=True)):
        gap_words = True
        if index:
            unfair, gap_words, stands_for = _between(chain[index - 1].end, place.start, prepared, lexicon)
            more += unfair
            marked = marked or stands_for
        last = index == len(parts) - 1
        judged.append(edged(place, part, prepared, lexicon, around, start=gap_words, end=last))
    outcomes = [place.outcome for place in judged] + [Outcome.marked] * marked
    outcome = Outcome.altered if more else min(outcomes, key=_WORST.index)
    differences = (*(d for place in judged for d in place.differences), *more)
    if outcome is Outcome.partial and differences and any(p.outcome is Outcome.altered for p in judged):
        outcome = Outcome.altered
    return _check(judged, outcome, tuple(differences), "", prepared, lexicon)


def _between(
    start: int, end: int, prepared: Prepared, lexicon: Lexicon
) -> tuple[list[Difference], bool, bool]:
    """What stands between two parts: unfair losses; whether there are words; whether they are left out.

    The narrator's words between two quotations, and an attribution, are what a split quote leaves out by
    its nature; anything else is as if an ellipsis stood for it.
    """
    text = prepared.folded.text
    atoms = atomize(text, lexicon, start, end) if end > start else []
    if not atoms:
        return [], False, False
    if text[start:end].count('"') >= 2 or any(atom.role & Role.attribution for atom in atoms):
        return [], True, False
    for role, kind in (
        (Role.number, EditKind.number),
        (Role.negation, EditKind.negation),
        (Role.hedge, EditKind.hedge),
    ):
        if any(atom.role & role for atom in atoms):
            words = atoms[0].start, atoms[-1].end
            return [Difference(kind, "", text[slice(*words)], words)], True, False
    return [], True, True


def _scattered(there: list[Place], parts: list[Part], prepared: Prepared, lexicon: Lexicon) -> Check:
    """All parts stand in the text, but not as one quotation."""
    ordered = all(a.end <= b.start for a, b in pairwise(there))
    if ordered:
        widest = max(b.start - a.end for a, b in pairwise(there))
        reason = f"the parts stand {widest} characters apart"
        edit = Difference(EditKind.omitted, "", f"{widest} characters between the parts", None)
    else:
        reason = "the parts are out of order"
        said = [prepared.folded.text[p.start : p.end] for p in sorted(there, key=lambda p: p.start)]
        edit = Difference(EditKind.wording, " … ".join(part.given for part in parts), " … ".join(said), None)
    found = (*(d for place in there for d in place.differences), edit)
    return _check(
        [replace(p, differences=()) for p in there], Outcome.altered, found, reason, prepared, lexicon
    )


def _check(
    there: list[Place],
    outcome: Outcome,
    differences: tuple[Difference, ...],
    reason: str,
    prepared: Prepared,
    lexicon: Lexicon,
) -> Check:
    first = there[0] if len(there) == 1 else min(there, key=lambda place: place.start)
    last = max(there, key=lambda place: place.end)
    span = prepared.folded.original(first.start, last.end)
    edits = tuple(difference.edit(prepared.folded) for difference in differences)
    unknown = None if lexicon.known else lexicon.language
    if outcome is not Outcome.altered:
        edits = ()
    note = reason or next((place.note for place in there if place.note), "")
    return Check(
        Axis.wording,
        outcome,
        span,
        prepared.source.text[span[0] : span[1]],
        prepared.source.zone_at(span[0]),
        edits,
        explain.wording(outcome, edits, note, (), unknown),
    )
