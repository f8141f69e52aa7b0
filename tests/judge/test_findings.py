"""Findings: one for each remark, severest first, placed where the claim stands."""

from verify.judge.findings import claim_findings
from verify.model.registry import Article, Place, Registry
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
