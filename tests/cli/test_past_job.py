"""Days as people write them, and the exit code of a search of the past."""

import datetime as dt
from pathlib import Path

import pytest
from tests.report.timelines import made, past

from verify.cli.past_job import PastJob, window_of
from verify.cli.session import Session
from verify.errors import OK, UNKNOWN, UsageError
from verify.pipeline.past.captures import Window
from verify.pipeline.past.survey import Effort
from verify.settings import Settings


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        (None, None, Window()),
        ("2018", "2018", Window(dt.date(2018, 1, 1), dt.date(2018, 12, 31))),
        ("2018-02", None, Window(dt.date(2018, 2, 1))),
        (None, "2020-02", Window(None, dt.date(2020, 2, 29))),
        ("2018-06-01", "2018-06-01", Window(dt.date(2018, 6, 1), dt.date(2018, 6, 1))),
    ],
)
def test_a_window_takes_in_the_whole_of_what_is_named(
    since: str | None, until: str | None, window: Window
) -> None:
    assert window_of(since, until) == window


@pytest.mark.parametrize(("since", "until"), [("2018-13", None), (None, "soon"), ("2019", "2018")])
def test_what_is_no_span_of_time_is_refused(since: str | None, until: str | None) -> None:
    with pytest.raises(UsageError):
        window_of(since, until)


@pytest.mark.parametrize(
    ("histories", "code", "told"),
    [
        (["hhm"], OK, ""),
        (["hhm", "??"], UNKNOWN, "of 1 claim nothing is known: none of 2 captures could be told"),
        (["??"], UNKNOWN, "of the claim nothing is known: none of 2 captures could be told"),
        ([""], UNKNOWN, "there is no capture"),
        (["hhm", "?uu"], OK, ""),
    ],
)
def test_the_exit_code_says_where_nothing_is_known(
    histories: list[str], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = PastJob(Session((), Settings(), tmp_path), Effort(1), offline=True, ours=False)
    pages = [past(*map(made, histories))]
    output, picture = tmp_path / "told.txt", tmp_path / "told.svg"
    assert job.write("told\n", pages, output, picture) == code
    assert output.read_text() == "told\n"
    assert picture.read_text().startswith("<svg")
    assert told in capsys.readouterr().err
