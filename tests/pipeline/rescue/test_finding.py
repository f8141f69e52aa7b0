"""Which references need a rescue, by what is stored."""

from __future__ import annotations

from tests.pipeline.given import MIRROR, OWN, REPOST, quoting
from tests.pipeline.rescue.given import (
    GOOD,
    WITHOUT,
    WORDS,
    Desk,
    dead,
    registry,
)

from verify.model.reference import Copy, Role
from verify.model.snapshot import FailureKind
from verify.testing import failed

COPIES = (Copy(REPOST, Role.repost), Copy(MIRROR, Role.mirror))


def test_a_page_that_carries_its_claims_needs_nothing() -> None:
    desk = Desk()
    desk.saw(OWN, GOOD)
    desk.saw("https://paper.example/other", GOOD)
    run = desk.run(registry())
    assert (run.rescues, run.untold, desk.asked) == ((), (), [])


def test_a_claim_that_another_reference_carries_is_not_missed_here() -> None:
    shared = quoting(WORDS, "story", "other")
    desk = Desk()
    desk.saw(OWN, WITHOUT)
    desk.saw("https://paper.example/other", GOOD)
    assert desk.run(registry(shared)).rescues == ()
    desk = Desk()
    desk.saw(OWN, WITHOUT)
    desk.saw("https://paper.example/other", WITHOUT)
    assert len(desk.run(registry(shared)).rescues) == 2


def test_what_was_never_looked_at_or_failed_in_passing_is_untold() -> None:
    desk = Desk()
    desk.saw(OWN, failed(OWN, FailureKind.timeout, "no answer came"))
    run = desk.run(registry())
    assert run.rescues == ()
    assert [(each.name, each.why) for each in run.untold] == [
        ("slug/story", "no answer came"),
        ("slug/other", "not looked at yet: run `verify fetch`"),
    ]
    assert desk.asked == []


def test_a_dead_page_whose_copy_carries_the_claims_needs_nothing() -> None:
    desk = dead()
    desk.saw(MIRROR, GOOD)
    assert [each.reference for each in desk.run(registry(copies=COPIES)).rescues] == []
    desk.saw(MIRROR, WITHOUT)
    assert [each.reference for each in desk.run(registry(copies=COPIES)).rescues] == ["slug/story"]
