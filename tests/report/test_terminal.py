"""Whatever a page, a registry or a path holds: what reaches the terminal steers nothing there."""

from hypothesis import example, given
from tests.report.hostile import STRINGS, run_of

from verify.report.clean import clean
from verify.report.table import counts, render, sighting_grid, verdict_grid


@given(STRINGS)
@example("\x1b[2J\x1b]0;title\x07\u202e\x9b1m\r\n::error::x")
def test_every_line_of_the_table_is_plain(text: str) -> None:
    run = run_of(text)
    shown = [render(run, everything=True), verdict_grid(run.verdicts), sighting_grid(run.sightings)]
    for line in "\n".join([*shown, counts(run)]).split("\n"):
        assert clean(line) == line


@given(STRINGS)
def test_the_table_has_a_row_for_each_claim(text: str) -> None:
    run = run_of(text)
    assert verdict_grid(run.verdicts).count("\n") == 3  # heading, rule, row
