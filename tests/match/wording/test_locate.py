from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.wording.bounds import bounded
from verify.match.wording.lexicon import lexicon
from verify.match.wording.locate import PLACES, exact_places, windows
from verify.match.wording.marks import quote_atoms
from verify.match.wording.words import WordPlaces

EN = lexicon("en")


@pytest.mark.parametrize(
    ("text", "quote", "count"),
    [
        ("50 of 1,250 and 50,000 or 3.50", "50", 1),
        ("can can't cancan can", "can", 2),
        ("five-and-twenty, and", "and", 2),
        ("中文字中文", "中文", 2),
        ("aaaa", "aa", 0),
        ("aa aa aa", "aa aa", 1),
        ("text", "", 0),
    ],
)
def test_exact_places_are_cut_between_words(text: str, quote: str, count: int) -> None:
    assert len(exact_places(text, quote)) == count


def test_no_more_places_than_are_looked_at() -> None:
    assert len(exact_places("go " * 5000, "go")) == PLACES


@given(st.text(st.sampled_from("ab1 ,.'-中"), min_size=1, max_size=30), st.data())
def test_bounded_spans_begin_and_end_with_whole_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if bounded(text, start, end) and start and text[start].isascii() and text[start].isalnum():
        assert not (text[start - 1].isascii() and text[start - 1].isalnum())


def test_windows_hold_the_place_with_most_of_the_words() -> None:
    filler = "the geese flew over the reeds and nobody watched them go. " * 60
    target = "a copper kettle was found beneath the crooked chimney last week"
    text = filler + target + ". " + filler
    atoms = quote_atoms("a copper kettle was lost beneath the crooked chimney last week", EN).hard
    best = next(windows(WordPlaces(text), atoms, 0))
    assert best.start <= text.index(target)
    assert best.end >= text.index(target) + len(target)
    assert best.end - best.start < 1000


def test_no_windows_without_a_shared_word() -> None:
    atoms = quote_atoms("copper kettle", EN).hard
    assert list(windows(WordPlaces("nothing of the kind"), atoms, 0)) == []
