"""Which capture to read next in search of the one nearest to the citation on which every claim holds. Pure.

The plan knows when captures were made, which bodies an archive's index calls equal, and what reading some
of them showed. It depends on nothing else, so that a search taken up again goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from verify.model.dates import DateSpan, PartialDate
from verify.model.memento import Capture
from verify.text.counting import counted

_DAY = dt.timedelta(days=1)
_YEAR = 365.25


@dataclass(frozen=True)
class Cited:
    """The days, both included, in which the author read the work; `told` is how the date was written, and
    `by` what it is the date of."""

    first: dt.date
    last: dt.date
    told: str
    by: str

    def away(self, at: dt.datetime) -> dt.timedelta:
        """How far a moment (aware, UTC) lies outside those days; 0 within them."""
        start, end = _midnight(self.first), _midnight(self.last) + _DAY
        return max(start - at, at - end, dt.timedelta(0))

    def before(self, at: dt.datetime) -> bool:
        """Whether a moment is not after those days: the author may have seen what was captured then."""
        return at < _midnight(self.last) + _DAY

    def distance(self, at: dt.datetime) -> str:
        """`in 2018-06`, `2 days after`, `3 years before`."""
        away = self.away(at)
        if not away:
            return f"in {self.told}" if self.first != self.last else "the same day"
        return f"{_span(away)} {'before' if self.before(at) else 'after'}"


def cited_on(
    accessed: PartialDate | None, article: PartialDate | None, published: DateSpan | None, today: dt.date
) -> Cited:
    """When a work was read for an article: when the registry says so, else when the article came out; where
    that is not known either, when the work came out; else today."""
    if accessed is not None:
        return Cited(accessed.first(), accessed.last(), str(accessed), "the day it was read")
    if article is not None:
        return Cited(article.first(), article.last(), str(article), "the article's date")
    if published is not None:
        return Cited(published.start.first(), published.end.last(), str(published), "its own date")
    return Cited(today, today, str(today), "today, for neither the article nor the reference has a date")


def not_before(published: DateSpan | None) -> dt.date | None:
    """The first day on which a capture can be of the work; a day early, as dates are local somewhere."""
    return published.start.first() - _DAY if published is not None else None


class Tried(NamedTuple):
    """What reading a capture showed. `holds`: every claim does. `settled`: the captured body itself was read,
    so that an equal body says the same."""

    holds: bool
    settled: bool


def usable(captures: Iterable[Capture], since: dt.date | None) -> list[Capture]:
    """Captures worth a request: of a page (2xx, or where the index does not say) and not before `since`."""
    return [
        each
        for each in captures
        if (each.status is None or 200 <= each.status < 300) and (since is None or each.at.date() >= since)
    ]


def next_capture(captures: Sequence[Capture], tried: Mapping[Capture, Tried], cited: Cited) -> Capture | None:
    """The capture to read after `tried`, None where no other can be nearer and hold.

    Outward from the citation, before and after by turns, so that an alteration on one side does not use up
    what may be spent. A capture that holds rules out all that are farther; then the nearest is next. A body
    that was read is not read again: of equal ones the nearest stands for all, as long as it can be read.
    """
    bound = min((cited.away(each.at) for each, shown in tried.items() if shown.holds), default=None)
    nearer = [each for each in captures if bound is None or cited.away(each.at) < bound]
    open_ones = _one_of_each([each for each in nearer if each not in tried], tried, cited)
    turn = _turn(tried, cited) if bound is None else None
    on_turn = [each for each in open_ones if turn is None or cited.before(each.at) is turn]
    return min(on_turn or open_ones, key=lambda each: _order(each, cited), default=None)


def _one_of_each(
    captures: Sequence[Capture], tried: Mapping[Capture, Tried], cited: Cited
) -> Sequence[Capture]:
    """The nearest of each body that was not read yet, by the word of an archive's index."""
    settled = {(each.archive, each.digest) for each, shown in tried.items() if shown.settled and each.digest}
    nearest: dict[object, Capture] = {}
    for each in sorted(captures, key=lambda each: _order(each, cited)):
        body = (each.archive, each.digest)
        if body not in settled:
            nearest.setdefault(body if each.digest else each, each)
    return list(nearest.values())


def _order(each: Capture, cited: Cited) -> tuple[dt.timedelta, dt.datetime, str]:
    return cited.away(each.at), each.at, each.archive


def _turn(tried: Mapping[Capture, Tried], cited: Cited) -> bool | None:
    """True where a capture from before the citation is due, False for one from after, None for either."""
    before = sum(cited.before(each.at) for each in tried)
    after = len(tried) - before
    return None if before == after else before < after


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _span(away: dt.timedelta) -> str:
    days = -(-away // _DAY)  # a part of a day counts as one
    if days < 60:
        return counted(days, "day")
    if days < 2 * _YEAR:
        return f"{round(days / _YEAR * 12)} months"
    return f"{days / _YEAR:.1f} years"
