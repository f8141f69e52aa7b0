"""The day on which a source was written: what its relative dates are counted from."""

from __future__ import annotations

import re

from verify.match.prepared import Prepared
from verify.match.when.mention import Calendar
from verify.match.when.reading import mentions
from verify.match.when.resolve import resolve
from verify.model.dates import DateSpan, PartialDate
from verify.model.text import Zone
from verify.text.date_words import DateWords
from verify.text.fold import fold_text

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_BLOCKS = 12
_LINE = 80  # a line of a date, perhaps with a name, is no longer
_DATELINE = 90  # "ASTANA, May 28, 2018 (Agency) - " ends within


def written(prepared: Prepared, words: DateWords, published: DateSpan | None) -> tuple[DateSpan, ...]:
    """The dates that the source may have: its own metadata, else a dateline; the registry's beside it.

    More than one where page and registry disagree (a repost has a day of its own). Empty where none is
    known.
    """
    own = _metadata(prepared.source.metadata.published) or _dateline(prepared, words)
    if own is None:
        return (published,) if published else ()
    if published is None or _within(own, published):
        return (own,)
    return (published,) if _within(published, own) else (own, published)


def _within(inner: DateSpan, outer: DateSpan) -> bool:
    return outer.start.first() <= inner.start.first() and inner.end.last() <= outer.end.last()


def _metadata(published: str | None) -> DateSpan | None:
    found = _ISO.match(published or "")
    if not found:
        return None
    try:
        date = PartialDate.parse(found.group())
    except ValueError:
        return None
    return DateSpan(date, date)


def _dateline(prepared: Prepared, words: DateWords) -> DateSpan | None:
    """A whole date in one of the first lines that hold little else, or before the first dash."""
    text = prepared.source.text
    for block in prepared.source.blocks[:_BLOCKS]:
        if block.zone is Zone.nav:
            continue
        line = fold_text(text[block.start : min(block.end, block.start + 4 * _LINE)])
        if len(line) > _LINE:
            head, dash, _ = line[:_DATELINE].partition(" - ")
            line = head if dash else ""
        for mention in mentions(line, words):
            moment = mention.moment
            if isinstance(moment, Calendar) and moment.year and moment.day and mention.until is None:
                found = resolve(mention, None)
                return found.span if found else None
    return None
