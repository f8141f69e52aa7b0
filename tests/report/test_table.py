"""The table for people: what needs a look comes first, whole and cleaned."""

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.report.test_json_v1 import AT, whole_run

from verify.model.availability import Availability, Sight
from verify.model.claim import Acceptance
from verify.model.drift import Drift, Movement
from verify.model.finding import Finding
from verify.model.match import Axis, Check, Outcome
from verify.model.reference import Role
from verify.model.registry import Place
from verify.model.run import Change, Run
from verify.model.verdict import Reading, Remark, Severity, Status, Verdict
from verify.report.table import counts, render, sighting_grid, verdict_grid

DAY = dt.timedelta(days=1)


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


def drift(movement: Movement, **given: Any) -> Drift:
    made = Drift(
        "s/c", movement, Status.holds, Status.missing, (), "gone", AT, AT + DAY, None, 1, at=AT + DAY
    )
    return replace(made, **given)


def test_what_fails_nothing_stands_in_sections_of_its_own_behind_what_does() -> None:
    run = whole_run()
    first = run.findings[0]
    known = replace(first, subject="s/k", accepted=Acceptance("altered", "the desk", "in print", None))
    waiting = replace(first, subject="s/c", message="it is gone", unconfirmed=True)
    failing = replace(first, subject="s/f")
    moved = (drift(Movement.lost), drift(Movement.restored, claim="s/b", transient=True))
    anew = drift(Movement.rebaselined, claim="s/r", reason="matcher 1 -> 2")
    shown = render(replace(run, findings=(known, waiting, failing), drifts=(*moved, anew)))
    order = ["ERRORS (1)", "s/f", "NOT CONFIRMED YET (1)", "1 of 2", "ACCEPTED (1)", "the desk", "never"]
    order += ["GONE AND BACK (1)", "s/b", "JUDGED ANEW (1)", "matcher 1 -> 2", "1 claim:"]
    places = [shown.index(part) for part in order]
    assert places == sorted(places)
    assert shown.count("it is gone") == 1


def test_a_block_tells_since_when_and_the_quiet_movements_are_for_everything() -> None:
    run = replace(whole_run(), drifts=(drift(Movement.lost, confirmed=AT + 8 * DAY),))
    told = "2026-01-03T03:04:05Z, confirmed 2026-01-10T03:04:05Z; it held on 2026-01-02T03:04:05Z"
    assert told in " ".join(render(run).split())
    quiet = replace(run, drifts=(drift(Movement.moved, reason="elsewhere"),))
    assert "elsewhere" not in render(quiet)
    assert "elsewhere" in render(quiet, everything=True)


def test_an_empty_run_says_nothing() -> None:
    assert counts(replace(whole_run(), verdicts=())) == ""


def unread(name: str, severity: Severity = Severity.warning) -> Verdict:
    reading = Reading("a", Sight(Availability.blocked, "HTTP 403"), "https://a.example/", Role.own)
    remark = Remark("unknown", severity, "blocked: HTTP 403")
    return Verdict(f"s/{name}", "text", Status.unknown, severity, "blocked: HTTP 403", (remark,), reading)


def test_claims_left_open_by_one_page_are_told_once() -> None:
    verdicts = (unread("one"), unread("two"))
    findings = tuple(
        Finding("unknown", Severity.warning, item.claim, item.reason, Place("r.yaml", 1)) for item in verdicts
    )
    shown = render(Run("check", {}, (), verdicts, findings))
    assert shown.count("https://a.example/") == 1
    assert "unknown  2 claims on one page" in shown
    assert "s/one, s/two" in shown


def test_the_pinned_words_are_shown_where_they_were_lost() -> None:
    check = Check(Axis.passage, Outcome.missing, reason="gone", wanted="The gate was never opened.")
    run = whole_run()
    reading = replace(run.verdicts[0].readings[0], checks=(check,))
    shown = render(replace(run, verdicts=(replace(run.verdicts[0], reading=reading),)))
    assert "pinned  The gate was never opened." in shown


def test_a_change_of_outcome_under_the_same_status_is_named() -> None:
    run = whole_run()
    change = Change("s/c", Status.holds, Status.holds, "why", "figure agrees -> overlaps")
    assert "figure agrees -> overlaps" in render(replace(run, changes=(change,)))
