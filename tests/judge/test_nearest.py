from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.nearest import Cited, Tried, cited_on, next_capture, not_before, usable
from verify.model.dates import DateSpan, PartialDate
from verify.model.memento import Capture

JUNE = Cited(dt.date(2018, 6, 1), dt.date(2018, 6, 30), "2018-06", "the article's date")
DAY = Cited(dt.date(2018, 6, 3), dt.date(2018, 6, 3), "2018-06-03", "the day it was read")
HOLDS, FAILS, UNREAD = Tried(True, True), Tried(False, True), Tried(False, False)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def capture(text: str, digest: str | None = None, status: int | None = 200, archive: str = "one") -> Capture:
    moment = at(text)
    raw = f"https://{archive}.example/{moment:%Y%m%d%H%M%S}id_/https://paper.example/"
    return Capture("https://paper.example/", moment, raw, archive, status, digest=digest)


def walk(captures: list[Capture], shown: dict[str, Tried], cited: Cited = JUNE) -> list[str]:
    """The days that are read, in order, each showing what `shown` says of it (else that it fails)."""
    tried: dict[Capture, Tried] = {}
    while (found := next_capture(captures, tried, cited)) is not None:
        tried[found] = shown.get(f"{found.at:%Y-%m-%d}", FAILS)
    return [f"{each.at:%Y-%m-%d}" for each in tried]


def test_the_citation_date_is_the_best_that_is_known() -> None:
    read, article = PartialDate.parse("2018-06-03"), PartialDate.parse("2018-06")
    own, today = DateSpan.parse("2017-09/2018-01"), dt.date(2026, 11, 28)
    assert cited_on(read, article, own, today) == DAY
    assert cited_on(None, article, own, today) == JUNE
    assert cited_on(None, None, own, today).told == "2017-09/2018-01"
    assert cited_on(None, None, None, today).first == today


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2018-06-01T00:00:00", "in 2018-06"),
        ("2018-06-30T23:59:59", "in 2018-06"),
        ("2018-07-01T00:00:01", "1 day after"),
        ("2018-05-31T23:00:00", "1 day before"),
        ("2018-07-09T12:00:00", "9 days after"),
        ("2018-11-01T00:00:00", "4 months after"),
        ("2015-06-01T00:00:00", "3.0 years before"),
    ],
)
def test_a_distance_is_told_in_words(moment: str, told: str) -> None:
    assert JUNE.distance(at(moment)) == told
    assert DAY.distance(at("2018-06-03T10:00:00")) == "the same day"


def test_no_capture_from_before_the_work_came_out_nor_of_an_error() -> None:
    captures = [
        capture("2018-05-15"),
        capture("2018-05-16"),
        capture("2018-05-17", status=None),
        capture("2018-05-18", status=404),
        capture("2018-05-19", status=301),
    ]
    since = not_before(DateSpan.parse("2018-05-17"))
    assert since == dt.date(2018, 5, 16)
    assert usable(captures, since) == captures[1:3]
    assert usable(captures, None) == captures[:3]
    assert not_before(None) is None


def test_reading_goes_outward_and_changes_sides() -> None:
    captures = [capture(f"2018-07-{day:02d}") for day in range(1, 6)]
    captures += [capture("2018-05-20"), capture("2018-01-01")]
    assert walk(captures, {}) == [
        "2018-07-01",
        "2018-05-20",
        "2018-07-02",
        "2018-01-01",
        "2018-07-03",
        "2018-07-04",
        "2018-07-05",
    ]


def test_within_the_cited_month_the_earliest_is_first() -> None:
    captures = [capture("2018-06-20"), capture("2018-06-02"), capture("2018-07-01")]
    assert walk(captures, {}, JUNE) == ["2018-06-02", "2018-07-01", "2018-06-20"]


def test_a_capture_that_holds_rules_out_the_farther_ones_and_nearer_ones_are_still_read() -> None:
    captures = [capture("2018-05-01"), *(capture(f"2018-07-{day:02d}") for day in (1, 2, 20, 31))]
    captures.append(capture("2018-08-15"))
    assert walk(captures, {"2018-05-01": HOLDS, "2018-07-02": HOLDS}) == [
        "2018-07-01",
        "2018-05-01",
        "2018-07-02",
    ]


def test_of_equal_bodies_one_is_read_the_next_only_if_that_could_not_be() -> None:
    captures = [capture(f"2018-07-{day:02d}", "same") for day in (1, 2, 3)]
    assert walk(captures, {}) == ["2018-07-01"]
    assert walk(captures, {"2018-07-01": UNREAD}) == ["2018-07-01", "2018-07-02"]
    other = capture("2018-07-02", "same", archive="two")
    assert walk([*captures, other], {}) == ["2018-07-01", "2018-07-02"]
    unknown = [capture(f"2018-07-{day:02d}") for day in (1, 2)]
    assert len(walk(unknown, {})) == 2


captures_and_shown = st.lists(
    st.tuples(
        st.integers(-900, 900), st.sampled_from(["a", "b", None]), st.sampled_from([HOLDS, FAILS, UNREAD])
    ),
    max_size=12,
    unique_by=lambda each: each[0],
)


@given(captures_and_shown)
def test_the_walk_ends_with_the_nearest_that_holds(spread: list[tuple[int, str | None, Tried]]) -> None:
    """Bodies the index calls equal are equal here, so what holds is a fact of the digest."""
    by_digest = {"a": HOLDS, "b": FAILS}
    captures: dict[Capture, Tried] = {}
    for days, digest, shown in spread:
        moment = at("2018-06-03T12:00:00") + dt.timedelta(days=days)
        each = capture(moment.replace(tzinfo=None).isoformat(), digest)
        captures[each] = shown if shown is UNREAD else by_digest.get(digest or "", shown)
    tried: dict[Capture, Tried] = {}
    while (found := next_capture(list(captures), tried, DAY)) is not None:
        assert found not in tried
        tried[found] = captures[found]
    nearest = min((DAY.away(each.at) for each, shown in captures.items() if shown.holds), default=None)
    read = min((DAY.away(each.at) for each, shown in tried.items() if shown.holds), default=None)
    assert read == nearest
