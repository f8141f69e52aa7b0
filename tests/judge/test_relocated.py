from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.catalogue import Entry
from verify.judge.relocated import likely_moves, same_title

OLD = "https://paper.example/news/2018/06/three-cranes-lifted-0603.html"
TITLES = ("Three cranes lifted at the harbour",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Three cranes lifted at the harbour", "THREE CRANES LIFTED AT THE HARBOUR"),
        ("“Three cranes” lifted: the harbour’s day", '"Three cranes" lifted: the harbour\'s day'),
        ("Three cranes lifted at the harbour | The Paper", "Three cranes lifted at the harbour"),
        ("The Paper – Three cranes lifted at the harbour", "Three cranes lifted at the harbour — News"),
        ("港口吊起三台起重机的消息报道", "港口吊起三台起重机的消息报道 | 报纸"),
    ],
)
def test_typography_case_and_the_site_s_name_make_no_other_title(one: str, other: str) -> None:
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Three cranes lifted at the harbour", "Four cranes lifted at the harbour"),
        ("News", "News"),
        ("The Paper | News", "The Paper | Sports"),
        ("", ""),
        ("Three cranes - one story of many", "Other words - one story of many things"),
    ],
)
def test_other_titles(one: str, other: str) -> None:
    assert not same_title(one, other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_being_the_same_goes_both_ways(one: str, other: str) -> None:
    assert same_title(one, other) is same_title(other, one)


def moves(*entries: Entry, limit: int = 9) -> list[str]:
    return [each.url for each in likely_moves(entries, OLD, TITLES, limit)]


def test_the_same_title_comes_first_then_like_addresses() -> None:
    assert moves(
        Entry("https://paper.example/a/harbour-cranes"),
        Entry("https://paper.example/stories/three-cranes-lifted"),
        Entry("https://paper.example/x1", "Three cranes lifted at the harbour - The Paper"),
        Entry("https://paper.example/stories/three-cranes-lifted-at-the-harbour"),
        Entry("https://paper.example/three-cranes-lifted", "Another story of the day"),
    ) == [
        "https://paper.example/x1",
        "https://paper.example/stories/three-cranes-lifted-at-the-harbour",
        "https://paper.example/stories/three-cranes-lifted",
    ]


def test_the_old_page_the_front_page_and_strangers_are_no_moves() -> None:
    assert not moves(
        Entry(OLD),
        Entry(OLD.replace("https://", "http://www.")),
        Entry("https://paper.example/", TITLES[0]),
        Entry("https://paper.example/news/2018/06/"),
        Entry("https://paper.example/three-men-in-a-boat"),
    )


def test_a_telling_number_is_enough() -> None:
    old = "https://paper.example/article?id=1408257"
    entry = Entry("https://paper.example/2020/1408257-cranes")
    assert likely_moves([entry], old, (), 3) == (entry,)
    assert likely_moves([entry], old.replace("57", "58"), (), 3) == ()


def test_no_more_than_asked_and_each_once() -> None:
    entries = [Entry(f"https://paper.example/{number}", TITLES[0]) for number in range(5)] * 2
    assert moves(*entries, limit=2) == ["https://paper.example/0", "https://paper.example/1"]
