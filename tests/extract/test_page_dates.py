"""Dates as pages write them: the precision is kept, and nothing is a date that might be another."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.page_dates import read_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2018", "2018"),
        ("2018-05", "2018-05"),
        ("2018/5/7", "2018-05-07"),
        ("2018.05.17", "2018-05-17"),
        ("20180517", "2018-05-17"),
        ("20180517T103000Z", "2018-05-17T10:30:00Z"),
        ("2018-05-17 10:30", "2018-05-17T10:30"),
        ("2018-05-17T10:30:00.123+0200", "2018-05-17T10:30:00+0200"),
        (" 2018-05-17T10:30:00-05:00\n", "2018-05-17T10:30:00-05:00"),
        ("2018-05-17T25:30:00Z", "2018-05-17"),
        ("Thu, 17 May 2018 10:00:00 GMT", "2018-05-17T10:00:00Z"),
        ("17 May 2018", "2018-05-17"),
        ("May 17, 2018 09:15 PM", "2018-05-17"),
        ("Sept. 7, 2018", "2018-09-07"),
        ("Thursday, September 07, 2018 at noon", "2018-09-07"),
    ],
)
def test_a_date_keeps_its_precision(written: str, read: str) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2018", "3.4.2018", "18-05-17", "2018-05-170", "2018-050-17", "2018-02-30", "2018-13",
        "2018-00", "99999999", "0999", "5555", "May 2018 or so", "17 Mai 2018", "17 Maybe 2018", "yesterday",
        "1526550000", "2018-05-17x", "2018-2019", "20181340", "", "2018" * 100, 2018, 20180517, True, None,
        [], ["2018"],
    ],
)  # fmt: skip
def test_what_may_mean_another_day_is_no_date(written: object) -> None:
    assert read_date(written) is None


@given(
    day=st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31)), form=st.sampled_from(["%d %B %Y", "%b %d, %Y"])
)
def test_every_day_comes_back(day: dt.date, form: str) -> None:
    iso = day.isoformat()
    written = day.strftime(form).replace(day.strftime("%Y"), f"{day.year:04d}")
    forms = (iso, iso.replace("-", ""), iso.replace("-", "/"), f"{iso}T23:59:59Z", written)
    assert [read_date(text)[:10] for text in forms if read_date(text)] == [iso] * 5  # type: ignore[index]


@given(st.text(alphabet="0123456789-/.:TZ+ Mayjun,", max_size=30))
def test_whatever_is_read_is_a_real_day(text: str) -> None:
    found = read_date(text)
    if found is not None and len(found) >= 10:
        dt.date.fromisoformat(found[:10])
