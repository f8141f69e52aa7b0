"""examples/weekly.yml: it names what the action has, and opens one issue for each confirmed finding."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.docs.parsing import read

WORKFLOW = read("examples/weekly.yml")
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["audit"]["steps"]
ISSUES = next(step for step in STEPS if "issue" in step.get("name", ""))
GH = """#!/bin/sh
# Keeps issues in files, as `gh issue list --search` and `gh issue create` would.
case "$2" in
  list) for word; do
    case "$last" in --search) mark=$(printf '%s' "$word" | sed 's/ in:body$//');; esac
    last=$word; done
    grep -lF -- "$mark" "$ISSUES"/* 2>/dev/null | wc -l | tr -d ' ' ;;
  create) cat > "$ISSUES/$(ls "$ISSUES" | wc -l | tr -d ' ')"; printf '%s\\n' "$4" >> "$ISSUES.titles";;
  *) exit 9;;
esac
"""


def test_every_action_has_a_version() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert len(used) >= 5
    assert [name for name in used if not re.fullmatch(r"[\w./-]+@v\d+(\.\d+)*", name)] == []


def test_it_gives_the_action_what_it_takes_and_keeps_the_archive() -> None:
    step = next(step for step in STEPS if step.get("id") == "verify")
    assert set(step["with"]) <= set(read("action.yml")["inputs"])
    kept = {
        step["with"]["path"].strip() for step in STEPS if step.get("uses", "").startswith("actions/cache")
    }
    assert kept == {"cache"}
    (upload,) = [step for step in STEPS if "upload-sarif" in step.get("uses", "")]
    assert upload["with"]["sarif_file"] == next(s for s in STEPS if s.get("id") == "verify")["with"]["sarif"]
    assert set(WORKFLOW["permissions"]) == {"contents", "issues", "security-events"}
    assert "schedule" in WORKFLOW["on"]


EVIDENCE = {"excerpt": "fixes #1 ``` @someone\n'quoted' \"twice\" $(touch x)"}


def finding(
    subject: str, severity: str = "error", *, accepted: bool = False, unconfirmed: bool = False
) -> Any:
    return {
        "rule": "wording-number", "severity": severity, "subject": subject,
        "message": "a `number` differs: @somebody's `$(touch x)`",
        "place": {"path": "references.yaml", "line": 7, "column": 3},
        "evidence": EVIDENCE,
        "accepted": {"by": "an editor"} if accepted else None, "unconfirmed": unconfirmed,
    }  # fmt: skip


@pytest.mark.slow
def test_one_issue_for_each_confirmed_finding_and_none_twice(tmp_path: Path) -> None:
    if shutil.which("jq") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("jq is not installed")
    issues, programs = tmp_path / "issues", tmp_path / "bin"
    issues.mkdir()
    programs.mkdir()
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    listed = [
        finding("s/ab"),
        finding("s/a"),
        finding("s/b", accepted=True),
        finding("s/c", unconfirmed=True),
        finding("s/d", "warning"),
    ]
    (tmp_path / "audit.json").write_text(json.dumps({"findings": listed}))
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", ISSUES["run"]],
            cwd=tmp_path, env={"PATH": path, "ISSUES": str(issues)},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    titles = (tmp_path / "issues.titles").read_text().splitlines()
    assert titles == ["s/ab: wording-number", "s/a: wording-number"]
    body = (issues / "0").read_text()
    assert body.startswith("references.yaml:7\n\n```text\n")
    assert re.search(r"\n```\n\nFinding [0-9a-f]{20}\n$", body)
    assert body.count("```") == 2  # the page's own backticks cannot end the block
    assert not (tmp_path / "x").exists()
