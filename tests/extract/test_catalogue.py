from __future__ import annotations

import gzip
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.catalogue import (
    MAX_ENTRIES,
    Catalogue,
    Entry,
    feeds_of_page,
    read_catalogue,
    sitemaps_of_robots,
)

AT = "https://paper.example/sitemap.xml"


def read(text: str, url: str = AT) -> Catalogue:
    return read_catalogue(text.encode(), url=url)


def test_a_sitemap_with_news_titles_and_pictures() -> None:
    found = read(
        """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="n" xmlns:image="i" xmlns:video="v">
        <url><loc> https://paper.example/a?b=1&amp;c=2 </loc><image:image><image:loc>https://no.example/x.png
        </image:loc><image:title>A picture</image:title></image:image>
        <news:news><news:title>Three  cranes
        lifted</news:title></news:news></url>
        <url><video:video><video:title>A film</video:title></video:video><loc>/b</loc></url>
        <url><lastmod>2018-06-03</lastmod></url></urlset>"""
    )
    assert found == Catalogue(
        (
            Entry("https://paper.example/a?b=1&c=2", "Three cranes lifted"),
            Entry("https://paper.example/b"),
        )
    )


def test_an_index_names_sitemaps_and_no_pages() -> None:
    index = "<sitemapindex><sitemap><loc>https://paper.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read(index) == Catalogue((), ("https://paper.example/s1.xml.gz",))


def test_rss_with_markup_in_titles() -> None:
    found = read(
        """<rss version="2.0"><channel><title>The paper</title><link>https://paper.example/</link>
        <item><title><![CDATA[Cranes &amp; berths]]></title><link>https://paper.example/cranes</link>
        <guid>https://no.example/</guid></item>
        <item><link>https://paper.example/untitled</link></item></channel></rss>"""
    )
    assert found.entries == (
        Entry("https://paper.example/cranes", "Cranes & berths"),
        Entry("https://paper.example/untitled"),
    )


def test_atom_with_its_own_base_and_several_links() -> None:
    found = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/b/"><title>Feed</title>
        <link href="https://a.example/"/><entry><title type="html">One &amp;amp; two</title>
        <link rel="edit" href="edit"/><link href="c"/><link rel="alternate" href="d"/>
        <source><title>Another feed</title></source></entry></feed>"""
    )
    assert found.entries == (Entry("https://a.example/b/c", "One & two"),)


def test_rss_1_and_a_plain_list_and_gzip() -> None:
    rdf = "<rdf:RDF xmlns:rdf='r'><item><title>T</title><link>https://a.example/</link></item></rdf:RDF>"
    assert read(rdf).entries == (Entry("https://a.example/", "T"),)
    listed = "https://a.example/1\r\nnot one\nhttps://a.example/2\n"
    assert read(listed).entries == (Entry("https://a.example/1"), Entry("https://a.example/2"))
    assert read_catalogue(gzip.compress(rdf.encode()), url=AT) == read(rdf)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body><a href='/x'>x</a></body></html>",
        "<urlset><url><loc>ftp://a.example/</loc></url><url><loc>https://</loc></url></urlset>",
        "<!DOCTYPE x [<!ENTITY a 'https://a.example/'>]><urlset><url><loc>&a;</loc></url></urlset>",
        "<urlset>" + "<a>" * 10_000 + "<url><loc>https://a.example/</loc></url>",
    ],
)
def test_what_names_no_page_gives_none(text: str) -> None:
    assert read(text) == Catalogue()


def test_what_stands_before_an_error_is_kept() -> None:
    broken = "<urlset><url><loc>https://a.example/</loc></url><url><loc>https://b.example/</url>"
    assert read(broken).entries == (Entry("https://a.example/"),)


def test_no_more_entries_than_a_sitemap_may_hold() -> None:
    many = "<urlset>" + "<url><loc>https://a.example/</loc></url>" * (MAX_ENTRIES + 5)
    assert len(read(many).entries) == MAX_ENTRIES


@given(st.text(max_size=300))
def test_anything_is_read_without_an_error(text: str) -> None:
    read(text)
    read(f"<urlset>{text}")
    feeds_of_page(f"<link {text}><link rel=alternate {text}>", AT)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip))
def test_a_title_comes_back_as_it_was_written(title: str) -> None:
    written = escape(escape(title))  # feeds carry markup, escaped
    found = read(f"<rss><item><title>{written}</title><link>https://a.example/</link></item></rss>")
    assert found.entries == (Entry("https://a.example/", " ".join(title.split())),)


def test_sitemaps_that_robots_names() -> None:
    robots = "User-agent: *\nSitemap: https://a.example/1.xml # one\n sitemap:https://a.example/2.xml\n"
    robots += "Sitemap: /relative.xml\nSitemap: https://a.example/1.xml\n# Sitemap: https://no.example/\n"
    assert sitemaps_of_robots(robots) == ("https://a.example/1.xml", "https://a.example/2.xml")


def test_feeds_that_a_page_names() -> None:
    page = """<head><link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">
    <LINK REL='home Alternate' TYPE='application/atom+xml; charset=utf-8' HREF=atom.xml>
    <link rel=alternate hreflang=de href=/de><link rel=stylesheet type=application/rss+xml href=/no>
    <!-- <link rel=alternate type=application/rss+xml href=/comment> -->
    <link rel=alternate type=application/rss+xml href="/feed?a=1&amp;b=2"></head>"""
    assert feeds_of_page(page, "https://paper.example/2018/story") == (
        "https://paper.example/feed?a=1&b=2",
        "https://paper.example/2018/atom.xml",
    )
