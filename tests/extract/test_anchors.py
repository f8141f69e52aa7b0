"""Anchors on a page: found, only looked like, or not to be told."""

from __future__ import annotations

import time

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
    "inert",
    [
        r'<script type=application/json>{"b":"\u003ch1 id=\"user-content-install\" dir=\"a\">x"}</script>',
        r'<script>p(["$","h2",null,{\"id\":\"install\",\"children\":"x"}])</script>',
        "<script>e.innerHTML='<a name=install>'</script>",
        '<script>h("h2",{id:"install"},"x")</script>',
        "<div><template><h2 id=install>x</h2></template></div>",
        "<div><noscript><b id='install'>x</b></noscript></div>",
    ],
)
def test_what_only_scripts_could_make_cannot_be_told(inert: str) -> None:
    page = f"<!doctype html><h1 id=one>x</h1>{inert}"
    checked = check_anchor(page, "install")
    assert checked.found is None
    assert "scripts" in checked.reason
    for other in ("instal", "stall", "Installing"):
        assert check_anchor(page, other).found is False
    assert check_anchor(f"{page}<p id=install>", "install").found is True


@pytest.mark.parametrize(
    "markup", ["<!-- <p id=install> -->", "<p>id=install", "<script>install('x', \"install\")</script>"]
)
def test_a_name_spelt_as_no_elements_name_is_absent(markup: str) -> None:
    assert check_anchor(f"<!doctype html><h1>x</h1>{markup}", "install").found is False


def test_a_name_in_a_script_that_writes_other_letters_as_escapes() -> None:
    page = r'<p>x</p><script>{"b":"<h2 id=\"\u00fcber\">"}</script>'
    assert check_anchor(page, "über").found is None


@pytest.mark.parametrize("fragment", ["Install", "INSTALL", "install"])
@pytest.mark.parametrize("markup", ["<p id=user-content-install>", "<a name=user-content-Install>x</a>"])
def test_case_is_ignored_behind_the_added_prefix(fragment: str, markup: str) -> None:
    assert has_anchor(markup, fragment)
    assert has_anchor("<b a><p>" * 40_000 + markup, fragment)


def test_case_counts_without_the_prefix() -> None:
    assert not has_anchor("<p id=install><p id=user-content-other>", "Install")
    assert not has_anchor("<b a><p>" * 40_000 + "<p id=install>", "Install")
    assert has_anchor("<p id=user-content-über>", "Über")


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


def test_scripts_inside_of_one_another_are_read_once() -> None:
    page = "<p>x</p>" + "<noscript>" * 3_000 + "x" * 300_000
    start = time.process_time()
    assert check_anchor(page, "deep").found is False
    assert check_anchor(f"{page}<p id=deep>", "deep").found is None
    assert time.process_time() - start < 5


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_name_makes_it_fail(markup: str, fragment: str) -> None:
    assert has_anchor(f"<p id=x>{markup}", "x")
    has_anchor(f"{markup}<p id='{fragment}'>", fragment)


@given(st.text(alphabet="abcé路\"'\\&;:%=.- <>", min_size=1, max_size=10))
def test_any_id_is_found_under_its_own_name(name: str) -> None:
    escaped = name.replace("&", "&amp;").replace('"', "&quot;")
    if ":~:" not in name:
        assert has_anchor(f'<p id="{escaped}">', name)
