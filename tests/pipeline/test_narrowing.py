"""What --changed-only and --since leave out, and what they must not."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from tests.archive.samples import ticking
from tests.pipeline.given import OWN, page, quoting, registry

from verify.model.claim import Acceptance, Claim
from verify.model.dates import PartialDate
from verify.model.finding import Finding
from verify.model.policy import MatchPolicy
from verify.model.registry import Article, Place
from verify.model.run import Run
from verify.model.snapshot import Exchange, FailureKind
from verify.model.verdict import Severity, Status
from verify.pipeline.auditing import audit
from verify.pipeline.narrowing import moved_since
from verify.pipeline.ports import Selection
from verify.pipeline.scheduled import Schedule
from verify.testing import EPOCH, FakeClock, FakeLooker, FakeStore, failed

TRUE = quoting("the gate was never opened after dark", name="true")
FALSE = quoting("the gate was often opened after dark", name="false")
CLOSED = quoting("of no consequence", "letter", name="closed")
SAYS = page("He said that the gate was never opened after dark.")
WEEK = dt.timedelta(days=7)


class Weekly:
    """One registry audited again and again, a week apart, in one archive."""

    def __init__(self, *claims: Claim) -> None:
        self.clock = FakeClock()
        self.store = FakeStore(self.clock)
        self.registry = registry(*claims)

    def audit(
        self, body: str | Exchange = SAYS, *, changed_only: bool = True, policy: MatchPolicy | None = None
    ) -> Run:
        self.clock.pass_(WEEK)
        looker = FakeLooker({OWN: body}, self.clock)
        selection, schedule = Selection((self.registry,)), Schedule(dt.timedelta(0))
        policy = policy or MatchPolicy()
        return asyncio.run(
            audit(selection, looker, self.store, ticking(), policy, schedule, changed_only=changed_only)
        )


def judged(run: Run) -> list[str]:
    return [verdict.claim for verdict in run.verdicts]


def test_what_held_on_an_unchanged_page_is_left_out() -> None:
    weekly = Weekly(TRUE, CLOSED)
    assert judged(weekly.audit()) == ["slug/true", "slug/closed"]
    again = weekly.audit()
    assert judged(again) == []
    assert again.notes[-1] == "2 claims left out: settled when last judged, and nothing changed since"
    assert len(weekly.store.verdicts("slug/true")) == 1
    assert again.registries == {"slug": "r.yaml"}


def test_a_changed_body_is_judged() -> None:
    weekly = Weekly(TRUE, CLOSED)
    weekly.audit()
    run = weekly.audit(page("He said that the gate was often opened after dark."))
    assert [(each.claim, each.status) for each in run.verdicts] == [("slug/true", Status.altered)]
    assert [change.claim for change in run.changes] == ["slug/true"]


@pytest.mark.parametrize("body", [SAYS, failed(OWN, FailureKind.timeout)])
def test_what_did_not_hold_or_could_not_be_read_is_never_left_out(body: str | Exchange) -> None:
    weekly = Weekly(FALSE)
    first = weekly.audit(body)
    assert first.verdicts[0].status in (Status.altered, Status.unknown)
    assert judged(weekly.audit(body)) == ["slug/false"]


def test_a_page_that_cannot_be_read_any_more_is_judged() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    assert [each.status for each in weekly.audit(failed(OWN, FailureKind.timeout)).verdicts] == [
        Status.unknown
    ]


def test_words_changed_in_the_registry_are_judged() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    weekly.registry = registry(replace(TRUE, quote=FALSE.quote))
    assert [each.status for each in weekly.audit().verdicts] == [Status.altered]
    weekly.registry = registry(replace(TRUE, quote=FALSE.quote), quoting("open all year", name="new"))
    assert judged(weekly.audit()) == ["slug/true", "slug/new"]


def test_the_article_and_the_policy_are_part_of_the_footing() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    weekly.registry = replace(weekly.registry, article=Article("Ours", url=OWN))
    assert judged(weekly.audit()) == ["slug/true"]
    weekly.audit()
    assert judged(weekly.audit(policy=MatchPolicy(vague={"a few": (2, 4)}))) == ["slug/true"]


def test_a_verdict_recorded_without_a_footing_is_made_again() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    last = weekly.store.verdicts("slug/true")[-1]
    bare = {name: value for name, value in last.payload.items() if name != "footing"}
    weekly.store.append_verdict("slug/true", "holds", bare, refers_to=None, refers_to_uri=None)
    assert judged(weekly.audit()) == ["slug/true"]


def test_a_full_audit_records_what_a_narrow_one_builds_on() -> None:
    weekly = Weekly(TRUE)
    weekly.audit(changed_only=False)
    assert judged(weekly.audit()) == []


def since(weekly: Weekly, run: Run, when: dt.datetime) -> Run:
    return moved_since(run, Selection((weekly.registry,)), weekly.store, when)


def test_since_tells_what_is_not_as_it_was() -> None:
    weekly = Weekly(TRUE, FALSE, CLOSED)
    weekly.audit()
    start = weekly.clock()
    run = weekly.audit(page("He said that the gate was often opened after dark."), changed_only=False)
    told = since(weekly, run, start + WEEK / 2)
    assert judged(told) == ["slug/true", "slug/false"]
    assert told.notes[-3:] == (
        "slug/true: holds -> altered",
        "slug/false: altered -> holds",
        f"1 claim left out, as before {start + WEEK / 2:%Y-%m-%d}",
    )
    assert {finding.subject for finding in told.findings} >= {"slug/true"}
    assert "slug/closed" not in {finding.subject for finding in told.findings}
    assert judged(since(weekly, run, EPOCH)) == ["slug/true", "slug/false", "slug/closed"]


def test_since_counts_a_way_there_and_back_as_no_move() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    start = weekly.clock()
    weekly.audit(page("He said that the gate was often opened after dark."))
    run = weekly.audit(changed_only=False)
    assert judged(since(weekly, run, start + WEEK / 2)) == []


def test_since_keeps_findings_of_references_unless_all_their_claims_are_left_out() -> None:
    weekly = Weekly(TRUE, CLOSED)
    weekly.audit()
    start = weekly.clock()
    run = weekly.audit(page("He said that the gate was often opened after dark."), changed_only=False)
    place = Place("r.yaml", 1)
    about = [
        Finding("reference-dead", Severity.error, f"slug/{name}", "m", place) for name in ("letter", "lost")
    ]
    about.append(Finding("reference-moved", Severity.note, "slug/story", "m", place))
    told = since(weekly, replace(run, findings=tuple(about)), start + WEEK / 2)
    assert [finding.subject for finding in told.findings] == ["slug/lost", "slug/story"]


def test_since_tells_of_another_falsehood_in_the_same_place() -> None:
    weekly = Weekly(TRUE)
    weekly.audit(page("He said that the gate was often opened after dark."))
    start = weekly.clock()
    run = weekly.audit(page("He said that the gate was always opened after dark."), changed_only=False)
    assert judged(since(weekly, run, start + WEEK / 2)) == ["slug/true"]


def test_since_tells_of_a_loss_that_is_confirmed_after_it() -> None:
    weekly = Weekly(TRUE)
    weekly.audit()
    weekly.audit(page("Nothing was said of any gate."))
    start = weekly.clock()
    run = weekly.audit(page("Nothing was said of any gate.", "Another day."), changed_only=False)
    assert [finding.counts for finding in run.findings] == [True]
    assert judged(since(weekly, run, start + WEEK / 2)) == ["slug/true"]
    later = weekly.audit(page("Nothing was said of any gate.", "A third day."), changed_only=False)
    assert judged(since(weekly, later, start + 1.5 * WEEK)) == []


def test_since_tells_of_what_an_acceptance_covers_no_more() -> None:
    weekly = Weekly(
        replace(FALSE, accepted=Acceptance("altered", "desk", "known", PartialDate.parse("1999")))
    )
    weekly.audit()
    start = weekly.clock()
    run = weekly.audit(changed_only=False)
    assert judged(since(weekly, run, start + WEEK / 2)) == ["slug/false"]


def test_what_holds_with_a_warning_is_never_left_out() -> None:
    weekly = Weekly(replace(quoting("", name="gates"), quote=(), figure="50 gates"))
    says = page("He counted more than 50 gates.")
    first = weekly.audit(says)
    assert (first.verdicts[0].status, first.verdicts[0].severity) == (Status.holds, Severity.warning)
    assert judged(weekly.audit(says)) == ["slug/gates"]
