from __future__ import annotations

from dataclasses import replace

import pytest

from verify.demo.answers import Pages, answer_for, answers, key_of
from verify.demo.source_files import Location, Part, PartKind, StandIn, State

STAND_IN = StandIn(
    "n", "r", "Title", "ru", "2018-05", (), (Part(PartKind.paragraph, "Пекин, 28 мая — “да” 再"),)
)
PLACE = Location("https://a.example/page?x=1", "portal", site="A")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://A.example./x?y=1", ("https", "a.example", "/x?y=1")),
        ("http://a.example", ("http", "a.example", "/")),
        ("https://a.example/%d0%b0#part", ("https", "a.example", "/%D0%B0")),
        ("https://w.example/2019/https://b.example/c", ("https", "w.example", "/2019/https://b.example/c")),
    ],
)
def test_keys(url: str, key: tuple[str, str, str]) -> None:
    assert key_of(url) == key


def test_a_url_without_a_host_or_with_two_stand_ins_is_refused() -> None:
    with pytest.raises(ValueError, match="no host"):
        key_of("/page")
    with pytest.raises(ValueError, match="two stand-ins"):
        answers([(STAND_IN, PLACE), (STAND_IN, PLACE)])


def test_scheme_host_and_target_choose_the_answer() -> None:
    pages = answers([(STAND_IN, PLACE)])
    assert pages.find("https", "A.EXAMPLE.", "/page?x=1").status == 200
    assert pages.find("http", "a.example", "/page?x=1").status == 404
    assert pages.find("https", "a.example", "/page").status == 404
    assert pages.find("https", "b.example", "/page?x=1").status == 404


def test_every_host_has_a_robots_file_that_lets_pages_be_read() -> None:
    robots = Pages({}, {}).find("https", "a.example", "/robots.txt")
    assert (robots.status, robots.field("content-type")) == (200, "text/plain")
    assert b"Disallow: /\n" not in robots.body


def test_the_host_of_an_absent_page_cannot_write_markup() -> None:
    assert b"<script>" not in Pages({}, {}).find("https", "<script>", "/").body


def test_an_older_portal_names_its_charset_in_the_page_alone() -> None:
    answer = answer_for(STAND_IN, replace(PLACE, charset="windows-1251"))
    assert answer.field("Content-Type") == "text/html"
    assert b"charset=windows-1251" in answer.body
    assert "Пекин, 28 мая — “да” &#20877;" in answer.body.decode("windows-1251")


def test_a_validator_follows_the_content() -> None:
    tagged = replace(PLACE, validator="etag")
    other = replace(STAND_IN, parts=(Part(PartKind.paragraph, "other"),))
    assert answer_for(STAND_IN, tagged).field("ETag") == answer_for(STAND_IN, tagged).field("etag")
    assert answer_for(STAND_IN, tagged).field("ETag") != answer_for(other, tagged).field("ETag")
    dated = replace(PLACE, validator="date")
    assert answer_for(STAND_IN, dated).field("Last-Modified") == "Tue, 01 May 2018 12:00:00 GMT"
    assert answer_for(replace(STAND_IN, revision=1), dated).field("Last-Modified") == (
        "Thu, 31 May 2018 12:00:00 GMT"
    )


def test_a_redirect_names_its_target_and_nothing_else() -> None:
    answer = answer_for(STAND_IN, replace(PLACE, redirect="https://b.example/"))
    assert (answer.status, answer.field("Location"), answer.body) == (301, "https://b.example/", b"")


def test_a_wall_and_a_lost_page_hold_nothing_of_the_source() -> None:
    wall = answer_for(replace(STAND_IN, state=State.wall), PLACE)
    lost = answer_for(replace(STAND_IN, state=State.soft_404), PLACE)
    assert (wall.status, wall.field("cf-mitigated")) == (403, "challenge")
    assert lost.status == 200
    assert b"Page not found" in lost.body
    for answer in (wall, lost):
        assert "Пекин".encode() not in answer.body


def test_a_host_that_lost_a_page_greets_every_unknown_path() -> None:
    pages = answers([(replace(STAND_IN, state=State.soft_404), PLACE)])
    assert pages.find("https", "a.example", "/random-sibling").status == 200
    assert pages.find("https", "b.example", "/random-sibling").status == 404
