"""Denied figures, opposite directions, other years, bounds, and numbers that are no figures."""

from __future__ import annotations

import pytest

from verify.match.figure.check import match_figure, weigh_figures
from verify.match.prepared import Prepared
from verify.model.match import Check, Outcome
from verify.model.policy import MatchPolicy
from verify.model.text import plain


def judge(figure: str, text: str, sentence: str = "", *about: str, language: str = "en") -> Check:
    prepared = Prepared(plain(text))
    return match_figure(figure, about, prepared, MatchPolicy(), language=language, sentence=sentence)


DENIALS = [
    ("en", "300 people signed.", "300 people did not sign the petition.", "undecided"),
    ("en", "300 people signed.", "300 people didn’t sign the petition.", "undecided"),
    ("en", "300 people signed.", "He denied that 300 people signed.", "undecided"),
    ("en", "300 people signed.", "They did not say that 300 people signed.", "undecided"),
    ("en", "300 people signed.", "300 people who had never voted signed.", "undecided"),
    ("en", "300 people signed.", "It did not rain, but 300 people signed.", "agrees"),
    ("en", "300 people signed.", "It did not rain; 300 people signed.", "agrees"),
    ("en", "300 people signed.", "300 people signed and 20 did not.", "agrees"),
    ("en", "300 people signed.", "Of those asked 20 did not sign, and 300 people signed.", "agrees"),
    ("en", "300 people signed.", "Not only 300 people signed.", "agrees"),
    ("en", "300 people were held.", "300 people were held without charge.", "agrees"),
    ("en", "300 people signed.", "A man who did not give his name said that 300 people signed.", "agrees"),
    ("en", "300 people signed.", "300 people signed, said a man who asked not to be named.", "agrees"),
    ("en", "300 people did not sign.", "300 people did not sign the petition.", "agrees"),
    ("en", "300 people did not sign.", "300 people never signed the petition.", "agrees"),
    ("en", "300 people did not sign.", "300 people signed the petition.", "undecided"),
    ("en", "", "300 people did not sign the petition.", "agrees"),
    ("ru", "300 человек подписали.", "300 человек не подписали.", "undecided"),
    ("ru", "300 человек подписали.", "300 человек подписали.", "agrees"),
    ("de", "300 Menschen kamen.", "300 Menschen kamen nicht.", "undecided"),
    ("es", "300 personas vinieron.", "300 personas no vinieron.", "undecided"),
    ("zh", "300人签名。", "300人没有签名。", "undecided"),
]
_PEOPLE = {"en": "300 people", "ru": "300 человек", "de": "300 Menschen", "es": "300 personas", "zh": "300人"}


@pytest.mark.parametrize(("language", "sentence", "text", "outcome"), DENIALS)
def test_denied(language: str, sentence: str, text: str, outcome: str) -> None:
    check = judge(_PEOPLE[language], text, sentence, language=language)
    assert check.outcome == outcome, check.reason
    assert ("denies it" in check.reason) == (outcome == "undecided")


def test_a_sentence_that_does_not_deny_is_preferred() -> None:
    text = "300 people did not sign. In the end 300 people signed."
    check = judge("300 people", text, "300 people signed.")
    assert check.outcome is Outcome.agrees
    assert check.span is not None
    assert check.span[0] > 20


def test_every_way_to_weigh_says_the_same() -> None:
    prepared = Prepared(plain("300 people did not sign."))
    weighed = weigh_figures(
        "300 people", (), prepared, MatchPolicy(), language="en", sentence="300 people signed."
    )
    assert [comparison.outcome for _, comparison in weighed] == [Outcome.overlaps]


DIRECTIONS = [
    ("en", "5 percent", "Rents rose by 5 percent.", "Rents fell by 5 percent.", "undecided"),
    ("en", "5 percent", "Rents rose by 5 percent.", "Rents grew 5 percent.", "agrees"),
    ("en", "5 percent", "Rents rose by 5 percent.", "Rents fell in May, but rose by 5 percent.", "agrees"),
    ("en", "up to 5 percent", "Rents fell up to 5 percent.", "Rents fell up to 5 percent.", "agrees"),
    ("ru", "5 процентов", "Цены выросли на 5 процентов.", "Цены упали на 5 процентов.", "undecided"),
    ("de", "5 Prozent", "Die Mieten stiegen um 5 Prozent.", "Die Mieten sanken um 5 Prozent.", "undecided"),
    ("es", "5 por ciento", "El precio subió 5 por ciento.", "El precio bajó 5 por ciento.", "undecided"),
]


@pytest.mark.parametrize(("language", "figure", "sentence", "text", "outcome"), DIRECTIONS)
def test_direction(language: str, figure: str, sentence: str, text: str, outcome: str) -> None:
    check = judge(figure, text, sentence, language=language)
    assert check.outcome == outcome, check.reason


def test_a_direction_is_named_with_its_words() -> None:
    reason = judge("5 percent", "Rents fell by 5 percent.", "Rents rose by 5 percent.").reason
    assert 'the source says "fell", the claim "rose"' in reason


