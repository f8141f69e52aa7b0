"""Both ways to read a page tell the same of it, and count what is visible without the parser."""

from __future__ import annotations

import pytest

from verify.extract.guard import harmless
from verify.extract.page import read_guarded, read_page

PAGE = """<!doctype html><html lang="kk"><head><title>A &amp; B</title>
<meta property="og:title" content="Long title"><link rel="canonical" href="/a"><link rel="next" href="/b">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H"}</script>
<script>var a = "<p>not text</p>";</script><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a></nav><main><h1>Heading</h1><p>First <b>words</b> of it.</p><!-- <p>no</p> -->
<p hidden>unseen</p><noscript>Please enable scripts.</noscript></main></body></html>"""


def test_the_quick_way_and_the_guarded_way_agree() -> None:
    quick, guarded = read_page(PAGE), read_guarded(PAGE, PAGE.encode())
    assert quick.walked == guarded.walked
    assert quick.walked.text == "Home\nHeading\nFirst words of it."
    assert (quick.head, quick.tags, quick.scripts) == (guarded.head, guarded.tags, guarded.scripts)
    assert quick.head.title == "A & B"
    assert quick.head.ld_json == ['{"@type": "NewsArticle", "headline": "H"}']
    assert quick.head.links == {"canonical": "/a", "next": "/b"}
    assert quick.tags == {"noscript"}


@pytest.mark.parametrize(
    "more",
    [
        "",
        "<p title='a > b > c'>x",
        "a < b",
        "<!-- open",
        "<script>open <p>x",
        "<STYLE>p{}</STYLE>",
    ],
)
def test_visible_characters_are_counted_exactly_where_an_estimate_will_not_do(more: str) -> None:
    markup = f"<body><p>Some words.</p>{more}"
    assert read_page(markup).visible(0) == read_guarded(markup, markup.encode()).visible(0)


def test_a_rough_count_will_do_where_it_is_small_enough() -> None:
    page = read_page("<p title='a > b'>Some words.</p>")
    assert page.visible(100) >= 10
    assert page.visible(5) == 10


def test_lost_text_is_seen_whichever_way_a_page_is_read() -> None:
    lost = "<p>Seen.</p><template><p>" + "lost words " * 100 + "</p></template>"
    assert harmless(lost.encode())
    for page in (read_page(lost), read_guarded(lost, lost.encode())):
        assert page.shown + page.walked.unseen < 10
        assert page.visible(400) > 800
