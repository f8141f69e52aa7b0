"""Every form by its name."""

import pytest
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
