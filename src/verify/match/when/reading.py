"""Date expressions of one sentence, read from left to right by the words of its language.

Kept out: what bounds a period and is no event ("since 1991", "until May"), ages and durations, births
unless they are asked for, and years that may be counts.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from verify.match.when.mention import Calendar, Mention, Moment, Part, Shift, Unit, Weekday
from verify.text.date_words import DateWords, Lexeme, Phrasebook, lexemes

_YEARS = range(1000, 2200)
_MOST_AGO = 200
_TELLING_REACH = 4
_STOPS = frozenset({",", ";", ":", '"', "(", ")", "“", "”"})
_SEPARATORS = frozenset({"-", ".", "/"})


@dataclass(frozen=True)
class _Read:
    """A moment read at a place; `end` is the index after it."""

    moment: Moment
    end: int
    part: Part | None = None
    relative: bool = False


def mentions(folded: str, words: DateWords, *, lives: bool = False) -> list[Mention]:
    """The date expressions of a folded sentence that may be an event's, in order.

    `lives`: births, foundings and the like count too.
    """
    return list(_Reader(folded, words, lives).mentions())


class _Reader:
    def __init__(self, folded: str, words: DateWords, lives: bool) -> None:
        self.folded, self.words, self.lives = folded, words, lives
        self.row: list[Lexeme] = lexemes(folded)
        self.keys = [lexeme.key for lexeme in self.row]
        self.future = any(words.future.at(self.keys, index) for index in range(len(self.keys)))

    def mentions(self) -> Iterator[Mention]:
        index = 0
        while index < len(self.row):
            read = self._moment(index)
            if read is None:
                index += 1
                continue
            mention, end = self._ranged(index, read)
            if not self._kept_out(index, end, read, mention):
                yield mention
            index = end

    # -- one moment ----------------------------------------------------------------------------------

    def _moment(self, index: int) -> _Read | None:
        return self._relative(index) or self._ago(index) or self._weekday(index) or self._parted(index)

    def _relative(self, index: int) -> _Read | None:
        found = self.words.relative.at(self.keys, index)
        if found is None:
            return None
        unit, by, *part = found[0].split()
        shift = Shift(cast(Unit, unit), int(by))
        return _Read(shift, found[1], cast(Part, part[0]) if part else None, relative=True)

    def _ago(self, index: int) -> _Read | None:
        """`two days ago`, `vor zwei Tagen`."""
        lead = self.words.ago_before.at(self.keys, index)
        start = lead[1] if lead else index
        count = self._count(start)
        unit = self.words.units.at(self.keys, count[1]) if count else None
        if count is None or unit is None:
            return None
        after = self.words.ago_after.at(self.keys, unit[1])
        if not (lead or after) or count[0] > _MOST_AGO:
            return None
        return _Read(Shift(cast(Unit, unit[0]), -count[0]), after[1] if after else unit[1], relative=True)

    def _count(self, index: int) -> tuple[int, int] | None:
        number = self._digits(index, 3)
        return (number, index + 1) if number is not None else self.words.numbers.at(self.keys, index)

    def _weekday(self, index: int) -> _Read | None:
        turn = self.words.turns.at(self.keys, index)
        found = self.words.weekdays.at(self.keys, turn[1] if turn else index)
        if found is None:
            return None
        end = found[1]
        if self._key(end) == "," and (date := self._calendar(end + 1, led=True)) is not None:
            return date  # Monday, May 28
        week = self._relative(self._past(self.words.of, end))
        if week and not week.part and isinstance(week.moment, Shift) and week.moment.unit == "week":
            return _Read(Weekday(found[0], week=week.moment.by), week.end)
        return _Read(Weekday(found[0], turn[0] if turn else 0), end, relative=bool(turn))

    def _parted(self, index: int) -> _Read | None:
        """A date with what cuts it: `mid-May 2018`, `in the middle of 2018`."""
        part = self.words.parts.at(self.keys, index)
        start = part[1] if part else index
        if part and self._key(start) == "-":
            start += 1
        read = self._calendar(start, led=bool(part))
        if read is None:
            return None
        after = self.words.parts_after.at(self.keys, read.end)
        name = part[0] if part else after[0] if after else None
        return replace(read, part=cast(Part, name), end=after[1] if after and not part else read.end)

    def _calendar(self, index: int, *, led: bool) -> _Read | None:
        return (
            self._numeric(index)
            or self._year_first(index)
            or self._day_first(index)
            or self._month(index, led=led)
            or self._season(index, led=led)
            or self._year(index, led=led)
        )

    def _numeric(self, index: int) -> _Read | None:
        """2018-05-28, 28.05.2018, 28/05/2018; what may be read two ways is not read."""
        parts = [self._digits(index + step, 4) for step in (0, 2, 4)]
        signs = {self._key(index + 1), self._key(index + 3)}
        if None in parts or len(signs) != 1 or not signs <= _SEPARATORS or not self._glued(index, index + 5):
            return None
        first, second, third = cast(list[int], parts)
        if first in _YEARS:
            return self._date(first, second, third, index + 5)
        if third not in _YEARS:
            return None
        if "/" in signs and self.words.month_first:
            if first <= 12 and second <= 12 and first != second:
                return None
            first, second = (second, first) if second > 12 else (first, second)
        return self._date(third, second, first, index + 5)

    def _glued(self, start: int, end: int) -> bool:
        return all(self.row[step].end == self.row[step + 1].start for step in range(start, end - 1))

    def _year_first(self, index: int) -> _Read | None:
        """`2018 жылғы 28 мамырда`, `2018年5月28日`, `去年5月`."""
        year = self._digits(index, 4)
        word = self.words.year_words.at(self.keys, index + 1) if year in _YEARS else None
        turn = self.words.year_turns.at(self.keys, index)
        if word is None and turn is None:
            return None
        start = word[1] if word else cast(tuple[int, int], turn)[1]
        inner = self._day_first(start) or self._month(start, led=True)
        if inner is None or not isinstance(inner.moment, Calendar) or inner.moment.year is not None:
            return None
        dated = replace(
            inner.moment, year=year if word else None, turn=turn[0] if turn and not word else None
        )
        return self._checked(dated, inner.end)

    def _day_first(self, index: int) -> _Read | None:
        """`28 May 2018`, `28th of May`, `5-9 May`, `del 5 al 9 de mayo`."""
        day = self._digits(index, 2)
        if day is None:
            return None
        at = self._past(self.words.ordinals, index + 1)
        last, at = self._second_day(at)
        month = self.words.months.at(self.keys, self._past(self.words.of, at))
        if month is None:
            return None
        year, turn, end = self._year_after(month[1])
        return self._checked(Calendar(year, month[0], day, last, turn), end)

    def _second_day(self, at: int) -> tuple[int | None, int]:
        link = self.words.range.at(self.keys, at) or self.words.range_and.at(self.keys, at)
        last = self._digits(link[1], 2) if link else None
        if link is None or last is None:
            return None, at
        return last, self._past(self.words.ordinals, link[1] + 1)

    def _month(self, index: int, *, led: bool) -> _Read | None:
        """`May 28, 2018`, `May 2018`, `in May`, `5月28日`."""
        found = self.words.months.at(self.keys, index)
        if found is None:
            return None
        month, at = found
        at += self._key(at) == "." and self._digits(at + 1, 4) is not None
        day, last, end = self._day_after(at)
        year, turn, end = self._year_after(end)
        bare = day is None and year is None and turn is None
        if (bare and not led and not self._led(index, "month_leads")) or self._impossible(index, day):
            return None
        return self._checked(Calendar(year, month, day, last, turn), end)

    def _impossible(self, index: int, day: int | None) -> bool:
        """`31 June`: a day that the month has not is no reason to read the month alone."""
        return day is None and self._digits(index - 1, 2) is not None and not self.words.spelled_days

    def _day_after(self, at: int) -> tuple[int | None, int | None, int]:
        """The day behind a month, where the language puts it there."""
        spelled = self.words.numbers.at(self.keys, at) if self.words.spelled_days else None
        day, end = spelled or (self._digits(at, 2), at + 1)
        if day is None or not (self.words.month_first or self.words.spelled_days):
            return None, None, at
        end = self._past(self.words.ordinals, end)
        last, end = self._second_day(end)
        return day, last, end

    def _year_after(self, at: int) -> tuple[int | None, int | None, int]:
        """(year, turn, end) of a year right behind, with "," or "of" between."""
        step = self._past(self.words.of, at)
        step += step == at and self._key(step) == ","
        year = self._digits(step, 4)
        if year in _YEARS and len(self._key(step)) == 4:
            return year, None, self._past(self.words.year_words, step + 1)
        turn = self.words.year_turns.at(self.keys, at) or self.words.year_turns.at(self.keys, step)
        return (None, turn[0], turn[1]) if turn else (None, None, at)

    def _season(self, index: int, *, led: bool) -> _Read | None:
        found = self.words.seasons.at(self.keys, index)
        if found is None:
            return None
        year, turn, end = self._year_after(found[1])
        if year is None and turn is None and not led and not self._led(index, "season_leads"):
            return None
        return _Read(Calendar(year, found[0], turn=turn, season=True), end)

    def _year(self, index: int, *, led: bool) -> _Read | None:
        year = self._digits(index, 4)
        if year is None or year not in _YEARS or len(self._key(index)) != 4 or self._in_number(index):
            return None
        if self._key(index + 1) == "s" and year % 10 == 0 and self._glued(index, index + 2):
            return _Read(Calendar(year, years=10), index + 2)
        word = self.words.year_words.at(self.keys, index + 1)
        if not word and not led and not self.words.year_leads.before(self.keys, index):
            return None
        return _Read(Calendar(year), word[1] if word else index + 1)

    def _in_number(self, index: int) -> bool:
        """Whether the digits are part of a longer number, as in 12,2018 or 2018.5."""
        before = index >= 2 and self._digits(index - 2, 9) is not None and self._glued(index - 2, index + 1)
        inside = self._digits(index + 2, 9) is not None and self._key(index + 1) in {".", ","}
        return before or (inside and self._glued(index, index + 3))

    # -- what stands around --------------------------------------------------------------------------

    def _ranged(self, index: int, read: _Read) -> tuple[Mention, int]:
        """`from March to May 2017`, `May 5 - June 2`: both ends, the year of one for both."""
        link = self.words.range.at(self.keys, read.end)
        led = self.words.range_leads.before(self.keys, index)
        link = link or (self.words.range_and.at(self.keys, read.end) if led else None)
        dashed = link is not None and self._key(read.end) == "-"
        other = self._parted_led(link[1]) if link and (led or dashed) else None
        if other is None or type(other.moment) is not type(read.moment) or isinstance(read.moment, Shift):
            return self._mention(index, read), read.end
        first, second = _one_year(read.moment, other.moment)
        whole = self._mention(index, replace(read, moment=first, end=other.end))
        return replace(whole, until=second, until_part=other.part), other.end

    def _parted_led(self, index: int) -> _Read | None:
        part = self.words.parts.at(self.keys, index)
        start = part[1] if part else index
        read = self._calendar(start, led=True) or self._weekday(index)
        return replace(read, part=cast(Part, part[0])) if read and part else read

    def _mention(self, index: int, read: _Read) -> Mention:
        start, end = self.row[index].start, self.row[read.end - 1].end
        words, told = self.folded[start:end], self._told(index)
        return Mention(words, start, end, read.moment, read.part, told=told, future=self.future)

    def _told(self, index: int) -> bool:
        """Whether a word of telling stands right before, in the same clause."""
        for step in range(index - 1, max(-1, index - 1 - _TELLING_REACH), -1):
            if self._key(step) in _STOPS or self.words.clause.at(self.keys, step):
                return False
            if self.words.telling.at(self.keys, step):
                return True
        return False

    def _kept_out(self, index: int, end: int, read: _Read, mention: Mention) -> bool:
        if mention.until is None and self._bounded(index, end, relative=read.relative):
            return True
        around = (*range(max(0, index - 4), index), *range(end, min(len(self.row), end + 3)))
        return not self.lives and any(self.words.lives.at(self.keys, step) for step in around)

    def _bounded(self, index: int, end: int, *, relative: bool) -> bool:
        words = self.words
        if words.bounds_after.at(self.keys, end) or (
            relative and words.bounds_relative.before(self.keys, index)
        ):
            return True
        for _ in range(3):
            if words.bounds.before(self.keys, index):
                return True
            if index == 0 or not words.soft_articles.at(self.keys, index - 1):
                return False
            index -= 1
        return False

    def _led(self, index: int, leads: str) -> bool:
        book: Phrasebook[bool] = getattr(self.words, leads)
        return not book.table or any(lead.before(self.keys, index) for lead in (book, self.words.range_leads))

    def _past(self, book: Phrasebook[bool], index: int) -> int:
        found = book.at(self.keys, index)
        return found[1] if found else index

    def _date(self, year: int, month: int, day: int, end: int) -> _Read | None:
        return self._checked(Calendar(year, month, day), end)

    def _checked(self, date: Calendar, end: int) -> _Read | None:
        """Only what the calendar has: no 31 June, no 29 February of a common year."""
        year = date.year if date.year is not None else 2000
        if date.month is None or not 1 <= date.month <= 12:
            return None
        longest = calendar.monthrange(year, date.month)[1]
        days = [day for day in (date.day, date.last_day) if day is not None]
        if any(not 1 <= day <= longest for day in days) or days != sorted(days):
            return None
        return _Read(date, end)

    def _digits(self, index: int, most: int) -> int | None:
        key = self._key(index)
        return int(key) if key.isdecimal() and key.isascii() and len(key) <= most else None

    def _key(self, index: int) -> str:
        return self.keys[index] if 0 <= index < len(self.keys) else ""


def _one_year(first: Moment, second: Moment) -> tuple[Moment, Moment]:
    if isinstance(first, Calendar) and isinstance(second, Calendar) and first.year is None:
        return replace(first, year=second.year, turn=second.turn), second
    return first, second
