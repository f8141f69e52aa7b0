"""Adapters on stand-in pages of our own words, in the markup of each publisher."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.adapted import STALE, adapted
from verify.extract.document import extract
from verify.extract.publishers import adapter_for, adapters, read_adapter
from verify.extract.scan import scan
from verify.model.text import SourceText, Zone

PAGES = Path(__file__).parent / "pages"


class Wanted(NamedTuple):
    host: str
    published: str
    authors: tuple[str, ...]
    zones: dict[str, Zone]


WANTED = {
    "ap": Wanted(
        "apnews.com",
        "2018-05-17T10:15:00Z",
        ("Ann Example", "Bo Sample"),
        {"The ministry": Zone.body, "Their": Zone.body, "The pass": Zone.aside, "Valley,": Zone.nav},
    ),
    "rfa": Wanted(
        "www.rfa.org",
        "2017-06-20",
        ("the valley desk",),
        {"The traders": Zone.body, "The road": Zone.caption, "A reader": Zone.aside},
    ),
    "rferl": Wanted(
        "www.rferl.org",
        "2018-05-17",
        ("Анна Примерова",),
        {"Министерство": Zone.body, "Учителя": Zone.body, "Перевал": Zone.aside, "Читатель": Zone.aside},
    ),
    "azattyq": Wanted("rus.azattyq.org", "2018-05-17", (), {"Министрлік": Zone.body, "Асу": Zone.aside}),
    "state_gov": Wanted(
        "2017-2021.state.gov",
        "2018-05-17",
        ("Bureau of Valleys",),
        {"The report": Zone.body, "Another": Zone.aside},
    ),
    "jamestown": Wanted(
        "jamestown.org", "2018-05-17", ("Cy Model",), {"The number": Zone.body, "Our": Zone.aside}
    ),
    "mfa_gov_cn": Wanted("www.mfa.gov.cn", "2018-05-17", (), {"问": Zone.body, "首页": Zone.nav}),
    "gov_kz": Wanted("www.gov.kz", "2018-05-17", (), {"Аңғардағы": Zone.body, "Асу": Zone.aside}),
}


def read(name: str, host: str) -> SourceText:
    body = (PAGES / f"{name}.html").read_bytes()
    found = extract(body, content_type="text/html; charset=utf-8", url=f"https://{host}/a/1")
    assert isinstance(found, SourceText)
    return found


@pytest.mark.parametrize("name", WANTED)
def test_the_page_gets_its_date_people_and_labels(name: str) -> None:
    wanted = WANTED[name]
    found = read(name, wanted.host)
    assert (found.metadata.published, found.metadata.authors) == (wanted.published, wanted.authors)
    assert {
        start: found.zone_at(f"\n{found.text}".index(f"\n{start}")) for start in wanted.zones
    } == wanted.zones
    assert STALE not in found.markers


@pytest.mark.parametrize("name", WANTED)
def test_not_a_word_is_lost_or_added(name: str) -> None:
    plain, labelled = read(name, "example.org"), read(name, WANTED[name].host)
    assert labelled.text == plain.text
    assert [(block.start, block.end) for block in labelled.blocks] == [
        (block.start, block.end) for block in plain.blocks
    ]
    assert plain.metadata.published is None


def test_every_adapter_has_a_page_and_selectors_that_parse() -> None:
    found = [adapter_for(f"https://{wanted.host}/") for wanted in WANTED.values()]
    assert {adapter.name for adapter in found if adapter} == {adapter.name for adapter in adapters()}
    page = read("ap", "example.org")
    for adapter in adapters():
        every = [selector for selectors in adapter.fields.values() for selector in selectors]
        for selector in every:
            only = read_adapter(f"name = 'x'\nhosts = []\n[fields]\nbody = [{selector!r}]")
            assert STALE in adapted(page, "<p>x</p>", only).markers


def test_an_outdated_adapter_says_so_and_harms_nothing() -> None:
    found, plain = read("gov_kz", "apnews.com"), read("gov_kz", "example.org")
    assert found.markers == (*plain.markers, STALE)
    assert (found.text, found.blocks, found.shortfall) == (plain.text, plain.blocks, plain.shortfall)


def test_what_the_page_says_of_itself_comes_first() -> None:
    body = (PAGES / "ap.html").read_bytes()
    own = b'<meta name="author" content="C D"><meta property="article:published_time" content="2018-05-16">'
    found = extract(body.replace(b"<title>", own + b"<title>"), content_type=None, url="https://apnews.com/a")
    assert isinstance(found, SourceText)
    assert (found.metadata.published, found.metadata.authors) == ("2018-05-16", ("C D",))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.rfa.org/english/x", "Radio Free Asia"),
        ("https://RFA.org./x", "Radio Free Asia"),
        ("https://web.archive.org/web/20180517000000id_/https://www.rfa.org/x", "Radio Free Asia"),
        ("https://notrfa.org/", None),
        ("https://rfa.org.example/", None),
        ("https://[::bad/", None),
        ("", None),
    ],
)
def test_an_adapter_is_known_by_its_host(url: str, name: str | None) -> None:
    found = adapter_for(url)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("line", ["colour = 1", "[fields]\nbidy = []", "[zones]\nbody = []"])
def test_a_slip_in_an_adapter_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="unknown key"):
        read_adapter(f"name = 'x'\nhosts = []\n{line}")


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class=a>", "<div class=b>", "</div>", "<ul><li class=a>", "</ul>", "<b>"]
)
WORDS = st.sampled_from(
    ["one ", "two", " ", "x<sup>1</sup>", "\U00100000", "<br>", "<p hidden class=a>no</p>"]
)
MARKED = read_adapter(
    "name = 'x'\nhosts = []\n[fields]\nbody = ['.b']\n[zones]\naside = ['.a']\nnav = ['li']"
)


@given(st.lists(TAGS | WORDS, max_size=30))
def test_labels_never_change_the_text(parts: list[str]) -> None:
    markup = "<body>" + "".join(parts)
    plain = extract(markup.encode(), content_type="text/html", url="https://example.org/")
    if isinstance(plain, SourceText):
        found = adapted(plain, scan(markup).markup, MARKED)
        assert found.text == plain.text
        assert [block.start for block in found.blocks] == [block.start for block in plain.blocks]
