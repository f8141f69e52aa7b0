"""Sentence boundaries by rule: good enough to say "the figure's sentence", never to decide alone."""

from __future__ import annotations

import re
from bisect import bisect_right

# Possessive: runs of dots must not be tried again at each of their lengths.
_END = re.compile(r"[.!?…]++[\"'”’»›)\]]*+|[。！？｡]++[」』”’）]*+|\n++")
_STOP = re.compile(r"[.!?…。！？｡\n]")
"""How an `_END` begins: one class of characters is found several times quicker than the alternatives."""
_SHORT = (
    "mr mrs ms dr prof gen col lt sgt rep sen gov pres st jr sr vs etc cf ca approx no nos vol pp p ed eds "
    "fig inc ltd co corp jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.g i.e a.m p.m "
    "г гг т.е т.д т.п др см стр тыс млн млрд им z.b d.h u.a bzw usw nr art av mme mlle m"
)
_LETTERS = map(chr, (*range(ord("a"), ord("z") + 1), *range(ord("а"), ord("я") + 1)))
_PLAIN = re.compile(r"\.(?:\n| [A-Z])").match
"""A full stop that nothing but an abbreviation before it could keep from ending a sentence."""
_ABBREVIATIONS = frozenset((*_SHORT.split(), *_LETTERS))
_LONGEST = max(map(len, _ABBREVIATIONS))
_BEFORE_A_WORD = re.compile(r"[\s(\"'“‘]")
_OPENING = " \t\u00a0\"'“‘«(["
_FULL = "。！？｡!?"


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, in order, without the white space around them."""
    spans: list[tuple[int, int]] = []
    start = passed = 0
    for at in [found.start() for found in _STOP.finditer(text)]:
        if at < passed:
            continue
        line_break = text[at] == "\n"
        if not line_break and _PLAIN(text, at) and _is_word(text, start, at):
            passed = at + 1
        else:
            passed = at + 1 if line_break else _mark_end(text, at)
            if not line_break and not _ends_here(text, start, at, passed):
                continue
        if start < at or not line_break:
            _add(spans, text, start, passed)
        start = passed
    _add(spans, text, start, len(text))
    return spans


def sentence_at(spans: list[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The span that holds `offset`, or the nearest one before it. `spans` must not be empty."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[max(index, 0)]


def _is_word(text: str, start: int, dot: int) -> bool:
    """The word before a full stop is plainly a word: of letters alone, and no abbreviation."""
    word = text[text.rfind(" ", start, dot) + 1 : dot]
    return word.isalpha() and (len(word) > _LONGEST or word.lower() not in _ABBREVIATIONS)


def _mark_end(text: str, at: int) -> int:
    """Where the mark that begins at `at` ends: nearly all are one character before a space or a letter."""
    following = text[at + 1 : at + 2]
    if following == " " or following.isalnum():
        return at + 1
    found = _END.match(text, at)
    assert found is not None
    return found.end()


def _ends_here(text: str, start: int, at: int, end: int) -> bool:
    """Whether the mark [at, end) closes the sentence that begins at `start`. No line break is asked about."""
    first = text[at]
    if first in ".!?…" and end < len(text) and not text[end].isspace():
        return False
    if first in _FULL:
        return True
    if _goes_on(text, end):
        return False
    alone = first == "." and (end == at + 1 or text[at + 1] not in ".!?…")
    return not (alone and _abbreviated(text, start, at))


def _goes_on(text: str, end: int) -> bool:
    """A small letter comes next, behind spaces and opening marks."""
    following = text[end + 1 : end + 2]  # nearly always a letter behind one space
    if text[end : end + 1] != " " or not following or following in _OPENING:
        following = text[end : end + 60].lstrip(_OPENING)[:1]
    return following.islower()


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """The word before the full stop at `dot` is an abbreviation; it begins at `start` or later."""
    before = text[max(start, dot - _LONGEST - 1) : dot]
    if len(before) > _LONGEST and before.isalnum():
        return False
    word = before[before.rfind(" ") + 1 :]
    if not word.isalpha():
        word = _BEFORE_A_WORD.split(word)[-1]
    return word.lower() in _ABBREVIATIONS


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    if text[start : start + 1] == " ":  # nearly always one space, or none
        start += 1
    piece = text[start:end]
    bare = piece.strip()
    if len(bare) == end - start > 0:
        spans.append((start, end))
    elif bare:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(bare)))
