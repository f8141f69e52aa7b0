"""The source's own words around what was found, with every difference marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from verify.model.match import Axis, Check, Edit, Outcome, Span
from verify.model.text import SourceText, Zone
from verify.text.tokens import words

_CONTEXT = 170
_MOST = 1_200
"""Characters of one passage; what is longer is cut in its middle, where it says so."""
_CELLS = 4_000_000
_PICTURED = 6
"""Passages that are shown of one claim."""


class Kind(StrEnum):
    plain = "plain"
    found = "found"  # what carries the claim
    theirs = "theirs"  # the source has it, the article or the pinned passage does not
    ours = "ours"  # the article or the pinned passage has it, the source does not
    cut = "cut"  # left out of the report for its length


@dataclass(frozen=True)
class Run:
    """Words of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Passage:
    """Words of one place of the source. `cut_before` and `cut_after`: its paragraph goes on there."""

    runs: tuple[Run, ...]
    zone: Zone
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True)
class _Mark:
    """`insert` are words of ours that belong at `start` and are not in the source."""

    start: int
    end: int
    kind: Kind
    insert: str = ""


def passages(text: SourceText, checks: Sequence[Check]) -> tuple[Passage, ...]:
    """Where the checks found something, in the source's order, a few hundred characters each."""
    spans = [check.span for check in checks if check.span]
    marks = [mark for check in checks for mark in _marks(check)]
    windows = _joined(sorted(_window(text, span) for span in spans))
    return tuple(_passage(text, window, marks) for window in windows[:_PICTURED])


def _marks(check: Check) -> Iterator[_Mark]:
    if check.span is None:
        return
    if check.axis in (Axis.speaker, Axis.when) or check.outcome is Outcome.differs:
        yield from _answered(check, check.span)
        return
    yield _Mark(*check.span, Kind.found)
    for edit in check.edits:
        yield from _edited(edit, check, check.span)


def _answered(check: Check, span: Span) -> Iterator[_Mark]:
    """Another figure, speaker or date stands there as a whole; the claim's own figure is put before it."""
    differs = check.outcome in (Outcome.differs, Outcome.other)
    yield _Mark(*span, Kind.theirs if differs else Kind.found)
    if check.axis is Axis.figure and check.wanted:
        yield _Mark(span[0], span[0], Kind.ours, check.wanted)


def _edited(edit: Edit, check: Check, span: Span) -> Iterator[_Mark]:
    if edit.span and edit.source:
        yield _Mark(*edit.span, Kind.theirs)
    if not edit.claim:
        return
    place = edit.span[0] if edit.span else _dropped_at(edit.claim, check, span)
    if place is not None:
        yield _Mark(place, place, Kind.ours, edit.claim)


def _dropped_at(lost: str, check: Check, span: Span) -> int | None:
    """Where words that the source lacks would stand in it, by the words around them; None: cannot be told."""
    ours, theirs = words(check.wanted), words(check.found or "")
    if len(ours) * len(theirs) > _CELLS:
        return None
    wanted = [token.key for token in words(lost)]
    left, right = [token.key for token in ours], [token.key for token in theirs]
    for what, start, end, there, _ in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what in ("delete", "replace") and _holds(left[start:end], wanted):
            return span[0] + (theirs[there].start if there < len(theirs) else span[1] - span[0])
    return None


def _holds(row: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return bool(wanted) and any(list(row[i : i + size]) == list(wanted) for i in range(len(row) - size + 1))


def _window(text: SourceText, span: Span) -> Span:
    """The span with its neighbourhood, within its own blocks and cut between words."""
    start, end = max(0, span[0] - _CONTEXT), min(len(text.text), span[1] + _CONTEXT)
    first, last = text.block_at(span[0]), text.block_at(max(span[0], span[1] - 1))
    start = max(start, first.start) if first else start
    end = min(end, max(last.end, span[1])) if last else end
    while 0 < start < span[0] and not text.text[start - 1].isspace():
        start += 1
    while span[1] < end < len(text.text) and not text.text[end].isspace():
        end -= 1
    return start, end


def _joined(windows: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in windows:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _passage(text: SourceText, window: Span, marks: Iterable[_Mark]) -> Passage:
    start, end = window
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    first, last = text.block_at(start), text.block_at(end - 1)
    before, after = bool(first and start > first.start), bool(last and end < last.end)
    runs = _shortened(_runs(text.text, window, inside))
    return Passage(tuple(runs), text.zone_at(start), before, after)


def _runs(text: str, window: Span, marks: Sequence[_Mark]) -> list[Run]:
    """The window in pieces that each have one kind: a difference counts for more than what it stands in."""
    inserts: dict[int, list[str]] = {}
    for mark in marks:
        if mark.insert and mark.insert not in inserts.setdefault(mark.start, []):
            inserts[mark.start].append(mark.insert)
    edges = sorted({*window, *(edge for mark in marks for edge in (mark.start, mark.end))})
    runs: list[Run] = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        runs += [Run(Kind.ours, words) for words in inserts.get(start, [])]
        if start < end:
            _append(runs, Run(_kind(start, end, marks), text[start:end]))
    return runs


def _append(runs: list[Run], run: Run) -> None:
    """Put a run behind the others, as one with the last where they are of one kind."""
    if runs and runs[-1].kind is run.kind:
        run = Run(run.kind, runs.pop().text + run.text)
    runs.append(run)


def _kind(start: int, end: int, marks: Iterable[_Mark]) -> Kind:
    kinds = {mark.kind for mark in marks if mark.start <= start and end <= mark.end and not mark.insert}
    return Kind.theirs if Kind.theirs in kinds else Kind.found if kinds else Kind.plain


def _shortened(runs: Sequence[Run]) -> Iterator[Run]:
    """Long stretches without a difference are cut in their middle."""
    room = max(200, _MOST // max(1, len(runs)))
    for run in runs:
        if run.kind in (Kind.plain, Kind.found) and len(run.text) > room:
            yield Run(run.kind, run.text[: room // 2])
            yield Run(Kind.cut, f"{len(run.text) - 2 * (room // 2)} characters left out")
            yield Run(run.kind, run.text[-(room // 2) :])
        else:
            yield run
