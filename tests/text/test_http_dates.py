from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.text.http_dates import http_date, read_http_date, retry_after

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sunday, 01-Mar-26 12:01:00 GMT", 60.0),
        ("Sun Mar  1 12:00:05 2026", 5.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 40, None),
        ("Sun, 99 Mar 2026 12:00:00 GMT", None),
        ("Sun, 01 Mar 99999999999999999999 12:00:00 GMT", None),
        ("١٢", None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
def test_any_retry_after_is_a_wait_or_nothing(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


@given(st.integers(0, 10**8))
def test_a_written_date_reads_back_as_the_same_wait(seconds: int) -> None:
    date = format_datetime(NOW + dt.timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOW) == seconds


@given(st.integers(-(10**9), 10**11))
def test_a_date_written_reads_back_to_the_second(seconds: int) -> None:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds, microseconds=7)
    assert read_http_date(http_date(moment)) == moment.replace(microsecond=0)


def test_other_zones_are_turned_to_utc_and_other_texts_are_nothing() -> None:
    assert read_http_date("Thu, 17 May 2018 02:00:00 +0200") == dt.datetime(2018, 5, 17, tzinfo=dt.UTC)
    assert read_http_date("Thu, 17 May 2018 00:00:00 GMT") == dt.datetime(2018, 5, 17, tzinfo=dt.UTC)
    assert [read_http_date(text) for text in (None, "", "soon", "20180517000000", "x" * 200)] == [None] * 5
