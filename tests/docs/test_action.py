"""action.yml, read as GitHub describes it, and its steps run by bash as a runner would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.site import Site, page, running
from tests.cli.test_auditing import registry
from tests.docs.parsing import read

ACTION = read("action.yml")
STEPS = {step.get("id") or step.get("name") or step["uses"]: step for step in ACTION["runs"]["steps"]}
TAGGED = re.compile(r"^[\w.-]+/[\w./-]+@v\d+(\.\d+)*$")


def test_it_is_a_composite_action_with_described_inputs() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for name, one in ACTION["inputs"].items():
        assert set(one) == {"description", "default"}, name
        assert isinstance(one["default"], str), name
    assert all("shell" in step for step in STEPS.values() if "run" in step)
    assert all(TAGGED.match(step["uses"]) for step in STEPS.values() if "uses" in step)


def test_inputs_reach_scripts_through_the_environment_alone() -> None:
    used = set()
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
        for value in [*step.get("env", {}).values(), *step.get("with", {}).values()]:
            used |= set(re.findall(r"inputs\.([\w-]+)", value))
    assert used == set(ACTION["inputs"])
    script = STEPS["audit"]["run"]
    assert [name for name in STEPS["audit"]["env"] if f"${name}" not in script] == []


def test_it_installs_its_own_checkout_as_pinned() -> None:
    script = STEPS["Install verify, as pinned"]["run"]
    assert '--require-hashes -r "$ACTION/requirements/run.txt"' in script
    assert '--no-deps "$ACTION"' in script


def audit(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """The audit step with its defaults and `inputs`; what it did and what stands in GITHUB_OUTPUT."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for name, value in STEPS["audit"]["env"].items()
    }
    programs = folder / "verify/bin"
    programs.mkdir(parents=True, exist_ok=True)
    program = programs / "verify"
    program.write_text(f"#!{sys.executable}\nfrom verify.cli.main import main\nmain()\n")
    program.chmod(0o755)
    output = folder / "output"
    output.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS["audit"]["run"]],
        cwd=folder,
        env=environment | {
            "PATH": os.environ["PATH"], "RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        },
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    return done, output.read_text()


@pytest.mark.slow
def test_the_audit_writes_what_was_asked_for_and_ends_as_verify_does(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site:
        registry(tmp_path, site, "four cranes were lifted on Monday")
        network = f"--delay 0 --no-robots\n--force --allow {site.host}"  # of two lines
        wanted = {"json": "a file.json", "sarif": "v.sarif", "html": "e.html", "arguments": network}
        audit(tmp_path, **wanted)
        done, output = audit(tmp_path, **wanted, fail_on="warning")
        assert done.returncode == 1, done.stderr
        assert output == "exit-code=1\n"
        assert "::error " in done.stdout
        assert json.loads((tmp_path / "a file.json").read_text())["summary"]["altered"] == 1
        assert json.loads((tmp_path / "v.sarif").read_text())["runs"][0]["results"]
        assert (tmp_path / "e.html").read_text().startswith("<!doctype html>")
        registry(tmp_path, site, "three cranes were lifted on Monday")
        done, output = audit(tmp_path, arguments=network, cache="kept", changed_only="true")
        assert (done.returncode, output) == (0, "exit-code=0\n"), done.stderr
        assert (tmp_path / "kept/runs.jsonl").exists()


@pytest.mark.slow
def test_words_in_inputs_are_never_commands(tmp_path: Path) -> None:
    done, output = audit(tmp_path, registry="$(touch x)\n`touch y`; touch z", html="e.html")
    assert done.returncode == 2
    assert output == "exit-code=2\n"
    assert {"x", "y", "z"} & {path.name for path in tmp_path.iterdir()} == set()
