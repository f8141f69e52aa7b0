"""From stored looks to drift: earlier moments by today's rules, losses confirmed, siblings told apart."""

from __future__ import annotations

import asyncio

import pytest
from tests.pipeline.given import MIRROR, OWN, page
from tests.pipeline.weekly import ALTERED, ELSE, STANDS, WEEK, Weekly, failing, only

from verify.model.claim import Claim
from verify.model.drift import Movement
from verify.model.policy import MatchPolicy
from verify.model.registry import Registry
from verify.model.snapshot import FailureKind
from verify.model.verdict import Status, Verdict
from verify.pipeline.auditing import audit
from verify.pipeline.checking import check
from verify.pipeline.drifting import BACK, Past
from verify.pipeline.reading import Reader
from verify.pipeline.scheduled import Schedule
from verify.report.json_v1 import render
from verify.testing import answered, failed


def test_a_loss_counts_at_the_second_look_with_both_dates() -> None:
    weekly = Weekly()
    assert weekly.audit(STANDS).drifts == ()
    first = weekly.audit(ELSE)
    assert (only(first).movement, failing(first), first.changes) == (Movement.lost, [], ())
    assert [item.unconfirmed for item in first.findings] == [True]
    second = weekly.audit(ELSE)
    assert failing(second) == ["wording-missing"]
    assert [(item.before, item.after) for item in second.changes] == [(Status.holds, Status.missing)]
    assert (only(second).first_seen, only(second).confirmed) == (only(first).at, only(second).at)
    third = weekly.audit(ELSE)
    assert (failing(third), third.changes) == (["wording-missing"], ())
    assert only(third).confirmed == only(second).at


def test_a_transient_loss_is_listed_and_alerts_nobody() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    runs = [weekly.audit(ELSE), weekly.audit(STANDS), weekly.audit(STANDS)]
    assert [run.changes for run in runs] == [()] * 3
    assert [failing(run) for run in runs] == [[]] * 3
    assert [only(run).transient for run in runs] == [False, True, False]


def test_looks_that_could_not_be_read_neither_confirm_nor_reset() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.audit(ELSE)
    unread = weekly.audit(answer=failed(OWN, FailureKind.timeout))
    assert (only(unread).movement, failing(unread)) == (Movement.unknown, [])
    assert failing(weekly.audit(ELSE)) == ["wording-missing"]


def test_an_alteration_counts_at_once_and_is_news_once() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    first, second = weekly.audit(ALTERED), weekly.audit(ALTERED)
    assert (only(first).movement, only(first).kinds, only(first).alerts) == (
        Movement.altered,
        ("negation",),
        True,
    )
    assert failing(first) == failing(second) == ["wording-meaning"]
    assert (len(first.changes), second.changes, only(second).alerts) == (1, (), False)


def test_a_claim_missing_at_its_first_look_is_an_error_at_once() -> None:
    run = Weekly().audit(ELSE)
    assert (failing(run), run.drifts) == (["wording-missing"], ())


def test_a_claim_altered_before_goes_on_failing_when_it_is_gone() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.audit(ALTERED)
    assert failing(weekly.audit(ELSE)) == ["wording-missing"]


def test_confirmation_is_a_choice() -> None:
    weekly = Weekly(needed=1)
    weekly.audit(STANDS)
    run = weekly.audit(ELSE)
    assert (failing(run), len(run.changes)) == (["wording-missing"], 1)


def test_a_sibling_of_what_is_gone_is_no_alteration() -> None:
    claim = Claim("claim", ("story",), "They counted 31 boats.", figure="31 boats", about=("boats",))
    sibling, ours = "In May they counted 12 boats by the pier.", "In June they counted 31 boats by the mill."
    weekly = Weekly(claim)
    weekly.audit(sibling, ours)
    first = weekly.audit(sibling)
    assert (first.verdicts[0].status, only(first).movement, failing(first)) == (
        Status.altered,
        Movement.lost,
        [],
    )
    assert failing(weekly.audit(sibling)) == ["figure-differs"]
    changed = Weekly(claim)
    changed.audit(sibling, ours)
    at_once = changed.audit(sibling, ours.replace("31", "13"))
    assert (only(at_once).movement, failing(at_once)) == (Movement.altered, ["figure-differs"])


