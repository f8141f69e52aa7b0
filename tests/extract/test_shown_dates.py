"""Dates as pages show them to readers."""

from __future__ import annotations

import pytest

from verify.extract.shown_dates import shown_date


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("Published: 17 May 2018, 10:30", "en", "2018-05-17"),
        ("May 17, 2018 09:15 AM", "en", "2018-05-17"),
        ("17 мая 2018 г., 12:40", "ru", "2018-05-17"),
        ("2018 жылғы 17 мамыр", "kk", "2018-05-17"),
        ("17 Мамыр, 2018", "kk", "2018-05-17"),
        ("2018年5月17日 18:20", "zh", "2018-05-17"),
        ("Updated 2018-05-17 at noon", "en", "2018-05-17"),
        ("Published 17 May 2018, updated 18 May 2018", "en", None),
        ("17 May", "en", None),
        ("31 February 2018", "en", None),
        ("17.05.2018", "ru", None),
        ("17 may 2018", "xx", None),
        ("", "en", None),
    ],
)
def test_one_day_or_none(text: str, language: str, date: str | None) -> None:
    assert shown_date(text, (language,)) == date


def test_day_first_is_a_habit_of_the_site() -> None:
    assert shown_date("17.05.2018 / 10:00", (), day_first=True) == "2018-05-17"
    assert shown_date("05.17.2018", (), day_first=True) is None
