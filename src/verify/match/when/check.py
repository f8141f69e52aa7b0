"""The when axis: do the dates that the source gives for the event meet the claim's interval?

Dates are looked for in the sentence of the evidence, then in its paragraph. A date of the paragraph can
agree, never contradict: it may be another event's. What cannot be told is undecided, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from verify.match.prepared import Prepared
from verify.match.when.anchor import written
from verify.match.when.mention import Calendar, Moment, Shift
from verify.match.when.place import event_sentences
from verify.match.when.reading import mentions
from verify.match.when.resolve import Resolved, resolve
from verify.model.dates import DateSpan, PartialDate
from verify.model.match import Axis, Check, Outcome, Span
from verify.text.date_words import DateWords, Phrasebook, date_words, lexemes
from verify.text.fold import fold_text
from verify.text.lists import primary

_REACH = 3000  # characters of a sentence or paragraph that are read around the evidence
_MOST_SENTENCES = 20
_MOST_MENTIONS = 200
_MOST_CLAIM = 4000
_SHOWN = 3
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_Answer = Literal["yes", "no", "unsure"]


@dataclass(frozen=True)
class _Found:
    """A resolved date with its place in the source text and what it says to the claim."""

    resolved: Resolved
    span: Span
    anchor: DateSpan | None
    answer: _Answer
    doubt: str = ""


@dataclass(frozen=True)
class _Search:
    """One claim on one text, its relative dates counted from one day."""

    when: DateSpan
    prepared: Prepared
    words: DateWords
    anchor: DateSpan | None
    lives: bool


def match_when(
    when: DateSpan,
    near: Span | None,
    prepared: Prepared,
    published: DateSpan | None,
    language: str,
    *,
    event: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Check:
    """Compare `when` with the dates that stand with the evidence: agrees, differs or undecided.

    `near` is where the quote, figure or passage stands in the source text; without it the sentences that
    hold half of the `event`'s words (its quote, its `about`) are read. `words` are the claim's whole text:
    it tells whether a birth or a report is spoken of. `published` is the registry's date of the
    source, `language` the BCP 47 tag of the claim's words. `span` and `found` are the source's expression.
    A week is Monday to Sunday. Pure.
    """
    spoken = primary(prepared.source.language) or primary(language)
    lists = date_words(spoken)
    if lists is None:
        return _undecided(f"no words of dates are known for language {spoken or 'unknown'}")
    sentences = [_clipped(prepared, near)] if near else event_sentences(prepared, event, language)
    anchors = written(prepared, lists, published) or (None,)
    lives = _says(words, language, "lives")
    checks = [
        _decide(_Search(when, prepared, lists, anchor, lives), near, sentences[:_MOST_SENTENCES])
        for anchor in anchors
    ]
    first = checks[0]
    if any(check.outcome is not first.outcome for check in checks):
        dates = " or ".join(str(anchor) for anchor in anchors)
        return _undecided(f"it hangs on the day the source is of, {dates}: {first.reason}")
    if first.span is None and first.outcome is Outcome.undecided and _says(words, language, "telling"):
        return _own_date(when, anchors, first)
    return first


def _says(words: tuple[str, ...], language: str, name: str) -> bool:
    """Whether the claim's own words hold one of a list."""
    lists = date_words(language)
    if lists is None:
        return False
    book: Phrasebook[bool] = getattr(lists, name)
    keys = [lexeme.key for entry in words for lexeme in lexemes(fold_text(entry[:_MOST_CLAIM]))]
    return any(book.at(keys, index) for index in range(len(keys)))


def _own_date(when: DateSpan, anchors: Sequence[DateSpan | None], otherwise: Check) -> Check:
    """A claim that speaks of the report itself ("in May 2018 AP reported") has the source's own date."""
    dates = [anchor for anchor in anchors if anchor]
    if dates and all(when.overlaps(date) for date in dates):
        reason = f"the source itself is of {dates[0]}; claim: {when}"
        return Check(Axis.when, Outcome.agrees, reason=reason)
    return otherwise


# -- from the places to the outcome -------------------------------------------------------------------


def _decide(search: _Search, near: Span | None, sentences: Sequence[Span]) -> Check:
    found, unknown = _dates(search, sentences)
    if near and (inside := [item for item in found if near[0] <= item.span[0] and item.span[1] <= near[1]]):
        found = inside
    found = _telling_apart(_finest(found))
    if found:
        return _judged(search, found)
    blocks = dict.fromkeys(_clipped_block(search.prepared, span) for span in sentences)
    around, lost = _dates(search, list(blocks))
    if around:
        return _of_paragraph(search, _finest(around))
    if unknown or lost:
        words = (unknown or lost)[0]
        return _undecided(f'"{words}" cannot be counted, the source\'s own date is not known')
    where = "near the evidence" if near else "in a sentence with the claim's words"
    return _undecided(f"the source gives no date {where}; claim: {search.when}")


def _judged(search: _Search, found: list[_Found]) -> Check:
    answers = {item.answer for item in found}
    told = all(item.resolved.mention.told for item in found)
    if answers == {"yes"}:
        return _check(search, found[0], Outcome.agrees)
    if answers == {"no"} and not told:
        return _check(search, _nearest(search.when, found), Outcome.differs)
    if answers == {"no"}:
        return _check(search, found[0], Outcome.undecided, "the only date is that of the telling")
    if len(answers) > 1:
        several = "; ".join(dict.fromkeys(_said(item) for item in found[:_SHOWN]))
        return _undecided(f"it is not clear which date is meant: {several}; claim: {search.when}")
    return _check(search, found[0], Outcome.undecided, found[0].doubt)


