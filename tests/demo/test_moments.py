from __future__ import annotations

import pytest

from verify.demo.answers import key_of
from verify.demo.moments import CHANGES, move_to_end, pages_at, reword
from verify.demo.shapes import BANNERS, MARK
from verify.demo.source_files import Location, Part, PartKind, StandIn, stand_ins

FIRST = pages_at(1).by_key
SECOND = pages_at(2).by_key
PLACE = {
    change.name: key_of(stand_in.locations[0].url)
    for change in CHANGES
    for stand_in in stand_ins()
    if stand_in.name == change.stand_in
}


def body(name: str, moment: int) -> str:
    return (FIRST, SECOND)[moment - 1][PLACE[name]].body.decode()


def words(name: str, moment: int) -> set[str]:
    """The lines of a page's text: tags apart, order apart."""
    text = body(name, moment).replace("<", "\n<").replace(">", ">\n")
    return {line.strip() for line in text.split("\n") if line.strip() and not line.startswith("<")}


def test_the_seven_changes_are_those_that_the_demonstration_promises() -> None:
    assert [change.name for change in CHANGES] == [
        "negation",
        "number",
        "moved",
        "correction",
        "soft-404",
        "bot-wall",
        "layout",
    ]
    assert len({change.stand_in for change in CHANGES}) == 7
    assert all(change.says.endswith(".") for change in CHANGES)


def test_the_moments_differ_in_the_changed_pages_alone() -> None:
    assert FIRST.keys() == SECOND.keys()
    assert {key for key in FIRST if FIRST[key] != SECOND[key]} == set(PLACE.values())
    assert len(PLACE) == 7


def test_negation_and_number_change_one_line_each() -> None:
    (lost,), (said,) = (
        words("negation", 1) - words("negation", 2),
        words("negation", 2) - words("negation", 1),
    )
    assert lost.startswith("When he would not follow orders he was made to stand at a wall")
    assert lost.replace("would not follow", "would follow") == said
    gone, come = words("number", 1) - words("number", 2), words("number", 2) - words("number", 1)
    assert {line.replace("3,000", "2,000") for line in gone} == come
    assert len(come) == 1


def test_the_moved_paragraph_is_the_last_one_and_nothing_else_changes() -> None:
    assert words("moved", 1) == words("moved", 2)
    start, last = "Police convoys drove", "the people’s war"
    assert body("moved", 1).index(start) < body("moved", 1).index(last)
    assert body("moved", 2).index(start) > body("moved", 2).index(last)


def test_the_correction_only_adds() -> None:
    assert words("correction", 1) < words("correction", 2)
    (note,) = words("correction", 2) - words("correction", 1)
    assert note.startswith("Correction: ")


def test_the_layout_changes_and_every_paragraph_stays() -> None:
    (stand_in,) = [found for found in stand_ins() if found.name == "rfa-2017-09-14"]
    assert body("layout", 1) != body("layout", 2)
    for part in stand_in.parts:
        assert part.text in body("layout", 1)
        assert part.text in body("layout", 2)


def test_what_is_lost_or_walled_is_gone_from_its_own_url_and_stays_in_the_copy() -> None:
    assert "952,882" in body("soft-404", 1)
    assert "952,882" not in body("soft-404", 2)
    copy = [key for key in SECOND if key[1] == "webarchive.archive.unhcr.org"]
    assert b"952,882" in SECOND[copy[0]].body
    assert (FIRST[PLACE["bot-wall"]].status, SECOND[PLACE["bot-wall"]].status) == (200, 403)


def test_changed_pages_have_new_validators_and_unchanged_ones_keep_theirs() -> None:
    def validator(answer_fields: tuple[tuple[str, str], ...]) -> list[str]:
        return [value for name, value in answer_fields if name in ("ETag", "Last-Modified")]

    for name in ("negation", "number", "moved", "correction", "layout"):
        before, after = validator(FIRST[PLACE[name]].fields), validator(SECOND[PLACE[name]].fields)
        assert before
        assert before != after


@pytest.mark.parametrize("moment", [1, 2])
def test_every_page_of_both_moments_is_marked_as_a_stand_in(moment: int) -> None:
    for key, answer in (FIRST, SECOND)[moment - 1].items():
        if answer.field("Location"):
            continue
        if answer.field("Content-Type") == "application/pdf":
            assert b"/Subject (Stand-in:" in answer.body, key
            continue
        charset = "windows-1251" if b"charset=windows-1251" in answer.body else "utf-8"
        page = answer.body.decode(charset)
        assert MARK in page, key
        assert any(text in page for text in BANNERS.values()), key


def test_there_is_no_third_moment() -> None:
    with pytest.raises(ValueError, match="no moment 3"):
        pages_at(3)


@pytest.mark.parametrize("make", [reword("absent", "x"), reword("twice", "x"), move_to_end("absent")])
def test_a_change_that_does_not_fit_its_page_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    parts = (Part(PartKind.paragraph, "twice"), Part(PartKind.paragraph, "twice"))
    with pytest.raises(ValueError, match="exactly one paragraph"):
        make(StandIn("n", "r", "T", "en", "2018", (), parts), Location("https://a.example/", "blog"))
