"""Answers of indexes, in every form and out of form."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.memento.given import IA, PYWB, URL, capture, moment

from verify.memento.cdx import IndexPage, collapsed, in_order, read_index
from verify.model.memento import Capture

HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
ROW = ["example,press)/river", "20180517090000", URL, "text/html", "200", "AAA", "1402"]
ONE = Capture(
    URL, moment("20180517090000"), f"{IA.base}20180517090000id_/{URL}", "old-web",
    status=200, media_type="text/html", digest="AAA", length=1402,
)  # fmt: skip


def array(*rows: list[str], header: list[str] = HEADER) -> bytes:
    """As the Internet Archive writes it, a row a line."""
    return ("[" + ",\n ".join(json.dumps(row) for row in (header, *rows)) + "]\n").encode()


def of(body: bytes) -> IndexPage:
    return read_index(body, IA)


def test_an_array_with_a_header() -> None:
    assert of(array(ROW)) == IndexPage((ONE,))


def test_columns_go_by_their_names() -> None:
    header, row = ["digest", "timestamp", "original"], ["AAA", "20180517090000", URL]
    (found,) = of(array(row, header=header)).captures
    assert (found.digest, found.url, found.status, found.length) == ("AAA", URL, None, None)


@pytest.mark.parametrize("body", [b"[]", b"[ ]\n", array()])
def test_an_index_that_has_nothing(body: bytes) -> None:
    assert of(body) == IndexPage()


def test_a_resume_key_stands_behind_an_empty_row() -> None:
    key = "example%2Cpress%29%2Friver+20180517090000%21"
    page = of(array(ROW, [], [key]))
    assert (page.captures, page.resume) == ((ONE,), key)
    assert of(array([], [key])).resume == key


def test_lines_between_spaces() -> None:
    line = " ".join(ROW).encode()
    assert of(line + b"\n") == IndexPage((ONE,))
    assert of(b" CDX N b a m s k S\n" + line).captures == (ONE,)
    assert of(line + b"\n\nexample%2Cpress%29%2Friver+20180517090000%21\n").resume is not None
    eleven = " ".join([*ROW[:6], "-", "-", "1402", "77", "a.warc.gz"]).encode()
    assert of(eleven).captures == (ONE,)
    nine = " ".join([*ROW[:6], "-", "77", "a.warc.gz"]).encode()
    (found,) = of(nine).captures
    assert (found.digest, found.length) == ("AAA", None)


def test_objects_by_pywbs_names() -> None:
    """Written down from pywb 2.10; of a revisit it does not say the status."""
    said = (
        b'{"urlkey": "example,press)/river", "timestamp": "20260304050907", "url": "http://press.example/river",'
        b' "mime": "warc/revisit", "digest": "sha256:5f1e", "length": "570", "offset": "5437", "filename":'
        b' "a.warc.gz", "source": "sources/indexes/index.cdxj", "access": "allow"}\n'
        b'{"urlkey": "example,press)/river", "timestamp": "20260304051107", "url": "http://press.example/river",'
        b' "mime": "text/html", "status": "404", "digest": "sha256:77aa", "length": "490"}\n'
    )
    first, second = read_index(said, PYWB).captures
    assert first.raw == f"{PYWB.base}20260304050907id_/{URL}"
    assert (first.status, first.media_type, first.digest) == (None, None, "sha256:5f1e")
    assert (second.status, second.media_type, second.length) == (404, "text/html", 490)


def test_cdxj_and_pywbs_plain_text() -> None:
    cdxj = b'example,press)/river 20180517090000 {"url": "http://press.example/river", "status": "200"}\n'
    assert read_index(cdxj, PYWB).captures[0].status == 200
    text = b"example,press)/river 20180517090000 http://press.example/river warc/revisit sha256:5f1e 570 5"
    (found,) = read_index(text, PYWB).captures
    assert (found.status, found.digest) == (None, "sha256:5f1e")


@pytest.mark.parametrize(("body", "pages"), [(b"7\n", 7), (b'{"pages": 3, "pageSize": 10, "blocks": 25}', 3)])
def test_a_number_of_pages(body: bytes, pages: int) -> None:
    assert read_index(body, PYWB).pages == pages


# Out of form


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body><h1>503 Service Unavailable</h1>",
        b"\n  <html>",
        b"org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error",
        b'{"message": "The \\"url\\" param is required"}',
        b'[["error"], ["no such thing"]]',
        b'["just", "words"]',
        b"[1, 2",
        b"\xff\xfe\x00garbage",
    ],
)
def test_what_is_no_index_is_not_taken_for_an_empty_one(body: bytes) -> None:
    page = of(body)
    assert (page.captures, page.usable) == ((), False)


def test_an_array_that_broke_off_gives_what_came() -> None:
    whole = array(ROW, [*ROW[:1], "20190101000000", *ROW[2:]])
    for end in range(len(array(ROW)) - 2, len(whole) - 2):
        page = of(whole[:end])
        assert (page.captures, page.cut, page.usable) == ((ONE,), True, True), whole[:end]


def test_lines_that_broke_off_give_what_came() -> None:
    line = json.dumps({"timestamp": "20180517090000", "url": URL}).encode()
    page = of(line + b"\n" + line[:30])
    assert (len(page.captures), page.unread, page.cut) == (1, 0, True)
    assert not of(line + b"\n" + line).cut


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("20180500090000", "20180501090000"),
        ("20180017090000", "20180117090000"),
        ("20180000090000", "20180101090000"),
    ],
)
def test_a_day_or_month_00_is_replayed_under_its_own_digits(stamp: str, expected: str) -> None:
    (found,) = of(array([*ROW[:1], stamp, *ROW[2:]])).captures
    assert (found.at, found.raw) == (moment(expected), f"{IA.base}{stamp}id_/{URL}")


@pytest.mark.parametrize(
    "row",
    [
        ["k", "2018", URL, "text/html", "200", "AAA", "1"],
        ["k", "20181301000000", URL, "text/html", "200", "AAA", "1"],
        ["k", "20180230000000", URL, "text/html", "200", "AAA", "1"],
        ["k", "20180517090000", "no address", "text/html", "200", "AAA", "1"],
        ["k", "20180517090000", "", "text/html", "200", "AAA", "1"],
        ["k"],
    ],
)
def test_a_line_that_cannot_be_read_is_counted(row: list[str]) -> None:
    page = of(array(ROW, row))
    assert (page.captures, page.unread, page.lines) == ((ONE,), 1, 2)


def test_dashes_say_nothing() -> None:
    (found,) = of(array([*ROW[:3], "-", "-", "-", "-"])).captures
    assert (found.status, found.media_type, found.digest, found.length) == (None,) * 4
    (found,) = of(array([*ROW[:3], "unk", "0", "", "many"])).captures
    assert (found.status, found.media_type, found.digest, found.length) == (None,) * 4


# Properties

_STAMPS = st.integers(0, 2**31).map(lambda s: f"{dt.datetime.fromtimestamp(s, dt.UTC):%Y%m%d%H%M%S}")
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=12)
_ROWS = st.fixed_dictionaries(
    {
        "timestamp": _STAMPS,
        "url": _TEXTS.map(lambda text: f"http://{text}/"),
        "mime": st.sampled_from(["text/html", "application/pdf"]),
        "status": st.sampled_from(["200", "301", "404", "-"]),
        "digest": _TEXTS,
        "length": st.integers(0, 10**9).map(str),
    }
)


@given(st.lists(_ROWS, max_size=8))
def test_every_form_says_the_same(rows: list[dict[str, Any]]) -> None:
    columns = ["timestamp", "url", "mime", "status", "digest", "length"]
    names = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    forms = [
        array(*([row[key] for key in columns] for row in rows), header=names),
        "\n".join(json.dumps(row) for row in rows).encode(),
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(),
        "\n".join(f"k {row['timestamp']} {json.dumps(row)}" for row in rows).encode(),
        "\n".join(" ".join(["k", *(row[key] for key in columns)]) for row in rows).encode(),
    ]
    first, *others = [of(form) for form in forms]
    assert len(first.captures) == len(rows)
    assert [other.captures for other in others] == [first.captures] * len(others)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_answer_breaks_the_reader(body: bytes) -> None:
    page = of(body)
    assert page.unread >= 0
    assert page.usable or not page.captures


@given(st.lists(_ROWS, min_size=1, max_size=5), st.integers(0, 2000))
def test_a_cut_answer_never_says_more_than_the_whole(rows: list[dict[str, Any]], cut: int) -> None:
    columns = ["timestamp", "url", "mime", "status", "digest", "length"]
    whole = array(*([row[key] for key in columns] for row in rows), header=columns)
    part = of(whole[: cut % len(whole)])
    assert set(part.captures) <= set(of(whole).captures)


@given(st.binary(max_size=40))
def test_deep_nesting_is_no_trouble(tail: bytes) -> None:
    assert not of(b"[" * 100_000 + tail).captures
    assert not of(b'{"a":' * 100_000 + tail).captures


# Order and collapsing


def test_order_is_by_time_and_a_line_said_twice_counts_once() -> None:
    late, early = capture("2019"), capture("2018")
    assert in_order([late, early, late]) == (early, late)


def test_collapsing_keeps_the_first_of_each_run() -> None:
    given_ = [capture(str(2010 + year), digest) for year, digest in enumerate("AABBA")]
    assert [each.at.year for each in collapsed(given_)] == [2010, 2012, 2014]
    unsaid = [capture("2010"), capture("2011")]
    assert collapsed(unsaid) == tuple(unsaid)


def test_two_bodies_of_one_second_have_one_address_and_no_digest() -> None:
    """Only one of the two is played back under it, and the index does not say which."""
    other = replace(ONE, digest="BBB", status=301)
    (found,) = in_order([ONE, other])
    assert (found.raw, found.digest, found.status, found.media_type) == (ONE.raw, None, None, "text/html")
    revisit = replace(ONE, status=None, media_type=None, length=None)
    (found,) = in_order([ONE, revisit, ONE])
    assert (found.digest, found.status) == ("AAA", None)


@pytest.mark.parametrize("mark", ["\\ud800", "\\u001b", "\\u0000", "\\u202e"])
def test_what_no_address_may_hold_makes_a_line_unread(mark: str) -> None:
    line = f'{{"timestamp": "20180517090000", "url": "{URL}MARK", "digest": "AAAMARK"}}\n'
    page = of((line.replace("MARK", mark) + line.replace("MARK", "")).encode())
    assert ([each.url for each in page.captures], page.unread) == ([URL], 1)
    (found,) = of(line.replace("riverMARK", "river").replace("MARK", mark).encode()).captures
    assert found.digest is None
