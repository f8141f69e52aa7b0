"""What is said about a figure: denied or not, up or down, and of which year.

An agreeing number in a sentence that denies it, or says it of another year, is no agreement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from verify.match.figure.claimed import Claimed
from verify.match.figure.compare import Comparison
from verify.match.figure.grammar import read_figures
from verify.match.figure.lexemes import Lexeme, lexemes
from verify.match.figure.model import Widths
from verify.match.figure.negations import negations, reporting
from verify.match.prepared import Prepared
from verify.model.match import Edit, EditKind, Outcome, Span
from verify.text.figure_words import FigureWords

YEAR = "year:"
_REACH = 400  # characters of the sentence on each side of the figure
_YEARS = (1500, 2100)
_NEAR_YEAR, _FAR_YEAR = 4, 8  # lexemes between a figure and its year: in the claim, in the source
_OPENING = 2  # lexemes before a year that opens a sentence or a part of it
_DENIED_REACH = 2  # lexemes before a reporting verb in which a negation is its own
_ENDS = frozenset(";:.!?")
_SHORT_NOT = ("n't",)


@dataclass(frozen=True)
class Said:
    """A figure at `place` in a folded sentence, and what the sentence says about it."""

    text: str
    place: Span
    words: FigureWords
    widths: Widths

    @cached_property
    def row(self) -> list[Lexeme]:
        return lexemes(self.text)

    @cached_property
    def keys(self) -> list[str]:
        return [lexeme.key for lexeme in self.row]

    @cached_property
    def first(self) -> int:
        return next((at for at, item in enumerate(self.row) if item.end > self.place[0]), len(self.row))

    @cached_property
    def after(self) -> int:
        return next((at for at, item in enumerate(self.row) if item.start >= self.place[1]), len(self.row))

    @cached_property
    def others(self) -> list[Span]:
        """Where the sentence's other figures stand, years left out."""
        figures = read_figures(self.text, self.words.language, self.widths)
        spans = (figure.span for figure in figures if not figure.is_year)
        return [span for span in spans if span[1] <= self.place[0] or span[0] >= self.place[1]]

    @cached_property
    def clause(self) -> range:
        """The lexemes of the figure's own clause: up to a `but`, a semicolon, or another figure's part."""
        start, end = self.first, max(self.after, self.first + 1)
        while start > 0 and not self._ends_before(start - 1):
            start -= 1
        while end < len(self.row) and not self._ends_after(end):
            end += 1
        return range(start, min(end, len(self.row)))

    def _parts(self, index: int) -> bool:
        return self.keys[index] in _ENDS or self.keys[index] in self.words.clauses

    def _joins(self, index: int) -> bool:
        joiner = self.words.connectors.get("and")
        return self.keys[index] == "," or (joiner is not None and joiner.at(self.keys, index) is not None)

    def _ends_before(self, index: int) -> bool:
        item = self.row[index]
        if self._parts(index) or self._reports(index):
            return True
        return self._joins(index) and any(span[1] <= item.start for span in self.others)

    def _reports(self, index: int) -> bool:
        """A reporting verb that is not itself denied: what stands before it is about who speaks."""
        if self.keys[index] not in reporting(self.words.language):
            return False
        return next(self._denials(range(max(0, index - _DENIED_REACH), index + 1)), None) is None

    def _ends_after(self, index: int) -> bool:
        item = self.row[index]
        return self._parts(index) or (self._joins(index) and any(span[0] >= item.end for span in self.others))

    @cached_property
    def denials(self) -> tuple[str, ...]:
        """The words in the figure's clause that deny what it says; hedges like `no more than` are none."""
        return tuple(self._denials(self.clause))

    @cached_property
    def denied_anywhere(self) -> bool:
        return next(self._denials(range(len(self.row))), None) is not None

    def _denials(self, where: range) -> Iterator[str]:
        index, known = where.start, negations(self.words.language)
        while index < where.stop:
            quiet = self._no_denial(index)
            found = None if quiet else known.at(self.keys, index)
            if found:
                yield " ".join(item.text for item in self.row[index : found[1]])
            elif not quiet and self.row[index].text.casefold().endswith(_SHORT_NOT):
                yield self.row[index].text
            index = (quiet or (found[1] if found else 0)) or index + 1

    def _no_denial(self, index: int) -> int | None:
        tables = (self.words.hedges, self.words.hedges_after, self.words.no_denial)
        found = (table.at(self.keys, index) for table in tables)
        return max((item[1] for item in found if item is not None), default=None)

    @cached_property
    def direction(self) -> tuple[str, str] | None:
        """`up` or `down` with its word, None where the clause has neither or both."""
        outside = [at for at in self.clause if not self._hedging(at)]
        up = [self.row[at].text for at in outside if self.keys[at] in self.words.up]
        down = [self.row[at].text for at in outside if self.keys[at] in self.words.down]
        if bool(up) == bool(down):
            return None
        return ("up", up[0]) if up else ("down", down[0])

    def _hedging(self, index: int) -> bool:
        """`up` of `up to 50`."""
        return self.words.hedges.at(self.keys, index) is not None

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """(index, year) of the years that the sentence names beside the figure."""
        return [
            (at, int(item.text))
            for at, item in enumerate(self.row)
            if item.is_number
            and len(item.text) == 4
            and item.text.isdigit()
            and _YEARS[0] <= int(item.text) <= _YEARS[1]
            and not self.place[0] <= item.start < self.place[1]
            and not any(span[0] <= item.start < span[1] for span in self.others)
        ]

    def year(self, reach: int) -> int | None:
        """The year right at the figure, at most `reach` lexemes away: years stand all before or all behind.

        A year before the figure opens the sentence or a part of it (`In 2020 it sold 6,000`).
        """
        if not self.years:
            return None
        opening = min(span[0] for span in [*self.others, self.place])
        if self.row[self.years[0][0]].start < opening:
            before = [(at, year) for at, year in self.years if at < self.first]
            at, year = before[-1] if before else (0, 0)
            opens = at <= _OPENING or "," in self.keys[at - _OPENING : at] or self.first - at <= _OPENING
            return year if before and opens and self.first - at - 1 <= reach else None
        behind = [(at, year) for at, year in self.years if at >= self.after]
        return behind[0][1] if behind and behind[0][0] - self.after <= reach else None


