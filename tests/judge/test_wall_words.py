"""The lists of phrases, and the three ways in which a title can say that a page is not there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.wall_words import (
    folded,
    is_about,
    is_not_found_title,
    is_vague_title,
    languages,
    not_found_phrase,
    says_not_found,
    trie,
)

KINDS = {"not_found", "about", "wall", "login", "consent", "paywall", "parked", "trouble", "region", "legal"}


def test_every_list_is_written_as_it_is_compared() -> None:
    for code, words in languages().items():
        assert set(words) - {"language", "spaces"} <= KINDS, code
        for kind in KINDS & set(words):
            for name, phrases in words[kind].items():
                assert [each for each in phrases if each != folded(each)] == [], (code, kind, name)
                assert len(phrases) == len(set(phrases)), (code, kind, name)


def test_every_language_knows_what_is_not_found_and_what_is_about_it() -> None:
    assert {"en", "ru", "zh", "kk", "ar", "de", "es", "fr"} <= set(languages())
    for code, words in languages().items():
        assert words["not_found"]["phrases"], code
        assert words["about"]["phrases"], code


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Error | Example",
        "404NotFound",
        "Error Page (404)",
        "404 - Page not found",
        "Page introuvable (404) — Exemple",
        "The resource cannot be found.",
        "Sorry, this page isn't available.",
        "Hmm... this page doesn't exist",
        "К сожалению, страница не найдена",
        "Página no encontrada - Error 404",
        "Diese Seite existiert leider nicht",
        "Désolé, cette page n'existe pas",
        "对不起，您访问的页面不存在！",
        "文章不存在或已被删除",
        "抱歉，找不到该网页",
        "ҚР — Бет табылмады",
    ],
)
def test_titles_that_say_nothing_else(title: str) -> None:
    assert says_not_found(title)
    assert is_not_found_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Article was removed from the treaty",
        "Controversial article was removed",
        "Article was removed, minister says",
        "Документ удалён с сайта министерства",
        "Спорная статья удалена",
        "文章已被删除引发讨论",
    ],
)
def test_titles_that_may_be_any_articles(title: str) -> None:
    assert says_not_found(title)
    assert not is_not_found_title(title)


@pytest.mark.parametrize(
    "title",
    ["Highway 404 reopens", "404 Media", "Plane not found in the sea", "The missing page", "Gone", None, ""],
)
def test_titles_that_do_not_say_so(title: str | None) -> None:
    assert not says_not_found(title)


@pytest.mark.parametrize(
    "title", ["Oops!", "Error | Example", "Ошибка", "Fehler – Beispiel", "错误", "Erreur", "Ups"]
)
def test_titles_that_only_say_that_something_failed(title: str) -> None:
    assert is_vague_title(title)
    assert not is_not_found_title(title)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Why is a page not found?", True),
        ("Was tun, wenn die Seite nicht gefunden wird?", True),
        ("Почему страница не найдена", True),
        ("为什么页面不存在", True),
        ("Page not found", False),
        ("Страница не найдена", False),
        ("Show not found", False),
    ],
)
def test_titles_that_ask_why_and_how(title: str, about: bool) -> None:
    assert is_about(title) is about


def test_a_phrase_is_given_as_it_stands() -> None:
    assert not_found_phrase("Sorry! The page you seek could not be found here.") is not None
    assert not_found_phrase("The search for the plane goes on.") is None


@given(phrases=st.lists(st.text("abc *", min_size=1, max_size=6), min_size=1, max_size=12))
def test_a_trie_matches_its_phrases_and_nothing_else(phrases: list[str]) -> None:
    plain = [phrase for phrase in phrases if "*" not in phrase]
    pattern = re.compile(trie(plain))
    assert all(pattern.fullmatch(phrase) for phrase in plain)
    if plain:
        assert pattern.fullmatch("".join(plain) + "z") is None
