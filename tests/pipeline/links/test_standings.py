"""The standing of a URL over the looks that we made ourselves."""

from __future__ import annotations

import datetime as dt

from tests.pipeline.brought import captured, saved

from verify.model.standing import StandingPolicy, State
from verify.pipeline.links.standings import Standings
from verify.testing import EPOCH, FakeStore, answered

URL = "https://a.example/one"
PAGE = "<title>One</title><article><h1>One</h1><p>" + "The ministry denied all of it. " * 40 + "</article>"


def dead_store() -> FakeStore:
    store = FakeStore()
    for day in range(3):
        store.run = f"run-{day}"
        store.clock.now = EPOCH + dt.timedelta(days=day)
        store.append(answered(URL, "gone", status=404))
        store.append(answered("https://b.example/", PAGE))
    return store


def test_three_days_of_absence_are_dead() -> None:
    assert Standings(dead_store(), StandingPolicy()).of(URL).state is State.dead


def test_what_others_captured_or_saved_makes_no_page_alive() -> None:
    store = dead_store()
    store.append(captured(URL, PAGE, at=EPOCH + dt.timedelta(days=9)))
    store.append(saved(URL, PAGE, at=EPOCH + dt.timedelta(days=9)))
    assert Standings(store, StandingPolicy()).of(URL).state is State.dead


def test_what_others_captured_makes_no_page_dead() -> None:
    store = FakeStore()
    for day in range(5):
        store.run = f"run-{day}"
        store.append(captured(URL, "gone", status=404, at=EPOCH + dt.timedelta(days=day)))
        store.append(answered("https://b.example/", PAGE))
    assert Standings(store, StandingPolicy()).of(URL).state is State.unknown
