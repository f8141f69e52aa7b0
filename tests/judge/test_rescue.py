from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.nearest import Cited
from verify.judge.rescue import (
    GONE,
    PASSING,
    Candidate,
    Kind,
    Outcome,
    State,
    UrlStatus,
    ranked,
    recommended,
    state_of,
    url_status,
)
from verify.model.availability import Availability, Sight
from verify.model.reference import Role
from verify.model.verdict import Status

JUNE = Cited(dt.date(2018, 6, 1), dt.date(2018, 6, 30), "2018-06", "the article's date")
OK = Sight(Availability.ok)


def candidate(
    *statuses: str, kind: Kind = Kind.memento, days: int = 0, role: Role = Role.mirror, sight: Sight = OK
) -> Candidate:
    """One whose claims have these statuses, `days` after the cited month; `*` marks one carried elsewhere."""
    at = dt.datetime(2018, 6, 30, tzinfo=dt.UTC) + dt.timedelta(days=days)
    outcomes = tuple(
        Outcome(f"slug/{number}", Status(status.rstrip("*")), "", status.endswith("*"))
        for number, status in enumerate(statuses)
    )
    url = f"https://{kind.name.replace('_', '-')}.example/{role}/{days}"
    return Candidate(kind, url, url, "found", sight, outcomes, at, role)


BLOCKED = Sight(Availability.blocked)
MISSING = Sight(Availability.not_found)


def test_more_claims_come_first_then_none_against_then_the_kind_then_the_distance() -> None:
    wanted = [
        candidate("holds", "holds", "altered"),
        candidate("holds", "unknown", "unknown", days=1),
        candidate("holds", "unknown", "unknown", days=400),
        candidate("holds", "unknown", "unknown", kind=Kind.moved),
        candidate("holds", "unknown", "unknown", kind=Kind.copy),
        candidate("holds", "unknown", "unknown", kind=Kind.copy, role=Role.repost),
        candidate("holds", "unknown", "unknown", kind=Kind.own_snapshot),
        candidate("holds", "missing", "unknown", days=5),
        candidate("unknown", "unknown", "unknown", sight=BLOCKED, days=2),
        candidate("altered", "unknown", "unknown", days=3),
    ]
    assert list(ranked(reversed(wanted), JUNE)) == wanted


def test_an_address_is_listed_once_own_snapshots_by_their_time() -> None:
    memento = candidate("holds")
    copy = replace(candidate("holds", kind=Kind.copy), url=memento.url)
    own = [
        replace(candidate("holds", kind=Kind.own_snapshot, days=days), url="https://paper.example/")
        for days in (1, 2)
    ]
    moved = replace(candidate("holds", kind=Kind.moved), url="https://paper.example/")
    assert ranked([copy, memento, *own, moved], JUNE) == (memento, moved, *own)


@pytest.mark.parametrize(
    ("statuses", "carries"),
    [
        (("holds",), True),
        (("holds", "unverifiable"), True),
        (("holds", "missing*"), True),
        (("holds", "unknown*"), True),
        (("holds", "altered*"), False),
        (("holds", "altered"), False),
        (("holds", "missing"), False),
        (("holds", "unknown"), False),
        (("unverifiable",), False),
        (("missing*",), False),
        ((), False),
    ],
)
def test_what_carries_the_claims(statuses: tuple[str, ...], carries: bool) -> None:
    assert candidate(*statuses).carries is carries


def test_only_what_carries_the_claims_and_can_be_opened_is_recommended() -> None:
    own, altered = candidate("holds", "holds", kind=Kind.own_snapshot), candidate("holds", "altered")
    memento = candidate("holds", "holds", days=900)
    assert recommended(ranked([own, altered, memento], JUNE)) == memento
    assert recommended(ranked([own, altered], JUNE)) is None


def test_lost_is_said_only_where_everything_was_read() -> None:
    altered, blocked = candidate("altered"), candidate("unknown", sight=BLOCKED)
    held = candidate("holds")
    assert state_of(held, [held, blocked], ["an archive is down"]) is State.rescued
    assert state_of(None, [altered], []) is State.lost
    assert state_of(None, [], []) is State.lost
    assert state_of(None, [altered], ["an archive is down"]) is State.unknown
    assert state_of(None, [altered, blocked], []) is State.unknown
    assert state_of(None, [altered, candidate("unknown")], []) is State.unknown
    assert state_of(None, [altered, candidate("unknown", sight=MISSING)], []) is State.lost


def test_what_is_said_of_the_cited_address() -> None:
    assert {each for each in Availability if url_status(Sight(each)) is UrlStatus.dead} == GONE
    assert url_status(Sight(Availability.dns), passing=True) is UrlStatus.live
    assert url_status(OK) is UrlStatus.deviated
    assert url_status(Sight(Availability.paywalled)) is UrlStatus.live
    assert not GONE & PASSING


statuses = st.lists(st.sampled_from([*Status, *(f"{each}*" for each in Status)]).map(str), max_size=4)


@given(st.lists(st.tuples(statuses, st.sampled_from(list(Kind)), st.integers(-900, 900)), max_size=6))
def test_nothing_altered_missing_or_unread_is_ever_recommended(
    drawn: list[tuple[list[str], Kind, int]],
) -> None:
    candidates = [candidate(*each, kind=kind, days=days) for each, kind, days in drawn]
    best = recommended(ranked(candidates, JUNE))
    if best is None:
        assert not any(each.carries and each.citable for each in candidates)
        return
    assert best.count(Status.holds) > 0
    assert best.count(Status.altered) == 0
    assert not any(
        each.status in (Status.missing, Status.unknown) for each in best.outcomes if not each.elsewhere
    )
