from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.report.cite_web import cite_web, cited_date
from verify.report.clean import clean


def parsed(wikitext: str) -> dict[str, str]:
    """A template's parameters as MediaWiki splits them: at each `|`, then at the first `=`."""
    assert wikitext.startswith("{{cite web ")
    assert wikitext.endswith("}}")
    inner = wikitext[2:-2]
    for mark in ("{{", "}}", "[", "]", "<", ">", "\n", "''", "~~~", "__"):
        assert mark not in inner, mark
    name, *parts = inner.split("|")
    assert name == "cite web "
    return {key: value.strip() for key, _, value in (part.partition("=") for part in parts)}


def test_a_citation_of_a_dead_page() -> None:
    assert cite_web(
        {
            "url": "https://paper.example/a?b=[1|2]",
            "title": "Cranes | [The Paper] = {good}",
            "author": "",
            "archive-url": "https://archive.example/web/20180603120000/https://paper.example/a?b=[1|2]",
            "archive-date": "2018-06-03",
            "url-status": "dead",
        }
    ) == (
        "{{cite web |url=https://paper.example/a?b=%5B1%7C2%5D"
        " |title=Cranes &#124; &#91;The Paper&#93; = &#123;good&#125;"
        " |archive-url=https://archive.example/web/20180603120000/https://paper.example/a?b=%5B1%7C2%5D"
        " |archive-date=2018-06-03 |url-status=dead}}"
    )


def test_magic_words_and_signatures_in_an_address_are_encoded() -> None:
    shown = parsed(cite_web({"url": "https://paper.example/__TOC__/~~~~/a_b~c"}))
    assert shown["url"] == "https://paper.example/%5F%5FTOC%5F%5F/%7E%7E%7E%7E/a_b~c"


def test_markup_in_a_title_is_text() -> None:
    shown = parsed(cite_web({"title": "''It's'' __TOC__ ~~~~ http://x.example/ <ref> &amp; a_b ~ x"}))
    assert "It's" in html.unescape(shown["title"])
    assert html.unescape(shown["title"]) == "''It's'' __TOC__ ~~~~ http://x.example/ <ref> &amp; a_b ~ x"
    assert "://" not in shown["title"]
    assert "a_b ~ x" in shown["title"]


@given(st.text(min_size=1).filter(lambda text: clean(text).strip()), st.text(max_size=40))
def test_whatever_the_values_are_they_come_back(title: str, rest: str) -> None:
    url = f"https://paper.example/{rest}"
    found = parsed(cite_web({"url": url, "title": title, "url-status": "dead"}))
    assert list(found) == ["url", "title", "url-status"]
    assert html.unescape(found["title"]) == " ".join(clean(title).split())
    assert unquote(found["url"]) == unquote(" ".join(clean(url).split()))
    assert not re.search(r"\s", found["url"])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("", ""),
        ("2018", "2018"),
        ("2018-06", "June 2018"),
        ("2018-06-03", "2018-06-03"),
        ("2017-08/2017-09", "August–September 2017"),
        ("2017-12/2018-01", "December 2017 – January 2018"),
        ("2017/2018", "2017–2018"),
        ("2018-05-17/2018-06-03", "17 May 2018 – 3 June 2018"),
        ("2017-08/2017-09-03", "August 2017 – 3 September 2017"),
        ("2017/2018-03", "2017 – March 2018"),
    ],
)
def test_dates_as_the_template_takes_them(ours: str, theirs: str) -> None:
    assert cited_date(ours) == theirs