def _of_paragraph(search: _Search, found: list[_Found]) -> Check:
    if all(item.answer == "yes" for item in found):
        return _check(search, found[0], Outcome.agrees, "a date of the same paragraph")
    item = _nearest(search.when, found)
    return _check(search, item, Outcome.undecided, "the only dates are of other sentences of the paragraph")


def _finest(found: list[_Found]) -> list[_Found]:
    """Without dates that only hold a finer one: `in mid-February, on February 15, 2018` is one date."""
    return [item for item in found if not any(_holds(item, other) for other in found)]


def _holds(wide: _Found, fine: _Found) -> bool:
    one, other = wide.resolved.span, fine.resolved.span
    if one.start.first() > other.start.first() or other.end.last() > one.end.last():
        return False
    return (one.start.first(), one.end.last()) != (other.start.first(), other.end.last())


def _telling_apart(found: list[_Found]) -> list[_Found]:
    """The dates of the event; those of the telling only where there is no other."""
    return [item for item in found if not item.resolved.mention.told] or found


def _nearest(when: DateSpan, found: list[_Found]) -> _Found:
    middle = when.start.first().toordinal()
    return min(found, key=lambda item: abs(item.resolved.span.start.first().toordinal() - middle))


# -- the dates of a place -----------------------------------------------------------------------------


def _dates(search: _Search, places: Iterable[Span]) -> tuple[list[_Found], list[str]]:
    """The dates of some places, and the expressions that could not be resolved."""
    found: list[_Found] = []
    unknown: list[str] = []
    for start, sentence in _folded(search.prepared, places):
        said = mentions(sentence, search.words, lives=search.lives)[:_MOST_MENTIONS]
        years = {date for mention in said if (date := _year(mention.moment)) is not None}
        for mention in said:
            resolved = resolve(mention, search.anchor)
            if resolved is None:
                unknown.append(mention.words)
                continue
            span = search.prepared.folded.original(start + mention.start, start + mention.end)
            answer, doubt = _answer(search.when, resolved, years)
            found.append(_Found(resolved, span, search.anchor, answer, doubt))
            if len(found) >= _MOST_MENTIONS:
                return found, unknown
    return found, unknown


def _folded(prepared: Prepared, places: Iterable[Span]) -> Iterator[tuple[int, str]]:
    for place in places:
        start, end = prepared.folded.folded(*place)
        yield start, prepared.folded.text[start:end]


def _year(moment: Moment) -> int | None:
    return moment.year if isinstance(moment, Calendar) else None


def _answer(when: DateSpan, resolved: Resolved, years: set[int]) -> tuple[_Answer, str]:
    """Whether a date meets the claim's; unsure where the year or the source's day had to be taken."""
    meets = resolved.span.overlaps(when)
    if resolved.guessed:
        others = (*years, *range(when.start.year, min(when.end.year, when.start.year + 3) + 1))
        elsewhere = [resolve(resolved.mention, None, year=year) for year in others]
        other_way = any(other.span.overlaps(when) is not meets for other in elsewhere if other)
        if other_way and (years or not meets):
            return "unsure", "the source names no year with it"
    if meets and resolved.loose:
        return "unsure", "the day of the source is not known exactly"
    return ("yes" if meets else "no"), ""


def _clipped(prepared: Prepared, near: Span) -> Span:
    start, end = prepared.sentence_of(near)
    return max(start, near[0] - _REACH), min(end, max(near[0] + _REACH, min(near[1], near[0] + 3 * _REACH)))


def _clipped_block(prepared: Prepared, span: Span) -> Span:
    start, end = prepared.paragraph_of(span)
    return max(start, span[0] - _REACH), min(end, span[0] + _REACH)


# -- for people ---------------------------------------------------------------------------------------


def _check(search: _Search, item: _Found, outcome: Outcome, note: str = "") -> Check:
    start, end = item.span
    reason = f"source: {_said(item)}; claim: {search.when}"
    mention = item.resolved.mention
    if isinstance(mention.moment, Shift) and mention.moment.unit == "week":
        reason += "; a week is Monday to Sunday"
    return Check(
        Axis.when,
        outcome,
        span=item.span,
        found=search.prepared.source.text[start:end],
        zone=search.prepared.source.zone_at(start),
        reason=f"{note}; {reason}" if note else reason,
    )


def _said(item: _Found) -> str:
    words = item.resolved.mention.words
    if item.resolved.relative and item.anchor is not None:
        words += f", from {_spelled(item.anchor)}"
    return f"{words} = {item.resolved.span}"


def _spelled(date: DateSpan) -> str:
    return _date(date.start) if date.start == date.end else f"{_date(date.start)} to {_date(date.end)}"


def _date(date: PartialDate) -> str:
    parts = (str(date.day) if date.day else "", _MONTHS[date.month - 1] if date.month else "", str(date.year))
    return " ".join(part for part in parts if part)


def _undecided(reason: str) -> Check:
    return Check(Axis.when, Outcome.undecided, reason=reason)
