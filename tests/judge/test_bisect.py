"""The plan against random histories: it never reports what is not there, never asks for more than it may,
and depends on nothing but what was read."""

import datetime as dt
import random
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.judge.bisect import FEW, GRID, Mark, Plan, Spot, allowance

START = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class History:
    """What each capture says (None: it cannot be told) and whether that is a fact of its body."""

    spots: tuple[Spot, ...]
    marks: tuple[Mark, ...]

    def read(self, plan: Plan, most: int = 10_000) -> list[int]:
        """The captures that the plan asks for, in order."""
        known: dict[int, Mark] = {}
        while len(known) < most and (index := plan.next_probe(known)) is not None:
            assert index not in known
            known[index] = self.marks[index]
        return list(known)

    def known(self, asked: list[int]) -> dict[int, Mark]:
        return {index: self.marks[index] for index in asked}

    def brackets(self, plan: Plan, asked: list[int]) -> list[tuple[int, int, int]]:
        return [(each.left, each.right, each.waiting) for each in plan.told(self.known(asked)).brackets]

    @property
    def changes(self) -> list[tuple[int, int]]:
        """Every pair of neighbours among those that can be told that say different things."""
        told = [index for index, mark in enumerate(self.marks) if mark.key is not None]
        return [
            (left, right) for left, right in pairwise(told) if self.marks[left].key != self.marks[right].key
        ]


def of(text: str, digests: str = "", *, days: float = 10) -> History:
    """`a`, `b`, … say what they are; `?` and `!` (for the moment) cannot be told. `digests`: `.` is none."""
    spots = tuple(
        Spot(START + dt.timedelta(days=days * number), None if digest == "." else digest)
        for number, digest in enumerate(digests or "." * len(text))
    )
    marks = tuple(Mark(None if each in "?!" else each, each != "!") for each in text)
    return History(spots, marks)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """States that last a while, what cannot be told amid them, uneven times, bodies that come again."""
    runs = draw(st.lists(st.tuples(st.sampled_from("abc?!"), st.integers(1, 30)), min_size=1, max_size=12))
    says = "".join(state * count for state, count in runs)
    chance = random.Random(draw(st.integers(0, 10**6)))
    noise, repeats = draw(st.sampled_from([0.0, 0.2])), draw(st.sampled_from([0.0, 0.3, 0.9]))
    says = "".join(chance.choice("?!") if chance.random() < noise else each for each in says)
    at, spots, bodies = START, [], dict[str, list[str]]()
    for number, each in enumerate(says):
        at += dt.timedelta(hours=chance.choice([0, 1, 24, 24 * 90]))
        seen = bodies.setdefault(each, [])
        body = chance.choice(seen) if seen and chance.random() < repeats else f"{number}"
        seen.append(body)
        spots.append(Spot(at, chance.choice([body, body, None])))
    return History(tuple(spots), of(says).marks)


@given(histories())
def test_read_to_the_end_it_finds_every_change_and_no_other(history: History) -> None:
    plan = Plan(history.spots, every=True)
    asked = history.read(plan)
    told = plan.told(history.known(asked))
    assert all(stretch.waiting == 0 for stretch in told.stretches)
    found = [(each.left, each.right) for each in told.brackets]
    # A capture that could not be read for the moment may be told by an equal body: then it is even nearer.
    assert len(found) == len(history.changes)
    for (left, right), (first, last) in zip(found, history.changes, strict=True):
        assert first <= left < right <= last


@given(histories(), st.integers(0, 60))
def test_a_bracket_has_a_change_in_it_however_little_was_read(history: History, most: int) -> None:
    plan = Plan(history.spots)
    asked = history.read(plan, most)
    told = plan.told(history.known(asked))
    for bracket in told.brackets:
        assert any(bracket.left <= right and left <= bracket.right for left, right in history.changes)
        assert told.keys[bracket.left] != told.keys[bracket.right]
    says = {index: mark.key for index, mark in enumerate(history.marks) if mark.key is not None}
    assert all(says.get(index, key) == key for index, key in told.keys.items())


@given(histories())
def test_it_asks_for_no_more_than_it_may(history: History) -> None:
    plan = Plan(history.spots)
    asked = history.read(plan)
    assert len(asked) == len(set(asked)) <= allowance(len(history.spots))


@given(histories(), st.integers(0, 80), st.randoms(use_true_random=False))
def test_taken_up_again_it_goes_on_where_it_was(history: History, stop: int, chance: random.Random) -> None:
    whole = history.read(Plan(history.spots))
    done = whole[:stop]
    chance.shuffle(done)  # in whatever order the store gives it back
    known, again = history.known(done), Plan(history.spots)
    for expected in whole[stop:]:
        assert again.next_probe(known) == expected
        known[expected] = history.marks[expected]
    assert again.next_probe(known) is None


