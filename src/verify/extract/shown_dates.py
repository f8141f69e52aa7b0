"""A date as a page shows it to readers: "Published: 17 May 2018", "2018 жылғы 17 мамыр", "2018年5月17日"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from verify.extract.page_dates import read_date
from verify.text.date_words import DateWords, date_words, lexemes
from verify.text.fold import fold_text

_LONGEST = 300
_NUMBERED = re.compile(r"(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d./-])", re.ASCII)
_DAY_FIRST = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d./-])", re.ASCII)
_IDEOGRAPHS = re.compile(r"(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日", re.ASCII)


def shown_date(text: str, languages: Iterable[str], *, day_first: bool = False) -> str | None:
    """The one day that `text` names, as YYYY-MM-DD; None for no day and for several.

    `languages` are those of the month names, `day_first` says that 17.05.2018 is how the site writes.
    """
    text = fold_text(text[:_LONGEST])
    days = set(_numbered(text, day_first))
    for language in languages:
        words = date_words(language)
        if words:
            days.update(_worded(text, words))
    found = {date for date in map(read_date, days) if date}
    return found.pop() if len(found) == 1 else None


def _numbered(text: str, day_first: bool) -> Iterator[str]:
    for found in (*_NUMBERED.finditer(text), *_IDEOGRAPHS.finditer(text)):
        parts = [part for part in found.groups() if part.isdigit()]
        yield "-".join(parts)
    if day_first:
        for found in _DAY_FIRST.finditer(text):
            yield f"{found[4]}-{found[3]}-{found[1]}"


def _worded(text: str, words: DateWords) -> Iterator[str]:
    """Day, month and year around a month's name: 17 May 2018, May 17, 2018, 2018 жылғы 17 мамыр."""
    keys = [lexeme.key for lexeme in lexemes(text) if lexeme.key not in (",", ".")]
    for at in range(len(keys)):
        found = words.months.at(keys, at)
        if found is None:
            continue
        month, end = found
        before, after, then = ([*keys[max(0, at - 3) : at]], _number(keys, end), _number(keys, end + 1))
        day = _number(before, -1)
        if day and after and after > 31:
            yield f"{after}-{month}-{day}"
        elif after and then and words.month_first:
            yield f"{then}-{month}-{after}"
        elif day and len(before) == 3 and (year := _number(before, 0)) and words.year_words.at(before, 1):
            yield f"{year}-{month}-{day}"


def _number(keys: list[str], at: int) -> int | None:
    key = keys[at] if -len(keys) <= at < len(keys) else ""
    return int(key) if key.isascii() and key.isdigit() and len(key) <= 4 else None
