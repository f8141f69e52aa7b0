from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from tests.memento.given import IA, PYWB, URL, capture, moment

from verify.memento.cdx import IndexPage
from verify.memento.cdx_query import BLOCK, Query, following

KEY = "example%2Cpress%29%2Friver+20180517090000%21"


def asked(query: Query) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(query.address).query).items()}


def page(count: int, last: str = "20180517090000", unread: int = 0) -> IndexPage:
    return IndexPage((capture(last),) * count, unread)


def test_what_the_internet_archive_is_asked() -> None:
    query = Query(IA, URL, dt.date(2018, 5, 1), dt.date(2019, 1, 31), collapse=True)
    assert query.address.startswith("http://archive.example/cdx/search/cdx?url=http%3A%2F%2Fpress.example")
    assert asked(query) == {
        "url": URL, "matchType": "exact", "output": "json", "showResumeKey": "true", "limit": "1000",
        "from": "20180501", "to": "20190131", "collapse": "digest",
    }  # fmt: skip


def test_a_resume_key_is_opaque() -> None:
    query = following(Query(IA, URL), IndexPage(resume=KEY))
    assert query is not None
    assert asked(query)["resumeKey"] == KEY
    assert unquote(query.address).endswith(KEY)
    assert following(query, page(1000)) is None


def test_what_pywb_is_asked() -> None:
    query = Query(PYWB, URL, dt.date(2018, 5, 1), collapse=True)
    assert asked(query) == {
        "url": URL, "matchType": "exact", "output": "json", "allowFuzzy": "0", "limit": "10000",
    }  # fmt: skip


def test_a_short_answer_of_pywb_is_all() -> None:
    assert following(Query(PYWB, URL), page(BLOCK - 1)) is None
    assert following(Query(PYWB, URL), page(0)) is None


def test_a_full_answer_goes_on_from_its_last_time() -> None:
    query = following(Query(PYWB, URL, limit=5), page(4, unread=1))
    assert query is not None
    assert asked(query)["from"] == "20180517090000"
    again = following(query, page(5))
    assert again is not None
    assert again.counting  # nothing newer came: more captures of one second than the limit


def test_pages_are_asked_for_where_there_may_be_a_second() -> None:
    counting = following(Query(PYWB, URL), page(BLOCK))
    assert counting is not None
    assert asked(counting) == {
        "url": URL, "matchType": "exact", "output": "json", "allowFuzzy": "0", "showNumPages": "true",
    }  # fmt: skip
    assert following(counting, IndexPage(pages=1)) is None
    second = following(counting, IndexPage(pages=3))
    assert second is not None
    assert asked(second)["page"] == "1"
    third = following(second, page(2))
    assert third is not None
    assert asked(third)["page"] == "2"
    assert following(third, page(2)) is None


def test_an_index_without_pages_answers_with_the_captures_again() -> None:
    assert following(replace(Query(PYWB, URL), counting=True), page(BLOCK)) is None


@given(st.text(max_size=60))
def test_any_url_survives_the_query(url: str) -> None:
    for archive in (IA, PYWB):
        said = parse_qs(urlsplit(Query(archive, url).address).query, keep_blank_values=True)
        assert said["url"] == [url.partition("#")[0].encode("utf-8", "replace").decode()]


@given(st.lists(st.integers(0, 12), max_size=30), st.integers(1, 10))
def test_asking_comes_to_an_end(sizes: list[int], limit: int) -> None:
    """Whatever an index without pages answers: its times go on, or nothing is asked any more."""
    query: Query | None = Query(PYWB, URL, limit=limit)
    seen = set()
    for number, size in enumerate(sizes):
        if query is None:
            break
        assert query.address not in seen
        seen.add(query.address)
        stamp = f"{moment('2018') + dt.timedelta(days=number):%Y%m%d%H%M%S}"
        query = following(query, page(min(size, limit), stamp))


def test_one_address_is_asked_for_and_neither_a_folder_nor_a_domain() -> None:
    """A star at an end of it would ask for all that begins or ends so, and no server saw the fragment."""
    for archive in (IA, PYWB):
        for url in ("http://press.example/news/*", "*.press.example/"):
            assert asked(Query(archive, url))["matchType"] == "exact"
        assert asked(Query(archive, f"{URL}#top"))["url"] == URL
