"""The picture: well-formed, told in words too, and never by colour alone."""

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.timelines import SAYS, START, URL, made, past

from verify.judge.timeline import About, timeline
from verify.model.past import Point
from verify.model.verdict import Status
from verify.report.timeline_svg import STYLES, WIDTH, render

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*texts: str, days: int = 30) -> ET.Element:
    lines = [made(text, days=days, claim=f"slug/claim-{number}") for number, text in enumerate(texts)]
    return ET.fromstring(render([past(*lines)]))


def words(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def bars(picture: ET.Element, status: Status) -> list[ET.Element]:
    fill = STYLES[status].fill
    return [
        bar
        for group in picture.iter(f"{SVG}g")
        for bar in group.findall(f"{SVG}rect")
        if bar.get("fill") == fill
    ]


def test_it_fits_the_width_and_is_light() -> None:
    picture = drawn("hhmm??nnhh")
    assert (picture.get("width"), picture.get("viewBox", "").split()[2]) == (str(WIDTH), str(WIDTH))
    background = picture.find(f"{SVG}rect")
    assert background is not None
    assert background.get("fill") == "#ffffff"
    for rect in picture.iter(f"{SVG}rect"):
        if rect.get("x"):
            assert (
                0
                <= float(rect.get("x", ""))
                <= float(rect.get("x", "")) + float(rect.get("width", ""))
                <= WIDTH
            )


def test_whoever_cannot_see_it_is_told() -> None:
    picture = drawn("hhmm", "????")
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "What the captures of slug/story say of its claims"
    told = picture.findtext(f"{SVG}desc") or ""
    assert "slug/claim-0: holds from 2018-06-01 to 2018-07-01; missing from 2018-07-31 to 2018-08-30." in told
    assert "slug/claim-1: no capture could be told." in told
    titles = [group.findtext(f"{SVG}title") for group in picture.iter(f"{SVG}g")]
    assert "holds: 2018-06-01T12:00:00Z to 2018-07-01T12:00:00Z, 2 captures" in titles


def test_a_status_is_told_by_letter_and_height_as_well_as_by_colour() -> None:
    picture = drawn("hhhhhnnnnnmmmmm")
    shown = words(picture)
    heights = set()
    for status, style in STYLES.items():
        (bar,) = bars(picture, status)
        heights.add(bar.get("height"))
        assert style.letter in shown
        assert f"{style.letter} {style.says}" in shown  # the legend
    assert len(heights) == len({style.letter for style in STYLES.values()}) == 3


def test_a_state_of_one_capture_can_be_seen_and_has_its_letter() -> None:
    picture = drawn("h" * 200 + "m" + "h" * 200)
    (bar,) = bars(picture, Status.missing)
    assert float(bar.get("width", "")) >= 3
    assert words(picture).count("M") == 1


def test_what_is_not_known_is_hatched() -> None:
    assert 'fill="url(#untold)"' in render([past(made("h??m"))])


@pytest.mark.parametrize(
    ("days", "marks"),
    [(0.05, "2018-06-01 15:00Z"), (3, "2018-06-07"), (30, "2018-09"), (300, "2020"), (3000, "2040")],
)
def test_the_axis_has_marks_for_any_length_of_time(days: float, marks: str) -> None:
    line = made("hhhhhhhhhh", days=1)
    start = line.points[0].at
    points = tuple(
        replace(point, at=start + dt.timedelta(days=days * number))
        for number, point in enumerate(line.points)
    )
    shown = words(ET.fromstring(render([past(replace(line, points=points))])))
    assert marks in shown
    assert len([word for word in shown if word[:2] == "20"]) <= 14


def test_one_capture_and_none() -> None:
    assert "no change seen" in " ".join(words(drawn("h")))
    assert "no capture could be told" in " ".join(words(drawn("")))
    ET.fromstring(render([past()]))


@given(st.text(max_size=200), st.text(alphabet="hmn?-H", max_size=40))
def test_any_name_makes_a_well_formed_picture(name: str, text: str) -> None:
    page = replace(past(made(text, claim=name)), reference=name, url=f"https://a.example/{name}")
    picture = ET.fromstring(render([page]))
    assert picture.tag == f"{SVG}svg"


def test_characters_that_xml_forbids_are_replaced() -> None:
    assert "a\ufffdb" in " ".join(words(ET.fromstring(render([past(made("h", claim="a\uffffb"))]))))


def test_a_name_cannot_break_out() -> None:
    page = past(made("hm", claim='x"/><script>alert(1)</script>'))
    picture = ET.fromstring(render([page]))
    assert [each.tag for each in picture.iter() if "script" in each.tag] == []


def test_a_claim_that_no_program_can_decide_is_unverifiable() -> None:
    assert "slug/claim-0  (unverifiable: the source is in ru)" in words(drawn("uu"))


@pytest.mark.parametrize(
    ("minutes", "first"),
    [((0,), "2018-06-01 11:40Z"), ((0, 60), "2018-06-01 12:00Z"), ((0, 5000), "2018-06-02 00:00Z")],
)
def test_the_axis_of_a_few_hours_tells_them(minutes: tuple[int, ...], first: str) -> None:
    points = [
        Point(START + dt.timedelta(minutes=each), "wayback", f"https://wayback.example/{each}")
        for each in minutes
    ]
    line = timeline(About("slug/claim", "slug/story", "", URL), points, {0: SAYS["h"]})
    told = [each for each in words(ET.fromstring(render([past(line)]))) if each.endswith("Z")]
    assert told[0] == first
    assert 2 <= len(told) <= 7
