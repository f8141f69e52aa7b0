"""Sitemaps and feeds, with the place of every link, and what hostile XML is refused for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.xml_links import xml_links
from verify.model.link import LinkKind

RSS = """<?xml version="1.0" encoding="koi8-r"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>é</title>
<link>https://a.example/</link><atom:link rel="self" href='https://a.example/feed'/>
<image><url>https://a.example/logo.png</url></image>
<item><link>
 https://a.example/1?b=1&amp;c=2 </link><guid isPermaLink="false">https://no.example</guid>
<description>&lt;p&gt;é &lt;a href="https://d.example/?e&amp;amp;f"&gt;x&lt;/a&gt;</description>
<content:encoded xmlns:content="c"><![CDATA[<p>路<img src='/i.png'>
<a href="rel">]]></content:encoded><enclosure type="x" url="https://a.example/a.mp3"/></item></channel></rss>"""


def targets(text: str) -> list[str]:
    return [each.target for each in xml_links(text).links]


def test_a_feed() -> None:
    found = xml_links(RSS)
    assert [(each.target, each.kind) for each in found.links] == [
        ("https://a.example/", LinkKind.page),
        ("https://a.example/feed", LinkKind.other),
        ("https://a.example/logo.png", LinkKind.image),
        ("https://a.example/1?b=1&c=2", LinkKind.page),
        ("https://d.example/?e&f", LinkKind.page),
        ("/i.png", LinkKind.image),
        ("rel", LinkKind.page),
        ("https://a.example/a.mp3", LinkKind.media),
    ]
    for each in found.links:
        assert RSS.startswith(each.target.partition("&")[0], each.at)
    assert found.complaints == ()


def test_atom_with_its_own_base() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/b/"><link href="c"/>
    <link rel="enclosure" href="d.mp3"/><entry xml:base="https://e.example/"><link rel="edit" href="f"/>
    <content type="xhtml"><div><a href="g">x</a></div></content></entry></feed>"""
    assert [(each.target, each.kind, each.base) for each in xml_links(text).links] == [
        ("c", LinkKind.page, "https://a.example/b/"),
        ("d.mp3", LinkKind.media, "https://a.example/b/"),
        ("f", LinkKind.other, "https://e.example/"),
        ("g", LinkKind.page, "https://e.example/"),
    ]


def test_rdf_and_sitemap_index_and_opml() -> None:
    assert targets("<rdf:RDF xmlns:rdf='r'><item><link>https://a.example/</link></item></rdf:RDF>")
    assert targets("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>")
    assert (
        len(targets("<opml><outline xmlUrl='https://a.example/' htmlUrl='https://b.example/'/></opml>")) == 2
    )


@pytest.mark.parametrize(
    ("count", "said"), [(1, "the 1 sitemap it names was"), (3, "the 3 sitemaps it names were")]
)
def test_a_sitemap_index_says_that_its_sitemaps_were_not_read(count: int, said: str) -> None:
    entry = "<sm:sitemap><sm:loc> https://a.example/s.xml </sm:loc><sm:lastmod>2024</sm:lastmod></sm:sitemap>"
    reading = xml_links(f"<sm:sitemapindex xmlns:sm='s'>{entry * count}</sm:sitemapindex>")
    assert len(reading.links) == count
    (complaint,) = reading.complaints
    assert complaint.message == f"a sitemap index: {said} not read"
    assert complaint.mend == "name them as targets"


def test_a_plain_sitemap_has_no_complaint() -> None:
    reading = xml_links("<urlset><url><loc>https://a.example/</loc></url></urlset>")
    assert len(reading.links) == 1
    assert reading.complaints == ()


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "bb">',
        '<!ENTITY % a SYSTEM "https://a.example/x">',
        '<!ENTITY a SYSTEM "file:///etc/hosts">',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    reading = xml_links(f"<!DOCTYPE x [{declared}]><x><loc>https://a.example/</loc></x>")
    assert reading.links == ()
    assert "declares entities" in reading.complaints[0].message


def test_a_broken_end_keeps_what_stood_before_and_says_where() -> None:
    text = "<urlset>\n<loc>https://a.example/</loc>\n<loc>https://b.example/</url>"
    reading = xml_links(text)
    assert [each.target for each in reading.links] == ["https://a.example/"]
    assert (
        text[reading.complaints[0].at :].startswith("/url>")
        or "cannot be read" in reading.complaints[0].message
    )


def test_deep_nesting_is_refused() -> None:
    assert "nested deeper" in xml_links("<a>" * 5000).complaints[0].message


@given(
    st.lists(
        st.sampled_from(
            ["<loc>", "</loc>", "é", "https://a.example/", "&amp;", "<![CDATA[", "]]>", "\n", "<a>", "</a>"]
        )
    )
)
def test_no_xml_makes_it_fail(pieces: list[str]) -> None:
    text = f"<x>{''.join(pieces)}</x>"
    for each in xml_links(text).links:
        assert text.startswith(each.target.partition("&")[0].partition("]]>")[0][:5], each.at)
