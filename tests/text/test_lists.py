from __future__ import annotations

from dataclasses import fields

import pytest

from verify.text.lists import WordList, languages, primary, word_list


def lists(language: str) -> WordList:
    found = word_list(language)
    assert found is not None
    return found


def test_the_promised_languages_are_there() -> None:
    assert set(languages()) >= {"en", "ru", "kk", "zh", "es", "de", "fr", "ar"}


@pytest.mark.parametrize("tag", ["en", "ru", "kk", "zh", "es", "de", "fr", "ar"])
def test_each_language_names_its_denials_hedges_verbs_numbers_and_months(tag: str) -> None:
    found = lists(tag)
    assert found.language == tag
    for needed in (
        found.negations,
        found.hedges,
        found.reporting,
        found.frames,
        found.function_words,
        found.months,
    ):
        assert len(needed) >= 5
    assert found.numbers is not None
    assert set(found.numbers.values()) >= {1, 2, 3, 10, 100, 1000} - ({1} if tag == "fr" else set())


@pytest.mark.parametrize("tag", ["en", "ru", "kk", "zh", "es", "de", "fr", "ar"])
def test_lists_are_lower_case_and_name_nothing_twice_in_a_row(tag: str) -> None:
    for field in fields(WordList):
        value = getattr(lists(tag), field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            assert [word for word in value if word != word.lower() or word != word.strip()] == []


def test_function_words_hold_no_denial_hedge_or_number() -> None:
    for tag in languages():
        found = lists(tag)
        risky = {*found.negations, *found.hedges, *(found.numbers or {})}
        assert risky.isdisjoint(found.function_words), tag


@pytest.mark.parametrize("tag", ["xx", "", None, "../en", "en/..", "日本"])
def test_a_language_without_lists_has_none(tag: str | None) -> None:
    assert word_list(tag) is None


def test_a_tag_is_read_by_its_primary_part() -> None:
    assert word_list("en-GB") is word_list("EN_us")
    assert primary("zh-Hant-TW") == "zh"
