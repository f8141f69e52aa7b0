"""What a page says of itself, in the order in which it is believed."""

from __future__ import annotations

import json

import pytest

from verify.extract.head import Head
from verify.extract.metadata import read_metadata
from verify.extract.page import read_page
from verify.model.text import Metadata


def read(head: str, *ld: object, times: list[str] | None = None) -> Metadata:
    blocks = [item if isinstance(item, str) else json.dumps(item) for item in ld]
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return read_metadata(read_page(f"<html><head>{head}</head>{scripts}</html>").head, times or [], None)[0]


def test_json_ld_comes_before_meta_before_time() -> None:
    meta = '<meta property="article:published_time" content="2018-05-18T08:00:00Z">'
    work = {"@type": "NewsArticle", "datePublished": "2018-05-17T10:30:00+02:00"}
    assert read(meta, work, times=["2018-05-19"]).published == "2018-05-17T10:30:00+02:00"
    assert read(meta, times=["2018-05-19"]).published == "2018-05-18T08:00:00Z"
    assert read("", times=["yesterday", "2018-05-19"]).published == "2018-05-19"
    assert read("").published is None


def test_graph_lists_and_nested_objects_are_searched() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "S"},
            {"@type": ["Thing", "NewsArticle"], "datePublished": "2017-06"},
        ]
    }
    assert read("", graph).published == "2017-06"
    assert (
        read(
            "", [{"@type": "WebPage", "mainEntity": {"@type": "Article", "dateModified": "2018-1-2"}}]
        ).modified
        == "2018-01-02"
    )


@pytest.mark.parametrize("date", ["2018-13-01", "0000-01-01", "17/05/2018", "", 20180517, None, {"x": 1}])
def test_what_is_no_date_is_none(date: object) -> None:
    assert read("", {"@type": "Article", "datePublished": date}).published is None


@pytest.mark.parametrize("broken", ["{", "[[[[" * 50_000, '{"@type": "Article",}', "null", "7", '"text"'])
def test_malformed_json_ld_is_passed_over(broken: str) -> None:
    good = {"@type": "Article", "headline": "H"}
    assert read("", broken, good).title == "H"


def test_json_ld_in_comment_marks_is_read() -> None:
    source = '<!-- {"@type": "Article", "headline": "In a\ncomment"} -->'
    assert read("", source).title == "In a comment"


def test_titles_site_canonical_robots() -> None:
    found = read(
        "<title> Page  title </title><meta property='og:site_name' content='The Site'>"
        "<link rel='canonical' href='https://example.org/a'><meta name=ROBOTS content='noindex, follow'>"
    )
    assert (found.title, found.site) == ("Page title", "The Site")
    assert (found.canonical_url, found.robots) == ("https://example.org/a", "noindex, follow")


def test_authors_in_every_form() -> None:
    assert read("", {"@type": "Article", "author": [{"name": "A B"}, "C D", {"name": "A B"}, 5]}).authors == (
        "A B",
        "C D",
    )
    assert read("<meta name=author content='E F'>").authors == ("E F",)
    assert read("<meta property='article:author' content='https://example.org/ef'>").authors == ()


def test_language_label_is_a_clean_tag() -> None:
    assert read_metadata(read_page("<html class=x lang='zh_hant'>").head, [], None)[0].language == "zh-Hant"
    assert read("", {"@type": "Article", "inLanguage": "kk"}).language == "kk"


@pytest.mark.parametrize(
    ("value", "free"),
    [
        (False, False),
        ("False", False),
        ("http://schema.org/False", False),
        (True, True),
        ("true", True),
        ("", None),
    ],
)
def test_is_accessible_for_free(value: object, free: bool | None) -> None:
    work = {"@type": "NewsArticle", "isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": value}}
    alone = {"@type": "NewsArticle", "isAccessibleForFree": value}
    assert read("", alone).free is free
    assert read("", work).free is (free is not False)


def test_article_body_is_returned_apart() -> None:
    assert (
        read_metadata(Head(ld_json=['{"@type": "Article", "articleBody": "the words"}']), [], None)[1]
        == "the words"
    )
    assert read_metadata(Head(ld_json=['{"articleBody": ["no", "string"]}']), [], None)[1] is None


def test_amp_copy_content_tier_and_every_citation_author() -> None:
    found = read(
        "<link rel='amphtml' href='/amp/a'><meta property='article:content_tier' content='locked'>"
        "<meta name=citation_author content='A B'><meta name=citation_author content='C D'>"
        "<meta name=citation_publication_date content='2018/5'>"
    )
    assert (found.amp_url, found.free, found.authors) == ("/amp/a", False, ("A B", "C D"))
    assert (found.published, found.canonical_url) == ("2018-05", None)


@pytest.mark.parametrize(
    "tag",
    [
        "<meta name=parsely-pub-date content='2018-05-17T08:00:00Z'>",
        "<meta name=DC.Date content='2018-05-17'>",
        "<meta itemprop=datePublished content='2018-05-17'>",
        "<meta property='article:published_time' content='Thu, 17 May 2018 10:00:00 GMT'>",
        "<meta name=date content=''><meta name=date content=20180517>",
    ],
)
def test_dates_of_meta_tags(tag: str) -> None:
    assert (read(tag).published or "")[:10] == "2018-05-17"


def test_a_byline_is_a_name() -> None:
    assert read(
        "<meta name=byl content='By A B'><meta property='article:author' content='https://x.example'>"
    ).authors == ("A B",)
