"""One row a claim, whatever the sources hold, and nothing that a spreadsheet would run."""

import csv
import io

from hypothesis import given
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run

from verify.report.clean import clean
from verify.report.csv_rows import COLUMNS, cell, render


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_row_says_what_was_judged_on_what_and_where_it_stands() -> None:
    header, row = rows(render(whole_run()))
    found = dict(zip(header, row, strict=True))
    assert header == list(COLUMNS)
    assert (found["claim"], found["status"], found["severity"]) == ("s/c", "altered", "error")
    assert (found["rules"], found["wording"], found["figure"]) == ("wording-meaning", "altered", "")
    assert (found["url"], found["role"], found["availability"]) == ("https://a.example/", "own", "ok")
    assert (found["looked_at"], found["path"], found["line"]) == ("2026-01-02T03:04:05Z", "r.yaml", "4")


def test_lines_end_as_the_rfc_says() -> None:
    assert render(whole_run()).count("\r\n") == render(whole_run()).count("\n") == 2


def test_what_would_be_a_formula_gets_an_apostrophe() -> None:
    for text in ("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "＝1"):
        assert cell(text).startswith("'"), text
    assert cell("a=1") == "a=1"
    assert cell(None) == ""


def test_acceptances_and_movements_have_columns() -> None:
    header, row = rows(render(run_of("fine")))
    found = dict(zip(header, row, strict=True))
    assert (found["accepted_by"], found["accepted_note"], found["unconfirmed"]) == ("fine", "fine", "yes")
    assert (found["movement"], found["first_seen"], found["confirmed"]) == (
        "lost",
        "2026-01-01T00:00:00Z",
        "",
    )


@given(STRINGS)
def test_hostile_text_stays_in_its_cell_and_runs_nothing(text: str) -> None:
    header, *rest = rows(render(run_of(text)))
    assert len(rest) == 1
    found = dict(zip(header, rest[0], strict=True))
    assert found["text"].removeprefix("'") == clean(text)
    for value in rest[0]:
        assert value.lstrip()[:1] not in set("=+-@＝＋－＠")
        assert clean(value) == value
