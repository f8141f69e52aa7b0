"""Standings: three bad looks on three days make dead, one good one makes alive, the rest says nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.standing import counts, standing
from verify.model.availability import Availability
from verify.model.standing import Observation, StandingPolicy, State

START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
POLICY = StandingPolicy()
FATAL = ["not_found", "gone", "soft_404", "redirected_home"]
GOOD = [Availability.ok, Availability.redirected]
SILENT = [each for each in Availability if each not in GOOD and each not in FATAL and each != "dns"]


def seen(hours: float, name: str, code: str | None = None, *, online: bool = True) -> Observation:
    return Observation(START + dt.timedelta(hours=hours), Availability(name), f"run {hours}", code, online)


def told(*looks: Observation, policy: StandingPolicy = POLICY) -> str:
    return standing(looks, policy).told


def days(count: int, needed: int, first: str) -> str:
    return f"failed on {count} of the {needed} days that make it dead, first {first}"


@pytest.mark.parametrize("name", FATAL)
def test_three_looks_a_day_apart_make_dead(name: str) -> None:
    looks = [seen(0, name), seen(24, name), seen(48, name)]
    assert told(*looks[:1]) == days(1, 3, "2026-11-01")
    assert told(*looks[:2]) == days(2, 3, "2026-11-01")
    assert told(*looks) == "dead since 2026-11-01"


def test_different_signs_add_up() -> None:
    looks = (seen(0, "soft_404"), seen(30, "not_found"), seen(60, "dns", "NXDOMAIN"))
    assert standing(looks, POLICY).state is State.dead


def test_one_bad_morning_counts_once() -> None:
    assert told(*(seen(hour, "not_found") for hour in range(20))) == days(1, 3, "2026-11-01")
    assert told(*(seen(hour, "not_found") for hour in range(40))) == days(2, 3, "2026-11-01")
    assert told(*(seen(hour, "not_found") for hour in range(41))) == "dead since 2026-11-01"


@pytest.mark.parametrize("good", GOOD)
def test_one_good_look_resets(good: Availability) -> None:
    looks = [seen(0, "gone"), seen(24, "gone"), seen(48, good.value)]
    assert told(*looks) == "alive"
    assert told(*looks, seen(49, "gone")) == days(1, 3, "2026-11-03")


@pytest.mark.parametrize("name", SILENT)
def test_what_could_not_tell_neither_counts_nor_resets(name: Availability) -> None:
    assert told(*(seen(24 * day, name.value) for day in range(9))) == "unknown"
    bad = [seen(0, "gone"), seen(24, "gone")]
    assert told(*bad, seen(48, name.value)) == days(2, 3, "2026-11-01")
    assert told(*bad, seen(48, name.value), seen(72, "gone")) == "dead since 2026-11-01"
    assert told(seen(0, "ok"), seen(24, name.value)) == "alive"


def test_only_a_name_that_does_not_exist_counts_among_dns_failures() -> None:
    for code in ("EAI_AGAIN", "TIMEOUT", "EAI_NODATA", "INVALID_NAME", None):
        assert told(*(seen(24 * day, "dns", code) for day in range(4))) == "unknown"
    assert told(*(seen(24 * day, "dns", "NXDOMAIN") for day in range(3))) == "dead since 2026-11-01"


def test_a_laptop_offline_declares_nothing_dead() -> None:
    assert told(*(seen(24 * day, "dns", "NXDOMAIN", online=False) for day in range(9))) == "unknown"
    good = standing([seen(0, "gone"), seen(24, "ok", online=False)], POLICY)
    assert good.state is State.alive


def test_the_policy_says_how_many_and_how_far_apart() -> None:
    quick = StandingPolicy(looks=2, apart=dt.timedelta(hours=1))
    assert told(seen(0, "gone"), seen(0.5, "gone"), policy=quick) == days(1, 2, "2026-11-01")
    assert told(seen(0, "gone"), seen(1, "gone"), policy=quick) == "dead since 2026-11-01"


def test_nobody_looked() -> None:
    assert told() == "unknown"


LOOKS = st.lists(
    st.builds(
        seen,
        st.integers(0, 400).map(float),
        st.sampled_from(list(Availability)).map(str),
        st.sampled_from(["NXDOMAIN", "EAI_AGAIN", None]),
        online=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda each: each.at,
)


@given(looks=LOOKS, data=st.data())
def test_the_order_in_which_looks_are_read_back_is_nothing(
    looks: list[Observation], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(looks))
    assert standing(shuffled, POLICY) == standing(looks, POLICY)


@given(looks=LOOKS)
def test_dead_rests_on_looks_that_count_after_the_last_success(looks: list[Observation]) -> None:
    found = standing(looks, POLICY)
    good = [each.at for each in looks if each.availability.readable]
    since_good = sorted(each.at for each in looks if counts(each) and not (good and each.at <= max(good)))
    if found.state is State.dead:
        assert found.since == since_good[0]
        assert since_good[-1] - since_good[0] >= 2 * POLICY.apart
    if found.failures:
        assert found.failures <= len(since_good)
    else:
        assert found.state is (State.alive if good else State.unknown)


@given(looks=LOOKS)
def test_a_success_afterwards_always_makes_alive(looks: list[Observation]) -> None:
    assert standing([*looks, seen(401, "ok", online=False)], POLICY).state is State.alive


@given(looks=LOOKS)
def test_what_happened_offline_or_could_not_tell_changes_nothing(looks: list[Observation]) -> None:
    telling = [each for each in looks if each.availability.readable or counts(each)]
    assert standing(telling, POLICY) == standing(looks, POLICY)
    offline = [replace(each, online=False) for each in looks]
    assert standing(offline, POLICY).failures == 0


@given(looks=LOOKS, extra=st.integers(1, 19))
def test_a_second_look_soon_after_counts_for_nothing(looks: list[Observation], extra: int) -> None:
    ordered = sorted(looks, key=lambda each: each.at)
    before = standing(ordered, POLICY)
    if ordered and counts(ordered[-1]) and before.failures:
        again = replace(ordered[-1], at=ordered[-1].at + dt.timedelta(minutes=extra))
        gaps = [later.at - each.at for each, later in pairwise(ordered)]
        if all(gap >= POLICY.apart for gap in gaps):
            assert standing([*ordered, again], POLICY) == before
