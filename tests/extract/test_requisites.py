from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.requisites import Requisite, requisites
from verify.model.snapshot import Hop
from verify.testing import hop

PAGE = "https://news.example/a/story"


def named(text: str, url: str = PAGE, kind: str = "text/html; charset=utf-8") -> list[str]:
    return [each.url for each in requisites(hop(url, text.encode(), headers={"Content-Type": kind}))]


@pytest.mark.parametrize(
    ("markup", "urls"),
    [
        ('<img src="b.png">', ["https://news.example/a/b.png"]),
        ("<img SRC=/b.png?x=1&amp;y=2#part>", ["https://news.example/b.png?x=1&y=2"]),
        ('<img src="//cdn.example/b.png" srcset="s.png 1x, l.png 2x">',
         ["https://cdn.example/b.png", "https://news.example/a/s.png", "https://news.example/a/l.png"]),
        ('<picture><source srcset="w.webp"><img src="w.jpg"></picture>',
         ["https://news.example/a/w.jpg", "https://news.example/a/w.webp"]),
        ('<link rel="stylesheet" href="s.css">', ["https://news.example/a/s.css"]),
        ('<link rel="shortcut icon" href="/f.ico">', ["https://news.example/f.ico"]),
        ('<video poster="p.jpg" src="v.mp4"></video>', ["https://news.example/a/p.jpg"]),
        ('<div style="background: url(&quot;b.png&quot;)">', ["https://news.example/a/b.png"]),
        ("<style>@import 'i.css'; p { background: url(b.png) }</style>",
         ["https://news.example/a/i.css", "https://news.example/a/b.png"]),
        ('<input type=image src=go.png>', ["https://news.example/a/go.png"]),
        ('<body background="b.gif">', ["https://news.example/a/b.gif"]),
        ('<svg><use href="s.svg#one"/><image xlink:href="i.png"/></svg>',
         ["https://news.example/a/s.svg", "https://news.example/a/i.png"]),
        ('<base href="https://other.example/x/"><img src="b.png">', ["https://other.example/x/b.png"]),
        ('<noscript><img src="b.png"></noscript>', ["https://news.example/a/b.png"]),
    ],
)  # fmt: skip
def test_what_a_browser_loads_of_itself_is_named(markup: str, urls: list[str]) -> None:
    assert named(f"<html><p>{markup}</html>") == urls


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="b.png">', '<script src="s.js"></script>', '<iframe src="f.html"></iframe>',
        '<img src="data:image/gif;base64,R0lGOD">', '<link rel="canonical" href="/x">', '<img src="">',
        '<link rel="alternate stylesheet" href="s.css">', '<!-- <img src="b.png"> -->', "<img>",
        '<template><img src="b.png"></template>', '<input type=text src=b.png>', '<img src="#part">',
        '<style>/* url(b.png) */ p { background: url() }</style>', '<img src="http://[bad">',
        '<img src="/a/story">', '<video src="v.mp4"></video>',
    ],
)  # fmt: skip
def test_nothing_else_is(markup: str) -> None:
    assert named(f"<html><p>{markup}</html>") == []


def test_style_sheets_come_first_and_further_sizes_last() -> None:
    page = hop(
        PAGE,
        b'<img src=1.png srcset="2.png 2x"><img src=3.png><link rel=stylesheet href=s.css>'
        b"<img src=1.png><style>p { background: url(4.png) }</style>",
    )
    base = "https://news.example/a/"
    assert requisites(page) == (
        Requisite(base + "s.css", style=True),
        *(Requisite(f"{base}{name}.png") for name in (1, 3, 4, 2)),
    )


def test_a_style_sheet_names_pictures_fonts_and_others_of_its_kind() -> None:
    css = """@import url("more.css") screen; @IMPORT 'b\\61 se.css';
    @font-face { src: url(f\\(1\\).woff2) format("woff2") }
    p { background: URL( ../x.png ) } /* url(no.png) */ q { background: url('a b.png') }"""
    assert named(css, "https://news.example/css/s.css", "text/css") == [
        "https://news.example/css/more.css",
        "https://news.example/css/base.css",
        "https://news.example/css/f(1).woff2",
        "https://news.example/x.png",
        "https://news.example/css/a%20b.png",
    ]


def test_a_compressed_page_is_read_and_other_documents_are_not() -> None:
    packed = hop(
        PAGE,
        gzip.compress(b"<p><img src=/b.png>"),
        headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
    )
    assert [each.url for each in requisites(packed)] == ["https://news.example/b.png"]
    assert named("<img src=/b.png>", kind="text/plain") == []
    assert named("%PDF-1.4 <img src=/b.png>", kind="application/pdf") == []
    assert named("\x89PNG\x00\x00\x00<img src=b.png>", kind="image/png") == []


@given(st.text(max_size=200) | st.text("<>=\"'/ imgsrcstyleurl(),@\\", max_size=200), st.booleans())
def test_any_text_is_read(text: str, css: bool) -> None:
    body = text.encode("utf-8", "surrogatepass")
    page: Hop = hop(PAGE, body, headers={"Content-Type": "text/css" if css else "text/html"})
    for each in requisites(page):
        assert each.url.startswith(("http://", "https://"))
        assert "#" not in each.url
