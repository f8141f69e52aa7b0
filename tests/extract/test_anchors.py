"""Anchors on a page: found, only looked like, or not to be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.links.test_pdf_links import PAPER

from verify.extract.anchors import check_anchor, check_pdf_anchor, has_anchor

PAGE = """<!doctype html><h1 id="one">x</h1><noscript><p id="noscript"></p></noscript>
<a name='two words'>x</a><p id=Three><b id="user-content-four">x</b><!-- <p id="comment"> -->
<script>var id="script"; '<p id="script2">'</script><template><p id="template"></template>
<textarea><p id="area"></textarea><p name="five" title='id="six"'>
<p id="caf&eacute;"><p id="&#115;even"><p id='a"b\\c'>"""
THERE = [
    "one",
    "two%20words",
    "two words",
    "Three",
    "four",
    "user-content-four",
    "",
    "top",
    "TOP",
    "caf%C3%A9",
]
MISTAKEN = [
    "One",
    "three",
    "comment",
    "script",
    "script2",
    "template",
    "noscript",
    "area",
    "five",
    "six",
    "tw",
]


@pytest.mark.parametrize("fragment", [*THERE, "café", "seven", 'a"b\\c', "one:~:text=x"])
def test_what_is_there(fragment: str) -> None:
    assert has_anchor(PAGE, fragment)
    assert has_anchor(PAGE.encode(), fragment)


@pytest.mark.parametrize("fragment", MISTAKEN)
def test_what_only_looks_like_an_anchor(fragment: str) -> None:
    assert not has_anchor(PAGE, fragment)


@pytest.mark.parametrize(
    "fragment", ["/route", "!page", "L10", "L10-L20", "t=10", "issuecomment-12", "key=value", "gid-0"]
)
def test_what_cannot_be_told(fragment: str) -> None:
    checked = check_anchor(PAGE, fragment)
    assert checked.found is None
    assert checked.reason
    assert check_anchor(f'<p id="{fragment}">', fragment).found is True


def test_what_is_absent_is_named() -> None:
    assert check_anchor(PAGE, "no%20where").reason == "nothing on the page is called “no where”"


@pytest.mark.parametrize(
    ("fragment", "found"), [("page=2", True), ("page=3", False), ("page=0", False), ("x", None)]
)
def test_pages_of_a_pdf(fragment: str, found: bool | None) -> None:
    assert check_pdf_anchor(PAPER, fragment).found is found


def test_a_pdf_that_cannot_be_read_is_not_told() -> None:
    assert check_pdf_anchor(b"%PDF-", "page=1").found is None
    assert check_pdf_anchor(PAPER, "page=1", load=lambda: None).found is None


def test_hostile_markup_is_searched_as_text() -> None:
    assert has_anchor("<b a><p>" * 40_000 + '<p id="deep">', "deep")
    assert not has_anchor("<b a><p>" * 40_000 + "deep", "deep")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_name_makes_it_fail(markup: str, fragment: str) -> None:
    assert has_anchor(f"<p id=x>{markup}", "x")
    has_anchor(f"{markup}<p id='{fragment}'>", fragment)


@given(st.text(alphabet="abcé路\"'\\&;:%=.- <>", min_size=1, max_size=10))
def test_any_id_is_found_under_its_own_name(name: str) -> None:
    escaped = name.replace("&", "&amp;").replace('"', "&quot;")
    if ":~:" not in name:
        assert has_anchor(f'<p id="{escaped}">', name)
