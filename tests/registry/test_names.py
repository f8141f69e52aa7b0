from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.registry.names import host_of, page_name, slugged, unique
from verify.registry.shape import ID


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The crane’s last day at work", "the-cranes-last-day"),
        ("Élan vital!", "elan-vital"),
        ("Участились обращения", ""),
        ("  3,000 per week ", "3-000-per-week"),
        ("", ""),
    ],
)
def test_a_slug_is_a_few_plain_words(text: str, slug: str) -> None:
    assert slugged(text) == slug


@given(st.text(max_size=80))
def test_any_slug_can_be_an_id(text: str) -> None:
    slug = unique(slugged(text) or "x", ())
    assert ID.fullmatch(slug)


@pytest.mark.parametrize(
    ("url", "host", "page"),
    [
        (
            "https://www.paper.example/2018/06/a-long-story-title-here.html",
            "paper.example",
            "a-long-story-title",
        ),
        ("http://paper.example./", "paper.example", ""),
        ("https://paper.example/%d0%ba/", "paper.example", ""),
        ("https://[broken/x", "", ""),
        ("nothing", "", "nothing"),
    ],
)
def test_an_address_gives_host_and_page_name(url: str, host: str, page: str) -> None:
    assert (host_of(url), page_name(url)) == (host, page)


def test_a_taken_name_gets_the_next_free_number() -> None:
    assert unique("ap", set()) == "ap"
    assert unique("ap", {"ap", "ap-2"}) == "ap-3"
    assert unique("slug", set()) == "slug-2"
