"""Findings: one for each remark, severest first, placed where the claim stands."""

from verify.judge.findings import claim_findings, reference_findings
from verify.model.availability import Availability, Sight
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


def test_a_reference_that_moved_for_good_is_a_note_with_the_new_url() -> None:
    registry = Registry("r.yaml", "s", Article("t"), (), (), (), {"one": Place("r.yaml", 7, 5)})
    sight = Sight(Availability.redirected, "redirected for good", "https://new.example/")
    stayed = Sighting("s/two", "https://b.example/", None, Sight(Availability.redirected, "redirected"))
    (found,) = reference_findings([registry], [Sighting("s/one", "https://a.example/", None, sight), stayed])
    assert (found.rule, found.severity) == ("reference-moved", Severity.note)
    assert found.message == "https://a.example/ moved for good to https://new.example/"
    assert found.place.line == 7
