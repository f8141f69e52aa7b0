"""One test case a claim, and XML that every parser reads."""

from dataclasses import replace
from xml.etree import ElementTree as Xml

from hypothesis import example, given
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run

from verify.model.verdict import Severity, Status
from verify.report.junit import render, text


def read(document: str) -> Xml.Element:
    return Xml.fromstring(document.encode("utf-8"))


def test_a_finding_that_fails_the_run_is_a_failure() -> None:
    root = read(render(whole_run()))
    (case,) = root.iter("testcase")
    assert dict(case.attrib) == {"classname": "s", "name": "c", "time": "0", "file": "r.yaml", "line": "4"}
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("wording-meaning", "a not")
    assert "article: He said no." in str(failure.text)
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("1", "1", "0")
    told = {item.get("name"): item.get("value") for item in case.iter("property")}
    assert told["status"] == told["wording"] == "altered"


def test_what_does_not_fail_the_run_is_told_and_fails_nothing() -> None:
    run = whole_run()
    quiet = replace(run, findings=(replace(run.findings[0], severity=Severity.warning),))
    assert read(render(quiet)).get("failures") == "0"
    assert "warning [wording-meaning]" in render(quiet)
    assert read(render(quiet, Severity.warning)).get("failures") == "1"
    assert read(render(run, Severity.none)).get("failures") == "0"


def test_accepted_and_unconfirmed_findings_fail_nothing() -> None:
    run = run_of("fine")
    known = replace(run, findings=run.findings[1:])
    assert read(render(known)).get("failures") == "0"
    assert "accepted by fine: fine" in render(known)
    assert "not confirmed yet" in render(known)


def test_what_could_not_be_judged_is_skipped_with_its_reason() -> None:
    run = whole_run()
    for status in (Status.unknown, Status.unverifiable):
        verdict = replace(run.verdicts[0], status=status, reason="blocked: HTTP 403")
        root = read(render(replace(run, verdicts=(verdict,), findings=())))
        (skipped,) = root.iter("skipped")
        assert skipped.get("message") == f"{status}: blocked: HTTP 403"


def test_a_reference_with_a_finding_has_a_case_of_its_own() -> None:
    run = whole_run()
    finding = replace(run.findings[0], subject="s/a", rule="reference-moved", severity=Severity.error)
    root = read(render(replace(run, findings=(*run.findings, finding))))
    assert [case.get("name") for case in root.iter("testcase")] == ["c", "a"]
    assert root.get("failures") == "2"


@given(STRINGS)
@example("\ufffe\uffff\x00\x0b\ud800]]>")
def test_any_string_makes_xml_that_says_the_same(hostile: str) -> None:
    run = run_of(hostile)
    root = read(render(run))
    cases = list(root.iter("testcase"))
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("message") == text(run.findings[0].message)
    assert len(cases) == 1
