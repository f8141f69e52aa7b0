"""The grammar of figures: hedges, number or range, unit, noun, rate and base, over lexemes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from verify.match.figure.hedges import apply_hedge
from verify.match.figure.kept_out import kept_out
from verify.match.figure.lexemes import Lexeme, lexemes
from verify.match.figure.mixed import part_behind
from verify.match.figure.model import Figure, Number, Widths
from verify.match.figure.nouns import NounReader, Trailer
from verify.match.figure.numbers import NumberReader, Quantity
from verify.text.figure_words import FigureWords, figure_words, units
from verify.text.phrases import Phrases
from verify.text.tokens import TokenKind

_DOUBT_REACH = 10  # lexemes before a figure in which a word of doubt is about it
_MODAL_REACH = 4
_MOST_HEDGES = 6
_BASE_REACH = 6
_SPANS = frozenset({"hour", "day", "week", "month", "year", "decade"})


@dataclass(frozen=True)
class _Lead:
    """What stands before a number: hedge classes with their words, words of doubt."""

    start: int
    end: int
    hedges: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_figures(sentence: str, language: str, widths: Widths) -> tuple[Figure, ...]:
    """The figures of one folded sentence, in order. `language` must be one that has lists."""
    words = figure_words(language)
    if words is None:
        raise ValueError(f"no figure words for {language}")
    if not words.trigger.search(sentence):
        return ()
    return tuple(FigureReader(lexemes(sentence), words, widths).figures())


class FigureReader:
    """Reads one sentence's lexemes from left to right into figures."""

    def __init__(self, row: list[Lexeme], words: FigureWords, widths: Widths) -> None:
        self.row, self.words, self.widths = row, words, widths
        self.numbers = NumberReader(row, words, widths)
        self.nouns = NounReader(row, words)
        self.keys = self.numbers.keys

    def figures(self) -> list[Figure]:
        """Every figure of the sentence, in order; a base ("of …") belongs to its share and is not listed."""
        out: list[Figure] = []
        index = 0
        while index < len(self.row):
            if not self._may_start(index):
                index += 1
                continue
            figure, index = self.figure(index, out)
            if figure is not None:
                out.append(figure)
        return out

    def _may_start(self, index: int) -> bool:
        """A quick look: most words of a text start no figure."""
        words = self.words
        if words.compound or words.number_endings or not self.row[index].is_word:
            return True
        return self.keys[index] in words.starters

    def figure(self, index: int, earlier: list[Figure]) -> tuple[Figure | None, int]:
        """The figure at `index`, or None, and where to read on."""
        lead = self._lead(index)
        skip = kept_out(self.row, lead.end, self.words) if lead.end < len(self.row) else None
        if skip is not None:
            return None, skip
        read = self._amount(lead)
        if read is None:
            return None, index + 1
        figure, end = read
        trailer = self.nouns.trailer(end, plural=bool(figure.notes) and figure.unit is None)
        part, trailer = part_behind(self.numbers, self.nouns, figure, trailer)
        figure = self._named(figure, lead, trailer, part)
        figure, end = self._based(figure, trailer, earlier, lead.start)
        return self._finished(figure, lead, end), max(end, index + 1)

    def _lead(self, index: int) -> _Lead:
        """Hedges, doubts and fillers; they count only when a number follows."""
        hedges: list[tuple[str, str]] = []
        doubts: list[str] = []
        end = index
        for _ in range(_MOST_HEDGES):
            vague = self.words.vague.at(self.keys, end)
            found = self.words.hedges.at(self.keys, end)
            if found and (vague is None or found[1] > vague[1]):
                hedges.append((found[0], self._text(end, found[1])))
                end = found[1]
            elif self._key(end) in self.words.doubts:
                doubts.append(self._key(end))
                end += 1
            elif hedges and self._key(end) in ('"', "'"):
                end += 1
            elif hedges and (filler := self.words.fillers.at(self.keys, end)):
                end = filler[1]
            else:
                break
        return _Lead(index, end, tuple(hedges), tuple(doubts))

    def _amount(self, lead: _Lead) -> tuple[Figure, int] | None:
        prefix = self.words.percent_prefix.at(self.keys, lead.end)
        if prefix is not None:
            read = self._single(replace(lead, end=prefix[1]))
            return (replace(read[0], unit="percent"), read[1]) if read else None
        return (
            self._between(lead)
            or self._floor_and_ceiling(lead)
            or self._simple_or_range(lead)
            or self._one(lead)
        )

    def _between(self, lead: _Lead) -> tuple[Figure, int] | None:
        """`between A and B`, each end with its own hedges; also `from A to B`."""
        for opener, joiner in (("between", "and"), ("from", "to")):
            opened = self._connector(opener, lead.end)
            if opened is None:
                continue
            self.numbers.joining = opener != "between"
            first = self._quantity_with_lead(opened)
            self.numbers.joining = True
            if first is None:
                continue
            middle = self._skip_unit(first[1].end)
            joined = self._connector(joiner, middle)
            second = self._quantity_with_lead(joined) if joined is not None else None
            if second is not None and (made := self._range(lead, first, second)):
                return made
        return None

    def _floor_and_ceiling(self, lead: _Lead) -> tuple[Figure, int] | None:
        """`at least A and possibly B`: the second number is hedged and higher."""
        if not lead.hedges or lead.hedges[-1][0] != "at_least":
            return None
        first = self.numbers.quantity(lead.end)
        joined = self._connector("and", first.end) if first else None
        second = self._quantity_with_lead(joined)
        if first is None or second is None or not (second[0].doubts or second[0].hedges):
            return None
        return self._range(replace(lead, hedges=()), (lead, first), second)

    def _simple_or_range(self, lead: _Lead) -> tuple[Figure, int] | None:
        first = self.numbers.quantity(lead.end)
        if first is None:
            return None
        for name in ("to", "or", "dash"):
            joined = self._dash(first.end) if name == "dash" else self._connector(name, first.end)
            second = self._quantity_with_lead(joined) if joined is not None else None
            if second and not second[0].hedges and (made := self._range(lead, (_Lead(0, 0), first), second)):
                return made
        return self._single(lead)

    def _range(
        self, lead: _Lead, first: tuple[_Lead, Quantity], second: tuple[_Lead, Quantity]
    ) -> tuple[Figure, int] | None:
        low, high = inherit_magnitude(first[1], second[1])
        if low.low >= high.high or low.share != high.share:
            return None
        if low.year and high.year:
            return self._year_range(low, high)
        left, right = (
            apply_hedge(low, first[0].hedges, self.widths),
            apply_hedge(high, second[0].hedges, self.widths),
        )
        figure = replace(
            left,
            high=right.high if right.high != float("inf") else high.high,
            high_open=right.high_open,
            low=left.low if left.low != 0 else low.low,
            core=(low.low, high.high),
            notes=_notes(left.notes + right.notes),
            doubts=lead.doubts + first[0].doubts + second[0].doubts,
            hedge="exact",
            hedge_words=tuple(words for _, words in lead.hedges),
            unit="percent" if high.share else None,
        )
        return self._loosened(figure, lead), high.end

    def _loosened(self, figure: Figure, lead: _Lead) -> Figure:
        """A range under a hedge of its own: `about 30 to 40`."""
        if not lead.hedges or figure.hedge_words == ():
            return figure
        name = lead.hedges[-1][0]
        return replace(figure, hedge=name if name != "exact" else "exact")

    def _year_range(self, low: Quantity, high: Quantity) -> tuple[Figure, int]:
        figure = Figure(low.low, high.high, (low.low, high.high), (0, 0), "", is_year=True)
        return figure, high.end

    def _single(self, lead: _Lead) -> tuple[Figure, int] | None:
        quantity = self.numbers.quantity(lead.end)
        if quantity is None:
            return None
        hedges, end = lead.hedges, quantity.end
        after = self._hedge_after(end)
        if after is not None:
            hedges, end = (*hedges, after[0]), after[1]
        figure = apply_hedge(quantity, hedges, self.widths)
        share = "percent" if quantity.share else None
        uneven = quantity.share and quantity.low.denominator != 1
        return replace(figure, doubts=lead.doubts, unit=share, is_year=quantity.year, rounded=uneven), end

    def _one(self, lead: _Lead) -> tuple[Figure, int] | None:
        """`a whole day`, `for a year`, `a mile and a half`: an article that counts one unit."""
        index = lead.end
        if self._key(index) not in self.words.articles:
            return None
        opened = index > 0 and self._key(index - 1) in self.words.openers
        after = index + 1
        whole = self._key(after) in self.words.whole
        after += whole
        unit = self.words.units.at(self.keys, after)
        mixed = unit is not None and self.words.mixed.at(self.keys, unit[1]) is not None
        if not (whole or opened or mixed):
            return None
        if unit is None or (unit[0] not in _SPANS and not mixed):
            return None
        return apply_hedge(Quantity.one(after), lead.hedges, self.widths), after

    def _hedge_after(self, index: int) -> tuple[tuple[str, str], int] | None:
        """`or more`, `plus`; also beyond the unit, where the unit is read again from `index`."""
        if self._key(index) == "+" and self.row[index].glued:
            return ("at_least", "+"), index + 1
        index += index < len(self.row) and self._key(index) == "-" and self.row[index].glued
        found = self.words.hedges_after.at(self.keys, index)
        return ((found[0], self._text(index, found[1])), found[1]) if found else None

    def _named(self, figure: Figure, lead: _Lead, trailer: Trailer, part: Fraction = Fraction(0)) -> Figure:
        unit = figure.unit or trailer.unit or self._currency(lead)
        per = trailer.per or self.nouns.rate_around(lead.start, trailer.end)
        figure = replace(self._with_part(figure, lead, part), unit=unit, noun=trailer.noun, per=per)
        figure = replace(figure, is_year=figure.is_year and not self._counted(figure, lead))
        if self._lasting(figure, lead):
            low, high = figure.core
            return replace(figure, low=low, high=high, low_open=False, hedge="exact")
        if trailer.hedge_after and figure.hedge == "exact" and figure.low == figure.high:
            amount = Quantity(_fraction(figure.low), _fraction(figure.high), 0)
            hedged = apply_hedge(amount, (trailer.hedge_after,), self.widths)
            return replace(
                hedged, unit=unit, noun=trailer.noun, per=per, doubts=figure.doubts, is_year=figure.is_year
            )
        return figure

    def _with_part(self, figure: Figure, lead: _Lead, part: Fraction) -> Figure:
        if not part:
            return figure
        amount = _fraction(figure.core[0]) + part
        made = apply_hedge(Quantity(amount, amount, 0), lead.hedges, self.widths)
        return replace(made, doubts=figure.doubts)

    def _counted(self, figure: Figure, lead: _Lead) -> bool:
        """`2000 km`, `some 1900 people` are no years; `in 2017 people came` is one."""
        people = bool(figure.noun) and figure.noun[-1].casefold() in self.words.people
        after_break = lead.start > 0 and self._key(lead.start - 1) in self.words.breaks
        return bool(figure.unit) or (people and not after_break)

    def _lasting(self, figure: Figure, lead: _Lead) -> bool:
        """`over three days` says how long; `for over three days` says more than three."""
        if figure.hedge != "above" or not figure.unit or len(lead.hedges) != 1:
            return False
        if units()[figure.unit].dimension not in ("time", "months"):
            return False
        over = self._key(lead.start) in self.words.duration and len(lead.hedges[0][1].split()) == 1
        return over and not (lead.start and self._key(lead.start - 1) in self.words.bounding)

    def _currency(self, lead: _Lead) -> str | None:
        before = lead.end - 1
        if before < 0 or self.row[before].kind is not TokenKind.mark:
            return None
        found = self.words.units.at(self.keys, before)
        return found[0] if found and found[1] == lead.end else None

    def _based(
        self, figure: Figure, trailer: Trailer, earlier: list[Figure], start: int
    ) -> tuple[Figure, int]:
        base = self._base_after(trailer) or self._base_before(figure, earlier, start)
        if base is None:
            return figure, trailer.end
        return replace(figure, base=base[0]), max(base[1], trailer.end)

    def _base_after(self, trailer: Trailer) -> tuple[Figure, int] | None:
        """`… of the disputed 944 square kilometers`."""
        index = trailer.of_at
        if index is None:
            return None
        for step in range(index, min(index + _BASE_REACH, len(self.row))):
            lead = self._lead(step)
            if lead.end < len(self.row) and kept_out(self.row, lead.end, self.words) is not None:
                return None
            read = self._amount(lead)
            if read is not None and not read[0].is_year:
                inner = self.nouns.trailer(read[1])
                return self._finished(self._named(read[0], lead, inner), lead, inner.end), inner.end
            if not self.row[step].is_word or (
                self._key(step) in self.words.breaks
                and self._key(step) not in self.words.of | self.words.articles
            ):
                return None
        return None

    def _base_before(self, figure: Figure, earlier: list[Figure], start: int) -> tuple[Figure, int] | None:
        """`944 square kilometers, of which China received 43.1 percent`; `Of the 944 …, 43.1 percent`."""
        if figure.unit != "percent" or not earlier:
            return None
        last = earlier[-1]
        between = [index for index, lexeme in enumerate(self.row[:start]) if lexeme.start >= last.span[1]]
        if any(self.words.base_which.at(self.keys, index) for index in between[:4]):
            return last, 0
        opens = bool(self.row) and self.row[0].key in self.words.of
        comma = any(self.row[index].key == "," for index in between[:_BASE_REACH])
        return (last, 0) if opens and len(earlier) == 1 and comma else None

    def _finished(self, figure: Figure, lead: _Lead, end: int) -> Figure:
        start = lead.start
        currency = self._currency(lead)
        if currency and lead.start == lead.end:
            start = max(0, lead.end - 1)
        span = (self.row[start].start, self.row[min(end, len(self.row)) - 1].end)
        doubts = self._doubts_before(lead.start) + figure.doubts
        doubts = tuple(sorted(doubts, key=lambda word: word in self.words.weak_doubts))
        return replace(figure, span=span, doubts=doubts, text=self._text(start, end))

    def _doubts_before(self, start: int) -> tuple[str, ...]:
        out: list[str] = []
        for index in range(start - 1, max(-1, start - 1 - _DOUBT_REACH), -1):
            lexeme = self.row[index]
            if lexeme.key in (";", ":"):
                break
            modal = (
                lexeme.key in self.words.modals and lexeme.text.islower() and start - index <= _MODAL_REACH
            )
            if lexeme.key in self.words.doubts or modal:
                out.append(lexeme.key)
        return tuple(reversed(out))

    def _quantity_with_lead(self, index: int | None) -> tuple[_Lead, Quantity] | None:
        if index is None:
            return None
        lead = self._lead(index)
        quantity = self.numbers.quantity(lead.end)
        return (lead, quantity) if quantity is not None else None

    def _skip_unit(self, index: int) -> int:
        unit = self.words.units.at(self.keys, index)
        return unit[1] if unit else index

    def _connector(self, name: str, index: int) -> int | None:
        table: Phrases[bool] | None = self.words.connectors.get(name)
        found = table.at(self.keys, index) if table else None
        return found[1] if found else None

    def _dash(self, index: int) -> int | None:
        return index + 1 if self._key(index) == "-" else None

    def _key(self, index: int) -> str:
        return self.numbers.key(index)

    def _text(self, start: int, end: int) -> str:
        """The words from lexeme `start` to `end`, spaced as in the sentence."""
        out = ""
        for lexeme in self.row[start:end]:
            out += ("" if lexeme.glued or not out else " ") + lexeme.text
        return out


def inherit_magnitude(low: Quantity, high: Quantity) -> tuple[Quantity, Quantity]:
    """`three to four million`: the magnitude named once counts for both ends."""
    if high.coefficient and high.coefficient > 0 and low.coefficient == low.low and low.note is None:
        factor = high.high / high.coefficient
        if factor > 1 and low.low < high.coefficient:
            return low.times(factor), high
    return low, high


def _notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _fraction(number: Number) -> Fraction:
    return Fraction(number)
