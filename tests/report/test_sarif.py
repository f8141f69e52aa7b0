"""SARIF 2.1.0, by the published schema and by the validator that knows GitHub's own rules.

Both come in one package, which lives in `.tools/sarif` and is no part of the program. Where it is not there
the tests that need it are left out; in CI that is an error.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run

from verify.model.finding import Finding
from verify.model.registry import Place
from verify.model.run import Run
from verify.model.verdict import Severity
from verify.report.rules import RULES
from verify.report.sarif import log, render

TOOLS = Path(__file__).parents[2] / ".tools" / "sarif" / "package"
NO_HOME_PAGE = "SARIF2005"
"""The validator wants to know the tool's home page; there is none yet."""
OFFLINE = """\
<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled" Type="Driver.RuleEnabledState" />
  </Properties>
</Properties>
"""


def tool(name: str) -> Path:
    path = TOOLS / name
    if path.exists():
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} must be there in CI: unpack @microsoft/sarif-multitool-linux into .tools/sarif")
    pytest.skip(f"{name} is not in .tools/sarif/package")


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    document = json.loads(tool("sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    made = jsonschema.validators.validator_for(document)
    return made(document, format_checker=made.FORMAT_CHECKER)


def only(document: dict[str, Any]) -> dict[str, Any]:
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def every_rule() -> Run:
    """A run with a finding of each rule, in and outside of the folder, accepted and unconfirmed ones too."""
    run = run_of("a [word](https://b.example) and “more”")
    found = tuple(
        Finding(each.id, each.level, f"s/c{number}", each.title, Place("../r é.yaml", number + 1, number + 1))
        for number, each in enumerate(RULES)
    )
    return replace(run, findings=run.findings + found, interrupted=True)


def test_a_finding_is_a_result_at_its_line() -> None:
    (result,) = only(json.loads(render(whole_run(), "/repo")))["results"]
    assert (result["ruleId"], result["level"]) == ("wording-meaning", "error")
    assert result["message"] == {"text": "s/c: a not."}
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "r.yaml", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 4, "startColumn": 5},
    }
    assert place["logicalLocations"] == [{"name": "c", "fullyQualifiedName": "s/c", "kind": "object"}]
    assert result["partialFingerprints"] == {"verifyClaim/v1": "s/c wording-meaning"}
    assert result["suppressions"] == []
    assert result["properties"]["evidence"]["url"] == "https://a.example/"


def test_each_result_points_at_its_rule_and_each_rule_has_help() -> None:
    run = only(log(every_rule(), "/repo"))
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == [each.id for each in RULES]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(each["help"]["text"] and "**What to do:**" in each["help"]["markdown"] for each in rules)


def test_an_acceptance_is_a_suppression_and_what_is_unconfirmed_a_note() -> None:
    _, accepted, unconfirmed = only(log(run_of("fine"), "/repo"))["results"]
    assert accepted["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "fine (accepted by fine)"}
    ]
    assert accepted["level"] == "error"
    assert unconfirmed["level"] == "note"
    assert unconfirmed["properties"]["unconfirmed"] is True
    assert unconfirmed["properties"]["severity"] == "error"
    assert unconfirmed["properties"]["movement"] == "lost"
    assert unconfirmed["properties"]["firstSeen"] == "2026-01-01T00:00:00Z"


def test_fingerprints_stay_when_lines_move_and_tell_twins_apart() -> None:
    run = whole_run()
    (finding,) = run.findings
    moved = replace(finding, place=replace(finding.place, line=40), message="another message")
    (before,) = only(log(run, "/repo"))["results"]
    one, two = only(log(replace(run, findings=(moved, moved)), "/repo"))["results"]
    assert one["partialFingerprints"] == before["partialFingerprints"]
    assert two["partialFingerprints"] == {"verifyClaim/v1": "s/c wording-meaning 2"}


def test_the_path_of_the_folder_stands_nowhere() -> None:
    assert "/secret" not in render(whole_run(), "/secret/repo")


def test_a_rule_without_a_text_is_listed_after_the_others() -> None:
    run = whole_run()
    run = only(log(replace(run, findings=(replace(run.findings[0], rule="made-up"),)), "/repo"))
    assert run["tool"]["driver"]["rules"][-1]["id"] == "made-up"
    assert run["results"][0]["ruleIndex"] == len(RULES)


def test_brackets_of_a_page_are_no_embedded_link() -> None:
    text = only(log(run_of("[x](https://b.example)"), "/repo"))["results"][0]["message"]["text"]
    assert "](" not in text


def test_the_published_schema_accepts_it(schema: jsonschema.protocols.Validator) -> None:
    assert list(schema.iter_errors(log(every_rule(), "/repo"))) == []
    assert list(schema.iter_errors(log(replace(whole_run(), findings=(), started=None), "/repo"))) == []


def test_the_published_schema_refuses_what_is_wrong(schema: jsonschema.protocols.Validator) -> None:
    document = log(whole_run(), "/repo")
    only(document)["results"][0]["level"] = Severity.error.name.upper()
    assert list(schema.iter_errors(document))


@given(STRINGS)
def test_the_schema_accepts_it_whatever_the_sources_hold(
    schema: jsonschema.protocols.Validator, text: str
) -> None:
    written = render(run_of(text), "/repo").encode("utf-8")
    assert list(schema.iter_errors(json.loads(written))) == []


def problems(document: dict[str, Any], folder: Path) -> Iterator[str]:
    """The rules of the validator (its own and those of GitHub's code scanning) that a log breaks."""
    path, said, settings = (folder / name for name in ("log.sarif", "said.sarif", "offline.xml"))
    path.write_text(json.dumps(document), encoding="utf-8")
    settings.write_text(OFFLINE, encoding="utf-8")
    command = [
        *(str(tool("Sarif.Multitool")), "validate", str(path), "--rule-kind", "Sarif;Ghas"),
        *("--level", "Error;Warning", "--config", str(settings), "--output", str(said), "--quiet", "true"),
    ]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert said.exists(), done.stdout + done.stderr
    (run,) = json.loads(said.read_text(encoding="utf-8-sig"))["runs"]
    yield from (result["ruleId"] for result in run["results"])
    yield from (
        f"the validator itself: {note['message']}"
        for invocation in run["invocations"]
        for note in invocation.get("toolExecutionNotifications", [])
        if note.get("level") == "error"
    )


@pytest.mark.slow
def test_a_second_tool_and_githubs_rules_accept_it(tmp_path: Path) -> None:
    assert set(problems(log(every_rule(), "/repo"), tmp_path)) <= {NO_HOME_PAGE}


@pytest.mark.slow
def test_the_second_tool_refuses_what_is_wrong(tmp_path: Path) -> None:
    document = copy.deepcopy(log(every_rule(), "/repo"))
    del only(document)["results"][0]["locations"]
    only(document)["results"][1]["ruleIndex"] = 99
    assert {"GH1015", "SARIF1009"} <= set(problems(document, tmp_path))
