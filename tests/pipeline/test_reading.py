"""From stored looks to sights and texts."""

from __future__ import annotations

import datetime as dt

from verify.model.availability import Availability
from verify.model.reference import Copy, Role
from verify.pipeline.reading import Reader
from verify.testing import EPOCH, FakeStore, answered

URL = "https://a.example/cranes"
PAGE = "<title>Three cranes</title><h1>Three cranes</h1><p>" + "The harbour master saw three cranes. " * 60
NOTICE = "<title>The Paper</title><p>This article has been removed."
COPY = Copy(URL, Role.own)


def store(*bodies: str) -> FakeStore:
    made = FakeStore()
    for day, body in enumerate(bodies):
        made.append(answered(URL, body, at=EPOCH + dt.timedelta(days=day)))
    return made


def test_a_notice_where_a_story_was_is_no_text_that_lacks_a_passage() -> None:
    page = Reader(store(PAGE, NOTICE)).page(COPY)
    assert page.sight.availability is Availability.soft_404
    assert any("when it was last read in full" in line for line in page.sight.evidence)


def test_a_page_that_lost_most_of_its_text_proves_nothing_by_what_it_lacks() -> None:
    short = PAGE[:400]
    assert Reader(store(PAGE, short)).page(COPY).sight.doubt
    assert not Reader(store(PAGE, PAGE + "<p>One more word.")).page(COPY).sight.doubt


def test_only_what_was_read_before_a_look_counts_for_it() -> None:
    made = store(PAGE, NOTICE, PAGE)
    first, notice, last = made.looks(URL)
    reader = Reader(made)
    assert reader.at(COPY, first).sight.availability is Availability.ok
    assert reader.at(COPY, notice).sight.availability is Availability.soft_404
    assert reader.at(COPY, last).sight.availability is Availability.ok
