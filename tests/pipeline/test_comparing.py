"""What moved since the last record: the page, or the judge."""

from __future__ import annotations

from dataclasses import replace

from tests.pipeline.weekly import ALTERED, ELSE, STANDS, Weekly, failing, only

from verify.model.drift import Movement
from verify.model.verdict import Status


def test_a_claim_edited_in_the_registry_has_not_drifted() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.claim = replace(weekly.claim, quote=("the gate was often opened after dark",))
    run = weekly.audit(STANDS)
    assert (only(run).movement, run.changes) == (Movement.rebaselined, ())
    assert only(run).reason == "the claim's entry or a setting was changed"
    assert failing(run) == ["wording-meaning"]


def test_an_upgrade_re_baselines_and_changes_nothing() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    older = weekly.store._verdicts[-1]
    payload = {
        **older.payload,
        "status": "altered",
        "checks": [{"axis": "wording", "outcome": "altered"}],
        "versions": {"matcher": "match/0", "extractor": "x/0"},
    }
    weekly.store._verdicts[-1] = replace(older, status="altered", payload=payload)
    run = weekly.audit(STANDS)
    assert (only(run).movement, run.changes, failing(run)) == (Movement.rebaselined, (), [])
    assert "matcher match/0 -> " in only(run).reason
    changed = weekly.audit(ALTERED)
    assert [(item.before, item.after) for item in changed.changes] == [(Status.holds, Status.altered)]


def test_an_upgrade_and_a_changed_page_at_once_tell_what_the_page_did() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    older = weekly.store._verdicts[-1]
    weekly.store._verdicts[-1] = replace(older, status="missing", payload={**older.payload, "checks": []})
    run = weekly.audit(ALTERED)
    assert [(item.before, item.after) for item in run.changes] == [(Status.holds, Status.altered)]


def test_what_a_fetch_saw_in_between_is_told_by_the_next_audit_once() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    weekly.audit(ELSE)
    weekly.store._verdicts.pop()  # as `verify fetch` leaves it: a look and no verdict
    first, again = weekly.audit(ELSE), weekly.audit(ELSE)
    assert [(item.before, item.after) for item in first.changes] == [(Status.holds, Status.missing)]
    assert again.changes == ()
