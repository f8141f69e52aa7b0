"""The table for people: what needs a look comes first, whole and cleaned."""

from dataclasses import replace

from tests.report.test_json_v1 import whole_run

from verify.model.verdict import Severity
from verify.report.table import counts, render, sighting_grid, verdict_grid


def test_changes_come_first_then_findings_then_the_counts() -> None:
    shown = render(whole_run())
    order = ["SINCE THE LAST RUN (1)", "holds -> altered", "ERRORS (1)", "1 claim: 1 altered"]
    assert [shown.index(part) for part in order] == sorted(shown.index(part) for part in order)


def test_a_finding_shows_place_reason_article_source_and_evidence() -> None:
    shown = render(whole_run())
    for part in (
        "r.yaml:4",
        "[wording-meaning]",
        "a not",
        "He said no.",
        "…said…",
        "https://a.example/",
        "own page",
    ):
        assert part in shown


def test_notes_are_counted_and_shown_on_request() -> None:
    run = whole_run()
    note = replace(run.findings[0], severity=Severity.note, message="read from a repost")
    quiet = replace(run, findings=(note,))
    assert "read from a repost" not in render(quiet)
    assert "1 note not shown" in render(quiet)
    assert "read from a repost" in render(quiet, everything=True)
    assert "s/c" in render(replace(quiet, findings=()), everything=True)


def test_hostile_text_is_cleaned_everywhere() -> None:
    run = whole_run("\x1b]0;x\x07 He\u202e said")
    run = replace(run, findings=(replace(run.findings[0], message="\x1b[2J\nbad"),))
    for shown in (render(run, everything=True), verdict_grid(run.verdicts), sighting_grid(run.sightings)):
        assert not set(shown) & {"\x1b", "\x07", "\u202e"}


def test_an_empty_run_says_nothing() -> None:
    assert counts(replace(whole_run(), verdicts=())) == ""