@pytest.mark.parametrize(
    "after",
    [
        page("“Quoted” first, by others.", STANDS, "Another headline stands above."),
        page(STANDS).replace("<p>", "<p class='x' data-n=1>").replace("<h1>A story", "<h1>Another one"),
        page(STANDS.replace(" ", "\u00a0")),
        page(STANDS, "Correction: the name of the keeper was misspelt in an earlier version."),
    ],
)
def test_nobody_is_alerted_where_the_claim_holds(after: str) -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.store.clock.pass_(WEEK)
    weekly.store.run = "run-2"
    weekly.looker.pages[OWN] = after
    args = (weekly.selection, weekly.looker, weekly.store, weekly.store.clock, MatchPolicy(), Schedule())
    run = asyncio.run(audit(*args))
    assert (run.changes, run.findings, only(run).alerts) == ((), (), False)


def test_check_tells_the_same_as_audit_to_the_byte_and_writes_nothing() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    audited = weekly.audit(ELSE)
    told = check(weekly.selection, weekly.store, MatchPolicy())
    assert (told.drifts, told.findings) == (audited.drifts, audited.findings)
    assert render(check(weekly.selection, weekly.store, MatchPolicy())) == render(told)


def test_a_copy_that_takes_over_is_no_loss() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.looker.pages[MIRROR] = page(STANDS)
    run = weekly.audit(answer=failed(OWN, FailureKind.timeout))
    assert (only(run).movement, failing(run)) == (Movement.moved, [])


def test_a_copy_that_takes_over_now_and_then_hides_no_loss() -> None:
    weekly = Weekly()
    weekly.looker.pages[MIRROR] = page(STANDS)
    blocked = failed(OWN, FailureKind.timeout)
    weekly.audit(STANDS)
    assert failing(weekly.audit(ELSE)) == []
    assert weekly.audit(answer=blocked).verdicts[0].status is Status.holds
    second = weekly.audit(ELSE)
    assert (only(second).movement, failing(second)) == (Movement.lost, ["wording-missing"])
    weekly.audit(answer=blocked)
    assert failing(weekly.audit(ELSE)) == ["wording-missing"]
    weekly.audit(STANDS)
    assert failing(weekly.audit(ELSE)) == []


def test_a_run_is_one_moment_and_what_is_far_back_is_not_judged_again() -> None:
    weekly, judged = Weekly(), []
    weekly.store.append(answered(OWN, page(STANDS)))
    for week in range(BACK + 1):
        weekly.store.run = f"run-{week}"
        weekly.store.clock.pass_(WEEK)
        weekly.store.append(answered(OWN, page(ELSE, f"Visit {week} of many.")))
        weekly.store.append(answered(MIRROR, page(ELSE)))
    ours = weekly.selection.registries[0]
    now = check(weekly.selection, weekly.store, MatchPolicy()).verdicts[0]

    def judge(registry: Registry, claim: Claim, reader: Reader) -> Verdict:
        judged.append(claim.id)
        return now

    past = Past(weekly.store, judge)
    assert len(past.moments(ours, weekly.claim)) == BACK + 2
    assert past.drift(ours, weekly.claim, now, 2) is None
    assert len(judged) == BACK - 1  # the newest is judged already


def test_equal_bodies_are_not_judged_again() -> None:
    weekly = Weekly()
    weekly.store.append(answered(OWN, page(ELSE)))
    for week in range(5):
        weekly.store.run = f"run-{week}"
        weekly.store.clock.pass_(WEEK)
        weekly.store.append(answered(OWN, page(ELSE)))
    now = check(weekly.selection, weekly.store, MatchPolicy()).verdicts[0]

    def judge(registry: Registry, claim: Claim, reader: Reader) -> Verdict:
        raise AssertionError("the same bodies say the same")

    assert Past(weekly.store, judge).drift(weekly.selection.registries[0], weekly.claim, now, 2) is None
