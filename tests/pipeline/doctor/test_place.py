"""The folder's lines: registries, the clock, a host."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.archive.samples import QuickDisk
from tests.pipeline.given import OWN, registry

from verify.archive.store import Archive
from verify.model.health import Condition, Health
from verify.model.snapshot import Exchange, FailureKind
from verify.pipeline.doctor import place
from verify.testing import FakeClock, FakeLooker, answered, failed, hop

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
ROOT = "https://paper.example/"


def test_registries_are_linted_and_the_usable_come_back(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("version: 1\nslug: s\narticle: {title: T}\nsources: {}\nreferences: []\nclaims: []\n")
    bad.write_text("version: 2\n")
    lines, usable = place.registries([good, bad, tmp_path / "none.yaml"])
    assert [line.condition for line in lines] == [Condition.ok, Condition.problem, Condition.unchecked]
    assert [each.slug for each in usable] == ["s"]


def test_extras_are_needed_where_the_registry_cites_pdfs() -> None:
    given = registry()
    pdf = replace(given.references[0], url="https://paper.example/Report.PDF?x=1")
    assert place.needed_extras([replace(given, references=(pdf,))], ()) == {"pdf": "the registry cites 1 PDF"}
    assert place.needed_extras([given], ("json://x",)) == {"notify": "the setting notify names an address"}
    assert place.needed_extras([given], ()) == {}


def test_the_clock_is_held_against_the_last_run(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert place.clock(NOON, cache).condition is Condition.ok
    with Archive.open(cache, clock=FakeClock(NOON), write=True, disk=QuickDisk()) as archive:
        archive.append(answered(OWN, "<p>A page.</p>"))
    assert place.clock(NOON + dt.timedelta(hours=1), cache).condition is Condition.ok
    behind = place.clock(NOON - dt.timedelta(days=1), cache)
    assert behind.condition is Condition.problem
    assert "2026-06-01 12:00 UTC" in behind.found
    assert place.clock(dt.datetime(1970, 1, 1, tzinfo=dt.UTC), tmp_path).condition is Condition.problem


def test_the_first_cited_host_is_asked_https_before_http() -> None:
    given = registry()
    plain = replace(given.references[0], url="http://old.example/x")
    mixed = replace(given, references=(plain, given.references[0]))
    assert place.host_to_ask([mixed]) == ROOT
    assert place.host_to_ask([replace(given, references=(plain,))]) == "http://old.example/"
    assert place.host_to_ask([]) is None


def asked(answer: Exchange) -> list[Health]:
    looker = FakeLooker({ROOT: answer})
    found = asyncio.run(place.network(ROOT, looker))
    assert [(each.url, each.head_only, each.follow) for each in looker.asked] == [(ROOT, True, False)]
    return found


def told(off: dt.timedelta, age: str | None = None) -> Exchange:
    headers = {"Date": format_datetime(NOON - off, usegmt=True)} | ({"Age": age} if age else {})
    return Exchange(ROOT, NOON, 1, (hop(ROOT, headers=headers, at=NOON),))


@pytest.mark.parametrize(
    ("answer", "condition"),
    [
        (told(dt.timedelta(seconds=3)), Condition.ok),
        (told(dt.timedelta(minutes=-10)), Condition.warning),
        (told(dt.timedelta(hours=5)), Condition.problem),
        (told(dt.timedelta(hours=5), age="18000"), Condition.ok),
        (told(dt.timedelta(0), age="no number"), Condition.unchecked),
        (answered(ROOT, "", at=NOON), Condition.unchecked),
    ],
)
def test_a_hosts_clock_is_held_against_ours(answer: Exchange, condition: Condition) -> None:
    answer_line, clock_line = asked(answer)
    assert answer_line.condition is Condition.ok
    assert clock_line.condition is condition


@pytest.mark.parametrize("kind", list(FailureKind))
def test_every_failure_is_named_with_a_remedy(kind: FailureKind) -> None:
    (line,) = asked(failed(ROOT, kind, "the reason"))
    assert line.condition is Condition.problem
    assert kind.value in line.found
    assert line.mend
