import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.model.dates import DateSpan, PartialDate

days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    shown = draw(st.sampled_from(["year", "month", "day"]))
    return PartialDate(day.year, None if shown == "year" else day.month, day.day if shown == "day" else None)


@given(partial_dates())
def test_a_partial_date_reads_back_as_it_was_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates())
def test_it_spans_exactly_its_own_precision(date: PartialDate) -> None:
    first, last = date.first(), date.last()
    shown = str(date)
    assert first.isoformat().startswith(shown)
    assert last.isoformat().startswith(shown)
    for outside in (first.toordinal() - 1, last.toordinal() + 1):
        if 1 <= outside <= dt.date.max.toordinal():
            assert not dt.date.fromordinal(outside).isoformat().startswith(shown)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
        ("2016-02", dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
        ("2018-05-17", dt.date(2018, 5, 17), dt.date(2018, 5, 17)),
    ],
)
def test_first_and_last_day(text: str, first: dt.date, last: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.first(), date.last()) == (first, last)


REFUSED = [
    "",
    "18",
    "2018-",
    "2018-6",
    "2018-13",
    "2018-00",
    "2018-05-00",
    "2017-02-29",
    "2018-06-31",
    "2018-06-01T00:00",
    "20180601",
    "mid-May 2018",
    "0000",
    " 2018",
    "2018\n",
    "\u0662\u0660\u0661\u0668",
]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@given(st.text(max_size=12))
def test_parsing_never_fails_in_another_way(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert date.first() <= date.last()


@given(partial_dates(), partial_dates())
def test_a_span_reads_back_or_is_refused_when_it_runs_backwards(start: PartialDate, end: PartialDate) -> None:
    text = f"{start}/{end}"
    if end.last() < start.first():
        with pytest.raises(ValueError, match="ends before it starts"):
            DateSpan.parse(text)
    else:
        assert DateSpan.parse(text) == DateSpan(start, end)
        assert DateSpan.parse(str(DateSpan(start, end))) == DateSpan(start, end)


@given(partial_dates(), partial_dates(), days)
def test_two_spans_that_share_a_day_overlap(one: PartialDate, other: PartialDate, day: dt.date) -> None:
    left, right = DateSpan(one, one), DateSpan(other, other)
    assert left.overlaps(right) == right.overlaps(left)
    if one.first() <= day <= one.last() and other.first() <= day <= other.last():
        assert left.overlaps(right)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2017-09", "2017-09-14", True),
        ("2017", "2017-12-31", True),
        ("2017-08/2017-09", "2017-09-30", True),
        ("2017-08/2017-09", "2017-10", False),
        ("2018-05", "2018-06", False),
    ],
)
def test_each_end_counts_at_its_own_precision(one: str, other: str, expected: bool) -> None:
    assert DateSpan.parse(one).overlaps(DateSpan.parse(other)) is expected
