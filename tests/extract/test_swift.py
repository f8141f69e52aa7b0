"""The quick walk says to the character what the slower one says, on any markup."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from verify.extract.swift import swift_walk
from verify.extract.walk import Walked, walk
from verify.extract.word_set import word_set

TAGS = sorted(
    word_set(
        "p div span a b i em ul li table tr td h1 h2 sup sub q pre textarea section article header footer",
        "nav aside blockquote select option time svg text title dialog details del button font label ruby rt",
        "noscript template object center dl dd form math mi figure figcaption my-box code video",
    )
)
VOID = (
    "<br>",
    "<hr>",
    "<img src=x>",
    "<input type=password>",
    "<wbr>",
    "<hr hidden>",
    "</br>",
    "</p>",
    "</div>",
)
ATTRIBUTES = (
    *(
        "",
        "",
        "",
        " hidden",
        " hidden=until-found",
        " style='display:none'",
        ' style="display:block"',
        " role=navigation",
    ),
    *(
        " class='note ref'",
        " title='a > b < c'",
        ' data-x="&quot; hidden=&quot;"',
        " role=doc-noteref href=#1",
    ),
    *(
        " datetime=2020-01-01",
        " open",
        " HIDDEN=x",
        " epub:type=noteref",
        ' a"b',
        " =hidden",
        " x='style=\"'",
    ),
)
TEXTS = (
    *(
        "words",
        " two words ",
        "1",
        "\n",
        "  ",
        "&nbsp;",
        "a\n b",
        "&lt;b&gt;",
        "&amp;amp;",
        "12",
        "million",
        ".",
        "Ж",
    ),
    *("<!-- c <p> -->", "<!x>", "<?php y ?>", "\t", "\u3000", "7 > 5", "5 < 7", "x" * 45),
)
pieces = st.one_of(
    st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)).map(lambda pair: f"<{pair[0]}{pair[1]}>"),
    st.sampled_from(TAGS).map(lambda name: f"</{name}>"),
    st.sampled_from(TEXTS),
    st.sampled_from(VOID),
)


def joined(parts: list[str]) -> str:
    """Without comments where text nodes are looked at one by one: the guarded way takes them out as well."""
    if {"<pre", "<sup", "<sub", "<tex"} & {part[:4] for part in parts}:
        return "".join(part for part in parts if not part.startswith(("<!", "<?")))
    return "".join(parts)


def both(markup: str) -> tuple[Walked, Walked | None]:
    root = LexborHTMLParser(markup).root
    assert root is not None
    return walk(root), swift_walk(LexborHTMLParser(markup))


@settings(max_examples=600)
@given(st.lists(pieces, max_size=40))
@example(["<h1>", "a", "</h1>", "<h1>", "b"])
@example(["<p>", "million", "<sup>", "<a>", "12", "</a>", "</sup>"])
def test_both_walks_say_the_same(parts: list[str]) -> None:
    slow, quick = both(joined(parts))
    assert quick is None or quick == slow


def test_a_page_of_many_tags() -> None:
    rng = random.Random(7)
    parts = [f"<{rng.choice(TAGS)}{rng.choice(ATTRIBUTES)}>{rng.choice(TEXTS)}" for _ in range(400)]
    slow, quick = both("<title>t</title><p>Seen.<div><p>" + "".join(parts))
    assert quick is None or quick == slow


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a <span class=x title='style='>b</span> c<p>d",
        "<p><span hidden>no</span><b>yes</b>",
        "<p><a<b hidden>no</a<b>yes",
        "<p><span a<b hidden>no</span>yes",
        "<ul><li>one<ul><li>two</ul><li>three</ul>four",
        "<pre>\n\n a\r\n  b &amp; c</pre>d",
        "<!DOCTYPE html PUBLIC 'a < b'><p>x",
        "<svg><path style='display:none'/><text>t</text></svg>u",
        "<!-- <p> --><p>a<!-- </p> -->b",
    ],
)
def test_markup_that_could_mislead(markup: str) -> None:
    slow, quick = both(markup)
    assert quick is None or quick == slow


def test_old_tags_are_left_to_the_slower_walk() -> None:
    assert both("<p>a<xmp><b>c</xmp>")[1] is None
    assert both("<p>a<plaintext><b>c")[1] is None


def test_an_ordinary_page_is_read_quickly() -> None:
    slow, quick = both(
        "<html lang=en><head><title>T</title></head><body><nav>N</nav><h1>H</h1><p>a <b>b</b>c.</p>"
    )
    assert quick == slow
    assert quick is not None
    assert quick.text == "N\nH\na bc."
