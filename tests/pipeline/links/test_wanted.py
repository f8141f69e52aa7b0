"""Which URLs are asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.model.link import Link, LinkPlace
from verify.pipeline.links.selection import Choice
from verify.pipeline.links.wanted import wanted


def link(url: str, line: int = 1) -> Link:
    return Link(url, url, LinkPlace("a.md", line, 1))


def test_each_url_once_in_order_with_all_it_should_hold() -> None:
    links = [link("https://b.example/#x", 1), link("https://a.example/", 2), link("https://b.example/#y", 3)]
    found = wanted([*links, link("https://b.example/#x", 4)], Choice())
    assert list(found.places) == ["https://b.example/", "https://a.example/"]
    assert found.fragments == {"https://b.example/": ("x", "y")}
    assert [each.place.line for each in found.places["https://b.example/"]] == [1, 3, 4]


def test_what_is_left_out_is_told_with_its_rule() -> None:
    found = wanted([link("https://ads.example/x")], Choice.read([], [], ["ads.example"], []))
    assert list(found.excluded) == ["https://ads.example/x"]
    assert not found.places


def test_two_addresses_mapped_to_one_are_asked_once() -> None:
    choice = Choice.read([], [], [], [r"^https://(www\.)?a\.example https://mirror.example"])
    found = wanted([link("https://a.example/x"), link("https://www.a.example/x")], choice)
    assert list(found.places) == ["https://mirror.example/x"]


@given(st.text(alphabet="abc:/%40", min_size=1, max_size=12))
def test_no_password_is_kept(password: str) -> None:
    secret = password.replace("/", "_") + "SECRET"
    found = wanted([link(f"https://user:{secret}@a.example/x#y")], Choice())
    assert "SECRET" not in repr(found)
    assert list(found.places) == ["https://a.example/x"]
