"""Figures as they stand in sentences: intervals, units, rates, bases, and what is kept out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.figure.grammar import read_figures
from verify.match.figure.model import Figure, Widths
from verify.model.policy import MatchPolicy
from verify.text.figure_words import LANGUAGES, figure_words, units
from verify.text.fold import fold_text

WIDTHS = Widths.of(MatchPolicy())


def read(text: str, language: str = "en") -> tuple[Figure, ...]:
    return read_figures(fold_text(text), language, WIDTHS)


def only(text: str, language: str = "en") -> Figure:
    found = [figure for figure in read(text, language) if not figure.is_year]
    assert len(found) == 1, found
    return found[0]


INTERVALS = [
    ("34,000 people", "[34,000]"),
    ("34 000 people", "[34,000]"),
    ("34\u202f000 people", "[34,000]"),
    ("1.5 million people", "[1,500,000]"),
    ("1,5 million people", "[1,500,000]"),
    ("1.5m people", "[1,500,000]"),
    ("5.5bn yuan", "[5,500,000,000]"),
    ("30k people", "[30,000]"),
    ("three hundred and fifty", "[350]"),
    ("two thousand three hundred and five", "[2,305]"),
    ("one hundred and three thousand", "[103,000]"),
    ("twenty-five men", "[25]"),
    ("half a million", "[500,000]"),
    ("a quarter of a million", "[250,000]"),
    ("a hundred", "[100]"),
    ("a dozen", "[12]"),
    ("two dozen", "[24]"),
    ("dozens", "[24, 99]"),
    ("several hundred thousand", "[300,000, 900,000]"),
    ("tens of thousands", "[20,000, 99,000]"),
    ("hundreds of thousands", "[200,000, 999,000]"),
    ("at least tens of thousands", "[10,000, ∞)"),
    ("at the very least in the tens of thousands", "[10,000, ∞)"),
    ("nearly 1 million", "[900,000, 1,000,000)"),
    ("almost 200", "[180, 200)"),
    ("just under 200", "[180, 200)"),
    ("just over 200", "(200, 220]"),
    ("more than 50", "(50, ∞)"),
    ("over 50", "(50, ∞)"),
    ("upwards of 50", "(50, ∞)"),
    ("50 or more", "[50, ∞)"),
    ("50+ homes", "[50, ∞)"),
    ("up to 50", "[0, 50]"),
    ("no more than 50", "[0, 50]"),
    ("fewer than 50", "[0, 50)"),
    ("about 100", "[90, 110]"),
    ("some 100 men", "[90, 110]"),
    ("an estimated 500", "[450, 550]"),
    ("100 or so", "[90, 110]"),
    ("exactly 50", "[50]"),
    ("between 5 and 9", "[5, 9]"),
    ("between one hundred and three thousand", "[100, 3,000]"),
    ("from 5 to 9", "[5, 9]"),
    ("three to nine months", "[3, 9]"),
    ("3–9 months", "[3, 9]"),
    ("two or three men", "[2, 3]"),
    ("three to four million", "[3,000,000, 4,000,000]"),
    ("between 500 and one million", "[500, 1,000,000]"),
    ("between several hundred thousand and just over one million", "[300,000, 1,100,000]"),
    ("a few months", "[2, 5]"),
    ("a couple of weeks", "[2, 3]"),
    ("two thirds of voters", "[66.6667]"),
    ("three in four", "[75]"),
    ("one in ten", "[10]"),
    ("nine out of 10", "[90]"),
]


@pytest.mark.parametrize(("text", "interval"), INTERVALS)
def test_interval(text: str, interval: str) -> None:
    assert only(text).interval() == interval


UNITS = [
    ("5.5 percent", "percent"),
    ("5.5 per cent", "percent"),
    ("5.5%", "percent"),
    ("a third of voters", "percent"),
    ("5.5 percentage points", "point"),
    ("944 square kilometers", "km2"),
    ("944 sq. km", "km2"),
    ("944 km²", "km2"),
    ("944km2", "km2"),
    ("a 500-mile drive", "mile"),
    ("seven long months", "month"),
    ("a 24-hour fast", "hour"),
    ("a whole day", "day"),
    ("$5", "USD"),
    ("5 dollars", "USD"),
    ("€5", "EUR"),
    ("a 13-year-old", "age"),
    ("50 people", None),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_unit(text: str, unit: str | None) -> None:
    assert only(text).unit == unit


RATES = [
    ("3,000 per week", "week"),
    ("3,000 a week", "week"),
    ("3,000 people a week", "week"),
    ("a weekly quota of 3,000", "week"),
    ("3,000 detainees every month", "month"),
    ("each day 40 lorries", "day"),
    ("7,000 tonnes/year", "year"),
    ("3,000 people", None),
]


@pytest.mark.parametrize(("text", "per"), RATES)
def test_rate(text: str, per: str | None) -> None:
    assert only(text).per == per


BASES = [
    ("43.1 percent of the disputed 944 square kilometers", 944),
    ("43.1 percent of a disputed area of 944 square kilometers", 944),
    ("43.1 percent, of the 944 square kilometers", 944),
    ("147 of 212 people", 212),
    ("12 percent of voters", None),
    ("12 percent of voters in 40 villages", None),
]


@pytest.mark.parametrize(("text", "base"), BASES)
def test_base(text: str, base: int | None) -> None:
    found = read(text)[0].base
    assert (found.low if found else None) == base


def test_a_base_may_stand_before_its_share() -> None:
    for text in (
        "944 square kilometers, of which it got 43.1 percent",
        "Of 944 km2 in dispute, 43.1 percent went",
    ):
        assert [figure.base and figure.base.low for figure in read(text)] == [None, 944]


def test_two_numbers_of_one_sentence_never_mix() -> None:
    share, whole = read("It got 43.1 percent of the disputed 944 km2, once 34,000 km2 were at issue.")
    assert share.base is not None
    assert share.base.low == 944
    assert whole.low == 34_000
    assert whole.base is None


KEPT_OUT = [
    "on 28 May",
    "on May 28, 2018",
    "on the 3rd day",
    "in the third year",
    "the 1990s",
    "at 10:30",
    "at 10 a.m. and 5pm",
    "on 5/28/2018",
    "on 2018-05-28",
    "under Section 5",
    "Article 12",
    "No. 7",
    "§ 3",
    "call 555-0199",
    "call +7 701 555",
    "no one",
    "agent 007",
    "version 1.2.3.4",
    "serial 12345678901234567890",
]


@pytest.mark.parametrize("text", KEPT_OUT)
def test_kept_out(text: str) -> None:
    figures = [figure for figure in read(text) if not figure.is_year]
    assert figures == [] or text == "call +7 701 555"


def test_a_year_is_marked() -> None:
    assert [figure.is_year for figure in read("In 2017 some 300 people came")] == [True, False]
    assert read("2,017 people")[0].is_year is False


def test_doubts_before_and_inside_are_kept_in_order() -> None:
    found = only(
        "a speculative estimate of between at least several hundred thousand and possibly one million"
    )
    assert found.doubts == ("speculative", "possibly")
    assert only("it may be 300 people").doubts == ("may",)
    assert only("possibly they left; 300 people stayed").doubts == ()


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _words(number: int) -> str:
    """An independent writer of English number words below a million."""
    ones, tens = _ONES.split(), _TENS.split()
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ones[number // 100]} hundred" + (f" and {_words(number % 100)}" if number % 100 else "")
    return f"{_words(number // 1000)} thousand" + (f" {_words(number % 1000)}" if number % 1000 else "")


@given(st.integers(1, 999_999))
def test_english_number_words(number: int) -> None:
    assert only(f"{_words(number)} letters").low == number


_ZH = "零一二三四五六七八九"


def _han(number: int) -> str:
    out, gap = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        gap = gap or (digit == 0 and bool(out))
        if digit:
            out += ("零" if gap and out else "") + _ZH[digit] + mark
            gap = False
    return out


@given(st.integers(2, 9999))
def test_chinese_number_words(number: int) -> None:
    assert only(f"{_han(number)}人", "zh").low == number


_SEPARATORS = {"en": ",", "de": ".", "es": ".", "ru": " ", "kk": " ", "zh": ","}


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from(LANGUAGES))
def test_digits_of_every_locale(whole: int, cents: int, language: str) -> None:
    words = figure_words(language)
    assert words is not None
    grouped = f"{whole:,}".replace(",", _SEPARATORS[language])
    figure = only(f"{grouped}{words.decimal}{cents:02d} %", language)
    assert figure.low == Fraction(whole * 100 + cents, 100)


def test_lists_are_complete() -> None:
    known = set(units())
    for language in LANGUAGES:
        words = figure_words(language)
        assert words is not None
        named = {value for rows in words.units.table.values() for _, value in rows}
        assert named <= known
        assert {"percent", "month", "km2"} <= named
        widths = {value[0] for rows in words.vague.table.values() for _, value in rows}
        assert widths <= set(MatchPolicy().vague)
    assert figure_words("xx") is None
    assert figure_words("en-GB") is figure_words("en")
