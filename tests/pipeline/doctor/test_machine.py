"""The machine's lines: what is missing, what it would give, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.model.health import Condition
from verify.pipeline.doctor import machine


def test_versions_name_the_program_and_what_it_needs() -> None:
    lines = list(machine.versions())
    assert [line.what for line in lines] == ["verify", "packages"]
    assert all(line.condition is Condition.ok for line in lines)


def test_extras_that_are_installed_are_well() -> None:
    assert {line.what for line in machine.extras({}) if line.condition is Condition.ok} >= {
        "extra [sign]",
        "extra [pdf]",
    }


def test_every_extra_of_the_project_that_brings_something_is_known() -> None:
    import importlib.metadata

    provided = set(importlib.metadata.metadata(machine.DISTRIBUTION).get_all("Provides-Extra") or [])
    assert set(machine.EXTRAS) <= provided


def test_room_is_looked_for_where_the_archive_would_be_made(tmp_path: Path) -> None:
    line = machine.disk(tmp_path / "not" / "there" / "yet")
    assert str(tmp_path) in line.found
    assert "not/there" not in line.found
    assert list(tmp_path.iterdir()) == []


def test_a_certificate_file_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    line = machine.certificates(str(tmp_path / "ca.pem"))
    assert line.condition is Condition.problem
    assert "ca.pem" in line.found
    assert machine.certificates(None).condition is Condition.ok


@pytest.mark.parametrize(
    ("environment", "chosen", "told"),
    [
        ({}, None, []),
        ({"HTTPS_PROXY": "http://u:secret@p.example"}, None, [Condition.warning]),
        ({"https_proxy": "http://p.example"}, "env", [Condition.ok]),
    ],
)
def test_proxy_variables_are_told_without_their_values(
    environment: dict[str, str], chosen: str | None, told: list[Condition]
) -> None:
    lines = list(machine.proxies(environment, chosen))
    assert [line.condition for line in lines] == told
    assert not any("secret" in line.found + line.mend for line in lines)
