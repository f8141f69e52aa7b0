"""The pass before the parser: what it takes out, what it refuses, and how fast."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.scan import Refused, scan


def test_scripts_styles_and_comments_are_taken_out() -> None:
    found = scan("<p>a<!-- x --></p><script>if (1<b) '<p>'</script><style>p{}</style><p>b</p>")
    assert found.markup == "<p>a</p><script></script><style></style><p>b</p>"
    assert (found.visible, found.scripts) == (2, 14)


def test_comment_forms_of_the_tokenizer() -> None:
    assert scan("<!-->a<!--->b<!-- x --!>c<!bogus>d<?pi?>e").markup == "abcde"


def test_a_doctype_stays_and_an_open_script_is_closed() -> None:
    assert scan("<!DOCTYPE html><p>a<script>x").markup == "<!DOCTYPE html><p>a<script></script>"


def test_json_ld_is_kept_aside() -> None:
    found = scan('<script type="application/ld+json">{"a": 1}</script><script>{"b": 2}</script>')
    assert found.ld_json == ['{"a": 1}']


def test_tags_inside_a_title_are_text() -> None:
    assert scan("<title>a <b> c</title>").markup == "<title>a &lt;b> c</title>"


def test_quoted_brackets_do_not_end_a_tag() -> None:
    markup = "<a title='1 > 0' data=x=\">y</a>"
    assert scan(markup).markup == markup


def test_a_lone_bracket_is_text() -> None:
    assert scan("<p>2 < 3 and 4 <5</p>").visible == len("2<3and4<5")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<div></x>" * 100_000,
        "<b>" * 100_000,
        "<div><table><td></div>" * 50_000,
        "<svg><style><g>" * 50_000 + "</style>" + "<g>" * 50_000,
        "<a " + " ".join(f"a{number}=1" for number in range(200_000)) + ">",
        "<p>" + "".join(f"<b id={number}>" for number in range(2000)) + "<p>x" * 5000,
    ],
)
def test_hostile_markup_is_refused_in_bounded_time(markup: str) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused):
        scan(markup)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 500_000,
        "<a " * 200_000,
        "<a '" * 200_000,
        "<!--" * 200_000,
        "<a b=" * 100_000,
        "</" * 300_000,
        "<script>" * 90_000,
    ],
)
def test_broken_markup_is_read_in_linear_time(markup: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(Refused):
        scan(markup)
    assert time.perf_counter() - began < 5


def test_ordinary_sloppy_markup_passes() -> None:
    many = (
        "<ul>" + "<li>x" * 5000 + "</ul>" + "<p>y" * 5000 + "<table>" + "<tr><td>z<td>w" * 3000 + "</table>"
    )
    assert scan(many).visible == 5000 + 5000 + 6000
    assert scan("<a name=x>anchor never closed<p>" * 3000).visible == 17 * 3000
    assert scan("<p><b>bold never closed</p>" * 1000).visible == 15 * 1000


@given(markup=st.text(alphabet="<>/!-ab \"'=pscrit\n", max_size=300))
def test_any_markup_is_read_to_its_end(markup: str) -> None:
    found = scan(markup + "<i></i>END")
    assert found.visible >= 0
    assert scan(found.markup).visible <= found.visible + 3


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x</p " + " ".join(f"a{n}" for n in range(5000)) + ">",
        "<span>" * 2900 + "</p>" * 200_000,
        "<span>" * 2900 + "<p>x" * 200_000,
        "<ul>" + "<div>" * 2900 + "<li>" * 200_000,
        "<select>" + "<option>x" * 20_000,
    ],
    ids=["attributes of an end tag", "end tags of nobody", "blocks", "list items", "options"],
)
def test_what_makes_parsers_look_far_back_is_refused(markup: str) -> None:
    started = time.process_time()
    with pytest.raises(Refused):
        scan(markup)
    assert time.process_time() - started < 5