YEARS = [
    ("It sold 6,000 units in 2020.", "It sold 5,000 units in 2020 and 6,000 in 2021.", "differs"),
    ("It sold 6,000 units in 2021.", "It sold 5,000 units in 2020 and 6,000 in 2021.", "agrees"),
    ("It sold 6,000 units in 2021.", "In 2020 it sold 5,000 units, in 2021 6,000 units.", "agrees"),
    ("It sold 6,000 units in 2020.", "In 2020 it sold 5,000 units, in 2021 6,000 units.", "differs"),
    ("It sold 6,000 units in 2020.", "It sold 6,000 units in 2021.", "overlaps"),
    ("It sold 6,000 units in 2020.", "It sold 6,000 units.", "agrees"),
    ("It sold 6,000 units.", "It sold 6,000 units in 2021.", "agrees"),
    ("A firm that was founded in 1920 by others sold 6,000 units.", "It sold 6,000 units in 2021.", "agrees"),
]


@pytest.mark.parametrize(("sentence", "text", "outcome"), YEARS)
def test_year(sentence: str, text: str, outcome: str) -> None:
    check = judge("6,000 units", text, sentence)
    assert check.outcome == outcome, check.reason
    assert ("the claim of 2020" in check.reason) == (outcome != "agrees")


BOUNDS = [
    ("more than 300 people", "More than 200 people came.", "differs"),
    ("more than 200 people", "More than 300 people came.", "differs"),
    ("at least 300 people", "More than 200 people came.", "differs"),
    ("up to 300 people", "No more than 400 people came.", "differs"),
    ("about 300 people", "Some 320 people came.", "differs"),
    ("nearly 300 people", "Almost 290 people came.", "differs"),
    ("about 300 people", "Some 300 people came.", "agrees"),
    ("about 300 people", "In all 290 people came.", "agrees"),
    ("at least 300 people", "More than 300 people came.", "overlaps"),
    ("at least 10,000 people", "At least tens of thousands of people came.", "agrees"),
    ("more than 300 people", "Between 100 and 400 people came.", "overlaps"),
    ("more than 300 people", "Between 100 and 200 people came.", "differs"),
    ("more than 300 people", "Between 310 and 400 people came.", "agrees"),
    ("more than 300 people", "Up to 400 people came.", "overlaps"),
    ("more than 300 people", "About 310 people came.", "overlaps"),
    ("more than 100 miles", "It is more than 160 km away.", "agrees"),
    ("more than 100 miles", "It is more than 20 km away.", "differs"),
    ("more than 100 miles", "It is more than 500 km away.", "differs"),
    ("more than 100 miles", "It is more than 150 km away.", "undecided"),
    ("at least two weeks", "It took at least 14 days.", "agrees"),
    ("300 people", "Up to 1,000 people came.", "overlaps"),
    ("300 people", "Up to 1,000 people came. Then 200 people left.", "undecided"),
    ("300 people", "More than 50 people came.", "differs"),
]


@pytest.mark.parametrize(("figure", "text", "outcome"), BOUNDS)
def test_bound(figure: str, text: str, outcome: str) -> None:
    check = judge(figure, text)
    assert check.outcome == outcome, check.reason


@pytest.mark.parametrize(
    ("figure", "text", "reason"),
    [
        ("more than 300 people", "More than 200 people came.", "another bound"),
        ("300 people", "Up to 1,000 people came.", 'bound "Up to" is far from the claim\'s 300'),
        ("300 people", "More than 50 people came.", "and does not carry it"),
    ],
)
def test_the_reason_is_what_is_printed(figure: str, text: str, reason: str) -> None:
    said = judge(figure, text).reason
    assert reason in said
    assert "do not meet" not in said


def test_a_bound_of_the_claims_sentence_is_not_dropped() -> None:
    text = "More than 300 people came."
    assert judge("300 people", text, "More than 300 people came.").outcome is Outcome.agrees
    assert judge("300 people", text, "Then 300 people came.").outcome is Outcome.overlaps
    assert judge("300 people", "In all 300 people came.", "More than 300 people came.").outcome == "differs"


NO_FIGURES = [
    ("en", "80 students", "The school is at 80 Lenin Street.", "missing"),
    ("en", "80 students", "The school is at 80 Old Mill Road.", "missing"),
    ("en", "80 students", "The road took 80 students home.", "agrees"),
    ("en", "80 students", "In the Street, 80 students sang.", "agrees"),
    ("ru", "80 человек", "Школа стоит на улице Ленина, 80.", "missing"),
    ("ru", "80 человек", "На улице пели 80 человек.", "agrees"),
    ("de", "80 Menschen", "Das Amt ist in der Lindenstraße 80.", "missing"),
    ("es", "80 personas", "Vive en la calle Goya 80.", "missing"),
    ("en", "three days", "The talks were held over three days.", "agrees"),
    ("en", "three days", "The talks lasted over three days.", "overlaps"),
    ("en", "three days", "The talks went on for over three days.", "overlaps"),
    ("en", "over three days", "The talks lasted over three days.", "agrees"),
    ("en", "three people", "The talks had over three people.", "overlaps"),
    ("en", "2,000 km", "The road is 2000 km long.", "agrees"),
]


@pytest.mark.parametrize(("language", "figure", "text", "outcome"), NO_FIGURES)
def test_what_a_number_is(language: str, figure: str, text: str, outcome: str) -> None:
    check = judge(figure, text, language=language)
    assert check.outcome == outcome, check.reason


def test_a_year_is_printed_as_a_year() -> None:
    reason = judge("2019", "It began in 2018.").reason
    assert "2019 = [2019]" in reason
    assert "2018 = [2018]" in reason


def test_too_many_denied_figures_are_left_undecided() -> None:
    text = "It sold 6 units in 2019 and 300 units in 2021. " * 300
    check = judge("300 units", text, "It sold 300 units in 2019.")
    assert check.outcome is Outcome.undecided
    assert "too many" in check.reason
