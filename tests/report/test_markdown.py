"""What is pasted into an issue: the gravest first, cut where it must be, and nobody's markup in it."""

from dataclasses import replace

from hypothesis import example, given
from markdown_it import MarkdownIt
from tests.report.hostile import STRINGS, run_of
from tests.report.test_json_v1 import whole_run

from verify.model.run import Run
from verify.model.verdict import Severity
from verify.report.markdown import ISSUE, render

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def of_many(number: int) -> Run:
    run = whole_run()
    found = tuple(replace(run.findings[0], subject=f"s/c{index}") for index in range(number))
    quiet = tuple(replace(item, severity=Severity.warning, subject=f"{item.subject}w") for item in found)
    return replace(run, findings=found + quiet)


def test_counts_and_changes_then_findings_with_their_evidence() -> None:
    shown = render(whole_run())
    order = ["## verify audit", "1 claim: 1 altered", "### Since the last run (1)", "### Errors (1)", "said"]
    assert [shown.index(part) for part in order] == sorted(shown.index(part) for part in order)
    assert "- **altered** s/c (r.yaml:4)\\\n  why: a not *(wording-meaning)*\\\n" in shown
    assert "where: [a.example](<https://a.example/>), own page, read 2026-01-02T03:04:05Z, sha256:00" in shown


def test_notes_and_the_table_of_claims_where_everything_is_wanted() -> None:
    run = whole_run()
    note = replace(run, findings=(replace(run.findings[0], severity=Severity.note),))
    assert "### Notes" not in render(note)
    assert "| s/c | altered | wording altered | a not |" in render(note, everything=True)
    assert "### Notes (1)" in render(note, everything=True)


def test_accepted_and_unconfirmed_findings_are_told_as_such() -> None:
    shown = render(run_of("fine"))
    assert "### Accepted (1)" in shown
    assert "*accepted by fine: fine*" in shown
    assert "### Not confirmed yet (1)" in shown
    assert "since: 2026-01-01T00:00:00Z, seen by 1 of 2 looks; as before until 2025-12-01T00:00:00Z" in shown


def test_it_fits_and_counts_what_did_not() -> None:
    shown = render(of_many(400))
    assert len(shown.encode()) <= ISSUE
    kept = shown.count("\n- **") + shown.count("\n- s/")
    assert f"{800 + 1 - kept} items more did not fit here" in shown
    assert "### Warnings" not in shown  # the errors alone fill it
    assert "more did not fit" not in render(of_many(3))


def test_rows_of_the_table_that_do_not_fit_are_counted_too() -> None:
    run = whole_run()
    run = replace(run, findings=(), changes=(), verdicts=run.verdicts * 3000)
    shown = render(run, everything=True)
    rows = shown.count("\n| s/c | ")
    assert 0 < rows < 3000
    assert f"{3000 - rows} items more did not fit here" in shown


@given(STRINGS)
@example("1.")
@example("- x")
def test_hostile_text_changes_nothing_about_the_structure(text: str) -> None:
    tokens = READER.parse(render(run_of(text), everything=True))
    kinds = [token.type for token in tokens]
    plain = [token.type for token in READER.parse(render(run_of("fine"), everything=True))]
    assert kinds == plain
    inside = {child.type for token in tokens for child in token.children or ()}
    assert not inside & {"html_inline", "image", "code_inline", "s_open"}
    links = [child for token in tokens for child in token.children or () if child.type == "link_open"]
    assert all(str(child.attrs["href"]).lower().startswith(("http://", "https://")) for child in links)
