"""Mixed numbers, numbers that go on behind their unit, and claims that are not read whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.figure.check import match_figure
from verify.match.figure.claimed import claimed, understood
from verify.match.figure.grammar import read_figures
from verify.match.figure.model import Figure, Widths
from verify.match.prepared import Prepared
from verify.model.match import Check, Outcome
from verify.model.policy import MatchPolicy
from verify.model.text import plain
from verify.text.figure_words import figure_words
from verify.text.fold import fold_text

WIDTHS = Widths.of(MatchPolicy())


def judge(figure: str, text: str, language: str = "en") -> Check:
    return match_figure(figure, (), Prepared(plain(text)), MatchPolicy(), language=language)


def only(text: str, language: str) -> Figure:
    found = read_figures(fold_text(text), language, WIDTHS)
    assert len(found) == 1, found
    return found[0]


MIXED = [
    ("en", "two and a half years", "[2.5]", "year"),
    ("en", "two years and a half", "[2.5]", "year"),
    ("en", "a year and a half", "[1.5]", "year"),
    ("en", "a mile and a half", "[1.5]", "mile"),
    ("en", "two and three quarters", "[2.75]", None),
    ("en", "twenty and three quarters", "[20.75]", None),
    ("en", "one and a half billion dollars", "[1,500,000,000]", "USD"),
    ("en", "a million and a half", "[1,500,000]", None),
    ("en", "2 million and a half", "[2,500,000]", None),
    ("en", "2½ tonnes", "[2.5]", "tonne"),
    ("en", "4 1/2 years", "[4.5]", "year"),
    ("en", "half a mile", "[0.5]", "mile"),
    ("en", "a half million", "[500,000]", None),
    ("en", "almost two and a half million", "[2,250,000, 2,500,000)", None),
    ("en", "more than two years and a half", "(2.5, ∞)", "year"),
    ("en", "two years and three months", "[2.25]", "year"),
    ("en", "2 hours 30 minutes", "[2.5]", "hour"),
    ("de", "anderthalb Jahre", "[1.5]", "year"),
    ("de", "zweieinhalb Jahre", "[2.5]", "year"),
    ("de", "eineinhalb Millionen", "[1,500,000]", None),
    ("de", "ein halbes Jahr", "[0.5]", "year"),
    ("de", "zwei Jahre und drei Monate", "[2.25]", "year"),
    ("ru", "полтора миллиона", "[1,500,000]", None),
    ("ru", "полторы тысячи", "[1,500]", None),
    ("ru", "два с половиной года", "[2.5]", "year"),
    ("es", "dos y medio", "[2.5]", None),
    ("es", "dos años y medio", "[2.5]", "year"),
    ("es", "dos horas y media", "[2.5]", "hour"),
    ("es", "un millón y medio", "[1,500,000]", None),
    ("zh", "两年半", "[2.5]", "year"),
    ("zh", "两个半月", "[2.5]", "month"),
    ("kk", "екі жарым жыл", "[2.5]", "year"),
]


@pytest.mark.parametrize(("language", "text", "interval", "unit"), MIXED)
def test_mixed_number(language: str, text: str, interval: str, unit: str | None) -> None:
    figure = only(text, language)
    assert (figure.interval(), figure.unit) == (interval, unit)


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("two years and two weeks", ["[2]", "[2]"]),
        ("three months and two years", ["[3]", "[2]"]),
        ("two men and a half", ["[2]"]),
        ("two years, and 300 men", ["[2]", "[300]"]),
    ],
)
def test_what_does_not_go_on(text: str, intervals: list[str]) -> None:
    single = [figure for figure in read_figures(text, "en", WIDTHS) if figure.text != "half"]
    assert [figure.interval() for figure in single][: len(intervals)] == intervals


OUTCOMES = [
    ("en", "two and a half years", "He was held for 30 months.", "agrees"),
    ("en", "two and a half years", "He was held for two years.", "differs"),
    ("en", "two and a half years", "He was held for two and a half months.", "differs"),
    ("en", "two and a half years", "Two men were held.", "missing"),
    ("en", "two years", "He was held for two and a half years.", "differs"),
    ("en", "18 months", "He was held for a year and a half.", "agrees"),
    ("en", "a year and a half", "He was held for a year.", "differs"),
    ("en", "5 dollars", "It cost 5 Australian dollars.", "missing"),
    ("de", "zweieinhalb Jahre", "Er blieb 30 Monate.", "agrees"),
    ("de", "zweieinhalb Jahre", "Er blieb zwei Jahre.", "differs"),
    ("ru", "полтора года", "Он провёл там 18 месяцев.", "agrees"),
    ("ru", "два с половиной года", "Два человека ушли.", "missing"),
    ("es", "dos años y medio", "Pasó 30 meses allí.", "agrees"),
    ("es", "dos años y medio", "Pasó dos años allí.", "differs"),
]


@pytest.mark.parametrize(("language", "figure", "text", "outcome"), OUTCOMES)
def test_outcome(language: str, figure: str, text: str, outcome: str) -> None:
    check = judge(figure, text, language)
    assert check.outcome == outcome, check.reason


@given(st.integers(1, 999), st.sampled_from(["and a half", "and a quarter", "and three quarters"]))
def test_a_part_is_never_lost(whole: int, part: str) -> None:
    assert judge(f"{whole} {part} tonnes", f"It weighed {whole} tonnes.").outcome is Outcome.differs
    assert judge(f"{whole} tonnes", f"It weighed {whole} {part} tonnes.").outcome is Outcome.differs


WHOLE = [
    "50 people",
    "the 50 people",
    "a total of 50 people",
    "43.1 percent of the disputed area",
    "half of the 300 men",
    "3,000 per week",
    "5,000 in 2020",
    "50 men and women",
    "50 people in the camp",
    "2019",
    "from 5 to 9 weeks",
    "$5",
]


@pytest.mark.parametrize("figure", WHOLE)
def test_read_whole(figure: str) -> None:
    words = figure_words("en")
    assert words is not None
    assert understood(figure, words, WIDTHS) is not None


PARTIAL = [
    "two and a bit years",
    "two and so on",
    "two point five tonnes",
    "six score men",
    "twice 50 people",
    "a baker's dozen",
    "40 goats and 12 sheep",
    "not 50 people",
    "50 people, not 60",
    "50 × 3",
    "50 - 3 people",
    "quota of 50",
    "over all 50 people",
    "50 or thereabout 60",
    "some words",
    "",
]


@pytest.mark.parametrize("figure", PARTIAL)
def test_a_part_of_a_claim_is_never_judged(figure: str) -> None:
    check = judge(
        figure, "In all 50 people came, 2 men and 6 women with 40 goats; a dozen left after two years."
    )
    assert check.outcome is Outcome.undecided
    assert "was not understood" in check.reason


HEDGED = [
    ("300 people", "More than 300 people signed.", "above"),
    ("300 people", "Of them 300 people or more signed.", "at_least"),
    ("more than 300", "No more than 300 signed.", "at_most"),
    ("300 people", "More than 200 men and 300 people signed.", "exact"),
    ("1300 people", "More than 300 people signed.", "exact"),
    ("300 people", "Some said more than 5,300 people signed.", "exact"),
    ("5.5 percent", "At least 5.5% agreed.", "at_least"),
    ("300 people", "", "exact"),
]


@pytest.mark.parametrize(("figure", "sentence", "hedge"), HEDGED)
def test_the_sentence_lends_its_hedge(figure: str, sentence: str, hedge: str) -> None:
    words = figure_words("en")
    assert words is not None
    found = claimed(figure, sentence, words, WIDTHS)
    assert found is not None
    assert found.figure.hedge == hedge


def test_exact_conversion_has_no_rounding() -> None:
    assert only("two years and one month", "en").low == 2 + Fraction(1, 12)
