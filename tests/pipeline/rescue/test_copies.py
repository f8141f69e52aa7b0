"""Copies that the registry knows, and our own earlier snapshots."""

from __future__ import annotations

from dataclasses import replace

from tests.pipeline.given import MIRROR, OWN, REPOST
from tests.pipeline.rescue.given import (
    GOOD,
    WITHOUT,
    Desk,
    FakeMementos,
    capture,
    dead,
    registry,
    replayed,
    shown,
    told,
)

from verify.judge.rescue import Kind, State
from verify.model.reference import Copy, Role
from verify.model.snapshot import Origin, OriginKind
from verify.testing import answered

COPIES = (Copy(REPOST, Role.repost), Copy(MIRROR, Role.mirror))
GONE = "<h1>Not found</h1>"


def test_copies_are_looked_at_and_judged_as_what_they_are() -> None:
    desk = dead()
    desk.web |= {MIRROR: WITHOUT, REPOST: GOOD}
    rescue = desk.rescue(registry(copies=COPIES))
    assert told(rescue.candidates) == [("copy", REPOST, "holds"), ("copy", MIRROR, "unknown")]
    assert rescue.best is not None
    assert (rescue.best.listed, rescue.best.role, rescue.best.found) == (
        True,
        Role.repost,
        "a repost in the registry",
    )


def test_a_memento_comes_before_a_copy_and_a_listed_one_is_said_to_be() -> None:
    desk = dead()
    url = shown("2018-06-05")
    kept = capture("2018-06-05")
    desk.web |= {REPOST: GOOD, kept.raw: replayed(kept, GOOD)}
    desk.mementos = FakeMementos({kept: GOOD})
    rescue = desk.rescue(registry(copies=(Copy(REPOST, Role.repost), Copy(url, Role.mirror))))
    assert told(rescue.candidates) == [("memento", url, "holds"), ("copy", REPOST, "holds")]
    assert rescue.best is not None
    assert rescue.best.listed
    assert desk.mementos.asked == []  # what the look at the copy brought serves


def test_our_own_snapshot_is_shown_and_not_recommended() -> None:
    desk = Desk()
    desk.saw(OWN, GOOD, days_ago=60)
    desk.saw(OWN, GONE, status=404)
    rescue = desk.rescue(registry())
    assert told(rescue.candidates) == [("own snapshot", OWN, "holds")]
    assert (rescue.best, rescue.state) == (None, State.lost)
    assert rescue.candidates[0].kind is Kind.own_snapshot


def test_what_others_brought_is_told_apart_from_what_we_stored() -> None:
    desk = Desk()
    origin = Origin(OriginKind.supplied, "story.html", "sha256:0", desk.clock.now, by="us", seen="2018")
    desk.saw(OWN, replace(answered(OWN, GOOD, at=desk.clock.now), origin=origin), days_ago=60)
    desk.saw(OWN, GONE, status=404)
    rescue = desk.rescue(registry())
    assert [each.found for each in rescue.candidates] == [origin.label]
    (remark,) = rescue.remarks
    assert remark.startswith(f"what was {origin.label}")
