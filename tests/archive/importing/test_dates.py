from __future__ import annotations

import datetime as dt

import pytest

from verify.archive.importing.dates import read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-05-01T12:00:00Z", "2019-05-01T12:00:00+00:00"),
        ("2019-05-01T12:00:00.123456789Z", "2019-05-01T12:00:00.123456+00:00"),
        ("2019-05-01T12:00:00+02:00", "2019-05-01T10:00:00+00:00"),
        ("2019-05-01T12:00:00", "2019-05-01T12:00:00+00:00"),
        ("2019-05-01", "2019-05-01T00:00:00+00:00"),
        ("2019-05", "2019-05-01T00:00:00+00:00"),
        ("2019", "2019-01-01T00:00:00+00:00"),
    ],
)
def test_every_precision_of_the_standard_is_read(text: str, expected: str) -> None:
    assert read_date(text) == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2019-13", "0001-01-01T00:00:00+14:00", "201905"])
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert read_date(text) is None
