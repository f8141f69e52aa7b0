"""Numbers in digits and words, without hedge or unit: `34 000`, `1.5m`, `half a million`, `dozens`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from verify.match.figure.compound import compound_number, push_magnitude
from verify.match.figure.lexemes import Lexeme
from verify.match.figure.model import Widths, shown
from verify.text.figure_words import FigureWords
from verify.text.tokens import TokenKind

_MOST_DIGITS = 18  # more are a serial number, not a figure
_MOST_GROUPS = 6
_LONGEST_WORD = 60
_FLOORS = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
_YEARS = (1500, 2100)
_PARTS = frozenset({"2", "3", "4", "5", "6", "8", "10"})
_SLASHES = frozenset({"/", "\u2044"})


@dataclass(frozen=True)
class Quantity:
    """`floor` is the least that "at least" of a plural order means (tens of thousands: 10,000).

    `coefficient` is the number before its magnitudes, for ranges that name the magnitude once.
    """

    low: Fraction
    high: Fraction
    end: int
    floor: Fraction | None = None
    coefficient: Fraction | None = None
    note: str | None = None
    share: bool = False
    year: bool = False

    @classmethod
    def one(cls, end: int) -> Quantity:
        return cls(Fraction(1), Fraction(1), end)

    def times(self, factor: Fraction) -> Quantity:
        floor = self.floor * factor if self.floor is not None else None
        return replace(self, low=self.low * factor, high=self.high * factor, floor=floor)


class NumberReader:
    """Reads quantities from the lexemes of one sentence. Every method is linear in what it consumes."""

    def __init__(self, row: list[Lexeme], words: FigureWords, widths: Widths) -> None:
        self.row, self.words, self.widths = row, words, widths
        self.joining = True  # whether "and" may join: not in "between one hundred and three thousand"
        self.keys = [lexeme.key for lexeme in row]

    def quantity(self, index: int) -> Quantity | None:
        """The quantity that starts at `index`, the longest reading first."""
        return (
            self._half(index)
            or self._share(index)
            or self._vague(index)
            or self._mixed_alone(index)
            or self._plain(index)
        )

    def key(self, index: int) -> str:
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def _plain(self, index: int) -> Quantity | None:
        if index >= len(self.row):
            return None
        if self.row[index].kind is TokenKind.number:
            return self._digits(index)
        return self._spelled(index)

    def _digits(self, index: int) -> Quantity | None:
        end = self._digit_groups(index)
        text = "".join(lexeme.text for lexeme in self.row[index:end])
        value = parse_digits(text, self.words)
        if value is None:
            return None
        part, after = self._part(end)
        if part:
            return self._times(value + part, after)
        year = end == index + 1 and len(text) == 4 and text.isdigit() and _YEARS[0] <= value <= _YEARS[1]
        factor, stop = self._magnitudes(end)
        part, after = self._part(stop) if stop > end else (Fraction(0), stop)
        total = value * factor + part * self._last_size(stop)
        return Quantity(total, total, after, coefficient=value + part, year=year and stop == end)

    def _mixed_alone(self, index: int) -> Quantity | None:
        """`anderthalb`, `полтора`, `½`: a number with its part in one word."""
        found = self.words.mixed_alone.at(self.keys, index)
        return self._times(*found) if found else None

    def _times(self, value: Fraction, end: int) -> Quantity:
        """A mixed number with the magnitude behind it: `one and a half billion`."""
        factor, stop = self._magnitudes(end)
        return Quantity(value * factor, value * factor, stop, coefficient=value)

    def _part(self, index: int) -> tuple[Fraction, int]:
        """The part of a mixed number at `index`, 0 where there is none: `and a half`, `½`, `1/2`."""
        found = self.words.mixed.at(self.keys, index)
        if found is not None:
            return found
        return self._slashed(index) or (Fraction(0), index)

    def _slashed(self, index: int) -> tuple[Fraction, int] | None:
        """`1/2` behind a whole number and a space."""
        row = self.row[index : index + 4]
        if len(row) < 3 or row[1].key not in _SLASHES or not (row[1].glued and row[2].glued) or row[0].glued:
            return None
        if not (row[0].text.isdigit() and row[2].text in _PARTS) or (len(row) == 4 and row[3].key == "/"):
            return None
        upper, lower = int(row[0].text[:2]), int(row[2].text)
        return (Fraction(upper, lower), index + 3) if 0 < upper < lower else None

    def _last_size(self, end: int) -> int:
        """The magnitude that ends before `end`: a half behind `two million` is half a million."""
        size = self._magnitude(end - 1) if end else None
        return size or 1

    def _digit_groups(self, index: int) -> int:
        """The end of `952 882`: groups of exactly three digits after one to three."""
        end = index + 1
        if not (
            self.row[index].text.isdigit()
            and len(self.row[index].text) <= 3
            and self.row[index].text[0] != "0"
        ):
            return end
        while end < min(index + _MOST_GROUPS, len(self.row)) and self._continues(end):
            end += 1
        return end

    def _continues(self, index: int) -> bool:
        lexeme, before = self.row[index], self.row[index - 1]
        head = lexeme.text.partition(self.words.decimal)[0]
        return (
            lexeme.is_number and lexeme.start == before.end + 1 and len(head) == 3 and before.text.isdigit()
        )

    def _magnitudes(self, index: int) -> tuple[Fraction, int]:
        factor = Fraction(1)
        while (size := self._magnitude(index)) and factor < 10**15:
            factor *= size
            index += 1
        return factor, index

    def _magnitude(self, index: int) -> int | None:
        key = self.key(index)
        size = self.words.magnitudes.get(key)
        if size and key in ("k", "m") and not self.row[index].glued:
            return None
        return size

    def _spelled(self, index: int) -> Quantity | None:
        """A number in words: parts above a magnitude stay, parts below it are multiplied."""
        stack: list[Fraction] = []
        room, coefficient, end = Fraction(10**16), None, index
        if self.key(index) in self.words.articles and self._magnitude(index + 1):
            end += 1
        while end < len(self.row):
            if stack and self.words.mixed.at(self.keys, end):
                return self._spelled_mixed(sum(stack, Fraction(0)), end)
            if (size := self._magnitude(end)) and stack_fits(stack, size):
                coefficient = sum(stack) if coefficient is None and stack else coefficient
                room = push_magnitude(stack, Fraction(size))
            elif (number := self._word_number(end)) is not None and self._fits(number, room, stack):
                if number or not stack:  # the 零 of 一百零一 holds a place
                    stack.append(number)
                    room = unit_of(number)
            elif not (self._joins(end, room)):
                break
            end += 1
        if not stack:
            return None
        decimals, end = self._decimals(end)
        total = sum(stack, decimals)
        return Quantity(
            total, total, end, coefficient=Fraction(coefficient) if coefficient is not None else total
        )

    def _spelled_mixed(self, whole: Fraction, end: int) -> Quantity:
        """`two and a half`, `a million and a half`."""
        part, after = self._part(end)
        size = self._last_size(end)
        if size >= 1000 or whole >= 1000:
            total = whole + part * size
            return Quantity(total, total, after, coefficient=whole / size + part)
        return self._times(whole + part * size, after)

    def _fits(self, number: Fraction, room: Fraction, stack: list[Fraction]) -> bool:
        return number < room and (number > 0 or not stack or self.words.script == "han")

    def _joins(self, index: int, room: Fraction) -> bool:
        """`and` inside three hundred and fifty, `y` inside treinta y cinco."""
        if self.key(index) not in self.words.joiners or room <= 1 or room > 10**15:
            return False
        number = self._word_number(index + 1)
        return self.joining and number is not None and 0 < number < room

    def _word_number(self, index: int) -> Fraction | None:
        if index >= len(self.row) or not self.row[index].is_word:
            return None
        key = self.key(index)
        value = self.words.numbers.get(key)
        if value is None:
            endings = (ending for ending in self.words.number_endings if key.endswith(ending))
            value = next((self._bare(key, ending) for ending in endings), None)
        if value is None and self.words.compound and len(key) <= _LONGEST_WORD:
            return self._compound(key)
        return None if value is None else Fraction(value)

    def _compound(self, key: str) -> Fraction | None:
        """`fünfunddreißig`, `zweieinhalb`."""
        ending = self.words.mixed_ending
        mixed = bool(ending) and key.endswith(ending or "")
        whole = key.removesuffix(ending or "") if mixed else key
        value = self.words.numbers.get(whole) if mixed else None
        value = compound_number(whole, self.words) if value is None else value
        return None if value is None else value + Fraction(mixed, 2)

    def _bare(self, key: str, ending: str) -> int | None:
        return self.words.numbers.get(key.removesuffix(ending))

    def _decimals(self, index: int) -> tuple[Fraction, int]:
        """What follows the spoken decimal point, as in 四十三点一; none where a magnitude follows."""
        end, value, place = index + 1, Fraction(0), Fraction(1, 10)
        if self.words.point is None or self.key(index) != self.words.point:
            return value, index
        while (digit := self._word_number(end)) is not None and digit < 10:
            value, place, end = value + digit * place, place / 10, end + 1
        return (Fraction(0), index) if end == index + 1 or self._magnitude(end) else (value, end)

    def _half(self, index: int) -> Quantity | None:
        """`half a million`, `a quarter of a million`, `half a year`, `a half million`."""
        start = index + 1 if self.key(index) in self.words.articles else index
        if self.key(start) in self.words.halves:
            size, end = self._magnitudes(start + 1)
            if size > 1 or self.words.units.at(self.keys, end):
                return Quantity(size / 2, size / 2, end, coefficient=Fraction(1, 2))
        parts = self.words.fractions.get(self.key(start))
        if not parts:
            return None
        after = start + 1 if self.key(start + 1) in self.words.of else start
        if self.key(after + 1) not in self.words.articles:
            return None
        size, end = self._magnitudes(after + 2)
        if size == 1 and not (parts == 2 and self.words.units.at(self.keys, end)):
            return None
        value = size / parts
        return Quantity(value, value, end, coefficient=value)

    def _share(self, index: int) -> Quantity | None:
        """`two thirds`, `half of`, `three in four`, `one out of ten`: a share, in percent."""
        return self._fraction_words(index) or self._ratio(index)

    def _fraction_words(self, index: int) -> Quantity | None:
        count, after = self._small(index)
        parts = self.words.fractions.get(self.key(after))
        if not parts or count is None or (count >= parts and parts != 2):
            return None
        end = after + 1
        follows_of = self.words.base_of.at(self.keys, end) is not None or self.key(end) in self.words.of
        ends = end >= len(self.row) or self.row[end].kind is TokenKind.mark
        if not follows_of and not ends and count == 1:
            return None
        value = Fraction(100 * count, parts)
        return Quantity(value, value, end, share=True, coefficient=value)

    def _small(self, index: int) -> tuple[int | None, int]:
        if self.key(index) in self.words.articles:
            return 1, index + 1
        number = self._word_number(index)
        if number is not None and number.denominator == 1 and 0 < number < 10:
            return int(number), index + 1
        halves = self.words.fractions.get(self.key(index)) == 2
        return (1 if halves or self.words.language != "en" else None), index

    def _ratio(self, index: int) -> Quantity | None:
        connector = self.words.connectors.get("ratio")
        count = self._simple(index)
        if connector is None or count is None or not 0 < count < 10:
            return None
        found = connector.at(self.keys, index + 1)
        whole = self._simple(found[1]) if found else None
        if found is None or whole is None or whole <= count or whole not in (*range(2, 11), 20, 100, 1000):
            return None
        value = Fraction(100 * count, whole)
        return Quantity(value, value, found[1] + 1, share=True, coefficient=value)

    def _simple(self, index: int) -> int | None:
        if index >= len(self.row):
            return None
        text = self.row[index].text
        if self.row[index].is_number:
            return int(text) if text.isdigit() and len(text) <= 4 else None
        number = self._word_number(index)
        if number is None and self.words.magnitudes.get(self.key(index)) in (10, 100, 1000):
            number = Fraction(self.words.magnitudes[self.key(index)])
        return int(number) if number is not None and number.denominator == 1 else None

    def _vague(self, index: int) -> Quantity | None:
        found = self.words.vague.at(self.keys, index)
        if found is None:
            return None
        (name, factor), end = found
        width = self.widths.width(name)
        if width is None:
            return None
        words = " ".join(lexeme.text for lexeme in self.row[index:end])
        note = f"{words} = {shown(width[0] * factor)} to {shown(width[1] * factor)} (policy)"
        floor = Fraction(_FLOORS[name]) if name in _FLOORS else None
        size, stop = self._magnitudes(end + 1 if self.key(end) in self.words.of else end)
        if size == 1:
            stop = end
        made = Quantity(width[0], width[1], stop, floor, Fraction(width[1]), note)
        return made.times(Fraction(factor) * size)


def parse_digits(text: str, words: FigureWords) -> Fraction | None:
    """The value of `34,000`, `34.000` (es, de), `1.5`, `1,5`, `1.234,5`; None for anything else."""
    if sum(char.isdigit() for char in text) > _MOST_DIGITS:
        return None
    text = text.replace("\u066c", ",").replace("\u066b", ".")
    marks = [char for char in text if not char.isdigit()]
    if not marks:
        return None if len(text) > 1 and text[0] == "0" else Fraction(int(text))
    parts = _split(text)
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0][0] != "0"
    if len(set(marks)) == 1 and grouped and (len(marks) > 1 or marks[0] in words.groups):
        return Fraction(int("".join(parts)))
    if len(marks) == 1 and marks[0] in ".,":
        return Fraction(f"{int(parts[0])}.{_ascii(parts[1])}")
    inner = all(len(part) == 3 for part in parts[1:-1])
    if len(set(marks[:-1])) == 1 and marks[-1] not in marks[:-1] and inner and marks[-1] in ".,":
        return Fraction(f"{int(''.join(parts[:-1]))}.{_ascii(parts[-1])}")
    return None


def _split(text: str) -> list[str]:
    return "".join(char if char.isdigit() else " " for char in text).split()


def _ascii(digits: str) -> str:
    return "".join(str(int(char)) for char in digits)


def stack_fits(stack: list[Fraction], size: int) -> bool:
    """A magnitude multiplies what is smaller, and the product must stay below what stands before it."""
    larger = [part for part in stack if part >= size]
    smaller = sum((part for part in stack if part < size), Fraction(0))
    return not stack or (smaller > 0 and (not larger or smaller * size < larger[-1]))


def unit_of(number: Fraction) -> Fraction:
    """What may follow a number word must be smaller than this: 20 leaves room for 1 to 9."""
    for size in (1_000_000, 1000, 100, 10):
        if number >= size and number % size == 0 and number != 10:
            return Fraction(size)
    return Fraction(1)
