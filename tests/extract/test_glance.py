"""A glance is a lower bound: what it shows stands in the whole text, and it never calls a page well alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.extract.glance import ENOUGH, glance
from verify.extract.html import extract_html
from verify.extract.quick_text import QuickPage
from verify.judge.availability import classify
from verify.model.text import SourceText
from verify.testing import answered

SAID = "The harbour master said that three cranes were lifted on Monday, and nobody saw it. "
PARAGRAPH = f"<p>{SAID * 3}</p>"
LONG = PARAGRAPH * (ENOUGH // 200)


def page(body: str, head: str = "<title>Cranes</title>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def full(markup: str) -> SourceText:
    read = extract_html(markup.encode(), content_type="text/html; charset=utf-8", media_type="text/html")
    assert isinstance(read, SourceText)
    return read


def test_a_long_page_is_glanced_at() -> None:
    found = glance(QuickPage(page("<h1>Three cranes</h1>" + LONG)))
    assert found is not None
    assert (found.metadata.title, found.metadata.heading) == ("Cranes", "Three cranes")
    assert len("".join(found.text.split())) >= ENOUGH
    assert [found.text[block.start : block.end] for block in found.blocks] == found.text.split("\n")


@pytest.mark.parametrize(
    "markup",
    [
        page(PARAGRAPH * 5),
        page("<p>A short one.</p>" * 900),
        page(f"<nav>{LONG}</nav>"),
        page(f"<div role=navigation>{LONG}</div>"),
        page(f"<div hidden>{LONG}</div>"),
        page(f"<div style='display: none'><section>{LONG}</section></div>"),
        page(f"<template>{LONG}</template>"),
        page(f"<noscript>{LONG}</noscript>"),
        page(f"<dialog>{LONG}</dialog>"),
        page(f"<footer>{LONG}</footer>"),
        page(f"<del>{LONG}</del>"),
        page(f"<form>{LONG}</form>"),
        page(LONG, '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'),
        page(LONG, '<meta property="article:content_tier" content="locked">'),
        page(LONG, '<meta http-equiv="refresh" content="0; url=/x">'),
        page(LONG + "\ufffd" * 30),
        page("<div>" * 9000 + LONG),
        "",
    ],
)
def test_what_needs_a_whole_reading_is_not_glanced_at(markup: str) -> None:
    assert glance(QuickPage(markup)) is None


def test_the_title_that_decides_is_the_one_of_the_whole_reading() -> None:
    head = "<title>Cranes | Paper</title><meta property='og:title' content='Page not found'>"
    markup = page(LONG, head)
    found = glance(QuickPage(markup))
    assert found is not None
    assert found.metadata.title == full(markup).metadata.title == "Page not found"


WRAPS = st.sampled_from(
    [
        *(
            "<article>{}</article>",
            "<div>{}</div>",
            "<nav>{}</nav>",
            "<div hidden>{}</div>",
            "<ul><li>{}</ul>",
        ),
        *("<aside>{}</aside>", "<blockquote>{}</blockquote>", "<table><tr><td>{}</table>", "<b>{}"),
        *("<section>{}", "<details>{}</details>", "<select>{}</select>", "<s>{}</s>", "<form>{}</form>"),
        *(
            "<svg>{}</svg>",
            "<button>{}</button>",
            "<style>{}</style>",
            "<textarea>{}</textarea>",
            "<!--{}-->",
        ),
        *("<iframe>{}</iframe>", "<a href=x>{}</a>", "<div style='visibility:hidden'>{}</div>"),
    ]
)
PIECES = st.lists(
    st.tuples(WRAPS, WRAPS, st.integers(1, 20)).map(
        lambda made: made[0].format(made[1].format(PARAGRAPH * made[2]))
    ),
    min_size=1,
    max_size=8,
).map("".join)
TITLES = st.sampled_from(["Cranes", "Page not found", "Just a moment...", "Log in", "404", "Subscribe", ""])


@settings(max_examples=120)
@given(PIECES, TITLES, TITLES)
def test_what_a_glance_shows_the_whole_reading_shows_too(body: str, title: str, heading: str) -> None:
    markup = page(f"<h1>{heading}</h1>{body}", f"<title>{title}</title>")
    found = glance(QuickPage(markup))
    if found is None:
        return
    text = full(markup)
    assert found.text.count(SAID.strip()) <= text.text.count(SAID.strip())
    exchange = answered("https://a.example/cranes", markup)
    if classify(exchange, found).availability.readable:
        assert classify(exchange, text).availability.readable
