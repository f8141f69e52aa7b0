from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.match.wording.bounds import bounded
from verify.match.wording.words import HITS, WordPlaces

_TEXTS = st.text(st.sampled_from("ab1 ,.'-_$中é\u0301ｶ"), max_size=40).map(str.lower)


def _searched(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at) and bounded(text, at, at + len(word))]


@given(_TEXTS, st.sampled_from(["a", "b", "ab", "ba", "é", "aa"]))
def test_the_places_of_a_plain_word_are_those_a_search_finds(text: str, word: str) -> None:
    places = WordPlaces(text)
    assert list(places.of(word)) == _searched(text, word)
    assert places.count(word) == len(places.of(word))


@given(_TEXTS, st.sampled_from(["1", "中", "a'b", "a-b", "$"]))
def test_what_is_no_plain_word_is_searched_for(text: str, word: str) -> None:
    places = WordPlaces(text)
    assert set(places.of(word)) <= set(_searched(text, word))
    assert places.count(word) >= len(places.of(word))


def test_the_end_of_a_word_behind_an_apostrophe_is_a_word_and_its_beginning_is_none() -> None:
    places = WordPlaces("l'eau, o'clock and the gate's")
    assert [list(places.of(word)) for word in ("eau", "clock", "o", "gate", "gate's")] == [
        [2],
        [9],
        [],
        [],
        [23],
    ]


def test_no_more_places_than_are_read() -> None:
    assert len(WordPlaces("go " * (HITS + 5)).of("go")) == HITS
    assert len(WordPlaces("5 " * (HITS + 5)).of("5")) == HITS


def test_many_mixed_stretches_around_one_word_are_entered_in_linear_time() -> None:
    places = WordPlaces(" ".join(f"go/{number}" for number in range(50_000)))
    assert places.count("go") == 50_000
