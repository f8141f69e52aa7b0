"""A diff for a terminal: whole words as [-removed-] and {+added+}, side by side where there is room.

Colour repeats what the marks say and is never alone in saying it. No character of a source reaches the
terminal that could steer it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verify.diff.operations import Op, OpKind, TextDiff
from verify.diff.touching import Passage
from verify.model.text import SourceText
from verify.report.clean import clean, shorten
from verify.report.diff_order import UNTOUCHED, Piece, label, pieces, standing, summary, told

WIDE = 140
"""Columns from which the two sides stand beside each other."""
_LEAD = 10
_SIGNS = {OpKind.added: "+", OpKind.removed: "-", OpKind.changed: "~", OpKind.moved: ">"}


class Mark(StrEnum):
    plain = ""
    old = "\x1b[31m"
    new = "\x1b[32m"
    bold = "\x1b[1m"


Word = tuple[tuple[str, Mark], ...]
"""What stands between two spaces: runs of one mark each."""


@dataclass(frozen=True)
class Screen:
    """`width` in columns; one of WIDE or more shows the sides beside each other."""

    width: int = 110
    colour: bool = False


PLAIN = Screen()


def render(
    before: SourceText,
    after: SourceText,
    diff: TextDiff,
    passages: Sequence[Passage] = (),
    *,
    claims_only: bool = False,
    screen: Screen = PLAIN,
) -> str:
    """The changes in the order of `verify.report.diff_order`, then one line of counts. Ends in a newline."""
    arranged = told(before, after, diff, passages, claims_only=claims_only)
    drawn = _Drawn(before, after, screen)
    lines: list[str] = []
    for passage, ops in arranged.claims:
        lines += [*_claim(passage, screen), *(line for op in ops for line in drawn.block(op))]
        lines += [""] if ops else [f"  {UNTOUCHED}", ""]
    if arranged.claims and arranged.rest:
        lines.append(_styled("elsewhere in the page", Mark.bold, screen))
    lines += [line for op in arranged.rest for line in drawn.block(op)]
    lines += [line for line in (arranged.aside, clean(arranged.spared)) if line]
    return "\n".join([*lines, f"sentences: {summary(before, after, diff)}"]) + "\n"


def _claim(passage: Passage, screen: Screen) -> list[str]:
    status = standing(passage)
    head = f"claim {clean(passage.claim)}" + (f": {status}" if status else "")
    lines = [_styled(head, Mark.bold, screen)]
    if passage.text:
        lines.append(f"  {shorten(clean(passage.text), 160)}")
    return lines


@dataclass(frozen=True)
class _Drawn:
    before: SourceText
    after: SourceText
    screen: Screen

    def block(self, op: Op) -> list[str]:
        parts = pieces(op, self.before, self.after)
        bare = not op.words  # the sign says it of a whole sentence
        head = f"{_SIGNS.get(op.kind, ' ')} {op.kind:<8}"
        note = label(op).partition(", ")[2]
        if self.screen.width >= WIDE and op.kind is not OpKind.kept:
            return self._beside(head, note, parts, op)
        words = [*_note(note), *_words(parts, (Mark.old, Mark.new), bare)]
        lines = _filled(words, self.screen.width - _LEAD)
        return [
            (head if number == 0 else " " * _LEAD) + self._line(line) for number, line in enumerate(lines)
        ] or [head]

    def _beside(self, head: str, note: str, parts: Sequence[Piece], op: Op) -> list[str]:
        room = (self.screen.width - _LEAD - 3) // 2
        left = _filled(_words(parts, (Mark.old,), not op.words), room) if op.before else []
        right = _filled(_words(parts, (Mark.new,), not op.words), room) if op.after else []
        lines = [f"{head}({note})"] if note else []
        for number in range(max(len(left), len(right), 1)):
            lead = head if number == 0 and not note else " " * _LEAD
            old, new = (side[number] if number < len(side) else [] for side in (left, right))
            padding = " " * (room - _line_width(old))
            lines.append(f"{lead}{self._line(old)}{padding} | {self._line(new)}".rstrip())
        return lines

    def _line(self, words: Sequence[Word]) -> str:
        return " ".join("".join(_styled(text, mark, self.screen) for text, mark in word) for word in words)


def _styled(text: str, mark: Mark, screen: Screen) -> str:
    return f"{mark}{text}\x1b[0m" if screen.colour and mark else text


def _note(note: str) -> list[Word]:
    return [((word, Mark.plain),) for word in f"({note})".split()] if note else []


def _words(parts: Sequence[Piece], marks: Sequence[Mark], bare: bool) -> list[Word]:
    """The words of the pieces; of what changed the sides named in `marks`, without brackets if `bare`."""
    out: list[Word] = []
    for part in parts:
        said = list(_marked(part, marks, bare))
        if out and said and not part.apart:
            out[-1] = (*out[-1], *said.pop(0))
        out += said
    return out


def _marked(part: Piece, marks: Sequence[Mark], bare: bool) -> Iterator[Word]:
    if part.kept:
        yield from (((word, Mark.plain),) for word in part.new.split())
        return
    runs = []
    if part.old and Mark.old in marks:
        runs.append((part.old if bare else f"[-{part.old}-]", Mark.old))
    if part.new and Mark.new in marks:
        runs.append((part.new if bare else "{+" + part.new + "+}", Mark.new))
    words: list[Word] = []
    for text, mark in runs:
        first, *rest = text.split()
        words[-1:] = [(*words[-1], (first, mark)) if words else ((first, mark),)]
        words += [((word, mark),) for word in rest]
    yield from words


def _filled(words: Sequence[Word], width: int) -> list[list[Word]]:
    """Lines of at most `width` columns; a word that is longer is cut into several."""
    lines: list[list[Word]] = []
    left = 0
    for word in (piece for each in words for piece in _cut(each, width)):
        needed = _width(word)
        if lines and needed + 1 <= left:
            lines[-1].append(word)
            left -= needed + 1
        else:
            lines.append([word])
            left = width - needed
    return lines


def _cut(word: Word, width: int) -> Iterator[Word]:
    if _width(word) <= width:
        yield word
        return
    line: list[tuple[str, Mark]] = []
    left = width
    for text, mark in word:
        for char in text:
            cells = _cells(char)
            if cells > left and line:
                yield tuple(line)
                line, left = [], width
            line.append((char, mark))
            left -= cells
    yield tuple(line)


def _line_width(words: Sequence[Word]) -> int:
    return sum(map(_width, words)) + max(0, len(words) - 1)


def _width(word: Word) -> int:
    return sum(_text_width(text) for text, _ in word)


def _text_width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    """Columns that a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
