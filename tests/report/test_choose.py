"""Every form by its name."""

from dataclasses import replace

import pytest
from tests.report.hostile import run_of
from tests.report.registries import registry
from tests.report.test_json_v1 import whole_run

from verify.report import json_v1
from verify.report.choose import FORMS, Material, render

MATERIAL = Material(whole_run(), (registry(),), "/repo")


def test_the_names_are_contract() -> None:
    assert list(FORMS) == [
        *("table", "json", "jsonl", "csv", "markdown", "sarif", "junit", "github"),
        *("claim-review", "annotations", "robust-links"),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_something_and_ends_its_last_line(form: str) -> None:
    told = render(form, MATERIAL)
    text = told if isinstance(told, str) else told.decode("utf-8")
    assert len(text) > 50
    assert text.endswith("\n")


def test_forms_for_programs_are_bytes_whatever_the_locale_and_the_old_ones_as_they_were() -> None:
    assert render("json", MATERIAL) == json_v1.render(MATERIAL.run)
    assert {form for form in FORMS if isinstance(render(form, MATERIAL), str)} == {"table", "json", "jsonl"}


ORDERS = "x" * 90 + "::error::boo ##[error]b ::stop-commands::c " * 9
BY_HAND = "supplied by hand, origin not proven (by A. Writer, seen 2025-05)"


@pytest.mark.parametrize("form", FORMS)
def test_no_form_carries_an_order_to_a_build_server(form: str) -> None:
    run = run_of(ORDERS)
    run = replace(run, registries={"s": "r.yaml"})
    told = render(form, Material(run, (registry(ORDERS),), "/repo", everything=True))
    lines = (told if isinstance(told, str) else told.decode("utf-8")).splitlines()
    assert not [line for line in lines if "##[" in line and form != "github"]
    orders = [line for line in lines if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error file=", "::notice file=")) for line in orders)
    assert form == "github" or not orders


@pytest.mark.parametrize("form", [form for form in FORMS if form != "robust-links"])
def test_every_form_that_tells_a_verdict_tells_where_its_page_came_from(form: str) -> None:
    run = whole_run()
    (verdict,), (finding,) = run.verdicts, run.findings
    assert verdict.evidence
    assert verdict.reading
    evidence = replace(verdict.evidence, origin=BY_HAND)
    reading = replace(verdict.reading, evidence=evidence)
    judged = replace(verdict, reading=reading, readings=(reading,))
    run = replace(run, verdicts=(judged,), findings=(replace(finding, evidence=evidence),))
    told = render(form, Material(run, (registry(),), "/repo"))
    text = told if isinstance(told, str) else told.decode("utf-8")
    assert "supplied by hand, origin not proven" in " ".join(text.split())
