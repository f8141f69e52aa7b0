"""verify report: the file, what is said beside it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.report.evidence.dossiers import BEFORE, QUAY

from verify.archive.store import Archive
from verify.cli.main import cli
from verify.errors import UnknownId, UsageError
from verify.testing import FakeClock, answered

REGISTRY = f"""version: 1
slug: harbour
article: {{title: Cranes over the harbour}}
sources:
  paper: {{name: The Harbour Paper}}
references:
  - {{id: quay, source: paper, url: "{QUAY}"}}
claims:
  - {{id: cranes, references: [quay], text: “three cranes were lifted.”, quote: three cranes were lifted}}
  - {{id: gate, references: [quay], text: “The gate was opened at noon.”, quote: The gate was opened at noon}}
"""


@pytest.fixture
def at(tmp_path: Path) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(REGISTRY)
    clock = FakeClock()
    with Archive.open(tmp_path / "cache", clock=clock, write=True) as archive:
        archive.append(answered(QUAY, BEFORE, at=clock()))
        archive.seal()
    return path


def report(at: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["report", "-r", str(at), *arguments], standalone_mode=False)


def test_it_writes_one_file_and_says_so(at: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    found = report(at, "--html", str(target))
    assert found.exception is None
    assert found.stdout == ""
    assert "holds the evidence of 2 claims" in found.stderr
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>\n<html")
    assert "Cranes over the harbour" in page
    assert 'id="claim-harbour_2f_gate"' in page


def test_the_same_archive_gives_the_same_bytes(at: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.html", tmp_path / "two.html"]
    for target in files:
        report(at, "--html", str(target))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_dash_is_standard_output(at: Path) -> None:
    found = report(at, "--html", "-")
    assert found.stdout.startswith("<!doctype html>")
    assert found.stderr == ""


def test_ids_narrow_it(at: Path) -> None:
    page = report(at, "cranes", "--html", "-").stdout
    assert 'id="claim-harbour_2f_cranes"' in page
    assert 'id="claim-harbour_2f_gate"' not in page


def test_without_a_file_it_says_how(at: Path) -> None:
    error = report(at).exception
    assert isinstance(error, UsageError)
    assert "verify report --html report.html" in str(error.mend)


def test_what_it_cannot_do_leaves_an_earlier_report_alone(at: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("earlier")
    assert isinstance(report(at, "no-such-id", "--html", str(target)).exception, UnknownId)
    assert target.read_text() == "earlier"


def test_a_folder_that_is_not_there_is_named(at: Path, tmp_path: Path) -> None:
    error = report(at, "--html", str(tmp_path / "none" / "report.html")).exception
    assert isinstance(error, UsageError)
    assert "cannot be written" in error.message


def test_a_registry_without_claims_is_refused(at: Path) -> None:
    at.write_text(REGISTRY.split("claims:")[0] + "claims: []\n")
    error = report(at, "--html", "-").exception
    assert isinstance(error, UsageError)
    assert "no claim was judged" in error.message
