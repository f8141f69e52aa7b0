"""From stored looks to sights and texts."""

from __future__ import annotations

import datetime as dt

from tests.pipeline.brought import captured, saved

from verify.errors import ArchiveDamaged
from verify.model.availability import Availability
from verify.model.reference import Copy, Reference, Role
from verify.model.snapshot import Exchange, Look
from verify.pipeline.reading import Reader, newest_own, read_copies
from verify.testing import EPOCH, FakeStore, answered, hop

URL = "https://a.example/cranes"
PAGE = "<title>Three cranes</title><h1>Three cranes</h1><p>" + "The harbour master saw three cranes. " * 60
NOTICE = "<title>The Paper</title><p>This article has been removed."
COPY = Copy(URL, Role.own)
MIRROR = "https://b.example/cranes"
REFERENCE = Reference("cranes", "paper", url=URL, copies=(Copy(MIRROR, Role.mirror),))


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


MEMENTO = Copy(f"https://archive.example/web/20180603120000/{URL}", Role.mirror)
KEPT = {"Content-Type": "text/html", "Memento-Datetime": "Sun, 03 Jun 2018 12:00:00 GMT"}


def kept(body: str, *, status: int = 200, headers: dict[str, str] = KEPT) -> FakeStore:
    """A store with what the archive gave for the raw bytes of MEMENTO."""
    made = FakeStore()
    made.append(
        Exchange(
            MEMENTO.address, EPOCH, 1, (hop(MEMENTO.address, body.encode(), status=status, headers=headers),)
        )
    )
    return made


def test_a_memento_s_address_for_people_is_read_by_its_raw_bytes_as_the_page_that_was() -> None:
    page = Reader(kept(PAGE)).page(MEMENTO)
    assert page.sight.availability is Availability.ok
    assert page.sight.doubt == ""
    assert page.copy.url == MEMENTO.url
    assert page.prepared is not None


def test_what_an_archive_says_of_itself_is_never_the_page() -> None:
    own = {"Content-Type": "text/html"}
    for status in (200, 404, 503):
        page = Reader(kept(PAGE, status=status, headers=own)).page(MEMENTO)
        assert not page.sight.availability.readable
        assert page.sight.availability not in (Availability.not_found, Availability.soft_404)


def test_a_capture_of_an_error_is_no_text_that_lacks_a_passage() -> None:
    assert (
        Reader(kept("<h1>Not found</h1>", status=404)).page(MEMENTO).sight.availability
        is Availability.not_found
    )
    assert not Reader(kept(PAGE, status=302)).page(MEMENTO).sight.availability.readable


def test_the_page_is_our_own_newest_look_whatever_others_brought_later() -> None:
    made = store(PAGE)
    made.append(captured(URL, NOTICE, at=EPOCH + dt.timedelta(days=9)))
    made.append(saved(URL, NOTICE, at=EPOCH + dt.timedelta(days=9)))
    reader = Reader(made)
    assert reader.page(COPY).look == newest_own(made, URL)
    assert reader.page(COPY).sight.availability is Availability.ok


def test_of_what_others_brought_the_newest_that_can_be_read_counts() -> None:
    made = store()
    for days, body in ((1, "old"), (2, "new"), (3, "gone")):
        at = EPOCH + dt.timedelta(days=days)
        made.append(captured(URL, f"<title>{body}</title>{PAGE}", status=404 if days == 3 else 200, at=at))
    found = Reader(made).from_others(COPY)
    assert found is not None
    assert found.look is not None
    assert found.look.at == EPOCH + dt.timedelta(days=2)
    assert Reader(store(PAGE)).from_others(COPY) is None


def test_what_others_brought_is_no_measure_for_our_own_looks() -> None:
    short = PAGE[:400]
    made = store()
    made.append(captured(URL, PAGE))
    made.append(answered(URL, short, at=EPOCH))
    assert not Reader(made).page(COPY).sight.doubt
    assert Reader(store(PAGE, short)).page(COPY).sight.doubt


def test_a_page_that_we_read_needs_nothing_of_others() -> None:
    made = store(PAGE)
    made.append(saved(URL, PAGE))
    assert [page.look and page.look.origin for page in read_copies(Reader(made), REFERENCE)] == [None]


def test_behind_the_copies_that_we_read_stands_what_others_brought_of_the_rest() -> None:
    made = store(NOTICE)
    made.append(answered(MIRROR, PAGE))
    made.append(saved(URL, PAGE))
    made.append(saved(MIRROR, PAGE))
    found = read_copies(Reader(made), REFERENCE)
    assert [(page.copy.url, bool(page.look and page.look.origin)) for page in found] == [
        (MIRROR, False), (URL, True),
    ]  # fmt: skip


class Damaged(FakeStore):
    """A store of which some looks cannot be read back."""

    def __init__(self, *bad: int) -> None:
        super().__init__()
        self.bad = bad

    def exchange(self, look: Look) -> Exchange:
        if self.looks(look.url).index(look) in self.bad:
            raise ArchiveDamaged("at byte 4698: not a whole gzip member")
        return super().exchange(look)


def test_a_damaged_record_is_a_page_that_could_not_be_read_and_stops_nothing() -> None:
    made = Damaged(1)
    for day in range(3):
        made.append(answered(URL, PAGE, at=EPOCH + dt.timedelta(days=day)))
    reader = Reader(made)
    first, broken, last = made.looks(URL)
    page = reader.at(COPY, broken)
    assert page.sight.availability is Availability.skipped
    assert "damaged (at byte 4698" in page.sight.cause
    assert page.prepared is None
    assert [reader.at(COPY, each).sight.availability for each in (first, last)] == [Availability.ok] * 2
