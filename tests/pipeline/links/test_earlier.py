"""What a page was like before."""

from __future__ import annotations

from tests.pipeline.brought import captured, saved

from verify.model.availability import Availability, Before, Sight
from verify.model.link import LinkAnswer, PageTraits, StoredAnswer
from verify.pipeline.links.earlier import last_good
from verify.testing import EPOCH, FakeStore, answered

URL = "https://a.example/one"
PAGE = "<title>One</title><article><h1>One</h1><p>" + "The ministry denied all of it. " * 40 + "</article>"


def stored(availability: Availability, size: int) -> StoredAnswer:
    return StoredAnswer(LinkAnswer(URL, Sight(availability)), EPOCH, "", PageTraits(title="T", size=size))


def test_the_newest_good_answer_counts() -> None:
    answers = [
        stored(Availability.ok, 10),
        stored(Availability.ok, 20),
        stored(Availability.soft_404, 5),
        stored(Availability.ok, 0),  # its status alone was asked for
    ]
    assert last_good(FakeStore(), answers, URL) == Before("T", 20)


def test_else_the_newest_good_snapshot() -> None:
    store = FakeStore()
    store.append(answered(URL, PAGE))
    store.append(answered(URL, "gone", status=404))
    found = last_good(store, [], URL)
    assert found
    assert found.title == "One"
    assert found.size > 1000
    assert found.fingerprint


def test_nothing_is_known_of_a_page_never_read() -> None:
    store = FakeStore()
    store.append(answered(URL, "gone", status=404))
    assert last_good(store, [stored(Availability.soft_404, 9)], URL) is None


def test_what_others_brought_is_no_look_of_ours() -> None:
    store = FakeStore()
    store.append(captured(URL, PAGE))
    store.append(saved(URL, PAGE))
    assert last_good(store, [], URL) is None
