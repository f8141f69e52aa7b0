"""What stands after a number: its unit, the words counted, the rate, and where its base begins."""

from __future__ import annotations

from dataclasses import dataclass

from verify.match.figure.lexemes import Lexeme
from verify.text.figure_words import FigureWords

_NOUN_REACH = 4
_RATE_REACH = 8
_RATE_BEFORE = 5
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


@dataclass(frozen=True)
class Trailer:
    """`end` is the index after the unit, noun or rate; `of_at` the index after an `of` that opens a base."""

    end: int
    unit: str | None = None
    noun: tuple[str, ...] = ()
    per: str | None = None
    of_at: int | None = None
    hedge_after: tuple[str, str] | None = None


class NounReader:
    """Reads what follows a number: its unit, noun, rate and base."""

    def __init__(self, row: list[Lexeme], words: FigureWords) -> None:
        self.row, self.words = row, words
        self.keys = [lexeme.key for lexeme in row]

    def trailer(self, index: int, *, plural: bool = False) -> Trailer:
        """What follows at `index`; `plural`: after dozens or thousands, whose noun stands behind an `of`."""
        start = self._past_hyphen(index)
        unit, end = self._unit(start)
        return self._behind(start, unit, end, plural=plural)

    def beyond(self, trailer: Trailer, end: int) -> Trailer:
        """The trailer of the same unit where the number goes on behind it, up to `end`."""
        return self._behind(end, trailer.unit, end, plural=False)

    def _behind(self, start: int, unit: str | None, end: int, *, plural: bool) -> Trailer:
        noun: tuple[str, ...] = ()
        per, after = self._rate(end)
        if unit is None and per is None:
            noun, end = self._noun(start)
            if plural and not noun:
                noun, end = self._noun_of(start)
            per, after = self._rate(end)
        end = after if per else end
        hedge = self.words.hedges_after.at(self.keys, end)
        words = " ".join(lexeme.text for lexeme in self.row[end : hedge[1]]) if hedge else ""
        end = hedge[1] if hedge else end
        return Trailer(end, unit, noun, per, self._base_start(end), (hedge[0], words) if hedge else None)

    def rate_around(self, start: int, end: int) -> str | None:
        """`each week … 3,000`, `a weekly quota of 3,000`, `3,000 people are taken every week`."""
        for index in range(max(0, start - _RATE_BEFORE), start):
            if (per := self._strong_rate(index)) is not None and not self._crosses(index, start):
                return per
        for index in range(end, min(end + _RATE_REACH, len(self.row))):
            if (
                self.row[index].is_number
                or self.keys[index] in self.words.numbers
                or self.keys[index] in ";:"
            ):
                return None
            if (per := self._strong_rate(index)) is not None:
                return per
        return None

    def _past_hyphen(self, index: int) -> int:
        dashed = index + 1 < len(self.row) and self.keys[index] == "-" and self.row[index].glued
        return index + 1 if dashed and self.row[index + 1].is_word else index

    def _unit(self, index: int) -> tuple[str | None, int]:
        """The unit at `index`, or behind one adjective: `seven long months`."""
        found = self.words.units.at(self.keys, index)
        if found is None and self._adjective(index):
            found = self.words.units.at(self.keys, index + 1)
        return found if found else (None, index)

    def _adjective(self, index: int) -> bool:
        if index >= len(self.row) or not self.row[index].is_word or self.words.script == "han":
            return False
        key, words = self.keys[index], self.words
        if key in words.breaks or key in words.people or self.row[index].text[0].isupper():
            return False
        numeric = key in words.numbers or key in words.magnitudes or key in words.fractions
        return not numeric and key not in words.unread

    def _noun(self, index: int) -> tuple[tuple[str, ...], int]:
        """Up to four words of what is counted, up to a word for people; none after a break word or a mark."""
        out: list[str] = []
        end = index
        while end < len(self.row) and len(out) < _NOUN_REACH and self._counts(end):
            out.append(self.row[end].text)
            end += 1
            if self.keys[end - 1] in self.words.people and self.words.script != "han":
                break
        return tuple(out), end

    def _noun_of(self, index: int) -> tuple[tuple[str, ...], int]:
        """`dozens of ethnic Kazakhs`; not `dozens of the 300`."""
        if index >= len(self.row) or self.keys[index] not in self.words.of:
            return (), index
        noun, end = self._noun(index + 1)
        base = end < len(self.row) and (self.row[end].is_number or self.keys[end] in self.words.numbers)
        return ((), index) if base else (noun, end if noun else index)

    def _counts(self, index: int) -> bool:
        lexeme = self.row[index]
        if not lexeme.is_word or lexeme.key in self.words.breaks or self._strong_rate(index):
            return False
        return lexeme.key not in self.words.numbers and lexeme.key not in self.words.magnitudes

    def _rate(self, index: int) -> tuple[str | None, int]:
        """`per week`, `a week`, `/week`, `weekly`."""
        adverb = self.words.per_adverbs.at(self.keys, index)
        if adverb is not None:
            return adverb
        slash = index < len(self.row) and self.keys[index] == "/"
        found = self.words.per.at(self.keys, index)
        after = index + 1 if slash else found[1] if found else None
        unit = self.words.units.at(self.keys, after) if after is not None else None
        return unit if unit and unit[0] in _TIMES else (None, index)

    def _strong_rate(self, index: int) -> str | None:
        adverb = self.words.per_adverbs.at(self.keys, index)
        if adverb is not None:
            return adverb[0]
        found = self.words.per_strong.at(self.keys, index)
        unit = self.words.units.at(self.keys, found[1]) if found else None
        return unit[0] if unit and unit[0] in _TIMES else None

    def _crosses(self, index: int, end: int) -> bool:
        return any(key in ";:." for key in self.keys[index:end])

    def _base_start(self, index: int) -> int | None:
        """The index after `of`, also after a comma: `43.1 percent, of the disputed …`."""
        start = index + 1 if index < len(self.row) and self.keys[index] == "," else index
        found = self.words.base_of.at(self.keys, start)
        which = self.words.base_which.at(self.keys, start)
        return found[1] if found and not which else None
