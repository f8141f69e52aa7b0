"""JSON-LD of a page: found wherever it stands, mended where that is safe, bounded, and never another's."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.json_ld import Described, read_json_ld

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Pupils counted in the valley",
    "datePublished": "2018-05-17",
    "author": [{"@type": "Person", "name": "Ann Example"}, {"name": "By Hand"}],
    "publisher": {"name": "Valley Post"},
    "inLanguage": "en",
    "isAccessibleForFree": True,
    "articleBody": "The ministry counted the pupils.",
}
READ = Described(
    headline="Pupils counted in the valley",
    site="Valley Post",
    authors=("Ann Example", "By Hand"),
    published="2018-05-17",
    language="en",
    free=True,
    body="The ministry counted the pupils.",
)
TEXT = json.dumps(ARTICLE, indent=1)


@pytest.mark.parametrize(
    "source",
    [
        TEXT,
        f"<!--\n{TEXT}\n-->",
        f"//<![CDATA[\n{TEXT}\n//]]>",
        f"/* <![CDATA[ */{TEXT}/* ]]> */",
        f"\ufeff{TEXT};",
        f"/* the article */ {TEXT} // end",
        TEXT.replace('"en",', '"en", // language\n').replace("\n}", ",\n}"),
        TEXT.replace('"', "&quot;"),
        TEXT.replace("counted in", "counted\nin"),
        f'{{"@type": "WebSite"}}\n{TEXT}',
        f'[{{"@type": "WebSite"}}, {TEXT}]',
        f'{{"@graph": [{{"@type": "Organization"}}, {{"@type": "WebPage", "mainEntity": {TEXT}}}]}}',
        TEXT.replace('"NewsArticle"', '["Thing", "http://schema.org/NewsArticle"]'),
    ],
)
def test_every_wrapping_gives_the_article(source: str) -> None:
    assert read_json_ld([source]) == READ


@pytest.mark.parametrize(
    "source", ["{", '{"a": "http://x, }', "nothing", "{'a': 1}", "[" * 100_000, "1" * 5000]
)
def test_what_cannot_be_mended_is_passed_over(source: str) -> None:
    assert read_json_ld([source]) == Described()
    assert read_json_ld([source, TEXT]) == READ


def test_a_mend_never_touches_a_value() -> None:
    source = '{"@type": "Article", "headline": "a // b /* c */, ] \\" ,}", "datePublished": "2018-05",}'
    found = read_json_ld([source])
    assert (found.headline, found.published) == ('a // b /* c */, ] " ,}', "2018-05")


def test_people_behind_references_and_lists() -> None:
    graph = {
        "@graph": [
            {**ARTICLE, "author": {"@list": [[{"@id": "#a"}], "https://x.example/b", {"@id": 3}]}},
            {"@type": "Person", "@id": "#a", "name": "Ann Example"},
        ]
    }
    assert read_json_ld([json.dumps(graph)]).authors == ("Ann Example",)


OTHER = {
    **ARTICLE,
    "headline": "Snow closes the pass",
    "datePublished": "2019-01-02",
    "url": "https://x.example/2",
}


@pytest.mark.parametrize("key", ["itemListElement", "hasPart", "mentions", "isBasedOn"])
def test_an_article_inside_a_list_is_another(key: str) -> None:
    page = {"@type": "WebPage", key: [OTHER]}
    found = read_json_ld([json.dumps(page)])
    assert (found.published, found.headline, found.authors) == (None, None, ())
    assert read_json_ld([json.dumps([page, ARTICLE])]).published == "2018-05-17"


def test_of_two_articles_the_page_says_which_or_none_is_taken() -> None:
    both = [json.dumps([ARTICLE, OTHER])]
    assert read_json_ld(both).published is None
    assert read_json_ld(both, canonical="https://x.example/2").published == "2019-01-02"
    assert read_json_ld(both, titles="Pupils counted  in the valley | Valley Post").published == "2018-05-17"
    twice = json.dumps([{**ARTICLE, "datePublished": None}, ARTICLE])
    assert read_json_ld([twice]).published == "2018-05-17"


@pytest.mark.parametrize(
    "source",
    [
        "/*" * 500_000,
        '{"a":' * 200_000,
        "," + " ," * 500_000,
        '"' + "\\" * 999_999,
        "//\n" * 300_000,
        "[{}," * 300_000,
    ],
)
def test_hostile_blocks_take_little_time(source: str) -> None:
    started = time.process_time()
    assert read_json_ld([source] * 3) == Described()
    assert time.process_time() - started < 3


def test_a_body_with_markup_is_text() -> None:
    body = "<p>The ministry <b>count</b>ed</p><p>1 &lt; 2 and 3 < 4 pupils.</p>"
    found = read_json_ld([json.dumps({**ARTICLE, "articleBody": body})])
    assert (found.body or "").split("\n") == [
        "",
        "The ministry counted",
        "",
        "1 &lt; 2 and 3 < 4 pupils.",
        "",
    ]


def test_items_and_blocks_are_bounded() -> None:
    many = json.dumps([{"@type": "Thing"}] * 20_000 + [ARTICLE])
    assert read_json_ld([many]) == Described()
    assert read_json_ld(["{}"] * 60 + [TEXT]) == Described()


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=10)
    | st.sampled_from(["NewsArticle", "2018-05-17"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "@list", "author", "name", "datePublished", "headline", "url"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(values, st.text(max_size=20))
def test_any_json_is_read_without_error(value: object, titles: str) -> None:
    found = read_json_ld([json.dumps(value)], canonical="https://x.example/", titles=titles)
    assert found.published in (None, "2018-05-17")
    assert all(isinstance(name, str) and name for name in found.authors)


@given(st.text(alphabet='{}[]",:/*\\ a1\n&;', max_size=60))
def test_any_text_is_read_without_error(source: str) -> None:
    assert read_json_ld([source]).published is None
