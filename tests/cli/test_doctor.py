"""verify doctor as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.site import Site, page, running
from tests.cli.test_auditing import audit, registry

from verify.cli.main import cli

pytestmark = pytest.mark.slow


def doctor(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", "-r", str(path), *arguments])


def checks(found: Result) -> dict[str, tuple[str, str]]:
    listed = json.loads(found.stdout)["checks"]
    return {line["what"]: (line["state"], line["found"]) for line in listed}


def test_an_empty_folder_is_no_problem_and_stays_empty(tmp_path: Path) -> None:
    found = doctor(tmp_path / "references.yaml")
    assert found.exit_code == 0, found.output
    assert "`verify init` writes one" in found.stdout
    assert "unchecked  network" in found.stdout
    assert list(tmp_path.iterdir()) == []


def test_settings_and_registry_that_are_wrong_are_lines_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "verify.toml").write_text("dely = 1\n")
    (tmp_path / "references.yaml").write_text("version: 9\n")
    found = doctor(tmp_path / "references.yaml", "--format", "json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["problems"] == 2
    assert checks(found)["settings"][0] == checks(found)["registry"][0] == "problem"


def test_the_archive_and_one_host_are_looked_at(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site:
        path = registry(tmp_path, site, "three cranes were lifted on Monday")
        audit(path, site)
        asked = site.asked.total()
        network = ["--network", "--allow", site.host, "--no-robots"]
        found = doctor(path, "--format", "json", *network)
        lines = checks(found)
        assert lines["ledger"] == ("ok", "1 look, 1 verdict")
        assert lines["network"] == ("ok", f"{site.host} answered with 404")
        assert lines["clock of a host"][0] == "ok"
        assert found.exit_code == 0
        assert site.asked.total() - asked <= 2  # HEAD, and GET where HEAD brought no success


def test_a_host_that_may_not_be_asked_is_a_problem(tmp_path: Path) -> None:
    with running(Site({})) as site:
        path = registry(tmp_path, site, "three cranes were lifted on Monday")
        found = doctor(path, "--network", "--format", "jsonl")
    assert found.exit_code == 1
    assert "unsafe" in found.stdout
    assert doctor(path, "--network", "--offline").exit_code != 0
