from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from tests.pipeline.given import COPIES, MIRROR, OWN, REPOST, registry

from verify.model.memento import Saved, SaveOutcome
from verify.pipeline.ports import Progress, Selection
from verify.pipeline.saving import SavedPage, save
from verify.testing import EPOCH, FakeClock


@dataclass
class FakeSaver:
    """Saves everything, in two archives."""

    asked: list[tuple[str, dt.datetime | None]] = field(default_factory=list)

    async def save(self, url: str, newer_than: dt.datetime | None = None) -> tuple[Saved, ...]:
        self.asked.append((url, newer_than))
        shown = f"https://one.example/web/20260101000000/{url}"
        return (
            Saved(url, "one", SaveOutcome.saved, shown, EPOCH),
            Saved(url, "two", SaveOutcome.failed, cause="no room"),
        )


def pages(saver: FakeSaver, days: float, *ids: str, events: list[Progress] | None = None) -> list[SavedPage]:
    selection = Selection((registry(copies=COPIES),), frozenset(ids))
    told = events if events is not None else []
    return list(asyncio.run(save(selection, saver, FakeClock(), dt.timedelta(days=days), told.append)))


def test_every_location_is_saved_in_every_archive() -> None:
    saver = FakeSaver()
    found = pages(saver, 30)
    month = EPOCH - dt.timedelta(days=30)
    assert saver.asked == [(OWN, month), (MIRROR, month), (REPOST, month)]
    assert [(page.reference, page.copy.url, page.saved.archive) for page in found] == [
        ("slug/story", url, archive) for url in (OWN, MIRROR, REPOST) for archive in ("one", "two")
    ]


def test_no_age_asks_for_all_and_what_has_no_location_is_left_out() -> None:
    saver = FakeSaver()
    pages(saver, 0)
    assert {since for _, since in saver.asked} == {None}
    assert pages(saver, 0, "letter", "lost") == []


def test_an_address_that_two_references_share_is_asked_for_once() -> None:
    saver = FakeSaver()
    both = Selection((registry(), registry()))
    found = asyncio.run(save(both, saver, FakeClock(), dt.timedelta(0)))
    assert [url for url, _ in saver.asked] == [OWN]
    assert len(found) == 4


def test_progress_is_told() -> None:
    events: list[Progress] = []
    pages(FakeSaver(), 30, events=events)
    assert [(event.done, event.total) for event in events] == [(1, 3), (2, 3), (3, 3)]
    assert events[0].outcome == "saved, failed"
