"""Which captures of a page are known of, from where, and in which order."""

import asyncio
import datetime as dt
from dataclasses import replace

from tests.pipeline.given import OWN
from tests.pipeline.past.given import FakeMementos, at, capture, replayed, story

from verify.model.past import OURS
from verify.model.reference import Copy, Role
from verify.model.snapshot import Exchange, Origin, OriginKind
from verify.pipeline.past.captures import ALWAYS, Captures, Window, gather
from verify.testing import FakeClock, FakeStore, answered

PAGE = Copy(OWN, Role.own, "en")


def gathered(
    store: FakeStore, mementos: FakeMementos | None, window: Window = ALWAYS, copy: Copy = PAGE
) -> Captures:
    return asyncio.run(gather(copy, store, mementos, window))


def holding(*days: str, status: int | None = 200, archive: str = "wayback") -> FakeMementos:
    return FakeMementos({capture(at(day), status=status, archive=archive): story("x", 1) for day in days})


def looked(*days: str) -> FakeStore:
    store = FakeStore(FakeClock())
    for day in days:
        store.clock.now = at(day)
        store.append(answered(OWN, story("x", 1), at=at(day)))
    return store


def days(found: Captures) -> list[tuple[str, str]]:
    return [(f"{each.point.at:%Y-%m-%d}", each.point.by) for each in found.taken]


def test_ours_and_theirs_in_order_of_time() -> None:
    found = gathered(looked("2019-01-01", "2021-01-01"), holding("2018-01-01", "2020-01-01"))
    assert days(found) == [
        ("2018-01-01", "wayback"), ("2019-01-01", OURS), ("2020-01-01", "wayback"), ("2021-01-01", OURS),
    ]  # fmt: skip
    assert [each.point.free for each in found.taken] == [False, True, False, True]


def test_each_says_what_to_cite() -> None:
    found = gathered(looked("2019-01-01"), holding("2018-01-01"))
    assert [each.point.cite for each in found.taken] == [
        f"https://wayback.example/web/20180101000000/{OWN}",
        "urn:uuid:00000001",
    ]


def test_without_archives_our_own_alone() -> None:
    store = looked("2019-01-01")
    store.append(replayed(capture(at("2018-01-01")), story("x", 1)))
    assert days(gathered(store, None)) == [("2019-01-01", OURS)]


def test_what_an_index_calls_no_page_is_known_to_tell_nothing() -> None:
    (found,) = gathered(FakeStore(), holding("2018-01-01", status=404)).taken
    assert (found.told, found.point.free) == ("the archive captured HTTP 404", True)
    (open_one,) = gathered(FakeStore(), holding("2018-01-01", status=None)).taken
    assert (open_one.told, open_one.point.free) == ("", False)


def test_equal_digests_of_one_archive_are_equal_bodies_of_two_they_are_not() -> None:
    both = {
        capture(at(f"2018-01-0{day}"), digest="D", archive=archive): story("x", 1)
        for day, archive in enumerate(("wayback", "wayback", "other"), 1)
    }
    bodies = [each.point.body for each in gathered(FakeStore(), FakeMementos(both)).taken]
    assert bodies[0] == bodies[1] != bodies[2]
    assert gathered(FakeStore(), holding("2018-01-01")).taken[0].point.body is None


def test_a_stored_replay_counts_though_no_archive_lists_it_now() -> None:
    store = FakeStore()
    store.append(replayed(capture(at("2018-01-01")), story("x", 1)))
    found = gathered(store, FakeMementos(trouble="it answered HTTP 503"))
    assert days(found) == [("2018-01-01", "wayback.example")]
    assert found.troubles == ("wayback: it answered HTTP 503",)


def test_a_listed_one_that_is_stored_too_counts_once() -> None:
    store, mementos = FakeStore(), holding("2018-01-01")
    store.append(replayed(capture(at("2018-01-01")), story("x", 1)))
    assert days(gathered(store, mementos)) == [("2018-01-01", "wayback")]


def test_only_the_days_that_are_wanted() -> None:
    store, mementos = looked("2017-12-31", "2018-06-01"), holding("2018-01-01", "2018-12-31", "2019-01-01")
    window = Window(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    assert [day for day, _ in days(gathered(store, mementos, window))] == [
        "2018-01-01", "2018-06-01", "2018-12-31",
    ]  # fmt: skip


def test_a_reference_that_is_a_memento_is_followed_by_its_page() -> None:
    copy = replace(PAGE, url=f"https://wayback.example/web/20180601000000/{OWN}")
    assert days(gathered(looked("2019-01-01"), holding("2018-01-01"), copy=copy)) == [
        ("2018-01-01", "wayback"), ("2019-01-01", OURS),
    ]  # fmt: skip


def test_what_was_brought_to_us_stands_under_its_label_at_its_own_time() -> None:
    store = FakeStore()
    origin = Origin(OriginKind.imported, "crawl.warc.gz", "sha256:0", at("2026-01-01"))
    brought: Exchange = replace(answered(OWN, story("x", 1), at=at("2018-05-01")), origin=origin)
    store.append(brought)
    assert days(gathered(store, None)) == [("2018-05-01", "imported from crawl.warc.gz, captured by others")]


def test_an_index_that_folds_addresses_does_not_give_another_page_for_this_one() -> None:
    """pywb and the Internet Archive list /S with /s."""
    other = replace(capture(at("2020-01-01")), url=OWN.upper().replace("HTTPS", "https"))
    folded = replace(capture(at("2021-01-01")), url=OWN.replace("https://", "http://www.") + "?utm_source=x")
    found = gathered(FakeStore(FakeClock()), FakeMementos(dict.fromkeys((other, folded), story("x", 1))))
    assert [each.told for each in found.taken] == [f"the archive lists another page: {other.url}", ""]
    assert [each.point.free for each in found.taken] == [True, False]
    assert found.taken[0].point.body is None
