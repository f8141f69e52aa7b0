"""Drift over observations: what counts at once, what needs another look, what is only listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.drift import Observed, drift, enough, kinds
from verify.model.availability import Availability, Sight
from verify.model.claim import Selector
from verify.model.drift import Drift, Movement
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.reference import Role
from verify.model.text import Zone
from verify.model.verdict import Evidence, Reading, Severity, Status, Verdict

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)
URL = "https://a.example/"
HOLDS = Check(Axis.wording, Outcome.verbatim, (10, 20), "never opened")
MISSING = Check(Axis.wording, Outcome.missing)


def altered(kind: EditKind = EditKind.negation, found: str = "opened") -> Check:
    return Check(Axis.wording, Outcome.altered, (10, 16), found, edits=(Edit(kind, "never", ""),))


CHECKS = {
    "h": (Status.holds, HOLDS),
    "m": (Status.missing, MISSING),
    "n": (Status.altered, altered()),
    "x": (Status.altered, altered(EditKind.number, "opened twice")),
    "c": (Status.holds, HOLDS),  # by a copy
    "?": (Status.unknown, None),
}


def seen(
    letter: str, week: int, *, prefix: str = "a ", suffix: str = " b", zone: Zone = Zone.body
) -> Observed:
    status, check = CHECKS[letter]
    at = START + week * WEEK
    checks = (check,) if check else ()
    sight = Sight(Availability.ok if check else Availability.timeout)
    evidence = Evidence(
        URL, Role.own, f"urn:uuid:{week}", f"sha256:{week}", "w", at, check.span if check else None, "", zone,
        "x", "m", "", Selector("never opened", prefix, suffix),
    )  # fmt: skip
    role = Role.mirror if letter == "c" else Role.own
    reading = Reading("ref", sight, URL, role, at, "en", checks, evidence if check else None)
    verdict = Verdict("s/c", "t", status, Severity.none, f"reason {letter}", (), reading, (reading,))
    return Observed(at, verdict, frozenset({("ref", f"look-{week}")}))


def of(letters: str, needed: int = 2) -> Drift | None:
    return drift([seen(letter, week) for week, letter in enumerate(letters)], needed)


@pytest.mark.parametrize(
    ("letters", "movement", "alerts"),
    [
        ("hh", Movement.unchanged, False),
        ("hm", Movement.lost, False),
        ("hmm", Movement.lost, True),
        ("hmmm", Movement.lost, False),
        ("h?m?m", Movement.lost, True),
        ("hmh", Movement.restored, False),
        ("hmhm", Movement.lost, False),
        ("hmhmm", Movement.lost, True),
        ("hn", Movement.altered, True),
        ("hnn", Movement.altered, False),
        ("hnx", Movement.altered, True),
        ("hmn", Movement.altered, True),
        ("nh", Movement.restored, False),
        ("h?", Movement.unknown, False),
        ("n?", Movement.unknown, False),
        ("h?h", Movement.unchanged, False),
        ("hmc", Movement.restored, False),
        ("hmcm", Movement.lost, True),
        ("hmccm", Movement.lost, True),
        ("hmcmm", Movement.lost, False),
        ("hmchm", Movement.lost, False),
        ("cmcm", Movement.lost, True),
        ("hncn", Movement.altered, False),
    ],
)
def test_movements_and_when_they_alert(letters: str, movement: Movement, alerts: bool) -> None:
    found = of(letters)
    assert found is not None
    assert (found.movement, found.alerts) == (movement, alerts)
    assert found.at == START + (len(letters) - 1) * WEEK


@pytest.mark.parametrize("letters", ["", "h", "m", "mm", "nn", "?", "??", "?m", "?h", "?mm"])
def test_what_was_never_seen_otherwise_is_no_drift(letters: str) -> None:
    assert of(letters) is None


def test_a_loss_keeps_its_dates() -> None:
    found = of("hhm?mm")
    assert found is not None
    assert (found.before, found.after) == (Status.holds, Status.missing)
    assert found.since == START + WEEK
    assert found.first_seen == START + 2 * WEEK
    assert found.confirmed == START + 4 * WEEK
    assert (found.count, found.needed, found.unconfirmed) == (3, 2, False)


def test_how_many_looks_confirm_is_a_choice() -> None:
    assert [item is not None and item.unconfirmed for item in (of("hm", 1), of("hmm", 3), of("hmmm", 3))] == [
        False,
        True,
        False,
    ]


def test_the_same_look_seen_twice_confirms_nothing() -> None:
    lost = seen("m", 1)
    again = replace(lost, at=START + 2 * WEEK, looks=lost.looks | {("other", "look-9")})
    found = drift([seen("h", 0), lost, again])
    assert found is not None
    assert (found.movement, found.count, found.unconfirmed) == (Movement.lost, 1, True)


def test_a_loss_that_was_never_confirmed_is_transient_and_a_confirmed_one_is_not() -> None:
    brief, long = of("hmh"), of("hmmh")
    assert brief is not None
    assert long is not None
    assert (brief.transient, brief.since) == (True, START)
    assert (long.transient, long.before) == (False, Status.missing)


def test_an_altered_claim_that_goes_missing_is_lost_from_altered() -> None:
    found = of("hnm")
    assert found is not None
    assert (found.movement, found.before) == (Movement.lost, Status.altered)


def test_a_sibling_that_stood_there_before_makes_a_loss_of_an_alteration() -> None:
    observed = [seen(letter, week) for week, letter in enumerate("hnn")]
    once = drift(observed[:2], 2, lambda before, after: True)
    twice = drift(observed, 2, lambda before, after: True)
    back = drift([*observed[:2], seen("h", 2)], 2, lambda before, after: True)
    assert once is not None
    assert twice is not None
    assert back is not None
    assert (once.movement, once.unconfirmed) == (Movement.lost, True)
    assert (twice.movement, twice.alerts) == (Movement.lost, True)
    assert back.transient


def test_a_loss_is_confirmed_whatever_the_claim_is_held_against() -> None:
    for letters in ("hnx", "hnm", "hmx", "hnxn"):
        observed = [seen(letter, week) for week, letter in enumerate(letters)]
        found = drift(observed, 2, lambda before, after: True)
        assert found is not None
        assert (found.movement, found.before, found.count) == (Movement.lost, Status.holds, len(letters) - 1)
        assert found.confirmed == START + 2 * WEEK


@pytest.mark.parametrize(
    ("after", "movement"),
    [
        (seen("h", 1), Movement.unchanged),
        (seen("h", 1, prefix="other "), Movement.reworded),
        (seen("h", 1, prefix="other ", suffix=" other"), Movement.moved),
        (seen("h", 1, zone=Zone.caption), Movement.moved),
        (seen("h", 1, prefix="a\u00a0"), Movement.unchanged),
    ],
)
def test_a_claim_that_holds_moves_without_alerting(after: Observed, movement: Movement) -> None:
    found = drift([seen("h", 0), after])
    assert found is not None
    assert (found.movement, found.alerts) == (movement, False)


def test_other_words_under_the_same_outcome_are_a_rewording_and_typography_is_none() -> None:
    def with_check(check: Check) -> Movement:
        after = seen("h", 1)
        assert after.verdict.reading is not None
        reading = replace(after.verdict.reading, checks=(check,))
        found = drift([seen("h", 0), replace(after, verdict=replace(after.verdict, reading=reading))])
        assert found is not None
        return found.movement

    assert with_check(replace(HOLDS, outcome=Outcome.typographic, found="never  opened")) == "unchanged"
    assert with_check(replace(HOLDS, found="never once opened")) == "reworded"


def test_kinds_are_edits_by_precedence_then_axes() -> None:
    word = Check(
        Axis.wording,
        Outcome.altered,
        edits=(Edit(EditKind.wording, "a", "b"), Edit(EditKind.number, "1", "2")),
    )
    other = Check(Axis.speaker, Outcome.other, found="Jones")
    fine = Check(Axis.when, Outcome.agrees)
    reading = Reading("ref", Sight(Availability.ok), checks=(word, other, fine))
    assert kinds(Verdict("s/c", "t", Status.altered, Severity.error, "", (), reading)) == (
        "number",
        "wording",
        "speaker",
    )


def test_another_language_is_not_an_alteration() -> None:
    foreign = seen("n", 1)
    assert foreign.verdict.reading is not None
    check = Check(Axis.wording, Outcome.undecided, reason="source is in ru")
    reading = replace(foreign.verdict.reading, language="ru", checks=(check,))
    verdict = replace(foreign.verdict, status=Status.unverifiable, reading=reading)
    found = drift([seen("h", 0), replace(foreign, verdict=verdict)])
    assert found is not None
    assert (found.movement, found.alerts) == (Movement.unknown, False)


LETTERS = st.text("hcmnx?", max_size=9)


@given(LETTERS, st.integers(1, 3))
def test_what_is_enough_gives_what_the_whole_past_gives(letters: str, needed: int) -> None:
    observed = [seen(letter, week) for week, letter in enumerate(letters)]
    for size in range(1, len(observed) + 1):
        if enough(observed[::-1][:size], needed):
            part = drift(observed[-size:], needed)
            assert _core(part) == _core(drift(observed, needed))
            return


def _core(found: Drift | None) -> object:
    return found and replace(found, count=0)


@given(LETTERS)
def test_each_state_alerts_once_and_a_loss_never_at_its_first_look(letters: str) -> None:
    for size in range(2, len(letters) + 1):
        found = of(letters[:size])
        if found and found.alerts:
            assert letters[size - 1] in "mnx"
            readable = letters[:size].replace("?", "").replace("c", "")
            assert letters[size - 1] != "m" or readable.endswith("mm")
            assert letters[size - 1] != "m" or not readable.endswith("mmm")
