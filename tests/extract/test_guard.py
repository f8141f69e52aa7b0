"""What the quick look clears, and that the parser is quick on the worst of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from verify.extract.guard import MAX_SEPARATORS, MAX_TAGS, harmless

MANY = MAX_SEPARATORS + 1
SUSPECT = [
    "<p>" * (MAX_TAGS + 1),
    "<p " + " ".join(f"a{n}" for n in range(MANY)) + ">x",
    "<p>x</p " + " ".join(f"a{n}" for n in range(MANY)) + ">",
    "<p a='>' b=\"<\" " + " ".join(f"a{n}=<" for n in range(MANY)) + ">x",
    '<p ="' + " ".join(f"a{n}" for n in range(MANY)) + ">x",
    "<p>" + "".join(f"<b id={n}>" for n in range(900)) + "</p>" + "<p>x</p>" * 900,
    "<P>" + "".join(f"<STRONG\nid={n}>" for n in range(900)) + "</P>" + "<p>x</p>" * 900,
]
WORST = [
    "<div>" * MAX_TAGS,
    "<span>" * (MAX_TAGS // 2) + "</p>" * (MAX_TAGS // 2),
    "<ul>" + "<div>" * (MAX_TAGS // 2) + "<li>" * (MAX_TAGS // 2 - 1),
    "<select>" + "<option>x" * (MAX_TAGS - 1),
    "<p " + " ".join(f"a{n}" for n in range(MAX_SEPARATORS - 6000)) + "></p>" + "<p>x" * 5000,
    "<p>" + "".join(f"<b id={n}>" for n in range(200)) + "</p>" + "<p>x</p>" * 1000,
]


@pytest.mark.parametrize("markup", SUSPECT, ids=range(len(SUSPECT)))
def test_what_could_be_slow_is_not_cleared(markup: str) -> None:
    assert not harmless(markup.encode())


@pytest.mark.parametrize("markup", WORST, ids=range(len(WORST)))
def test_the_worst_that_is_cleared_is_parsed_in_time(markup: str) -> None:
    assert harmless(markup.encode())
    started = time.process_time()
    LexborHTMLParser(markup)
    assert time.process_time() - started < 3


def test_an_ordinary_page_is_cleared() -> None:
    row = "<li class=a><a href='/x?a=1&b=2' title=\"5 > 4\"><b>x</b> <i class=i>y</i></a></li>"
    assert harmless(f"<!doctype html><html><body><ul>{row * 200}</ul></body></html>".encode())


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_at(source: bytes) -> None:
    assert isinstance(harmless(source), bool)