def claim_said(claimed: Claimed, words: FigureWords, widths: Widths) -> Said | None:
    """What the claim's sentence says about its figure, None where the figure is not in the sentence."""
    if claimed.place is None or claimed.figure.is_year:
        return None
    inside = read_figures(claimed.sentence, words.language, widths)
    spans = (figure.span for figure in inside)
    place = next((s for s in spans if s[0] < claimed.place[1] and claimed.place[0] < s[1]), claimed.place)
    return Said(claimed.sentence, place, words, widths)


def source_said(prepared: Prepared, span: Span, words: FigureWords, widths: Widths) -> Said:
    """What the source's sentence says about a figure at `span` of the source text."""
    start, end = prepared.folded.folded(*span)
    sentence = prepared.folded.folded(*prepared.sentence_of(span))
    low, high = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
    return Said(prepared.folded.text[low:high], (start - low, end - low), words, widths)


def turned(mine: Said, theirs: Said, comparison: Comparison) -> Comparison:
    """The comparison as the two sentences turn it; unchanged where they say the same thing."""
    other = _other_year(mine, theirs)
    if other is not None:
        return other
    found = _denied(mine, theirs) or _opposed(mine, theirs)
    if found is None:
        return comparison
    edit, reason = found
    said = reason if comparison.outcome is Outcome.agrees else f"{comparison.reason}; {reason}"
    return Comparison(Outcome.overlaps, said, (edit,))


def _denied(mine: Said, theirs: Said) -> tuple[Edit, str] | None:
    if theirs.denials and not mine.denied_anywhere:
        word = theirs.denials[0]
        return Edit(EditKind.negation, "", word), f'the source\'s sentence denies it ("{word}")'
    if mine.denials and not theirs.denied_anywhere:
        word = mine.denials[0]
        reason = f"the claim's sentence denies it (\"{word}\"), the source's does not"
        return Edit(EditKind.negation, word, ""), reason
    return None


def _opposed(mine: Said, theirs: Said) -> tuple[Edit, str] | None:
    if mine.direction is None or theirs.direction is None or mine.direction[0] == theirs.direction[0]:
        return None
    ours, other = mine.direction[1], theirs.direction[1]
    return Edit(EditKind.wording, ours, other), f'the source says "{other}", the claim "{ours}"'


def _other_year(mine: Said, theirs: Said) -> Comparison | None:
    """The claim's year right at its figure against the year the source gives its own."""
    wanted, given = mine.year(_NEAR_YEAR), theirs.year(_FAR_YEAR)
    if wanted is None or given is None or wanted == given:
        return None
    told = any(year == wanted for _, year in theirs.years)
    outcome = Outcome.differs if told and theirs.others else Outcome.overlaps
    return Comparison(outcome, f"{YEAR} the source says it of {given}, the claim of {wanted}")