@settings(max_examples=30)
@given(st.integers(100, 1500), st.floats(0.001, 0.999))
def test_one_change_is_found_with_the_grid_and_a_bisection(size: int, share: float) -> None:
    change = min(max(1, round(size * share)), size - 1)
    history = of("a" * change + "b" * (size - change))
    plan = Plan(history.spots)
    most = GRID + 8 + (size // (GRID - 1)).bit_length()
    assert history.brackets(plan, history.read(plan, most)) == [(change - 1, change, 0)]


@pytest.mark.parametrize(
    ("count", "most"), [(0, 0), (1, 1), (50, 50), (51, FEW), (100, 50), (101, 50), (2000, 1000)]
)
def test_of_a_long_history_at_most_half_is_asked_for(count: int, most: int) -> None:
    assert allowance(count) == most


def test_both_ends_are_read_first() -> None:
    assert of("a" * 40).read(Plan(of("a" * 40).spots), 2) == [0, 39]


def test_the_grid_is_spread_over_time_and_over_captures() -> None:
    """A hundred captures on the first day, ten in the ten years after it: the grid has its eye on both."""
    times = [START + dt.timedelta(minutes=number) for number in range(100)]
    times += [START + dt.timedelta(days=365 * year) for year in range(1, 11)]
    history = History(tuple(Spot(at) for at in times), (Mark("a"),) * 110)
    asked = history.read(Plan(history.spots), 24)
    late = [index for index in asked if index >= 100]
    assert len(late) >= 8
    assert len(asked) - len(late) >= 8


def test_what_comes_and_goes_between_two_ends_that_agree_is_found_by_the_grid() -> None:
    history = of("a" * 60 + "b" * 20 + "a" * 60)
    plan = Plan(history.spots)
    assert history.brackets(plan, history.read(plan)) == [(59, 60, 0), (79, 80, 0)]


def test_of_equal_bodies_one_is_read() -> None:
    history = of("a" * 30 + "b" * 30, "x" * 30 + "y" * 30)
    plan = Plan(history.spots)
    asked = history.read(plan)
    assert history.brackets(plan, asked) == [(29, 30, 0)]
    assert sorted(asked) == [0, 29, 30, 59]  # the two ends, and the ends of the bracket themselves


def test_an_end_that_stands_on_the_index_alone_is_read_too() -> None:
    history = of("aaab", "xxxy")
    assert set(history.read(Plan(history.spots))) == {0, 2, 3}


def test_an_index_that_calls_unequal_bodies_equal_is_not_believed() -> None:
    history = of("abab" * 5, "x" * 20)
    plan = Plan(history.spots)
    asked = history.read(plan)
    assert len(asked) == 20
    assert [each[:2] for each in history.brackets(plan, asked)] == [(left, left + 1) for left in range(19)]


def test_a_capture_that_failed_for_the_moment_is_told_by_an_equal_body() -> None:
    history = of("a!bb", "xxyz")
    plan = Plan(history.spots)
    assert history.brackets(plan, history.read(plan)) == [(1, 2, 0)]


def test_a_wall_is_no_fact_of_an_equal_body_that_was_read() -> None:
    """Read apart, one body told something and one did not: neither speaks for a third."""
    told = Plan(of("a?a", "xxx").spots).told({0: Mark("a"), 1: Mark(None)})
    assert (dict(told.keys), set(told.vain)) == ({0: "a"}, {1})


def test_a_wall_widens_a_bracket_and_decides_nothing() -> None:
    history = of("a" * 20 + "?" * 60 + "b" * 20)
    plan = Plan(history.spots)
    ((left, right, _),) = history.brackets(plan, history.read(plan))
    assert (left, right) == (19, 80)


def test_nothing_but_walls_is_no_change() -> None:
    history = of("?" * 120)
    plan = Plan(history.spots)
    asked = history.read(plan)
    assert len(asked) == 60
    assert history.brackets(plan, asked) == []


def test_what_is_free_is_not_counted() -> None:
    spots = tuple(Spot(START + dt.timedelta(days=number), free=number % 2 == 0) for number in range(200))
    plan = Plan(spots)
    assert plan.allowed == 50
    known = {index: Mark("a") for index in range(0, 200, 2)}
    assert not plan.used_up(known)
    assert plan.next_probe(known) == 199  # the other end


def test_no_captures_no_question() -> None:
    plan = Plan(())
    assert plan.next_probe({}) is None
    assert plan.told({}).brackets == ()
