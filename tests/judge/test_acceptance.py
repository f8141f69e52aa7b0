"""Acceptances: the same difference stays accepted, a different or an expired one fails again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from verify.judge.acceptance import Bond, accept, bond, fingerprint, with_acceptances
from verify.model.availability import Availability, Sight
from verify.model.claim import Acceptance
from verify.model.dates import PartialDate
from verify.model.finding import Finding
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.registry import Place
from verify.model.verdict import Reading, Severity, Status, Verdict

TODAY = dt.date(2026, 11, 28)
LOST = Check(
    Axis.wording, Outcome.altered, (10, 40), "the gate was opened after dark", None,
    (Edit(EditKind.negation, "never", ""),), "a negation differs",
)  # fmt: skip
SAME = Check(Axis.speaker, Outcome.same, (0, 5), "Smith")


def verdict(*checks: Check, status: Status = Status.altered, sight: Sight | None = None) -> Verdict:
    reading = Reading("ref", sight or Sight(Availability.ok), "https://a.example/", checks=checks)
    return Verdict("s/c", "text", status, Severity.error, "why", (), reading, (reading,))


def test_what_decides_nothing_is_not_in_the_fingerprint() -> None:
    first = fingerprint(verdict(LOST, SAME))
    moved = replace(
        LOST, span=(900, 930), reason="put otherwise", found="the gate  was\u00a0opened after dark"
    )
    other = replace(SAME, found="Mr Smith", span=(500, 508))
    assert fingerprint(verdict(moved, other)) == first
    assert fingerprint(replace(verdict(LOST, SAME), claim="s/d", reason="other")) == first
    assert first.startswith("sha256:")
    assert len(first) == 71


@pytest.mark.parametrize(
    "changed",
    [
        verdict(replace(LOST, found="the gate was closed after dark"), SAME),
        verdict(replace(LOST, wanted="the gate was opened at noon"), SAME),  # the registry was edited
        verdict(replace(LOST, outcome=Outcome.partial), SAME),
        verdict(replace(LOST, edits=(Edit(EditKind.hedge, "never", ""),)), SAME),
        verdict(LOST, replace(SAME, outcome=Outcome.other, found="Jones")),
        verdict(LOST, replace(SAME, outcome=Outcome.narrator)),
        verdict(LOST, SAME, status=Status.missing),
    ],
)
def test_every_other_difference_has_another_fingerprint(changed: Verdict) -> None:
    assert fingerprint(changed) != fingerprint(verdict(LOST, SAME))


def test_a_page_that_could_not_be_read_is_told_by_its_availability_alone() -> None:
    blocked = verdict(status=Status.unknown, sight=Sight(Availability.blocked, "HTTP 403"))
    again = verdict(status=Status.unknown, sight=Sight(Availability.blocked, "a wall"))
    late = verdict(status=Status.unknown, sight=Sight(Availability.timeout))
    assert fingerprint(blocked) == fingerprint(again) != fingerprint(late)


@pytest.mark.parametrize(
    ("expires", "today", "wanted"),
    [
        (None, TODAY, Bond.current),
        ("2026-11-28", TODAY, Bond.current),
        ("2026-11-27", TODAY, Bond.expired),
        ("2026-11", dt.date(2026, 11, 30), Bond.current),
        ("2026-11", dt.date(2026, 12, 1), Bond.expired),
        ("2026", dt.date(2026, 12, 31), Bond.current),
    ],
)
def test_the_last_day_counts_at_its_own_precision(expires: str | None, today: dt.date, wanted: Bond) -> None:
    last = PartialDate.parse(expires) if expires else None
    made = accept(verdict(LOST), by="desk", note="n", expires=last)
    assert bond(made, verdict(LOST), today) is wanted


def test_one_written_by_hand_without_evidence_covers_its_status() -> None:
    by_hand = Acceptance("altered", "desk", "n")
    assert bond(by_hand, verdict(LOST), TODAY) is Bond.current
    assert bond(by_hand, verdict(replace(LOST, found="else")), TODAY) is Bond.current
    assert bond(by_hand, verdict(status=Status.missing), TODAY) is Bond.changed
    assert bond(by_hand, verdict(status=Status.holds), TODAY) is Bond.needless


def findings(acceptance: Acceptance, now: Verdict) -> tuple[Finding, ...]:
    found = Finding("wording-meaning", Severity.error, "s/c", "a negation differs", Place("r.yaml", 4))
    other = replace(found, subject="s/d")
    marked = with_acceptances([found, other], [now, replace(now, claim="s/d")], {"s/c": acceptance}, TODAY)
    assert marked[1] == other
    return marked


def test_findings_say_what_became_of_the_acceptance() -> None:
    made = accept(verdict(LOST), by="desk", note="n", expires=PartialDate(2026, 11, 28))
    (covered, _) = findings(made, verdict(LOST))
    assert (covered.accepted, covered.counts) == (made, False)
    (expired, _) = findings(replace(made, expires=PartialDate(2026, 10)), verdict(LOST))
    assert expired.counts
    assert expired.message == "a negation differs (the acceptance by desk expired on 2026-10)"
    (gone, _) = findings(made, verdict(status=Status.missing))
    assert gone.counts
    assert gone.message.endswith("(accepted as altered by desk, but now missing)")
    (other, _) = findings(made, verdict(replace(LOST, found="else")))
    assert other.counts
    assert other.message.endswith("but now altered in another way)")
