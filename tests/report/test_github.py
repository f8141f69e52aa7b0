"""Workflow commands within GitHub's limits, and a summary that fits."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run
from tests.report.test_markdown import of_many

from verify.model.verdict import Severity
from verify.report.github import SUMMARY, commands, summary

COMMAND = re.compile(
    r"::(error|warning|notice) (?:file=([^,:]*),line=(\d+),col=(\d+),)?title=([^,:]*)::([^\r\n]*)"
)


def test_a_finding_annotates_its_line() -> None:
    assert commands(whole_run(), "/repo") == (
        "::error file=r.yaml,line=4,col=5,title=The quote changes the meaning (wording-meaning)::s/c: a not\n"
    )


def test_a_file_is_told_from_the_folder_on() -> None:
    run = whole_run()
    place = replace(run.findings[0].place, path="/repo/a,b/r.yaml")
    told = commands(replace(run, findings=(replace(run.findings[0], place=place),)), "/repo")
    assert "file=a%2Cb/r.yaml," in told


@pytest.mark.parametrize(("number", "shown", "more"), [(10, 10, 0), (11, 9, 2), (400, 9, 391)])
def test_ten_of_a_kind_and_the_rest_is_counted(number: int, shown: int, more: int) -> None:
    lines = commands(of_many(number), "/repo").splitlines()
    for kind, word in (("error", "error"), ("warning", "warning")):
        mine = [line for line in lines if line.startswith(f"::{kind} ")]
        assert len(mine) <= 10
        assert sum("file=" in line for line in mine) == shown
        if more:
            assert (
                mine[-1] == f"::{kind} title=verify::{more} more {word}s: the summary of this step lists them"
            )
    assert lines == sorted(lines, key=lambda line: line.startswith("::warning"))


def test_notes_are_for_those_who_want_everything_and_accepted_ones_for_nobody() -> None:
    run = whole_run()
    note = replace(run, findings=(replace(run.findings[0], severity=Severity.note),))
    assert commands(note, "/repo") == ""
    assert commands(note, "/repo", everything=True).startswith("::notice ")
    kinds = [line.split()[0] for line in commands(run_of("fine"), "/repo").splitlines()]
    assert kinds == ["::error", "::notice"]  # as it is, and the one not confirmed yet


def test_a_summary_fits_its_room_or_is_left_out() -> None:
    run = of_many(20_000)
    assert 900_000 < len(summary(run).encode()) <= SUMMARY
    assert len(summary(run, 5_000).encode()) <= 5_000
    assert summary(run, 40) == summary(run, -1) == ""


@given(STRINGS)
def test_no_text_makes_a_command_of_its_own(text: str) -> None:
    lines = commands(run_of(text), "/repo").split("\n")
    assert lines.pop() == ""
    assert len(lines) == 2
    assert all(COMMAND.fullmatch(line) for line in lines)
