"""Findings: one for each remark, severest first, placed where the claim stands."""

import datetime as dt

import pytest

from verify.judge.findings import claim_findings, reference_findings, unconfirmed
from verify.model.availability import Availability, Sight
from verify.model.drift import Drift, Movement
from verify.model.registry import Article, Place, Registry
from verify.model.run import Sighting
from verify.model.verdict import Remark, Severity, Status, Verdict


def verdict(name: str, *severities: Severity) -> Verdict:
    remarks = tuple(Remark(f"rule-{item}", item, f"{name} {item}") for item in severities)
    return Verdict(f"s/{name}", "text", Status.holds, Severity.none, "", remarks)


def test_findings_are_sorted_by_severity_then_by_the_article() -> None:
    registry = Registry("r.yaml", "s", Article("t"), (), (), (), {"one": Place("r.yaml", 7, 5)})
    found = claim_findings(
        [registry],
        [verdict("one", Severity.note, Severity.error, Severity.none), verdict("two", Severity.error)],
    )
    assert [item.message for item in found] == ["one error", "two error", "one note"]
    assert str(found[0].place) == "r.yaml:7:5"
    assert (found[1].place.path, found[1].place.line) == ("r.yaml", 1)


@pytest.mark.parametrize(
    ("before", "confirmed", "movement", "waits"),
    [
        (Status.holds, None, Movement.lost, True),
        (Status.unverifiable, None, Movement.lost, True),
        (Status.altered, None, Movement.lost, False),
        (Status.holds, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), Movement.lost, False),
        (Status.holds, None, Movement.altered, False),
    ],
)
def test_only_a_loss_that_awaits_another_look_is_unconfirmed(
    before: Status, confirmed: dt.datetime | None, movement: Movement, waits: bool
) -> None:
    registry = Registry("r.yaml", "s", Article("t"), (), (), ())
    found = claim_findings([registry], [verdict("one", Severity.error), verdict("two", Severity.error)])
    drift = Drift("s/one", movement, before, Status.missing, confirmed=confirmed)
    assert [item.unconfirmed for item in unconfirmed(found, [drift])] == [waits, False]


def test_a_reference_that_moved_for_good_is_a_note_with_the_new_url() -> None:
    registry = Registry("r.yaml", "s", Article("t"), (), (), (), {"one": Place("r.yaml", 7, 5)})
    sight = Sight(Availability.redirected, "redirected for good", "https://new.example/")
    stayed = Sighting("s/two", "https://b.example/", None, Sight(Availability.redirected, "redirected"))
    (found,) = reference_findings([registry], [Sighting("s/one", "https://a.example/", None, sight), stayed])
    assert (found.rule, found.severity) == ("reference-moved", Severity.note)
    assert found.message == "https://a.example/ moved for good to https://new.example/"
    assert found.place.line == 7
