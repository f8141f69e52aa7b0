"""Numbers that are no figures: dates, years, clock times, ordinals, section and telephone numbers."""

from __future__ import annotations

from verify.match.figure.lexemes import Lexeme
from verify.text.figure_words import FigureWords
from verify.text.tokens import TokenKind

_TIED = frozenset(":/")
_PHONE_GROUPS = 3
_STREET_REACH = 4  # words between the number of a house and its street


def kept_out(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    """The index after a number that is no figure, None when the number at `index` may be one."""
    if row[index].kind is not TokenKind.number:
        return _word_kept_out(row, index, words)
    return (
        _tied(row, index)
        or _dashed(row, index)
        or _suffixed(row, index, words)
        or _housed(row, index, words)
        or _labelled(row, index, words)
        or _dated(row, index, words)
    )


def _word_kept_out(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    before = row[index - 1].key if index else ""
    if row[index].key in words.labels:
        return None
    after = row[index + 1].key if index + 1 < len(row) else ""
    numeric = row[index].key in words.numbers
    return index + 1 if numeric and (before in words.before or after in words.after) else None


def _tied(row: list[Lexeme], index: int) -> int | None:
    """`10:30`, `5/28/2018`: everything that is tied together is one thing that is not a figure."""
    end = index + 1
    while end + 1 < len(row) and row[end].key in _TIED and row[end].glued and _glued_number(row, end + 1):
        end += 2
    return end if end > index + 1 else None


def _glued_number(row: list[Lexeme], index: int) -> bool:
    return row[index].is_number and row[index].glued


def _dashed(row: list[Lexeme], index: int) -> int | None:
    """`2018-05-28`, `555-0199`, `+7-701-…`: three dashed groups, or a group that starts with 0."""
    end = index + 1
    while end + 1 < len(row) and row[end].key == "-" and row[end].glued and _glued_number(row, end + 1):
        end += 2
    groups = (end - index + 1) // 2
    last = row[end - 1].text
    padded = len(last) > 1 and last[0] == "0" and last.isdigit()
    phone = groups == 2 and (padded or (index > 0 and row[index - 1].key == "+"))
    return end if groups >= _PHONE_GROUPS or phone else None


def _suffixed(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    """`3rd`, `1990s`, `5pm`, `4x4`; a glued unit or magnitude is part of the figure."""
    after = index + 1
    keys = [lexeme.key for lexeme in row[after : after + 3]]
    clock = words.clock.at(keys, 0)
    if clock is not None:
        return after + clock[1]
    if not keys or not row[after].is_word or not row[after].glued or words.script == "han":
        return None
    known = keys[0] in words.magnitudes or words.units.at(keys, 0) or words.mixed.at(keys, 0)
    return None if known and keys[0] not in words.ordinals else _glued_end(row, after, words)


def _glued_end(row: list[Lexeme], after: int, words: FigureWords) -> int | None:
    if row[after].key in words.ordinals or len(row[after].key) <= 2:
        return after + 1
    return None


def _housed(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    """The number of a house: `80 Lenin Street`, `улица Ленина, 80`, `Lindenstraße 80`."""
    end = index + 1
    while end < min(index + 1 + _STREET_REACH, len(row)) and row[end].is_word and row[end].text[0].isupper():
        end += 1
        if end > index + 2 and row[end - 1].key in words.streets:
            return index + 1
    return index + 1 if _after_street(row, index, words) else None


def _after_street(row: list[Lexeme], index: int, words: FigureWords) -> bool:
    before = index - 1
    comma = before >= 0 and row[before].key == ","
    before -= comma
    ends = before >= 0 and row[before].text[0].isupper() and row[before].key.endswith(words.street_endings)
    if words.street_endings and ends and not comma:
        return True
    while before >= max(0, index - _STREET_REACH) and row[before].is_word:
        if row[before].key in words.street_names:
            return True
        if not row[before].text[0].isupper():
            return False
        before -= 1
    return False


def _labelled(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    """`Section 5`, `No. 12`, `§ 3`."""
    return index + 1 if index and row[index - 1].key in words.labels else None


def _dated(row: list[Lexeme], index: int, words: FigureWords) -> int | None:
    """A day beside a month, a year after a month, `2018 года`, `5月28日`."""
    after = index + 1
    text = row[index].text.rstrip(".")
    if not (text.isdigit() and len(text) in (1, 2, 4)):
        return None
    step = after + 1 if after < len(row) and row[after].key == "." else after
    following = row[step].key if step < len(row) else ""
    if _is_month(row, step, words) or (index and _is_month(row, index - 1, words)):
        return after
    if len(text) == 4 and following in words.years_after:
        return after
    if len(text) <= 2 and following in words.days_after:
        return after
    beyond = row[step + 1 : step + 2]
    return after if following in ("de", "of") and beyond and beyond[0].key in words.months else None


def _is_month(row: list[Lexeme], index: int, words: FigureWords) -> bool:
    if index >= len(row) or row[index].key not in words.months:
        return False
    return row[index].key not in words.modals or row[index].text[0].isupper()
